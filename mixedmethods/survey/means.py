"""Means and quartiles: of numbers, and of answers whose scale declares scores.

A mean of answers takes the steps between options to be known. It is given only where the
instrument says how many points each option is worth.

Source
------
Student (1908), The probable error of a mean, Biometrika 6(1), 1-25. Quartiles as Hyndman and Fan
(1996), Sample quantiles in statistical packages, The American Statistician 50(4), 361-365, type 7.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item
from mixedmethods.survey.tabulate import EVERYONE

COLUMNS = [
    "item", "group", "base", "mean", "ci_low", "ci_high", "sd",
    "least", "quarter", "median", "three_quarters", "most",
]  # fmt: skip


def has_mean(item: Item) -> bool:
    """Say whether a mean of an item has a meaning: it is a number, or its options have scores."""
    return item.kind == "numeric" or (item.scale is not None and bool(item.scale.scores))


def scores(responses: pd.DataFrame, item: Item) -> "pd.Series[float]":
    """Return each answer as a number: what was given, or the score of the option.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent; the item's id is a column.
    item : Item
        A numeric item, or one whose scale declares scores. On a reverse item the highest score is
        given to the option with the lowest.

    Returns
    -------
    Series of float
        NaN where there is no answer, and for answers aside.

    Raises
    ------
    DataError
        If the column is absent, or the item has no scores.
    """
    if item.id not in responses or not has_mean(item):
        raise DataError(
            f"A mean needs the answers to an item with numbers or declared scores. Got {item.id!r} "
            "without. Declare `scores` on its scale, one for each option."
        )
    if item.scale is None:
        return pd.to_numeric(responses[item.id], errors="coerce").astype(float)
    points = np.array(item.scale.scores)
    turned = points.max() + points.min() - points if item.reverse else points
    worth = dict(zip(item.scale.options, turned.tolist(), strict=True))
    return responses[item.id].map(worth).astype(float)


def means(
    responses: pd.DataFrame,
    items: Item | Iterable[Item],
    by: str | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Take the mean and quartiles of items, over everyone or per group.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent.
    items : Item or iterable of Item
        Numeric items, and items whose scale declares scores.
    by : str, optional
        Grouping column. Respondents without a group are left out.
    confidence : float, default 0.95
        Coverage of Student's interval of the mean.

    Returns
    -------
    DataFrame
        ``item group base mean ci_low ci_high sd least quarter median three_quarters most``, in
        the units of the answers; ``base`` is who answered. At a base of 1 there is no ``sd`` and
        no interval, at 0 everything is NaN.

    Raises
    ------
    DataError
        As `scores`, or if the grouping column is absent.
    """
    if by is not None and by not in responses:
        raise DataError(f"The responses must have the column {by!r}. Check the import.")
    chosen = [items] if isinstance(items, Item) else list(items)
    rows = [
        {"item": item.id, "group": group, **_summary(values.dropna().to_numpy(), confidence)}
        for item in chosen
        for group, values in _grouped(scores(responses, item), responses, by)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _grouped(
    values: "pd.Series[float]", responses: pd.DataFrame, by: str | None
) -> Iterable[tuple[str, "pd.Series[float]"]]:
    if by is None:
        return [(EVERYONE, values)]
    return [(f"{group}", part) for group, part in values.groupby(responses[by], observed=False)]


def _summary(values: np.ndarray, confidence: float) -> dict[str, float]:
    base = len(values)
    found: dict[str, float] = {"base": base}
    if not base:
        return found
    marks = np.quantile(values, [0, 0.25, 0.5, 0.75, 1])
    found |= dict(zip(COLUMNS[7:], marks.tolist(), strict=True), mean=float(values.mean()))
    if base > 1:
        from scipy.stats import t  # slow to import

        found["sd"] = float(values.std(ddof=1))
        half = float(t.ppf((1 + confidence) / 2, base - 1)) * found["sd"] / np.sqrt(base)
        found |= {"ci_low": found["mean"] - half, "ci_high": found["mean"] + half}
    return found
