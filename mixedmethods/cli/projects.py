"""Commands that make a project, fill it, and open it in the app."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mixedmethods.cli.frame import Author, Study, author_of_machine, cli, opened, reaching, read
from mixedmethods.errors import DataError

if TYPE_CHECKING:
    from mixedmethods.desk.intake import File
    from mixedmethods.desk.transcripts import Cast


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
        with opened(study):  # refuse a file that is no project before the server starts
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

    with reaching(study):
        new_project(study, title or study.stem).close()
    typer.echo(f"Made {study}. Bring files in with: mixedmethods import {study} FILE...")


@cli.command()
def sample(
    study: Study,
    second_coder: Annotated[
        bool, typer.Option(help="With the codings of a second coder in two groups.")
    ] = False,
) -> None:
    """Make a project that holds the synthetic sample study.

    Example: mixedmethods sample study.mm
    """
    from mixedmethods.sample import make_sample

    with reaching(study):
        make_sample(study, second_coder=second_coder).close()
    typer.echo(f"Made {study} with the synthetic sample study.")


@cli.command("import")
def import_(
    study: Study,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files, all of them or none are imported.")
    ] = None,
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
    moderator: Annotated[
        list[str] | None, typer.Option(help="For transcripts: a speaker who moderates; repeat it.")
    ] = None,
    rename: Annotated[
        list[str] | None,
        typer.Option(help="For transcripts: OLD=NEW for a speaker; one NEW for two merges them."),
    ] = None,
    pseudonyms: Annotated[
        Path | None, typer.Option(help="For transcripts: a CSV of name,pseudonym to replace.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="Where to write the key that leads back from pseudonyms.")
    ] = None,
    encoding: Annotated[str, typer.Option(help="Of a text file that does not tell it.")] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(help="For surveys: rows to keep, such as unfinished; see `detect`."),
    ] = None,
    numbered: Annotated[
        bool, typer.Option(help="For surveys: numbers are places on a scale, 1 the first option.")
    ] = False,
    level: Annotated[
        list[str] | None,
        typer.Option(help="For annual counts: kinds of areas, such as England or Provider."),
    ] = None,
    rehearse: Annotated[bool, typer.Option(help="Check and report, store nothing.")] = False,
    author: Author = "",
) -> None:
    """Import surveys, transcripts, outcomes, codebooks and more; or a project from its archive.

    Example: mixedmethods import study.mm leads.csv --instrument clinical_lead.yaml
    """
    from mixedmethods.desk.intake import File, Options, import_files
    from mixedmethods.desk.transcripts import Cast
    from mixedmethods.ingest.surveys.plan import Reading

    archived = _archived(study, files or [])
    if archived is not None:
        _bring_back(*archived)
        return
    if not files:
        raise typer.BadParameter("Missing argument 'FILES...'.")
    given = [File(path.name, read(path), kind) for path in files]
    if Path(instrument).suffix.lower() in (".yaml", ".yml"):
        path = Path(instrument)
        given.append(File(path.name, read(path), "instrument"))
        instrument = _instrument_id(path.name, given[-1].content)
    cast = _cast(moderator, rename, pseudonyms, encoding)
    casts = {file.name: cast for file in given}
    reading = Reading(encoding=encoding, keep=tuple(keep or ()), numbered=numbered)
    readings = dict.fromkeys(casts, reading)
    options = Options(instrument, coder, leave_out_unknown, casts=casts, readings=readings)
    options = replace(options, levels=tuple(level)) if level else options
    with opened(study) as project:
        if cast != Cast():
            _keep_key(key, given, cast)
        done = import_files(
            project, given, author or author_of_machine(), options, rehearse=rehearse
        )
    for each in done:
        typer.echo(f"{each.name}: {each.summary}.")
        for entry in each.audit.entries:
            column = f", column {entry.column}" if entry.column else ""
            typer.echo(f"  row {entry.row}{column}: {entry.outcome}, {entry.reason}")
    if rehearse:
        typer.echo("Nothing was stored: this was a rehearsal.")


def _archived(study: Path, files: list[Path]) -> tuple[Path, Path] | None:
    """Return the archive and the project to make of it; None where no archive is given."""
    if not files and study.suffix.lower() == ".zip":
        return study, study.with_suffix(".mm")
    if len(files) == 1 and files[0].suffix.lower() == ".zip" and not study.exists():
        return files[0], study
    return None


def _bring_back(archive: Path, study: Path) -> None:
    from mixedmethods.store.archive import unpack

    content = read(archive)
    with reaching(study):
        unpack(archive.name, content, study).close()
    typer.echo(f"Made {study} from {archive}: every table has the fingerprint that it left with.")


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


def _instrument_id(name: str, content: bytes) -> str:
    from mixedmethods.ingest.yaml_file import read_yaml
    from mixedmethods.model import read_instrument

    return read_instrument(read_yaml(name, content)).id


def _cast(
    moderators: list[str] | None, renames: list[str] | None, pseudonyms: Path | None, encoding: str
) -> "Cast":
    """Return what the options say of the transcripts."""
    from mixedmethods.desk.transcripts import Cast
    from mixedmethods.ingest.table import read_table

    table = None if pseudonyms is None else read_table(pseudonyms.name, read(pseudonyms))
    rows = [] if table is None else [list(row.cells.values()) for row in table.rows]
    if table is not None and len(table.columns) < 2:
        raise DataError(
            "A list of pseudonyms must have two columns, the name and the pseudonym. Got "
            f"{len(table.columns)} in {pseudonyms}. Add the other."
        )
    pairs = [each.partition("=") for each in renames or ()]
    return Cast(
        names={old.strip(): new.strip() for old, _, new in pairs},
        moderators=moderators,
        pseudonyms={row[0].strip(): row[1].strip() for row in rows if row[0].strip()},
        encoding=encoding,
    )


def _keep_key(path: Path | None, given: "list[File]", cast: "Cast") -> None:
    """Write the key before anything is stored; refuse pseudonyms without a place for it."""
    from mixedmethods.desk.intake import kind_of
    from mixedmethods.desk.transcripts import preview
    from mixedmethods.ingest.pseudonyms import key_csv

    texts = [file for file in given if kind_of(file) == "transcript"]
    rows = [row for file in texts for row in preview(file.name, file.content, cast).key]
    if not rows:
        return
    if path is None:
        raise DataError(
            f"Pseudonyms need a key, the only way back. Got {len(rows)} places to replace and no "
            "file for the key. Name one outside the project's folder with --key."
        )
    with reaching(path):
        path.write_bytes(key_csv(rows))
