"""Several options summed: the share that agrees, or the share that ticked."""

from collections.abc import Iterable, Mapping

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.survey.questionnaire import closed_by_id
from mixedmethods.survey.tabulate import with_shares


def top_two(
    table: pd.DataFrame, items: Iterable[Item], *, confidence: float = 0.95
) -> pd.DataFrame:
    """Sum the top options of each item and group.

    Parameters
    ----------
    table : DataFrame
        What `tabulate`, `tabulate_roles` or `block` gave.
    items : iterable of Item
        The items of the table (others do no harm): their scales say which options are the top.
    confidence : float, default 0.95
        Coverage of the Wilson interval.

    Returns
    -------
    DataFrame
        One row per item and group, in the order of `table` and with its columns. ``option`` names
        what was summed, as ``agree + strongly agree``. Items whose scale has no top are left out.

    Raises
    ------
    DataError
        If the table holds an item that is not among `items`.
    """
    tops = {id: scale.top for id, scale in _scales(table, items).items() if scale.top}
    return _summed(table, tops, confidence)


def headline(
    table: pd.DataFrame, items: Iterable[Item], *, confidence: float = 0.95
) -> pd.DataFrame:
    """Give each item and group its one row: the top options, or for a tick list those who ticked.

    Parameters, columns and errors are those of `top_two`. A scale without a top counts by its
    first option if it is binary, and is left out otherwise (a region has no headline).
    """
    tops = {
        id: scale.top or scale.options[:1]
        for id, scale in _scales(table, items).items()
        if scale.top or scale.kind == "binary"
    }
    return _summed(table, tops, confidence)


def _scales(table: pd.DataFrame, items: Iterable[Item]) -> dict[str, Scale]:
    known = closed_by_id(items)
    absent = sorted(set(table["item"]) - set(known))
    if absent:
        raise DataError(
            f"Every item of the table must be given. Got none for {', '.join(absent)}. "
            "Pass the items of all the instruments that were counted."
        )
    return {id: item.scale for id, item in known.items() if item.scale is not None}


def _summed(
    table: pd.DataFrame, tops: Mapping[str, tuple[str, ...]], confidence: float
) -> pd.DataFrame:
    keys = [name for name in ("topic", "item", "group") if name in table]
    wanted = pd.Series([(id, option) for id, top in tops.items() for option in top], dtype=object)
    rows = pd.Series(list(zip(table["item"], table["option"], strict=True)), table.index, object)
    summed = (
        table[rows.isin(wanted)]
        .groupby(keys, sort=False, observed=True)
        .agg(n=("n", "sum"), base=("base", "first"))
        .reset_index()
    )
    option = summed["item"].map({id: " + ".join(top) for id, top in tops.items()}).astype(object)
    return with_shares(summed.assign(option=option), confidence)[list(table.columns)]
