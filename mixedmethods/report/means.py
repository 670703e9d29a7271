"""Means and quartiles, printed: one row per question and group."""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels

MEAN = (
    "Mean with Student's 95% interval, of the scores that the instrument declares (turned for "
    "items that are worded the other way round) or of the numbers given. Answers such as “don't "
    "know” are outside it."
)


def means_table(means: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print means, with as many decimals as help: two.

    Parameters
    ----------
    means : DataFrame
        What `survey.means` gave.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    DataFrame of str
        ``Question``, ``Group``, ``People``, ``Mean``, ``Median`` (with quartiles) and ``Range``;
        a dash where nobody answered.
    """
    items = tuple(items)
    turned = {item.id for item in items if item.reverse}
    rows = [
        {
            "Question": labels.wording(row["item"], items)
            + (" (scores turned)" if row["item"] in turned else ""),
            "Group": labels.group(row["group"]),
            "People": labels.whole(row["base"]),
            "Mean": _with(row["mean"], row["ci_low"], row["ci_high"]),
            "Median": _with(row["median"], row["quarter"], row["three_quarters"]),
            "Range": _span(row["least"], row["most"]),
        }
        for row in means.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Question", "Group", "People", "Mean", "Median", "Range"])


def _with(value: float, low: float, high: float) -> str:
    span = _span(low, high)
    return labels.number(value) + (f" ({span})" if span != labels.NOTHING else "")


def _span(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return labels.NOTHING
    return f"{labels.number(low)} to {labels.number(high)}"
