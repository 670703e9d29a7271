"""Rates as a frame."""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.model import Rate

RATE_COLUMNS = ["measure", "period", "group", "estimate", "decimals", "base", "source"]


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
