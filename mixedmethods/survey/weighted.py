"""Shares of weighted answers, with the number of people that they are worth.

Source
------
Kish (1965), Survey Sampling, section 11.7: the effective base is the square of the sum of the
weights over the sum of their squares. Wilson's interval at that base: Franco, Little, Louis and
Slud (2019), Comparative study of confidence intervals for proportions in complex sample surveys,
Journal of Survey Statistics and Methodology 7(3), 334-364.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Item
from mixedmethods.survey.tabulate import COLUMNS, tabulate


def weigh(
    responses: pd.DataFrame,
    items: Item | Iterable[Item],
    weights: "pd.Series[float]",
    by: str | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the options of items as `tabulate`, the shares weighted.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent.
    items : Item or iterable of Item
        Closed items.
    weights : Series of float
        One weight per respondent, with the index of `responses`: 0 or more. A respondent without
        one is left out.
    by : str, optional
        Grouping column.
    confidence : float, default 0.95
        Coverage of Wilson's interval at the effective base.

    Returns
    -------
    DataFrame
        The columns of `tabulate` and ``effective``: `n` and `base` count people, `share` is
        weighted, and the interval is as wide as for `effective` people.

    Raises
    ------
    DataError
        As `tabulate`; and if weights are negative or infinite, or there is none above 0.
    """
    aligned = weights.reindex(responses.index).astype(float)
    known = aligned.notna()
    if (aligned[known] < 0).any() or np.isinf(aligned).any() or not aligned[known].sum() > 0:
        raise DataError(
            "Weights must be numbers from 0, some of them above. Got others. Check the item that "
            "holds the weights."
        )
    held, weight = responses[known], aligned[known]
    table = tabulate(held, items, by, confidence=confidence)
    chosen = [items] if isinstance(items, Item) else list(items)
    frames = [_sums(held, item, weight, by) for item in chosen if len(held)]
    sums = pd.concat(frames).reindex(pd.MultiIndex.from_frame(table[["item", "group", "option"]]))
    total = sums.groupby(["item", "group"])["weight"].transform("sum").to_numpy()
    effective = sums["effective"].to_numpy()
    weight_of = sums["weight"].to_numpy()
    share = np.divide(weight_of, total, out=np.full(len(sums), np.nan), where=total > 0)
    low, high = wilson(share * effective, effective, confidence)
    table = table.assign(share=share, ci_low=low, ci_high=high)
    return table[COLUMNS].assign(effective=effective)


def effective_base(weights: np.ndarray) -> float:
    """Return how many people of equal weight these are worth; 0 where there are none.

    Examples
    --------
    >>> effective_base(np.array([1.0, 1.0, 1.0])), round(effective_base(np.array([3.0, 1.0])), 2)
    (3.0, 1.6)
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def _sums(
    responses: pd.DataFrame, item: Item, weight: "pd.Series[float]", by: str | None
) -> pd.DataFrame:
    """Return the weight of each option and the effective base, by item, group and option."""
    options = item.scale.options if item.scale is not None else ()
    answers = responses[item.id]
    answered = answers.isin(options)
    groups = {"all": answered} if by is None else _groups(responses, answered, by)
    rows = {
        (item.id, group, option): {
            "weight": float(weight[here & (answers == option)].sum()),
            "effective": effective_base(weight[here].to_numpy()),
        }
        for group, here in groups.items()
        for option in options
    }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index = pd.MultiIndex.from_tuples(list(rows), names=["item", "group", "option"])
    return frame


def _groups(
    responses: pd.DataFrame, answered: "pd.Series[bool]", by: str
) -> dict[str, "pd.Series[bool]"]:
    values = responses[by].astype("category").cat.categories
    return {value: answered & (responses[by] == value) for value in values}
