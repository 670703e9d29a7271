"""Where each dot of a plot of shares stands. Print and screen draw from the same rows."""

from dataclasses import dataclass

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.report import labels
from mixedmethods.report.palette import GROUPS

BESIDE = 0.62  # of a row, that the dots of its groups share
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Dots:
    """The rows of a plot: `dots` one per row and group, `names` by row, `groups` with colours."""

    dots: pd.DataFrame
    names: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]


def share_dots(table: pd.DataFrame) -> Dots:
    """Lay out shares with their intervals, the groups of a row one below the other.

    Parameters
    ----------
    table : DataFrame
        ``name group n base share ci_low ci_high``, shares 0 to 1; the rows are drawn in the order
        in which their names come first.

    Returns
    -------
    Dots
        ``dots`` has the columns of `table`, ``y`` (from 0 at the top), ``colour``, ``text`` (as
        ``10 of 37``), ``hover`` and ``bar`` (the group with its largest base, as in `groups`).

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
        text=[labels.of(n, base) for n, base in zip(known["n"], known["base"], strict=True)],
    )
    hover = [
        f"{labels.group(each['group'])}: "
        + labels.answer(each["n"], each["base"], each["ci_low"], each["ci_high"])
        for each in dots.to_dict("records")
    ]
    bases = known.groupby("group", sort=False)["base"].max()
    bar = {name: labels.bar(name, bases[name]) for name in groups}
    legend = tuple((bar[name], colour[name]) for name in groups)
    return Dots(dots.assign(hover=hover, bar=known["group"].map(bar)), tuple(names), legend)
