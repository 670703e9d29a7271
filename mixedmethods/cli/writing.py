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
    to: Annotated[
        Path, typer.Option(help="Where to write: .docx, .html, or .xlsx for every table.")
    ],
    template: Annotated[
        str,
        typer.Option(
            help="full; review, of how the guide is put into practice; audit, of knowledge."
        ),
    ] = "full",
    order: Annotated[
        str, typer.Option(help="contiguous: strand after strand; weave: measure by measure.")
    ] = "contiguous",
    section: Annotated[
        list[str] | None, typer.Option(help="A section to write; repeat it. By default all.")
    ] = None,
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
    """Write the report with tables, figures, quotes, links and checklists.

    Example: mixedmethods report study.mm --to report.docx --template review
    """
    from mixedmethods.desk.reading import read_study
    from mixedmethods.desk.reporting import extras
    from mixedmethods.report.plan import Plan
    from mixedmethods.report.study import report_bytes
    from mixedmethods.report.survey_report import survey_bytes

    if only not in ("", "survey"):
        raise DataError(f"A part of the report must be survey. Got {only!r}. Leave it out for all.")
    if to.is_dir() or not to.parent.is_dir():
        raise out_of_reach(to, "no folder to write it in")
    plan = Plan(template, reference or None, order, tuple(section or ()))
    with opened(study) as project:
        held = read_study(project)
        found = {} if only else extras(project, held)
    if only:
        content = survey_bytes(held, to.suffix, rounding)
    else:
        content = report_bytes(held, to.suffix, plan, found)
    with reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}.")


@cli.command()
def archive(
    study: Study,
    to: Annotated[Path, typer.Option(help="Where to write, such as study.zip.")],
) -> None:
    """Write all data, the log and a fingerprint of each table as one archive.

    Example: mixedmethods archive study.mm --to study.zip
    """
    from mixedmethods.store.archive import pack

    if to.is_dir() or not to.parent.is_dir():
        raise out_of_reach(to, "no folder to write it in")
    with opened(study) as project:
        content = pack(project)
    with reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}. It comes back with: mixedmethods import {to}")
