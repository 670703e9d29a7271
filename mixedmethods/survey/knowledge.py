"""Who says what of a thing, by how well they say they know it."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item
from mixedmethods.survey.questionnaire import Survey
from mixedmethods.survey.tabulate import tabulate, with_shares

NO_ANSWER = "no answer"
IMPOSSIBLE = "cannot hold"
FALSE = "does not hold"
OPEN = "cannot be told"
TRUE = "holds"


def crosstab(survey: Survey, row: Item, column: Item) -> pd.DataFrame:
    """Count two closed items of one instrument against each other.

    Parameters
    ----------
    survey : Survey
        One role's answers.
    row, column : Item
        Closed items of it.

    Returns
    -------
    DataFrame
        ``role row column n base``: one line for each pair of options in the instrument's order,
        with ``no answer`` last in both, so that ``n`` adds up to everyone. `base` counts those
        who answered both.

    Raises
    ------
    DataError
        If a column is absent, an item is free text, or an answer is not one of its options.
    """
    rows, columns = (_answers(survey, item) for item in (row, column))
    counts = pd.crosstab(rows, columns, dropna=False)
    both = int(counts.drop(index=NO_ANSWER, columns=NO_ANSWER).to_numpy().sum())
    lines = [
        (survey.role, above, beside, int(n), both)
        for above, given in zip(counts.index, counts.to_numpy(), strict=True)
        for beside, n in zip(counts.columns, given, strict=True)
    ]
    return pd.DataFrame(lines, columns=["role", "row", "column", "n", "base"])


def raters(survey: Survey, knowledge: Item, rating: Item, rated: Collection[str]) -> pd.DataFrame:
    """Count, at each level of knowledge, who rated the thing.

    Parameters
    ----------
    survey : Survey
        One role's answers.
    knowledge, rating : Item
        What they say they know, and how they rate it.
    rated : collection of str
        The options of `rating` that are counted as a rating.

    Returns
    -------
    DataFrame
        ``role knowledge n base share ci_low ci_high``: of the `base` people who gave this answer
        on knowledge (``no answer`` is the last line), `n` gave one of `rated`; shares and Wilson
        interval 0 to 1, NaN where nobody gave the answer.

    Raises
    ------
    DataError
        As `crosstab`, and if `rated` is empty or no part of the scale.
    """
    _check(rating, rated)
    counts = crosstab(survey, knowledge, rating)
    counts["n_rated"] = counts["n"].where(counts["column"].isin([*rated]), 0)
    table = counts.groupby("row", sort=False).agg(n=("n_rated", "sum"), base=("n", "sum"))
    table = table.rename_axis(index="knowledge").reset_index()
    table.insert(0, "role", survey.role)
    return with_shares(table)


def statement(
    survey: Survey,
    knowledge: Item,
    named: Collection[str],
    rating: Item,
    rated: Collection[str],
) -> pd.DataFrame:
    """Test the statement that all who rated the thing are among those with a certain knowledge.

    Parameters
    ----------
    survey : Survey
        One role's answers.
    knowledge, rating : Item
        What they say they know, and how they rate it.
    named : collection of str
        The options of `knowledge` that the statement names.
    rated : collection of str
        The options of `rating` that count as a rating.

    Returns
    -------
    DataFrame, one row
        Counts of people: ``role``; ``raters`` (gave one of `rated`), ``named`` (gave one of
        `named`), ``unknown`` (gave no answer on knowledge), ``at_most`` (as many raters as could
        be named going by these three totals alone), ``inside``, ``outside`` and ``unsure`` (of
        the raters: named, not named, no answer on knowledge) and ``verdict``: *cannot hold* where
        the totals already rule it out, else by the answers themselves *does not hold*, *cannot be
        told* (some raters gave no answer on knowledge, or nobody rated) or *holds*.

    Raises
    ------
    DataError
        As `raters`, and if `named` is empty or no part of its scale.

    Notes
    -----
    `at_most` is the upper Fréchet bound of two margins, with every unknown person counted in the
    statement's favour: Fréchet (1951), Annales de l'Université de Lyon, Section A, 14, 53-77.
    """
    _check(knowledge, named)
    table = raters(survey, knowledge, rating, rated)
    inside, unsure = table["knowledge"].isin([*named]), table["knowledge"] == NO_ANSWER
    total = int(table["n"].sum())
    known, unknown = int(table["base"][inside].sum()), int(table["base"][unsure].sum())
    row = {
        "role": survey.role,
        "raters": total,
        "named": known,
        "unknown": unknown,
        "at_most": at_most(total, known, unknown),
        "inside": int(table["n"][inside].sum()),
        "outside": int(table["n"][~inside & ~unsure].sum()),
        "unsure": int(table["n"][unsure].sum()),
    }
    return pd.DataFrame([{**row, "verdict": _verdict(row)}])


def at_most(raters: int, named: int, unknown: int = 0) -> int:
    """Return how many of the raters can be among those named, going by the totals alone.

    Examples
    --------
    As published: 10 or more of the commissioners rated, and at most 6 are named.

    >>> at_most(10, 6)
    6
    """
    return min(raters, named + unknown)


def by_variable(survey: Survey, item: Item, by: str, smallest: int) -> pd.DataFrame:
    """Count the top options of an item group by group, where the groups are large enough.

    Parameters
    ----------
    survey : Survey
        One role's answers.
    item : Item
        A closed item with top options.
    by : str
        A column, for example the region.
    smallest : int
        Groups in which fewer answered have their base and nothing else, for a share of them
        says little. This is no disclosure control: a count may follow from the other groups.

    Returns
    -------
    DataFrame
        ``role group n base share ci_low ci_high note``; `n` is NA and the shares NaN in a group
        that is too small, and the note says so.

    Raises
    ------
    DataError
        As `tabulate`, and if the item has no top options.
    """
    top = item.scale.top if item.scale is not None else ()
    if not top:
        raise DataError(
            f"A share by group needs top options. Got none on the scale of {item.id}. "
            "Declare `top2` on its scale, or choose another item."
        )
    counts = tabulate(survey.responses, item, by)
    counts = counts[counts["option"].isin(top)]
    table = counts.groupby("group", sort=False).agg(n=("n", "sum"), base=("base", "first"))
    table = with_shares(table.reset_index()).astype({"n": "Int64"})
    few = table["base"] < smallest
    table.loc[few, "n"] = pd.NA
    table.loc[few, ["share", "ci_low", "ci_high"]] = np.nan
    table["note"] = np.where(few, f"fewer than {smallest} answered", "")
    table.insert(0, "role", survey.role)
    return table


def _answers(survey: Survey, item: Item) -> pd.Categorical:
    options = list(tabulate(survey.responses, item)["option"])  # checks the column and the answers
    given = survey.responses[item.id].astype(object)
    return pd.Categorical(given.where(given.notna(), NO_ANSWER), [*options, NO_ANSWER])


def _check(item: Item, chosen: Collection[str]) -> None:
    options: Sequence[str] = item.scale.options if item.scale is not None else ()
    wrong = sorted({*chosen} - {*options})
    if wrong or not chosen:
        raise DataError(
            f"The answers on {item.id} must be some of {', '.join(options) or 'none'}. "
            f"Got {', '.join(wrong) or 'none'}. Choose again."
        )


def _verdict(row: dict[str, object]) -> str:
    if row["at_most"] != row["raters"]:
        return IMPOSSIBLE
    if row["outside"]:
        return FALSE
    return OPEN if row["unsure"] or not row["raters"] else TRUE
