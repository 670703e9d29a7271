"""The same capabilities without a screen: one command, one call, one table."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mixedmethods import __version__
from mixedmethods.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from mixedmethods.store import Project

cli = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version."),
]


@cli.callback()
def about(version: Version = False) -> None:
    """Surveys, focus groups and outcome gaps in one place. Try: mixedmethods app."""


class Format(StrEnum):
    """How a table is printed."""

    table = "table"
    csv = "csv"
    json = "json"


Study = Annotated[Path, typer.Argument(help="The project file, such as study.mm.")]
Out = Annotated[Format, typer.Option("--format", help="How to print the table.")]
Author = Annotated[str, typer.Option("--author", help="Who makes the change, for the log.")]


def main() -> None:
    """Run the command; what a researcher can mend ends in one sentence and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles may start in another encoding
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli()
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except OSError as error:
        why = (error.strerror or "an error").lower()
        sys.stderr.write(f"The system must allow it. Got {why}: {error.filename}. Check rights.\n")
        sys.exit(2)


@cli.command()
def app(
    study: Annotated[Path | None, typer.Argument(help="A project to open first.")] = None,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8501,
) -> None:
    """Start the app in the browser; the first time it loads the sample study.

    Example: mixedmethods app
    """
    from mixedmethods.app.server import serve

    _check_port(port)
    if study is not None:
        with _open(study):  # refuse a file that is no project before the server starts
            os.environ["MIXEDMETHODS_PROJECT"] = str(study.resolve())
    else:
        _first_start()
    serve(port)


@cli.command()
def new(
    study: Study,
    title: Annotated[str, typer.Option(help="What the study is called.")] = "",
) -> None:
    """Make an empty project.

    Example: mixedmethods new study.mm --title "Access review"
    """
    from mixedmethods.store import new_project

    with _reaching(study):
        new_project(study, title or study.stem).close()
    typer.echo(f"Made {study}. Bring files in with: mixedmethods import {study} FILE...")


@cli.command()
def sample(study: Study) -> None:
    """Make a project that holds the synthetic sample study.

    Example: mixedmethods sample study.mm
    """
    from mixedmethods.sample import make_sample

    with _reaching(study):
        make_sample(study).close()
    typer.echo(f"Made {study} with the synthetic sample study.")


@cli.command("import")
def import_(
    study: Study,
    files: Annotated[list[Path], typer.Argument(help="Files, all of them or none are imported.")],
    instrument: Annotated[
        str, typer.Option(help="For surveys: an instrument file, or the id of one in the project.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--as", help="survey, transcript, outcomes, codebook, codings, ...")
    ] = "",
    coder: Annotated[str, typer.Option(help="Whose codings a file of codings holds.")] = "",
    leave_out_unknown: Annotated[
        bool, typer.Option(help="Leave out survey answers that are not on their scale.")
    ] = False,
    rehearse: Annotated[bool, typer.Option(help="Check and report, store nothing.")] = False,
    author: Author = "",
) -> None:
    """Import surveys, transcripts, outcomes, codebooks and more.

    Example: mixedmethods import study.mm leads.csv --instrument clinical_lead.yaml
    """
    from mixedmethods.desk.intake import File, Options, import_files

    given = [File(path.name, _read(path), kind) for path in files]
    if Path(instrument).suffix.lower() in (".yaml", ".yml"):
        path = Path(instrument)
        given.append(File(path.name, _read(path), "instrument"))
        instrument = _instrument_id(path.name, given[-1].content)
    options = Options(instrument, coder, leave_out_unknown)
    with _open(study) as project:
        done = import_files(project, given, author or _author(), options, rehearse=rehearse)
    for each in done:
        typer.echo(f"{each.name}: {each.summary}.")
        for entry in each.audit.entries:
            column = f", column {entry.column}" if entry.column else ""
            typer.echo(f"  row {entry.row}{column}: {entry.outcome}, {entry.reason}")
    if rehearse:
        typer.echo("Nothing was stored: this was a rehearsal.")


@cli.command()
def tabulate(
    study: Study,
    item: Annotated[list[str], typer.Option(help="An item's id; give it again for a block.")],
    by: Annotated[str, typer.Option(help="role: comparable items of the other role join in.")] = "",
    out: Out = Format.table,
) -> None:
    """Count the answers to items: n, base, share and Wilson interval (shares are 0 to 1).

    Rows of kind "top two" sum the top options, such as agree and strongly agree.

    Example: mixedmethods tabulate study.mm --item CL_ORG_LENGTHS --by role --format csv
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.desk.tables import item_table

    with _open(study) as project:
        table = item_table(read_study(project), item, by or None)
    _print(table, out)


@cli.command()
def gaps(
    study: Study,
    reference: Annotated[str, typer.Option(help="The group that is subtracted.")],
    measure: Annotated[str | None, typer.Option(help="One measure; all by default.")] = None,
    period: Annotated[str | None, typer.Option(help="One period; all by default.")] = None,
    out: Out = Format.table,
) -> None:
    """Subtract a reference group's rate from every other group's.

    Rates are shares (0 to 1); gaps and their intervals are percentage points.

    Example: mixedmethods gaps study.mm --measure course_rate --period 2021-22
    --reference "White British" --format csv
    """
    from mixedmethods.outcomes import gaps as subtract
    from mixedmethods.store import numbers

    with _open(study) as project:
        rates = numbers.rates(project)
    _print(subtract(rates, reference, measure, period), out)


@cli.command()
def themes(
    study: Study,
    by: Annotated[str, typer.Option(help="A variable of the speakers, such as role.")] = "",
    summary: Annotated[
        bool, typer.Option(help="The rows of the codebook's summary table, not single codes.")
    ] = False,
    codebook: Annotated[str, typer.Option(help="A codebook's id; all by default.")] = "",
    out: Out = Format.table,
) -> None:
    """Count segments, speakers and groups of each code.

    Example: mixedmethods themes study.mm --by role --format csv
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.desk.tables import themes as count

    with _open(study) as project:
        table = count(read_study(project), by or None, codebook or None, summary=summary)
    _print(table, out)


@cli.command()
def suggest(
    study: Study,
    source: Annotated[str, typer.Option(help="The name of a source, such as FG1.")],
    codebook: Annotated[str, typer.Option(help="A codebook's id; by default the one in use.")] = "",
    coder: Annotated[str, typer.Option(help="Leave out what this coder has settled.")] = "",
    out: Out = Format.table,
) -> None:
    """Suggest codes for sentences by the words of the lexicons. Nothing is stored or counted.

    start and end count code points inside the turn's words, as in a file of codings.

    Example: mixedmethods suggest study.mm --source FG1 --format csv
    """
    from mixedmethods.coding import suggestions_frame
    from mixedmethods.desk.reading import suggestions
    from mixedmethods.store.texts import read_source

    with _open(study) as project:
        text = read_source(project, source)
        found = suggestions(project, text, codebook or None, coder or None)
    _print(suggestions_frame(text, found), out)


@cli.command()
def report(
    study: Study,
    to: Annotated[Path, typer.Option(help="Where to write: .docx, or .xlsx for every table.")],
    reference: Annotated[str, typer.Option(help="The group that gaps are against.")] = "",
) -> None:
    """Write the report with tables, figures, quotes and links.

    Example: mixedmethods report study.mm --to report.docx
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.report.study import report_bytes

    if to.is_dir() or not to.parent.is_dir():
        raise _out_of_reach(to, "no folder to write it in")
    with _open(study) as project:
        content = report_bytes(read_study(project), to.suffix, reference or None)
    with _reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}.")


@contextmanager
def _open(study: Path) -> "Iterator[Project]":
    from mixedmethods.store import open_project

    with open_project(study) as project:
        yield project


def _first_start() -> None:
    """Make the sample where there is no project yet, and say so."""
    from mixedmethods.desk.home import SAMPLE, home, project_names, project_path

    if not project_names():
        typer.echo(f"Making the sample project in {home()} ...")
        from mixedmethods.sample import make_sample

        make_sample(project_path(SAMPLE)).close()


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere the option would let two apps share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            other = port + 1 if 1023 < port < 65535 else 8502
            raise DataError(
                f"The app needs a free port. Got {port}, which is in use or not allowed. Close "
                f"the other app, or choose another: mixedmethods app --port {other}"
            ) from error


def _read(path: Path) -> bytes:
    with _reaching(path):
        return path.read_bytes()


@contextmanager
def _reaching(path: Path) -> Iterator[None]:
    """Say in one sentence why the system does not let a file be read or written."""
    try:
        yield
    except OSError as error:
        raise _out_of_reach(path, (error.strerror or "an error").lower()) from error


def _out_of_reach(path: Path, why: str) -> DataError:
    return DataError(
        f"The file must be within reach. Got {path}: {why}. Check its name and folder."
    )


def _instrument_id(name: str, content: bytes) -> str:
    from mixedmethods.ingest.yaml_file import read_yaml
    from mixedmethods.model import read_instrument

    return read_instrument(read_yaml(name, content)).id


def _author() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no user name
        return "me"


def _print(table: "pd.DataFrame", out: Format) -> None:
    from mixedmethods.report import guarded_csv

    match out:
        case Format.csv:
            # Text streams write the line ends of the system; a bare \r would end the last cell.
            sys.stdout.write(guarded_csv(table).replace("\r\n", "\n"))
        case Format.json:
            typer.echo(table.to_json(orient="records", force_ascii=False, indent=2))
        case Format.table:
            whole = table.select_dtypes("Int64")  # pandas would print <NA> for what is missing
            shown = table.assign(**whole.astype(object).where(whole.notna(), ""))
            typer.echo(shown.to_string(index=False, na_rep="", max_colwidth=60))


if __name__ == "__main__":
    main()
