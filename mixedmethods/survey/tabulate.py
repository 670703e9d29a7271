"""Frequency tables for closed survey items.

Every row carries its own base, because a share without its base cannot be judged.
"""

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Item

EVERYONE = "all"
WITHOUT = {
    "free_text": "free text. Code it instead",
    "numeric": "numbers. Take their mean and quartiles instead",
}
COLUMNS = ["item", "group", "option", "n", "base", "share", "ci_low", "ci_high"]


def tabulate(
    responses: pd.DataFrame,
    items: Item | Iterable[Item],
    by: str | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the options of items, over everyone or per group.

    Parameters
    ----------
    responses : DataFrame, shape (n_respondents, n_variables)
        One row per respondent; a missing answer is NaN. Of very many respondents, columns of
        pandas' categories are counted fastest.
    items : Item or iterable of Item
        Closed items; their ids are columns of `responses`.
    by : str, optional
        Grouping column. Respondents without a group are left out.
    confidence : float, default 0.95
        Coverage of the Wilson interval, strictly between 0 and 1.

    Returns
    -------
    DataFrame, shape (n_items * n_groups * n_options, 8)
        ``item``, ``group``, ``option``, ``n`` and ``base`` (respondents), ``share``, ``ci_low``,
        ``ci_high`` (0 to 1). Items run as they were given; groups in the order of a categorical
        column, else sorted; options in the instrument's order. ``base`` counts those of the group
        who answered with an option; answers aside, as "don't know", are outside it. Where it is 0
        the row stays and its share is NaN, so a silent group is seen.
        Without `by` the group is ``all``.

    Raises
    ------
    DataError
        If a column is absent, an answer is not one of the item's options, or an item is free text.

    Examples
    --------
    >>> from mixedmethods.model import Scale
    >>> yes_no = Scale("yes_no", "nominal", ("no", "yes"))
    >>> trust = Item("trust", "I trust the clinic.", "single", yes_no)
    >>> answers = pd.DataFrame({"trust": ["yes", "yes", "no", None]})
    >>> tabulate(answers, trust)[["option", "n", "base"]].values.tolist()
    [['no', 1, 3], ['yes', 2, 3]]
    """
    groups, place = _groups(responses, by)
    chosen = [items] if isinstance(items, Item) else list(items)
    parts = [(item, groups, _count(responses, item, place, len(groups))) for item in chosen]
    return tidy(parts, confidence)


def count(responses: pd.DataFrame, item: Item) -> np.ndarray:
    """Count the options of one item over everyone: shape (1, n_options), for `tidy`."""
    groups, place = _groups(responses, None)
    return _count(responses, item, place, len(groups))


def tidy(
    parts: Iterable[tuple[Item, list[str], np.ndarray]], confidence: float = 0.95
) -> pd.DataFrame:
    """Write counts one below the other, as `tabulate` gives them.

    Parameters
    ----------
    parts : iterable of (Item, list of str, array)
        An item, its groups, and the counts of its options, shape (n_groups, n_options).
    confidence : float, default 0.95
        Coverage of the Wilson interval.
    """
    items, groups, options, n, base = [], [], [], [], []
    for item, names, counts in parts:
        scale = item.scale.options if item.scale is not None else ()
        items.append(np.full(counts.size, item.id, dtype=object))
        groups.append(np.repeat(np.array(names, dtype=object), len(scale)))
        options.append(np.array(scale * len(names), dtype=object))
        n.append(counts.ravel())
        base.append(counts.sum(axis=1).repeat(len(scale)))
    nothing = [np.empty(0, dtype=np.int64)]
    columns = zip(COLUMNS, (items, groups, options, n, base), strict=False)
    table = pd.DataFrame({name: np.concatenate(part or nothing) for name, part in columns})
    return with_shares(table, confidence)


def with_shares(counts: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Add ``share``, ``ci_low`` and ``ci_high`` to a frame with ``n`` and ``base``.

    Where the base is 0 all three are NaN.
    """
    low, high = wilson(counts["n"].to_numpy(), counts["base"].to_numpy(), confidence)
    return counts.assign(share=counts["n"] / counts["base"], ci_low=low, ci_high=high)


def _count(responses: pd.DataFrame, item: Item, place: np.ndarray, groups: int) -> np.ndarray:
    """Count options per group in one pass over the codes of a column, shape (groups, options).

    The few counts are brought into the instrument's order afterwards, not the many answers.
    """
    options = _options(responses, item)
    answers = _categories(responses[item.id])
    categories = list(answers.categories)
    width = len(categories) + 1  # the first for no answer
    small = _holding((groups + 1) * width)
    cell = place.astype(small) * width + answers.codes.astype(small) + 1
    counts = np.bincount(cell, minlength=(groups + 1) * width).reshape(groups + 1, width)[:, 1:]
    if categories == list(options):
        return counts[1:]
    own = {category: k for k, category in enumerate(categories)}
    offered = item.scale.offered if item.scale is not None else options
    other = [k for category, k in own.items() if category not in offered and counts[:, k].any()]
    if other:
        raise _no_option(responses[item.id], item, offered, int(counts[:, other].sum()))
    n = np.zeros((groups, len(options)), dtype=np.int64)
    for k, option in enumerate(options):
        if option in own:
            n[:, k] = counts[1:, own[option]]
    return n


def _options(responses: pd.DataFrame, item: Item) -> tuple[str, ...]:
    if item.scale is None:
        raise DataError(f"Item {item.id!r} must be closed to be counted. Got {WITHOUT[item.kind]}.")
    _need(responses, item.id)
    return item.scale.options


def _need(responses: pd.DataFrame, name: str) -> None:
    if name not in responses:
        raise DataError(f"The responses must have the column {name!r}. Check the import.")


def _no_option(answers: pd.Series, item: Item, options: tuple[str, ...], count: int) -> DataError:
    first = answers[answers.notna() & ~answers.isin(options)].index[0]
    return DataError(  # counts and row ids only: a message must not quote a respondent
        f"Item {item.id!r} must hold only its options {list(options)}. "
        f"Got {count} other answers, first in row {first!r}. "
        "Recode them, or add the option to the instrument."
    )


def _groups(responses: pd.DataFrame, by: str | None) -> tuple[list[str], np.ndarray]:
    """Return the groups in order, and each respondent's place among them (from 1; 0: no group)."""
    if by is None:
        return [EVERYONE], np.ones(len(responses), dtype=np.int16)
    _need(responses, by)
    grouped = _categories(responses[by])
    groups = list(grouped.categories)
    return groups, grouped.codes.astype(_holding(len(groups) + 1)) + 1


def _holding(most: int) -> np.dtype[Any]:
    """Return whole numbers that are wide enough; narrow ones add faster."""
    return np.dtype(np.int16 if most < np.iinfo(np.int16).max else np.int64)


def _categories(answers: pd.Series) -> pd.Categorical:
    """Return answers as codes, without touching those that are."""
    if not isinstance(answers.dtype, pd.CategoricalDtype):
        answers = answers.astype("category")
    return cast("pd.Categorical", answers.array)
