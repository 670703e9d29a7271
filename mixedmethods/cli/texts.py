"""Commands on coded texts: how far coders agree, what was said, who said it."""

from enum import StrEnum
from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, Study, cli, opened, show


class Unit(StrEnum):
    """What coders are compared on."""

    turn = "turn"
    sentence = "sentence"
    character = "character"


@cli.command()
def agreement(
    study: Study,
    coders: Annotated[
        list[str] | None, typer.Option(help="Two coders or more, one after the other.")
    ] = None,
    others: Annotated[list[str] | None, typer.Argument(help="Further coders.")] = None,
    source: Annotated[str, typer.Option(help="One source; by default all they share.")] = "",
    unit: Annotated[Unit, typer.Option(help="What is compared.")] = Unit.turn,
    coded_only: Annotated[
        bool, typer.Option(help="Only units to which one of them gave a code.")
    ] = False,
    differences: Annotated[
        bool, typer.Option(help="List where two coders differ instead.")
    ] = False,
    out: Out = Format.table,
) -> None:
    """Compare coders, code by code: percent, kappa and alpha with bootstrap intervals (0 to 1).

    Example: mixedmethods agreement study.mm --source FG1 --coders "sample coder" "second coder"
    --unit turn --format csv
    """
    from mixedmethods.desk.agreement import compare_coders, list_differences

    names = [*(coders or ()), *(others or ())]
    with opened(study) as project:
        if differences:
            first, second = (*names, "", "")[:2]
            table = list_differences(project, first, second, source or None)
        else:
            table = compare_coders(project, names, source or None, unit, coded_only=coded_only)
    show(table, out)
