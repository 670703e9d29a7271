"""Where each dot of a gap plot stands. Print and screen draw from the same rows."""

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.report import labels
from mixedmethods.report.palette import ABOVE, BELOW, RULE


def gap_panels(gaps_table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Lay out the gaps, one panel per measure.

    Parameters
    ----------
    gaps_table : DataFrame
        What `outcomes.gaps` gave, for one or more measures and periods.

    Returns
    -------
    list of (str, DataFrame)
        The panel's title and one row per dot: the columns of `gaps_table`, ``y`` (from 0 at the
        top), ``label``, ``latest`` (bool), ``colour``, ``text`` and ``hover``. Groups are sorted by
        the gap of the last period, the lowest at the top; those without one come last.

    Raises
    ------
    DataError
        If there are no gaps.
    """
    if gaps_table.empty:
        raise DataError("A chart of gaps must have rows. Got none. Choose a measure and a period.")
    return [
        (_title(str(id), part), _rows(part))
        for id, part in gaps_table.groupby("measure", sort=False)
    ]


def against(gaps_table: pd.DataFrame) -> str:
    """Return the title of the axis: what the gaps are measured in, and against whom."""
    return f"Percentage points against {labels.group(gaps_table['reference'].iloc[0])}"


def reach(gaps_table: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis in points: every gap, every interval and 0, and a little air."""
    every = gaps_table[["gap", "ci_low", "ci_high"]].to_numpy(dtype=float)
    low, high = np.nanmin(every, initial=0.0), np.nanmax(every, initial=0.0)
    air = max(high - low, 1.0) * 0.06
    return float(low - air), float(high + air)


def ticks(low: float, high: float) -> list[int]:
    """Return whole points between two ends, nine at most, at even steps through 0."""
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (high - low) / step < 9)
    return list(range(-int(-low // step) * step, int(high // step) * step + 1, step))


def remark(gaps_table: pd.DataFrame) -> str:
    """Return what must be said below the plot: which dot is which period, and about intervals."""
    said = []
    first, *later = sorted(gaps_table["period"].unique())
    if later:
        said.append(f"Filled: {later[-1]}. Rings: {', '.join([first, *later[:-1]])}.")
    without = gaps_table["ci_low"].isna() & gaps_table["gap"].notna()
    why = "counts not supplied"
    if gaps_table.loc[without, "note"].str.contains("fit").any():
        why += ", or a rate that does not fit its base"
    if not without.all():
        said.append("Lines: 95% intervals.")
    if without.any():
        said.append(f"{'No intervals' if without.all() else 'No line'}: {why}.")
    return " ".join(said)


def _title(id: str, part: pd.DataFrame) -> str:
    return f"{labels.measure(id)}, {' and '.join(sorted(set(part['period'])))}"


def _rows(part: pd.DataFrame) -> pd.DataFrame:
    latest = part["period"] == part["period"].max()
    order = part[latest].sort_values("gap", kind="stable")["group"].tolist()
    order += [name for name in part["group"].unique() if name not in order]
    rows = part.assign(
        latest=latest,
        y=part["group"].map({name: k for k, name in enumerate(order)}),
        label=part["group"].map(labels.group),
        colour=[BELOW if gap < 0 else ABOVE if gap > 0 else RULE for gap in part["gap"]],
        text=[
            labels.points(gap, labels.places(decimals))
            for gap, decimals in zip(part["gap"], part["decimals"], strict=True)
        ],
    )
    return rows.assign(hover=[_hover(row) for _, row in rows.iterrows()]).sort_values("y")


def _hover(row: pd.Series) -> str:
    decimals = labels.places(row["decimals"])
    limits = labels.interval_points(row["ci_low"], row["ci_high"], decimals, row["note"])
    rest = row["note"].removeprefix(labels.NO_COUNTS).removeprefix("; ")
    bracket = "; ".join(part for part in (limits, rest) if part not in ("", labels.NOTHING))
    people = "" if pd.isna(row["base"]) else f", {labels.whole(row['base'])} people"
    return (
        f"{row['label']}, {row['period']}: {row['text']} points ({bracket})"
        f", rate {labels.percent(row['estimate'], decimals)}{people}"
    )
