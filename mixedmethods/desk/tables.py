"""The tables that both the screen and the command line show, each one call."""

from collections.abc import Sequence

import pandas as pd

from mixedmethods.coding import summary_table, theme_table
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Codebook
from mixedmethods.survey import block, differences, suppress, tabulate, top_two
from mixedmethods.survey import items_of as all_items
from mixedmethods.survey.questionnaire import family

COLUMNS = ["topic", "item", "group", "kind", "option", "n", "base", "share", "ci_low", "ci_high"]


def item_table(study: Study, items: Sequence[str], by: str | None = None) -> pd.DataFrame:
    """Count items, with their top options summed below each.

    Parameters
    ----------
    study : Study
        All strands.
    items : sequence of str
        Ids of closed items.
    by : str, optional
        ``role``: the comparable items of the other role join in. Another item of the same
        instrument (a region, say): its answers are the groups. None: the item's own role only.

    Returns
    -------
    DataFrame
        ``topic item group kind option n base share ci_low ci_high``; `topic` is the item that
        was asked for, `item` the role's own; `kind` is ``option`` or ``top two`` (the sum of the
        top options; for a tick list there is none).

    Raises
    ------
    DataError
        If there is no survey, an item is not closed or not there, or `by` is neither.
    """
    if not study.surveys:
        raise DataError(
            "A table of answers needs a survey. Got none in the project. Import one first."
        )
    whole = by == "role" or not items
    table = block(study.surveys, items) if whole else _of_items(study, items, by)
    known = all_items(study.surveys)
    sums = top_two(table, known)
    both = pd.concat([table.assign(kind="option"), sums.assign(kind="top two")])
    order = {item: k for k, item in enumerate(dict.fromkeys(table["item"]))}
    both = both.sort_values(
        "item", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
    )
    return both[COLUMNS]


def hidden_table(
    study: Study,
    items: Sequence[str],
    by: str | None = None,
    *,
    threshold: int = 5,
    rounding: int = 1,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count items as `item_table`, with small counts hidden and those that would give them away.

    Parameters
    ----------
    study, items, by
        As in `item_table`. Where `by` is an item, the table that is not split is taken to be
        published too, with its own small counts hidden.
    threshold, rounding : int
        As in `survey.suppress`.

    Returns
    -------
    tuple of DataFrame
        The table with a column ``note``; and what was hidden, for the study's owner alone.

    Raises
    ------
    DataError
        As `item_table` and `survey.suppress`.
    """
    table = item_table(study, items, by)
    whole = None if by in (None, "role") else item_table(study, items)
    known = all_items(study.surveys)
    return suppress(table, known, threshold=threshold, rounding=rounding, whole=whole)


def item_differences(
    study: Study, items: Sequence[str], by: str = "role", reference: str | None = None
) -> pd.DataFrame:
    """Compare two groups item by item, as `survey.differences`.

    Parameters
    ----------
    study : Study
        All strands.
    items : sequence of str
        Ids of closed items: the family over which the p are adjusted. Empty for every item of the
        first survey that another role was asked too.
    by : str, default "role"
        As in `item_table`.
    reference : str, optional
        The group that is subtracted; the second one by default.

    Raises
    ------
    DataError
        As `item_table`; and if there are not two groups.
    """
    table = item_table(study, items or _shared(study), by)
    options = table[table["kind"] == "option"].drop(columns="kind")
    return differences(options, all_items(study.surveys), reference)


def themes(
    study: Study, by: str | None = None, codebook: str | None = None, *, summary: bool = False
) -> pd.DataFrame:
    """Count themes in the focus groups.

    Parameters
    ----------
    study : Study
        All strands.
    by : str, optional
        A variable of the speakers.
    codebook : str, optional
        Id of one codebook; by default every one that the focus groups are coded with.
    summary : bool, default False
        Count the rows of the codebook's summary table instead of single codes; needs `by`.

    Returns
    -------
    DataFrame
        As `coding.theme_table` or `coding.summary_table`.

    Raises
    ------
    DataError
        If there are no focus groups, the codebook is not there, or has no summary table.
    """
    if study.group_turns.empty:
        raise DataError(
            "A table of themes needs a focus group. Got none in the project. Import a transcript."
        )
    books = books_in_use(study, codebook)
    codings, turns = study.group_codings, study.group_turns
    if not summary:
        return theme_table(codings, turns, [code for book in books for code in book.codes], by)
    rows = [row for book in books for row in book.summary]
    if not rows or by is None:
        raise DataError(
            "A summary needs a codebook with a summary table, and a variable to split by. Got "
            f"{'no such table' if by else 'no variable'}. Choose another, or leave summary out."
        )
    every = [code for book in books for code in book.codes]
    return summary_table(codings, turns, rows, every, by)


def refuse_counts(study: Study) -> None:
    """Refuse a table of counts of codings where the approach has no use for them.

    Raises
    ------
    DataError
        If the approach is reflexive.
    """
    if study.reflexive:
        raise DataError(
            "Codings are counted in codebook and framework analysis. Got a project of reflexive "
            "thematic analysis, whose exports leave counts out. Change the approach on the "
            "Project page if codes are applied by rule."
        )


def books_in_use(study: Study, codebook: str | None = None) -> list[Codebook]:
    """Return the named codebook, or those that the focus groups are coded with, or all.

    Raises
    ------
    DataError
        If there is no such codebook.
    """
    books = {book.id: book for book in study.codebooks}
    if codebook is not None:
        if codebook not in books:
            raise DataError(
                f"The codebook must be one of {', '.join(books) or 'none yet'}. Got {codebook!r}. "
                "Choose one of them, or import it first."
            )
        return [books[codebook]]
    used = set(study.group_codings["code"])
    coded = [book for book in study.codebooks if any(code.id in used for code in book.codes)]
    return coded or list(study.codebooks)


def _shared(study: Study) -> list[str]:
    own = study.surveys[0].instrument.closed if study.surveys else ()
    return [item.id for item in own if len(list(family(study.surveys, item.id))) > 1]


def _of_items(study: Study, items: Sequence[str], by: str | None) -> pd.DataFrame:
    frames = []
    for id in dict.fromkeys(items):
        survey = next((s for s in study.surveys if id in s.responses), study.surveys[0])
        item = study.items.get(id)
        if item is None or item.scale is None:
            frames.append(block(study.surveys, [id]))  # refuses, and names ids that are near
            continue
        table = tabulate(survey.responses, item, by)
        table = table.assign(topic=id)
        frames.append(table if by else table.assign(group=survey.instrument.role))
    return pd.concat(frames, ignore_index=True)
