"""Counts that are known within bounds, and the rates that they give: intervals throughout.

Sub-national figures of NHS Talking Therapies are rounded to multiples of 5, and counts below 5 are
printed as ``*``. A rate of rounded counts is a span, not a number: dividing the printed numbers is
off by 15 points or more for small services.

Source
------
NHS England, disclosure rules of the annual and monthly publications: counts rounded to the nearest
5, those under 5 suppressed, percentages worked out from unrounded counts and printed whole.
"""

import numpy as np
import pandas as pd

from mixedmethods.interval import wilson
from mixedmethods.outcomes.definitions import COURSE, ELIGIBLE, NOT_CASE, PERCENT, Definition

KEYS = ["area", "level", "characteristic", "group", "period"]
COLUMNS = [
    *KEYS, "measure", "n", "base", "low", "high", "estimate", "ci_low", "ci_high", "note",
    "base_low", "base_high",
]  # fmt: skip
EXACT, ROUNDED, HIDDEN = "", "rounded counts: a span", "suppressed: a span from 0"
NARROWED = "rounded counts and percentage: a span"


def rates_within(counts: pd.DataFrame, measure: Definition) -> pd.DataFrame:
    """Work out a rate from counts, as a span where they are known within bounds.

    Parameters
    ----------
    counts : DataFrame
        One row per count: ``area level characteristic group period step low high``.
    measure : Definition
        Which step out of which. Where its whole percentage was printed too, the span is that of
        the rates which agree with both.

    Returns
    -------
    DataFrame, one row per area, characteristic, group and period that has both steps
        ``n base`` (Int64, NA where not exact), ``low high`` (the least and most the rate can be, 0
        to 1, the same where counts are exact), ``estimate`` (NaN where they differ), ``ci_low
        ci_high`` (Wilson's interval; for a span, from the least of its lower limits to the most of
        its upper ones), ``note`` and ``base_low base_high`` (of the base). Groups whose base can
        be 0 reach from 0 to 1.
    """
    wide = counts.pivot_table(index=KEYS, columns="step", values=["low", "high"], aggfunc="first")
    there = set(wide.columns.get_level_values("step"))
    if not steps_for(measure) <= there:
        return pd.DataFrame(columns=COLUMNS)
    part, whole = _bounds(wide, measure.part), _whole(wide, measure.whole)
    known = (part.notna().all(axis=1)) & (whole.notna().all(axis=1))
    part, whole = part[known].astype(int), whole[known].astype(int)
    part = part.assign(high=np.minimum(part["high"], whole["high"]))
    exact = (part["low"] == part["high"]) & (whole["low"] == whole["high"]) & (whole["low"] > 0)
    low = _share(part["low"], whole["high"], 0.0)
    high = np.minimum(_share(part["high"], whole["low"], 1.0), 1.0)
    least, most = part["low"].to_numpy(), part["high"].to_numpy()
    fewest, all_ = whole["low"].to_numpy(), whole["high"].to_numpy()
    ci_low = _wilson(least, all_)[0]
    ci_high = np.where(most >= fewest, 1.0, _wilson(most, fewest)[1])
    ci_high = np.where(exact, _wilson(least, fewest)[1], ci_high)
    result = pd.DataFrame(
        {
            "measure": measure.id,
            "n": part["low"].astype("Int64").where(exact),
            "base": whole["low"].astype("Int64").where(exact),
            "low": low,
            "high": high,
            "estimate": np.where(exact, low, np.nan),
            "ci_low": ci_low,
            "ci_high": ci_high,
            "note": np.where(exact, EXACT, np.where(part["low"] == 0, HIDDEN, ROUNDED)),
            "base_low": whole["low"],
            "base_high": whole["high"],
        },
        index=part.index,
    )
    printed = f"{measure.id}{PERCENT}"
    if printed in there:
        _narrow(result, wide.loc[result.index, ("low", printed)].to_numpy(float))
    return result.reset_index()[COLUMNS]


def _narrow(result: pd.DataFrame, percent: np.ndarray) -> None:
    """Narrow spans to what prints as a whole percentage too; where none does, they stay."""
    low = np.maximum(result["low"].to_numpy(float), (percent - 0.5) / 100)
    high = np.minimum(result["high"].to_numpy(float), (percent + 0.5) / 100)
    told = result["estimate"].isna().to_numpy() & (low <= high)
    fewest = result["base_low"].to_numpy(float)
    ci_low, ci_high = _wilson(low * fewest, fewest)[0], _wilson(high * fewest, fewest)[1]
    ends = {
        "low": low,
        "high": high,
        "ci_low": np.maximum(result["ci_low"].to_numpy(float), ci_low),
        "ci_high": np.minimum(result["ci_high"].to_numpy(float), ci_high),
    }
    for name, values in ends.items():
        result.loc[told, name] = values[told]
    result.loc[told, "note"] = NARROWED


def steps_for(measure: Definition) -> set[str]:
    """Return the steps whose counts a rate needs."""
    return {measure.part, *((COURSE, NOT_CASE) if measure.whole == ELIGIBLE else (measure.whole,))}


def _bounds(wide: pd.DataFrame, step: str) -> pd.DataFrame:
    return pd.DataFrame({end: wide[(end, step)] for end in ("low", "high")})


def _whole(wide: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Return the bounds of a denominator; eligible are those of a course less those not cases."""
    if whole != ELIGIBLE:
        return _bounds(wide, whole)
    course, without = _bounds(wide, COURSE), _bounds(wide, NOT_CASE)
    low = (course["low"] - without["high"]).clip(lower=0)
    return pd.DataFrame({"low": low, "high": course["high"] - without["low"]})


def _share(n: pd.Series, base: pd.Series, nothing: float) -> np.ndarray:
    share = np.full(len(n), nothing)
    np.divide(n.to_numpy(), base.to_numpy(), out=share, where=base.to_numpy() > 0)
    return share


def _wilson(n: np.ndarray, base: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = wilson(np.minimum(n, base), base)
    return np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=1.0)
