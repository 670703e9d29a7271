"""Commands on files of survey answers, before they come into a project."""

from pathlib import Path
from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, cli, reaching, read, show
from mixedmethods.errors import DataError


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


@cli.command()
def draft(
    file: Annotated[Path, typer.Argument(help="A file of survey answers.")],
    to: Annotated[Path, typer.Option(help="The instrument file to write, such as staff.yaml.")],
    title: Annotated[str, typer.Option(help="Of the questionnaire; by default the file's.")] = "",
    role: Annotated[str, typer.Option(help="Who answered, such as commissioner.")] = "respondent",
    encoding: Annotated[str, typer.Option(help="Of a file that is not UTF-8.")] = "",
) -> None:
    """Draft an instrument from a file of answers, and a map of its columns beside it.

    Only answers that somebody chose can be seen: add the others, check the order, then import both
    with the answers.

    Example: mixedmethods draft answers.csv --to staff.yaml --role commissioner
    """
    from mixedmethods.ingest.surveys.draft import draft as questions_of
    from mixedmethods.ingest.surveys.draft import instrument_of
    from mixedmethods.ingest.surveys.mapping import SurveyMap, map_body, yaml_bytes
    from mixedmethods.ingest.surveys.recognise import read_export
    from mixedmethods.model import read_instrument

    beside = to.with_name(f"{to.stem}_map.yaml")
    if to.suffix not in (".yaml", ".yml") or to.exists() or beside.exists():
        raise DataError(
            f"A draft needs a new file that ends in .yaml. Got {to}, or {beside.name} is there "
            "already. Name another."
        )
    export = read_export(file.name, read(file), encoding=encoding)
    body, matches = instrument_of(questions_of(export), to.stem, title or file.stem, role)
    read_instrument(body)
    with reaching(to):
        to.write_bytes(yaml_bytes(body))
        beside.write_bytes(yaml_bytes(map_body(SurveyMap(to.stem, matches))))
    typer.echo(f"Drafted {len(body['items'])} items in {to}, and {beside} beside it.")
    typer.echo(f"Check it, then: mixedmethods import STUDY {file} {to} {beside}")
