"""Commands on files of survey answers, before they come into a project."""

from pathlib import Path
from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, cli, read, show


@cli.command()
def detect(
    files: Annotated[list[Path], typer.Argument(help="Files of survey answers.")],
    encoding: Annotated[str, typer.Option(help="Of a file that is not UTF-8.")] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option(help="Rows to keep that would be dropped: preview, unfinished, duplicate ..."),
    ] = None,
    out: Out = Format.table,
) -> None:
    """Tell which survey platform files come from, and which rows would be kept or dropped, and why.

    The first line of a file is about all of it; lines with a row are about that row.

    Example: mixedmethods detect leads.csv commissioners.xlsx --format csv
    """
    from mixedmethods.desk.surveys import recognised

    given = [(path.name, read(path)) for path in files]
    show(recognised(given, encoding=encoding, keep=keep or ()), out)
