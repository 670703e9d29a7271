"""Commands that write a file."""

from pathlib import Path
from typing import Annotated

import typer

from mixedmethods.cli.frame import Study, cli, opened, out_of_reach, reaching


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
        raise out_of_reach(to, "no folder to write it in")
    with opened(study) as project:
        content = report_bytes(read_study(project), to.suffix, reference or None)
    with reaching(to):
        to.write_bytes(content)
    typer.echo(f"Wrote {to}.")
