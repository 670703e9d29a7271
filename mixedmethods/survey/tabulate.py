"""Frequency tables for closed survey items.

Every row carries its own base, because a share without its base cannot be judged.
"""

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Item

EVERYONE = "all"
COLUMNS = ["item", "group", "option", "n", "base", "share", "ci_low", "ci_high"]


def tabulate(
    responses: pd.DataFrame, item: Item, by: str | None = None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Count the options of one item, over everyone or per group.

    Parameters
    ----------
    responses : DataFrame, shape (n_respondents, n_variables)
        One row per respondent; a missing answer is NaN.
    item : Item
        A closed item; its id is a column of `responses`.
    by : str, optional
        Grouping column. Respondents without a group are left out.
    confidence : float, default 0.95
        Coverage of the Wilson interval, strictly between 0 and 1.

    Returns
    -------
    DataFrame, shape (n_groups * n_options, 8)
        ``item``, ``group``, ``option``, ``n`` and ``base`` (respondents), ``share``, ``ci_low``,
        ``ci_high`` (0 to 1). Groups run in the order of a categorical column, else sorted; options
        in the instrument's order. ``base`` counts those of the group who answered; where it is 0
        the row stays and its share is NaN, so a silent group is seen. Without `by` the group is
        ``all``.

    Raises
    ------
    DataError
        If a column is absent, an answer is not one of the item's options, or the item is free text.

    Examples
    --------
    >>> from mixedmethods.model import Scale
    >>> yes_no = Scale("yes_no", "nominal", ("no", "yes"))
    >>> trust = Item("trust", "I trust the clinic.", "single", yes_no)
    >>> answers = pd.DataFrame({"trust": ["yes", "yes", "no", None]})
    >>> tabulate(answers, trust)[["option", "n", "base"]].values.tolist()
    [['no', 1, 3], ['yes', 2, 3]]
    """
    options = _options(responses, item, by)
    groups, place = _groups(responses, by)
    chosen = pd.Categorical(responses[item.id], categories=options).codes
    kept = (chosen >= 0) & (place >= 0)
    cell = place[kept] * len(options) + chosen[kept]
    n = np.bincount(cell, minlength=len(groups) * len(options)).reshape(len(groups), len(options))
    table = pd.DataFrame(
        {
            "item": item.id,
            "group": np.repeat(np.asarray(groups, dtype=object), len(options)),
            "option": np.tile(np.asarray(options, dtype=object), len(groups)),
            "n": n.ravel(),
            "base": n.sum(axis=1).repeat(len(options)),
        }
    )
    return with_shares(table, confidence)


def with_shares(counts: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Add ``share``, ``ci_low`` and ``ci_high`` to a frame with ``n`` and ``base``.

    Where the base is 0 all three are NaN.
    """
    low, high = wilson(counts["n"].to_numpy(), counts["base"].to_numpy(), confidence)
    return counts.assign(share=counts["n"] / counts["base"], ci_low=low, ci_high=high)


def _options(responses: pd.DataFrame, item: Item, by: str | None) -> tuple[str, ...]:
    """Return the item's options, once the responses are known to fit them."""
    if item.scale is None:
        raise DataError(
            f"Item {item.id!r} must be closed to be counted. Got free text. Code it instead."
        )
    absent = [name for name in (item.id, by) if name is not None and name not in responses]
    if absent:
        raise DataError(f"The responses must have the columns {absent}. Check the import.")
    answers = responses[item.id]
    other = answers[answers.notna() & ~answers.isin(item.scale.options)]
    if len(other):
        raise DataError(  # counts and row ids only: a message must not quote a respondent
            f"Item {item.id!r} must hold only its options {list(item.scale.options)}. "
            f"Got {len(other)} other answers, first in row {other.index[0]!r}. "
            "Recode them, or add the option to the instrument."
        )
    return item.scale.options


def _groups(responses: pd.DataFrame, by: str | None) -> tuple[list[str], np.ndarray]:
    """Return the groups in order, and each respondent's place among them (-1: no group)."""
    if by is None:
        return [EVERYONE], np.zeros(len(responses), dtype=np.int64)
    grouped = responses[by].astype("category").cat
    return list(grouped.categories), grouped.codes.to_numpy(dtype=np.int64)
