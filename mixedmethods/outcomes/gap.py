"""The gap of each group to a reference, in percentage points, with an interval where counts allow.

A rate without its count has no interval: it is said so, never invented.
"""

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import newcombe

KEYS = ["measure", "period"]
NO_COUNTS = "counts not supplied"
NO_FIT = "rate does not fit its base"
SMALL = 20  # below this base one person weighs more than 5 points
SPAN = ("low", "high", "ci_low", "ci_high", "note")  # of a rate that is known within bounds
NOISE = 8  # decimals of a point beyond which only the float's own noise stands


def gaps(
    rates: pd.DataFrame,
    reference: str,
    measure: str | None = None,
    period: str | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Subtract the reference group's rate from every other group's.

    Parameters
    ----------
    rates : DataFrame
        One row per rate: ``measure``, ``period``, ``group``, ``estimate`` (share, 0 to 1),
        ``decimals`` (of the percentage as supplied), ``base`` (people; NA where not supplied),
        ``source``. Where it has the limits and notes of `bounds.rates_within`, a rate that is
        known within bounds only has a gap with limits and without a value, and the table holds the
        bounds of both rates too: ``low high reference_low reference_high``.
    reference : str
        The group that is subtracted. Always named by the caller.
    measure, period : str, optional
        Keep this one only.
    confidence : float, default 0.95
        Coverage of the Newcombe interval.

    Returns
    -------
    DataFrame, one row per measure, period and group other than the reference
        ``measure``, ``period``, ``group``, ``reference``, ``estimate``, ``reference_estimate``
        (0 to 1), ``gap``, ``ci_low``, ``ci_high`` (percentage points, group minus reference),
        ``base``, ``reference_base`` (people, Int64), ``decimals`` (of the coarser of the two rates:
        the gap is known to no more), ``note``. The limits are NaN where a base was not supplied or
        a rate is impossible for its base; ``note`` says which, and names bases below 20. Sorted by
        measure, period and gap, the lowest first; gaps that cannot be known come last.

    Raises
    ------
    DataError
        If there are no rates, the reference, measure or period is not among them (the message
        lists what is), a group has two rates in one cell, or a rate is not a share.

    Notes
    -----
    The interval is that of the counts round(estimate * base); it speaks of chance alone and not of
    the rounding of the rate, which at a national base can be the larger of the two.
    """
    chosen = _chosen(rates, reference, measure, period)
    is_reference = chosen["group"] == reference
    spans = [name for name in SPAN if name in chosen]
    theirs = chosen.loc[is_reference, [*KEYS, "estimate", "decimals", "base", *spans]]
    table = chosen[~is_reference].merge(
        theirs, how="left", on=KEYS, suffixes=("", "_reference"), validate="m:1"
    )
    ours = _counts(table["estimate"], table["decimals"], table["base"])
    other = _counts(
        table["estimate_reference"], table["decimals_reference"], table["base_reference"]
    )
    low, high = newcombe(ours["n"], ours["base"], other["n"], other["base"], confidence)
    gap = 100 * (table["estimate"] - table["estimate_reference"])
    result = pd.DataFrame(
        {
            "measure": table["measure"],
            "period": table["period"],
            "group": table["group"],
            "reference": reference,
            "estimate": table["estimate"],
            "reference_estimate": table["estimate_reference"],
            "gap": gap.round(NOISE),
            "ci_low": np.round(100 * low, NOISE),
            "ci_high": np.round(100 * high, NOISE),
            "base": table["base"],
            "reference_base": table["base_reference"],
            "decimals": table[["decimals", "decimals_reference"]].min(axis=1).astype("Int64"),
            "note": [_note(*row) for row in zip(ours["note"], other["note"], strict=True)],
        }
    )
    if len(spans) == len(SPAN):
        _widen(result, table)
    return result.sort_values([*KEYS, "gap"], kind="stable", ignore_index=True)


def _widen(result: pd.DataFrame, table: pd.DataFrame) -> None:
    """Fill in the widest limits of gaps between rates of which one is known within bounds only."""
    for end in ("low", "high"):
        result[end], result[f"reference_{end}"] = table[end], table[f"{end}_reference"]
    span = table[["estimate", "estimate_reference"]].isna().any(axis=1)
    low = table["ci_low"] - table["ci_high_reference"]
    high = table["ci_high"] - table["ci_low_reference"]
    result.loc[span, "ci_low"] = (100 * low[span]).round(NOISE)
    result.loc[span, "ci_high"] = (100 * high[span]).round(NOISE)
    pairs = zip(table["note"], table["note_reference"], strict=True)
    told = [ours or f"reference: {theirs}" for ours, theirs in pairs]
    result.loc[span, "note"] = pd.Series(told, index=table.index, dtype=object)[span]


def _counts(estimate: pd.Series, decimals: pd.Series, base: pd.Series) -> pd.DataFrame:
    """Return the numerators and bases that give the rates, NaN with a note where none does."""
    share = estimate.to_numpy(dtype=float)
    people = base.to_numpy(dtype=float, na_value=np.nan)
    places = decimals.to_numpy(dtype=float, na_value=np.nan)
    n = np.round(share * people)
    # Some whole number must print as this percentage; a tie may have been rounded either way.
    with np.errstate(divide="ignore", invalid="ignore"):
        miss = np.abs(n / people - share) * 100
    fits = (people > 0) & ~(miss > 0.5 * 10.0**-places + 1e-9)
    note = np.select(
        [np.isnan(share), np.isnan(people), ~fits, people < SMALL],
        ["no rate supplied", NO_COUNTS, NO_FIT, "small"],
        "",
    ).astype(object)
    small = note == "small"
    note[small] = [f"small base: {each:.0f} people" for each in people[small]]
    fits &= ~np.isnan(share)
    return pd.DataFrame(
        {"n": np.where(fits, n, np.nan), "base": np.where(fits, people, np.nan), "note": note}
    )


def _note(ours: str, theirs: str) -> str:
    """Join the group's note with the reference's; counts that are absent are said once."""
    if NO_COUNTS in (ours, theirs):
        rest = [note for note in (ours, theirs and f"reference: {theirs}") if note]
        return "; ".join([NO_COUNTS, *(note for note in rest if NO_COUNTS not in note)])
    return "; ".join(note for note in (ours, theirs and f"reference: {theirs}") if note)


def _chosen(
    rates: pd.DataFrame, reference: str, measure: str | None, period: str | None
) -> pd.DataFrame:
    if rates.empty:
        raise DataError("A gap must have rates. Got none. Import a table of rates first.")
    chosen = rates
    for column, wanted in (("measure", measure), ("period", period), ("group", reference)):
        there = sorted(chosen[column].dropna().unique())
        if wanted is not None and wanted not in there:
            name = "reference" if column == "group" else column
            raise DataError(
                f"The {name} must be one of: {', '.join(map(str, there))}. Got {wanted!r}. "
                "Choose one of them."
            )
        if wanted is not None and column != "group":
            chosen = chosen[chosen[column] == wanted]
    _check(chosen)
    return chosen.astype({"estimate": float, "decimals": "Int64", "base": "Int64"})


def _check(rates: pd.DataFrame) -> None:
    twice = rates.duplicated([*KEYS, "group"])
    if twice.any():
        first = rates.loc[twice, [*KEYS, "group"]].iloc[0]
        raise DataError(
            "A group must have one rate for a measure and period. "
            f"Got {int(twice.sum())} more, first for {', '.join(map(str, first))}. "
            "Remove one of each, or name the period more finely."
        )
    outside = ~rates["estimate"].dropna().between(0, 1)
    if outside.any():
        raise DataError(
            f"A rate must be a share between 0 and 1. Got {int(outside.sum())} outside, first in "
            f"row {outside.idxmax()!r}. Divide percentages by 100."
        )
