"""Commands that write a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mixedmethods.cli.frame import Study, cli, opened, out_of_reach, reaching
from mixedmethods.errors import DataError


class Export(StrEnum):
    """What a project is exported as."""

    qdpx = "qdpx"
    qdc = "qdc"
    html = "html"
    csv = "csv"


@cli.command()
def export(
    study: Study,
    to: Annotated[Path, typer.Option(help="Where to write.")],
    form: Annotated[
        Export,
        typer.Option(
            "--format", help="qdpx and qdc (REFI-QDA), html (highlighted texts), csv (codings)."
        ),
    ] = Export.qdpx,
) -> None:
    """Write the texts, codes and codings for other programs, or to read.

    Example: mixedmethods export study.mm --format qdpx --to study.qdpx
    """
    from mixedmethods.desk.exchange import read_all
    from mixedmethods.report.exchange import export_bytes

    if to.is_dir() or not to.parent.is_dir():
        raise out_of_reach(to, "no folder to write it in")
    with opened(study) as project:
        content = export_bytes(read_all(project), form)
    with reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}.")


@cli.command()
def report(
    study: Study,
    to: Annotated[Path, typer.Option(help="Where to write: .docx, or .xlsx for every table.")],
    reference: Annotated[str, typer.Option(help="The group that gaps are against.")] = "",
    only: Annotated[str, typer.Option(help="survey: its blocks, question by question.")] = "",
    rounding: Annotated[
        str,
        typer.Option(
            "--round",
            help="With --only survey, whole percentages in .xlsx: half up, half to even or "
            "largest remainder.",
        ),
    ] = "half up",
) -> None:
    """Write the report with tables, figures, quotes and links.

    Example: mixedmethods report study.mm --to report.docx
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.report.study import report_bytes
    from mixedmethods.report.survey_report import survey_bytes

    if only not in ("", "survey"):
        raise DataError(f"A part of the report must be survey. Got {only!r}. Leave it out for all.")
    if to.is_dir() or not to.parent.is_dir():
        raise out_of_reach(to, "no folder to write it in")
    with opened(study) as project:
        held = read_study(project)
    if only:
        content = survey_bytes(held, to.suffix, rounding)
    else:
        content = report_bytes(held, to.suffix, reference or None)
    with reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}.")
