"""The tables of survey answers that screen and command line show, each one call."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Item
from mixedmethods.survey import (
    Survey,
    block,
    differences,
    means,
    suppress,
    tabulate,
    top_two,
    weigh,
)
from mixedmethods.survey import items_of as all_items
from mixedmethods.survey.aside import aside_rows, has_aside, widened
from mixedmethods.survey.means import has_mean, scores
from mixedmethods.survey.questionnaire import family

COLUMNS = ["topic", "item", "group", "kind", "option", "n", "base", "share", "ci_low", "ci_high"]


def item_table(
    study: Study, items: Sequence[str], by: str | None = None, *, weights: str = ""
) -> pd.DataFrame:
    """Count items, with their top options summed and answers aside below each.

    Parameters
    ----------
    study : Study
        All strands.
    items : sequence of str
        Ids of closed items.
    by : str, optional
        ``role``: the comparable items of the other role join in. Another item of the same
        instrument (a region, say): its answers are the groups. None: the item's own role only.
    weights : str, optional
        A numeric item of the same instrument: each person's weight. Shares are then weighted, a
        column ``effective`` is added, and there are no rows of top options and answers aside.

    Returns
    -------
    DataFrame
        ``topic item group kind option n base share ci_low ci_high``; `topic` is the item that
        was asked for, `item` the role's own; `kind` is ``option``, ``top two`` (the sum of the
        top options; for a tick list there is none) or ``aside`` (as "don't know": on the base of
        everyone who replied).

    Raises
    ------
    DataError
        If there is no survey, an item is not closed or not there, or `by` is neither; if weights
        are asked for by role, are no numeric item, or not what `survey.weigh` takes.
    """
    if not study.surveys:
        raise DataError(
            "A table of answers needs a survey. Got none in the project. Import one first."
        )
    if weights:
        return _weighted(study, items, by, weights)
    table = _counted(study, items, by)
    known = all_items(study.surveys)
    sums = top_two(table, known)
    parts = [table.assign(kind="option"), sums.assign(kind="top two")]
    if any(has_aside(item) for item in known if item.id in set(table["item"])):
        parts.append(_aside(study, items, by).assign(kind="aside"))
    order = {item: k for k, item in enumerate(dict.fromkeys(table["item"]))}
    every = pd.concat(parts).sort_values(
        "item", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
    )
    return every[COLUMNS]


def mean_table(study: Study, items: Sequence[str], by: str | None = None) -> pd.DataFrame:
    """Take means and quartiles of items, as `survey.means`.

    Parameters
    ----------
    study : Study
        All strands.
    items : sequence of str
        Numeric items, and items whose scale declares scores.
    by : str, optional
        ``role``: comparable items join in where they have means too. Another item: its answers.

    Returns
    -------
    DataFrame
        ``topic`` and the columns of `survey.means`.

    Raises
    ------
    DataError
        If an item is not there, or a mean of it has no meaning.
    """
    frames = []
    for id in dict.fromkeys(items):
        for survey, item in _pairs(study, id, by):
            table = means(survey.responses, item, None if by == "role" else by)
            named = table if by not in (None, "role") else table.assign(group=survey.role)
            frames.append(named.assign(topic=id))
    if not frames:
        raise DataError("A table of means must have at least one item. Got none. Choose items.")
    table = pd.concat(frames, ignore_index=True)
    return table[["topic", *(name for name in table.columns if name != "topic")]]


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
        The table with a column ``note``, without answers aside; and what was hidden, for the
        study's owner alone.

    Raises
    ------
    DataError
        As `item_table` and `survey.suppress`.
    """
    table = _without_aside(item_table(study, items, by))
    whole = None if by in (None, "role") else _without_aside(item_table(study, items))
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


def _shared(study: Study) -> list[str]:
    own = study.surveys[0].instrument.closed if study.surveys else ()
    return [item.id for item in own if len(list(family(study.surveys, item.id))) > 1]


def _counted(study: Study, items: Sequence[str], by: str | None) -> pd.DataFrame:
    whole = by == "role" or not items
    return block(study.surveys, items) if whole else _of_items(study, items, by)


def _aside(study: Study, items: Sequence[str], by: str | None) -> pd.DataFrame:
    wide = replace(study, surveys=tuple(widened(survey) for survey in study.surveys))
    table = _counted(wide, items, by)
    parts = [aside_rows(table, survey) for survey in study.surveys]
    return pd.concat(parts).sort_index()


def _without_aside(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["kind"] != "aside"].reset_index(drop=True)


def _weighted(study: Study, items: Sequence[str], by: str | None, weights: str) -> pd.DataFrame:
    survey = _holding(study, weights)
    item = {each.id: each for each in survey.instrument.numeric}.get(weights)
    own = {each.id: each for each in survey.instrument.closed}
    if item is None or by == "role" or not items or not set(items) <= set(own):
        raise DataError(
            "Weights must be a numeric item of the same survey as the items, which are then split "
            f"by another item of it or not at all. Got {weights!r}. Choose again."
        )
    weight = scores(survey.responses, item)
    table = weigh(survey.responses, [own[id] for id in items], weight, by)
    named = table if by else table.assign(group=survey.role)
    return named.assign(topic=table["item"], kind="option")[[*COLUMNS, "effective"]]


def _holding(study: Study, item: str) -> Survey:
    return next((s for s in study.surveys if item in s.responses), study.surveys[0])


def _pairs(study: Study, id: str, by: str | None) -> list[tuple[Survey, Item]]:
    """Return the item with its survey, and by role those comparable items that have a mean."""
    item = study.items.get(id)
    if by == "role" and item is not None and item.scale is not None:
        pairs = [pair for pair in family(study.surveys, id) if has_mean(pair[1])]
        return pairs or [(_holding(study, id), item)]
    if item is None or not study.surveys:
        raise DataError(
            f"The item must be one of a survey of the project. Got {id!r}. Choose another."
        )
    return [(_holding(study, id), item)]


def _of_items(study: Study, items: Sequence[str], by: str | None) -> pd.DataFrame:
    frames = []
    for id in dict.fromkeys(items):
        survey = _holding(study, id)
        item = study.items.get(id)
        if item is None or item.scale is None:
            frames.append(block(study.surveys, [id]))  # refuses, and names ids that are near
            continue
        table = tabulate(survey.responses, item, by)
        table = table.assign(topic=id)
        frames.append(table if by else table.assign(group=survey.instrument.role))
    return pd.concat(frames, ignore_index=True)
