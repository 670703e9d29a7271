"""What a table of gaps says as a whole: how each gap changed, and how many groups are below."""

import pandas as pd

from mixedmethods.errors import DataError

NOISE = 8  # decimals of a point beyond which only the float's own noise stands


def change(gaps_table: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Subtract each group's gap in the first period from its gap in the last.

    Parameters
    ----------
    gaps_table : DataFrame
        What `gaps` gave, for two periods or more.
    first, last : str
        Two of its periods.

    Returns
    -------
    DataFrame, one row per measure and group
        ``measure``, ``group``, ``reference``, ``first``, ``last`` (the periods), ``gap_first``,
        ``gap_last``, ``change`` (percentage points; above 0 the group rose against the
        reference), ``decimals``. NaN where a group has no gap in one of the periods. Sorted by
        measure and change, the largest fall first.

    Raises
    ------
    DataError
        If a period is not in the table; the message lists those that are.
    """
    there = sorted(gaps_table["period"].unique())
    absent = [period for period in (first, last) if period not in there]
    if absent:
        raise DataError(
            f"The periods must be among: {', '.join(there)}. Got {', '.join(absent)}. "
            "Choose two of them."
        )
    keys = ["measure", "group", "reference"]
    sides = [
        gaps_table.loc[gaps_table["period"] == period, [*keys, "gap", "decimals"]]
        for period in (first, last)
    ]
    both = sides[0].merge(sides[1], how="outer", on=keys, suffixes=("_first", "_last"))
    both["change"] = (both["gap_last"] - both["gap_first"]).round(NOISE)
    both["decimals"] = both[["decimals_first", "decimals_last"]].min(axis=1).astype("Int64")
    both = both.assign(first=first, last=last).sort_values(
        ["measure", "change"], kind="stable", ignore_index=True
    )
    return both[[*keys, "first", "last", "gap_first", "gap_last", "change", "decimals"]]


def below(gaps_table: pd.DataFrame) -> pd.DataFrame:
    """Count the groups whose rate is below the reference's.

    Parameters
    ----------
    gaps_table : DataFrame
        What `gaps` gave.

    Returns
    -------
    DataFrame, one row per measure and period
        ``measure``, ``period``, ``reference``, ``below`` and ``groups``: ``below`` of the
        ``groups`` whose gap is known. A gap of 0 is not below. Whether below is worse depends on
        the measure.
    """
    known = gaps_table.assign(below=gaps_table["gap"] < 0, groups=gaps_table["gap"].notna())
    return (
        known.groupby(["measure", "period", "reference"])[["below", "groups"]].sum().reset_index()
    )
