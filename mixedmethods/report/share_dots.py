"""Where each dot of a plot of shares stands. Print and screen draw from the same rows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.report import labels
from mixedmethods.report.dots import ticks
from mixedmethods.report.palette import GROUPS

BESIDE = 0.62  # of a row, that the dots of its groups share
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Dots:
    """The rows of a plot: `dots` one per row and group, `names` by row, `groups` with colours.

    `ends` are those of the axis and `steps` its marks, as shares.
    """

    dots: pd.DataFrame
    names: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    ends: tuple[float, float] = (-0.02, 1.02)
    steps: tuple[float, ...] = STEPS


def share_dots(table: pd.DataFrame, *, close: bool = False) -> Dots:
    """Lay out shares with their intervals, the groups of a row one below the other.

    Parameters
    ----------
    table : DataFrame
        ``name group n base share ci_low ci_high``, shares 0 to 1; the rows are drawn in the order
        in which their names come first. Where it has ``text``, that stands beside the dots in
        place of the counts, and where it has ``hover``, that is shown in place of them.
    close : bool, default False
        The axis spans what is drawn and not 0 to 100%: for many people, whose shares are alike.

    Returns
    -------
    Dots
        ``dots`` has the columns of `table`, ``y`` (from 0 at the top), ``colour``, ``text`` (as
        ``10 of 37``), ``hover`` and ``bar`` (the group with its largest base where
        counts are shown, as in `groups`).

    Raises
    ------
    DataError
        If there are no shares.
    """
    known = table[table["base"] > 0]
    if known.empty:
        raise DataError("A plot of shares must have rows with a base. Got none. Choose others.")
    names, groups = known["name"].unique(), known["group"].unique()
    step = BESIDE / len(groups)
    offset = {name: step * (k - (len(groups) - 1) / 2) for k, name in enumerate(groups)}
    colour = {name: GROUPS[k % len(GROUPS)] for k, name in enumerate(groups)}
    row = {name: k for k, name in enumerate(names)}
    dots = known.assign(
        y=known["name"].map(row).astype(float) + known["group"].map(offset).astype(float),
        colour=known["group"].map(colour),
    )
    if "text" not in dots:
        dots["text"] = [labels.of(n, base) for n, base in zip(dots["n"], dots["base"], strict=True)]
    if "hover" not in dots:
        dots["hover"] = [
            f"{labels.group(each['group'])}: "
            + labels.answer(each["n"], each["base"], each["ci_low"], each["ci_high"])
            for each in dots.to_dict("records")
        ]
    bases = known.groupby("group", sort=False)["base"].max()
    counted = "text" not in table
    bar = {name: labels.bar(name, bases[name]) if counted else name for name in groups}
    legend = tuple((bar[name], colour[name]) for name in groups)
    axis = _near(dots) if close else (Dots.ends, Dots.steps)
    return Dots(dots.assign(bar=known["group"].map(bar)), tuple(names), legend, *axis)


def _near(dots: pd.DataFrame) -> tuple[tuple[float, float], tuple[float, ...]]:
    """Return the ends of an axis about what is drawn, and whole percentages as its marks."""
    every = dots[["share", "ci_low", "ci_high"]].to_numpy(dtype=float)
    low, high = 100 * float(np.nanmin(every)), 100 * float(np.nanmax(every))
    air = max(high - low, 2.0) * 0.05
    low, high = max(low - air, -2.0), min(high + air, 102.0)
    marks = [mark for mark in ticks(low, high) if low <= mark <= high]
    return (low / 100, high / 100), tuple(mark / 100 for mark in marks)
