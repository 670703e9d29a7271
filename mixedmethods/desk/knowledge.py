"""The commissioner knowledge audit: what people say they know, beside how they rate it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from mixedmethods.desk.answers import item_table
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Instrument, Item
from mixedmethods.survey import (
    Survey,
    by_variable,
    completion,
    crosstab,
    differences,
    items_of,
    raters,
    statement,
)
from mixedmethods.survey.questionnaire import family

SMALLEST = 5  # people of a region who must have answered before it has a share
PARTS = ("knowledge", "difference", "raters", "cross", "statement", "routing", "groups")
NEEDS = {
    "difference": "answers of two roles",
    "routing": "a question that only some were asked",
    "groups": "an item to split by",
}


def knowledge_audit(
    study: Study,
    knowledge: str = "",
    rating: str = "",
    *,
    rated: Collection[str] = (),
    named: Collection[str] = (),
    by: str = "",
    smallest: int = SMALLEST,
) -> dict[str, pd.DataFrame]:
    """Set what each role says it knows beside how it rates the thing.

    Parameters
    ----------
    study : Study
        All strands.
    knowledge, rating : str
        Ids of two closed items of one instrument; the comparable items of other roles join in. By
        default those of `audit_items`.
    rated : collection of str
        The options of the rating that count as one; by default all but the lowest.
    named : collection of str
        The options of knowledge that the statement names; by default those between the lowest
        and the top.
    by : str, optional
        An item on whose answers to split, such as the region; comparable items join in.
    smallest : int
        Groups with fewer answers have no share.

    Returns
    -------
    dict of str to DataFrame
        ``knowledge`` (`item_table` by role), ``difference`` (`survey.differences`; empty where
        there are not two roles), ``raters``, ``cross`` and ``statement`` (`survey.knowledge`, all
        roles that were asked both on the scales of the first), ``routing`` (`survey.completion`
        of routed items, with role) and ``groups`` (`by_variable`; empty without `by`).

    Raises
    ------
    DataError
        If there are no answers, an item is missing or not closed, or an option is not on its scale.
    """
    answered = [survey for survey in study.surveys if len(survey.responses)]
    if not answered:
        raise DataError("A knowledge audit needs answers. Got none. Import a survey first.")
    answered = _told_apart(answered)
    first, second = audit_items(audited(answered))
    knowledge, rating = knowledge or first, rating or second
    if not knowledge or not rating:
        raise DataError(
            "A knowledge audit needs an item on knowledge and one on rating, both ordered. "
            f"Got {knowledge or 'none'} and {rating or 'none'}. Choose both."
        )
    pairs = _pairs(answered, knowledge, rating)
    rated = tuple(rated) or _options(pairs[0][2])[1:]
    named = tuple(named) or middle(pairs[0][1])
    table = item_table(replace(study, surveys=tuple(answered)), [knowledge], "role")
    options = table[table["kind"] == "option"].drop(columns="kind")
    two = options.loc[options["base"] > 0, "group"].nunique() == 2
    compared = differences(options, items_of(answered)) if two else pd.DataFrame()
    routing = pd.concat([completion(s).assign(role=s.role) for s in answered])
    routed = {item.id for item in items_of(answered) if item.asked_if is not None}
    split = {survey.instrument.id: item.id for survey, item in family(answered, by)} if by else {}
    groups = [
        by_variable(survey, item, split[survey.instrument.id], smallest)
        for survey, item, _ in pairs
        if survey.instrument.id in split
    ]
    return {
        "knowledge": table,
        "difference": compared,
        "raters": pd.concat([raters(s, k, r, rated) for s, k, r in pairs], ignore_index=True),
        "cross": pd.concat([crosstab(s, k, r) for s, k, r in pairs], ignore_index=True),
        "statement": pd.concat(
            [statement(s, k, named, r, rated) for s, k, r in pairs], ignore_index=True
        ),
        "routing": routing[routing["item"].isin(routed)].reset_index(drop=True),
        "groups": pd.concat(groups, ignore_index=True) if groups else pd.DataFrame(),
    }


def _told_apart(surveys: Sequence[Survey]) -> list[Survey]:
    """Name each survey of a role that has several by its instrument too."""
    roles = Counter(survey.role for survey in surveys)
    return [
        survey
        if roles[survey.role] == 1
        else replace(
            survey,
            instrument=replace(
                survey.instrument, role=f"{survey.role} ({survey.instrument.title})"
            ),
        )
        for survey in surveys
    ]


def _pairs(
    surveys: Collection[Survey], knowledge: str, rating: str
) -> list[tuple[Survey, Item, Item]]:
    """Return the surveys that asked both, on the same scales as the first of them."""
    known = {survey.instrument.id: item for survey, item in family(surveys, knowledge)}
    rated = {survey.instrument.id: item for survey, item in family(surveys, rating)}
    both = [
        (survey, known[id], rated[id])
        for survey in surveys
        if (id := survey.instrument.id) in known and id in rated
    ]
    if not both:
        raise DataError(
            "The items on knowledge and rating must have been put to the same people. Got "
            f"{knowledge} and {rating}, which no role was asked both. Choose two of one instrument."
        )
    scales = [(_options(one), _options(other)) for _, one, other in both]
    return [pair for pair, scale in zip(both, scales, strict=True) if scale == scales[0]]


def knowledge_part(
    study: Study,
    part: str,
    knowledge: str = "",
    rating: str = "",
    *,
    rated: Collection[str] = (),
    named: Collection[str] = (),
    by: str = "",
) -> pd.DataFrame:
    """Return one table of `knowledge_audit`.

    Raises
    ------
    DataError
        As `knowledge_audit`; if there is no such part; or if the part is empty, as ``groups`` is
        without `by`.
    """
    if part not in PARTS:
        raise DataError(f"A part must be one of {', '.join(PARTS)}. Got {part}. Name one of these.")
    table = knowledge_audit(study, knowledge, rating, rated=rated, named=named, by=by)[part]
    if table.empty:
        raise DataError(
            f"The part {part} needs {NEEDS[part]}. Got none. Choose another part or item."
        )
    return table


def audited(surveys: Sequence[Survey]) -> Instrument:
    """Return the first instrument that has both of `audit_items`, else the first."""
    every = [survey.instrument for survey in surveys]
    return next((each for each in every if all(audit_items(each))), every[0])


def audit_items(instrument: Instrument) -> tuple[str, str]:
    """Return the ids of the items that most likely ask for knowledge and for implementation.

    The first ordered item with top options whose wording says "know", and the first other ordered
    item that says "implement"; empty where there is none.
    """
    ordered = [i for i in instrument.closed if i.scale is not None and i.scale.kind == "ordinal"]
    knows = [i.id for i in ordered if "know" in i.wording.lower() and i.scale and i.scale.top]
    rates = [i.id for i in ordered if "implement" in i.wording.lower() and i.id not in knows[:1]]
    return next(iter(knows), ""), next(iter(rates), "")


def middle(item: Item) -> tuple[str, ...]:
    """Return the options between the lowest and the top ones."""
    top = item.scale.top if item.scale is not None else ()
    return tuple(option for option in _options(item)[1:] if option not in top)


def _options(item: Item) -> tuple[str, ...]:
    return item.scale.options if item.scale is not None else ()
