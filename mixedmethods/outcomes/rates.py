"""Rates as a frame, and the group that they are usually set against."""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.model import Rate

RATE_COLUMNS = ["measure", "period", "group", "estimate", "decimals", "base", "source"]


USUAL = "White British"  # the reference of the NHS's own tables


def usual_reference(groups: Iterable[str]) -> str | None:
    """Return the group to offer first as reference; the user chooses.

    It is White British where that is among the groups, else the first by name; None of none.
    """
    there = set(groups)
    return USUAL if USUAL in there else min(there, default=None)


def rates_frame(rates: Iterable[Rate]) -> pd.DataFrame:
    """Return rates as the frame that `gaps` takes.

    Parameters
    ----------
    rates : iterable of Rate
        In any order; it is kept.

    Returns
    -------
    DataFrame, one row per rate
        ``measure``, ``period``, ``group``, ``estimate`` (share, 0 to 1), ``decimals`` (of the
        percentage as supplied), ``base`` (people, Int64, NA where counts were not supplied),
        ``source``.
    """
    rows = [
        (rate.measure, rate.period, rate.group, rate.rate, rate.decimals, rate.base, rate.source)
        for rate in rates
    ]
    frame = pd.DataFrame(rows, columns=RATE_COLUMNS)
    return frame.astype({"estimate": float, "decimals": "Int64", "base": "Int64"})
