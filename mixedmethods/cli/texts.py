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
def quotes(
    study: Study,
    code: Annotated[list[str], typer.Option(help="A code's id; give it again for several.")],
    together: Annotated[
        bool, typer.Option("--all", help="Only where all of the codes stand on the same words.")
    ] = False,
    without: Annotated[
        list[str] | None, typer.Option(help="Leave out words that have this code too.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only in these sources.")] = None,
    coder: Annotated[list[str] | None, typer.Option(help="Only of these coders.")] = None,
    out: Out = Format.table,
) -> None:
    """Print what was said under codes, with speaker, source and turn.

    start and end count characters of the whole source.

    Example: mixedmethods quotes study.mm --code AC-WAIT --format csv
    """
    from mixedmethods.coding.query import Query
    from mixedmethods.desk.quotes import find_quotes
    from mixedmethods.desk.reading import read_study

    query = Query(
        all_of=tuple(code) if together else (),
        any_of=() if together else tuple(code),
        none_of=tuple(without or ()),
        sources=tuple(source or ()),
        coders=tuple(coder or ()),
    )
    with opened(study) as project:
        held = read_study(project)
    show(find_quotes(held, query), out)


class Rows(StrEnum):
    """What the rows of a matrix are."""

    code = "code"


@cli.command()
def matrix(
    study: Study,
    columns: Annotated[
        str, typer.Option(help="group, speaker, code (codes that meet), or a variable.")
    ],
    rows: Annotated[Rows, typer.Option(help="What the rows are.")] = Rows.code,
    codebook: Annotated[str, typer.Option(help="A codebook's id; all by default.")] = "",
    within: Annotated[
        str, typer.Option(help="For codes that meet: overlap (of the words) or turn.")
    ] = "overlap",
    out: Out = Format.table,
) -> None:
    """Count segments, speakers and groups of each code in each column.

    Example: mixedmethods matrix study.mm --rows code --columns role --format csv
    """
    from mixedmethods.coding.matrix import matrix as count
    from mixedmethods.desk.reading import read_study
    from mixedmethods.desk.tables import books_in_use, refuse_counts

    with opened(study) as project:
        held = read_study(project)
    refuse_counts(held)
    codes = [code for book in books_in_use(held, codebook or None) for code in book.codes]
    show(count(held.group_codings, held.group_turns, codes, columns, within), out)


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
