"""Out of what? Every pair of published counts that prints as a given percentage."""

import re
from fractions import Fraction

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.definitions import COURSE, ELIGIBLE, NOT_CASE
from mixedmethods.outcomes.definitions import PERCENT as STEP

PERCENT = re.compile(r"\d{1,3}(\.\d{1,3})?")
ALSO = {ELIGIBLE: (COURSE, NOT_CASE)}  # denominators that are a difference of two counts
COLUMNS = ["area", "characteristic", "group", "period", "part", "whole", "n", "base", "percent"]


def denominators(counts: pd.DataFrame, percent: str) -> pd.DataFrame:
    """Find the numerators and denominators that print as a percentage.

    Parameters
    ----------
    counts : DataFrame
        One row per count: ``area characteristic group period step low high``. Only exact counts
        are looked at.
    percent : str
        As printed, with its decimals: ``50.2``.

    Returns
    -------
    DataFrame
        ``area characteristic group period part whole n base percent``: `n` of `base` people, which
        prints so with the decimals given, rounded half up or half to even; `percent` is the exact
        value (0 to 100). The denominators with the most people first.

    Raises
    ------
    DataError
        If it is no percentage.
    """
    text = percent.strip().removesuffix("%").strip()
    if not PERCENT.fullmatch(text) or float(text) > 100:
        raise DataError(
            f"A percentage must be a number from 0 to 100, as 50.2. Got {percent[:20]!r}. Mend it."
        )
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    low, high = Fraction(text) - half, Fraction(text) + half
    people = ~counts["step"].str.endswith(STEP)
    exact = counts[(counts["low"] == counts["high"]) & people]
    rows = []
    keys = ["area", "characteristic", "group", "period"]
    for key, part in exact.groupby(keys, sort=False):
        known = dict(zip(part["step"], part["low"].astype(int), strict=True))
        for name, (more, less) in ALSO.items():
            if more in known and less in known:
                known[name] = known[more] - known[less]
        rows += [
            (*key, a, b, n, base, 100 * n / base)
            for a, n in known.items()
            for b, base in known.items()
            if a not in (b, ELIGIBLE) and 0 < n <= base and low <= Fraction(100 * n, base) <= high
        ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["base", "n"], ascending=False, kind="stable", ignore_index=True)
