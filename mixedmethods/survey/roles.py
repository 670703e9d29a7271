"""The same question as different roles answered it."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item
from mixedmethods.survey.questionnaire import Survey, family
from mixedmethods.survey.tabulate import count, tidy


def tabulate_roles(
    surveys: Sequence[Survey], item_id: str, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Count one item and the items of other instruments that are comparable with it.

    Parameters
    ----------
    surveys : sequence of Survey
        One per role.
    item_id : str
        An item of any of them.
    confidence : float, default 0.95
        Coverage of the Wilson interval.

    Returns
    -------
    DataFrame
        The columns of `tabulate`; ``group`` is the role and ``item`` that role's own item. Roles
        run in the order of `surveys`. Items on different scales (a weak pair) each keep their own
        options; a role that was not asked has no rows.

    Raises
    ------
    DataError
        If no instrument has the item (the message names ids that are near), if it is free text, or
        if an answer is not one of its options.
    """
    return tidy(_counted(family(surveys, item_id)), confidence)


def block(
    surveys: Sequence[Survey], item_ids: Iterable[str], *, confidence: float = 0.95
) -> pd.DataFrame:
    """Count several items by role, one below the other.

    Parameters
    ----------
    surveys : sequence of Survey
        One per role.
    item_ids : iterable of str
        Items of any of them. An item that came already, as the pair of an earlier one, does not
        come again.
    confidence : float, default 0.95
        Coverage of the Wilson interval.

    Returns
    -------
    DataFrame
        ``topic`` and the columns of `tabulate_roles`. ``topic`` is the item that was asked for and
        joins the rows that belong together: `top_two`, `headline` and `compare` keep it.

    Raises
    ------
    DataError
        As `tabulate_roles`, and if no item is asked for.
    """
    parts: list[tuple[Item, list[str], np.ndarray]] = []
    topics: dict[str, str] = {}
    for item_id in item_ids:
        if item_id not in topics:
            new = list(_counted(family(surveys, item_id)))
            topics |= {item.id: item_id for item, _, _ in new}
            parts += new
    if not parts:
        raise DataError("A block must have at least one item. Got none. Choose items.")
    table = tidy(parts, confidence)
    table.insert(0, "topic", table["item"].map(topics))
    return table


def _counted(
    pairs: Iterable[tuple[Survey, Item]],
) -> Iterator[tuple[Item, list[str], np.ndarray]]:
    return ((item, [survey.role], count(survey.responses, item)) for survey, item in pairs)
