"""Commands that print a table."""

from typing import Annotated

import typer

from mixedmethods.cli.frame import Format, Out, Study, cli, opened, show
from mixedmethods.errors import DataError


@cli.command()
def tabulate(
    study: Study,
    item: Annotated[list[str], typer.Option(help="An item's id; give it again for a block.")],
    by: Annotated[str, typer.Option(help="role: comparable items of the other role join in.")] = "",
    hide_below: Annotated[
        int, typer.Option(help="Hide counts from 1 to below this, and what would give them away.")
    ] = 0,
    rounding: Annotated[
        int, typer.Option("--round", help="With --hide-below: round what is shown, to 5 say.")
    ] = 1,
    hidden: Annotated[
        bool, typer.Option("--hidden", help="With --hide-below: list what it hides, for you alone.")
    ] = False,
    means: Annotated[
        bool, typer.Option("--means", help="Means and quartiles, where scores are declared.")
    ] = False,
    weights: Annotated[str, typer.Option(help="A numeric item that holds weights.")] = "",
    out: Out = Format.table,
) -> None:
    """Count the answers to items: n, base, share and Wilson interval (shares are 0 to 1).

    Rows of kind "top two" sum the top options, such as agree and strongly agree; rows of kind
    "aside" are answers outside the base, such as don't know.

    Example: mixedmethods tabulate study.mm --item CL_ORG_LENGTHS --by role --format csv
    """
    from mixedmethods.desk.answers import hidden_table, item_table, mean_table
    from mixedmethods.desk.reading import read_study

    if not hide_below and (hidden or rounding != 1):
        raise DataError(
            "--round and --hidden go with --hide-below. Got them alone. Add --hide-below 5."
        )
    if hide_below and (means or weights):
        raise DataError(
            "--hide-below hides counts of people. Got it with --means or --weights, whose numbers "
            "it cannot keep from being worked out. Leave one of them out."
        )
    with opened(study) as project:
        held = read_study(project)
    if means:
        show(mean_table(held, item, by or None), out)
    elif hide_below:
        both = hidden_table(held, item, by or None, threshold=hide_below, rounding=rounding)
        show(both[1] if hidden else both[0], out)
    else:
        show(item_table(held, item, by or None, weights=weights), out)


@cli.command()
def compare(
    study: Study,
    item: Annotated[
        list[str] | None, typer.Option(help="An item's id; again for a family. All by default.")
    ] = None,
    by: Annotated[str, typer.Option(help="role, or an item with two answers.")] = "role",
    reference: Annotated[
        str | None, typer.Option(help="The group that is subtracted; the second by default.")
    ] = None,
    out: Out = Format.table,
) -> None:
    """Compare two groups item by item: difference in points, interval, exact p's, Cliff's delta.

    p_holm is adjusted over the items asked for. A difference that is not established is no
    evidence that there is none.

    Example: mixedmethods compare study.mm --item CL_ORG_LENGTHS --by role --format csv
    """
    from mixedmethods.desk.answers import item_differences
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        table = item_differences(read_study(project), item or [], by, reference)
    show(table, out)


@cli.command("audit-bases")
def audit_bases(
    study: Study,
    together: Annotated[
        bool, typer.Option("--together", help="The answers of each question together.")
    ] = False,
    out: Out = Format.table,
) -> None:
    """Check published percentages: which numbers of people, out of which bases, can print them.

    The percentages are those that the instrument files note under `published`.

    Example: mixedmethods audit-bases study.mm --format csv
    """
    from mixedmethods.desk.surveys import base_audit

    with opened(study) as project:
        single, whole = base_audit(project)
    show(whole if together else single, out)


@cli.command("audit-knowledge")
def audit_knowledge(
    study: Study,
    knowledge: Annotated[str, typer.Option(help="Item on what people know.")] = "",
    rating: Annotated[str, typer.Option(help="Item on how they rate it.")] = "",
    named: Annotated[
        list[str] | None, typer.Option(help="Answer on knowledge that a statement names.")
    ] = None,
    rated: Annotated[list[str] | None, typer.Option(help="Answer that counts as a rating.")] = None,
    by: Annotated[str, typer.Option(help="An item to split by, such as the region.")] = "",
    part: Annotated[
        str,
        typer.Option(
            help="knowledge, difference, raters, cross, statement, routing or groups.",
        ),
    ] = "raters",
    out: Out = Format.table,
) -> None:
    """Set what each role says it knows beside how it rates the thing.

    The part "statement" tests whether all who rated can be those with the knowledge named.

    Example: mixedmethods audit-knowledge study.mm --part statement --format csv
    """
    from mixedmethods.desk.knowledge import knowledge_part
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        table = knowledge_part(
            read_study(project),
            part,
            knowledge,
            rating,
            rated=rated or (),
            named=named or (),
            by=by,
        )
    show(table, out)


@cli.command()
def gaps(
    study: Study,
    reference: Annotated[str, typer.Option(help="The group that is subtracted.")],
    measure: Annotated[str | None, typer.Option(help="One measure; all by default.")] = None,
    period: Annotated[str | None, typer.Option(help="One period; all by default.")] = None,
    area: Annotated[
        str, typer.Option(help="From the counts of England, or of an organisation's code.")
    ] = "",
    groups: Annotated[
        str, typer.Option(help="With --area: ethnic group (16) or (5), or deprivation decile.")
    ] = "ethnic group (16)",
    out: Out = Format.table,
) -> None:
    """Subtract a reference group's rate from every other group's.

    Rates are shares (0 to 1); gaps and their intervals are percentage points.

    Example: mixedmethods gaps study.mm --measure course_rate --period 2021-22
    --reference "White British" --format csv
    """
    from mixedmethods.desk.gaps import counted_rates
    from mixedmethods.desk.reading import read_study
    from mixedmethods.outcomes import gaps as subtract
    from mixedmethods.store import numbers

    with opened(study) as project:
        rates = counted_rates(read_study(project), area, groups) if area else numbers.rates(project)
    show(subtract(rates, reference, measure, period), out)


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
    from mixedmethods.report import without_counts

    with opened(study) as project:
        held = read_study(project)
    table = count(held, by or None, codebook or None, summary=summary)
    show(without_counts(table) if held.reflexive else table, out)


@cli.command("rank")
def rank_free_text(
    study: Study,
    topic: Annotated[str, typer.Option(help="A topic of the codebook, such as barrier.")] = "",
    codebook: Annotated[str, typer.Option(help="A codebook's id; by default the one in use.")] = "",
    item: Annotated[
        list[str] | None, typer.Option(help="A free-text item's id; all by default.")
    ] = None,
    part: Annotated[str, typer.Option(help="ranking, people or quotes.")] = "ranking",
    out: Out = Format.table,
) -> None:
    """Rank codes by the people who gave them in free text, role by role, with intervals.

    The base is the people who wrote something that says something; "N/A" is counted in the part
    people.

    Example: mixedmethods rank study.mm --topic barrier --format csv
    """
    from mixedmethods.desk.free_text import rankings
    from mixedmethods.desk.reading import read_study

    with opened(study) as project:
        parts = rankings(read_study(project), codebook, topic, item or ())
    if part not in parts:
        raise DataError(f"A part must be one of {', '.join(parts)}. Got {part!r}. Choose one.")
    show(parts[part], out)


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

    with opened(study) as project:
        text = read_source(project, source)
        found = suggestions(project, text, codebook or None, coder or None)
    show(suggestions_frame(text, found), out)
