"""Where along the pathway each group falls away: pieces of its bar, a table, and sentences.

Print and screen draw from the same rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.report import labels
from mixedmethods.report.palette import GROUPS

COLOURS = {  # who was a case at first is no doing of the service: set apart in grey
    "access": GROUPS[0], "course": GROUPS[1], "eligible": "#9a9a9a", "recovery": GROUPS[2],
}  # fmt: skip
NOTHING_LOST = 0.005  # points: prints as 0.00


@dataclass(frozen=True)
class Losses:
    """The bars of a plot: `pieces` and `totals` by row, `names` of the rows, `key` of the steps."""

    pieces: pd.DataFrame
    totals: pd.DataFrame
    names: tuple[str, ...]
    key: tuple[tuple[str, str], ...]
    ends: tuple[float, float]


def losses(decomposition: pd.DataFrame, steps: pd.DataFrame) -> Losses:
    """Lay out each group's gap per 100 who begin as bars: losses to the left, gains to the right.

    Parameters
    ----------
    decomposition : DataFrame
        What `outcomes.pathway.decompose` gave: the reference is its first row.
    steps : DataFrame
        ``step name of``, in the order of the pathway.

    Returns
    -------
    Losses
        ``pieces`` has ``y start width colour step hover``, ``totals`` ``y gap text hover``; the
        group that loses most is at the top.

    Raises
    ------
    DataError
        If there is no group beside the reference.
    """
    rows = decomposition.iloc[1:].reset_index(drop=True)
    if rows.empty:
        raise DataError("A plot of gaps must have a group beside the reference. Got none.")
    pieces = []
    for y, row in enumerate(rows.to_dict("records")):
        left = right = 0.0
        for step, name in zip(steps["step"], steps["name"], strict=True):
            part = float(row[step])
            start = right if part >= 0 else left + part
            left, right = (left, right + part) if part >= 0 else (left + part, right)
            hover = f"{row['group']}. {name}: {labels.points(part, 2)} per 100 referred"
            pieces.append((float(y), start, abs(part), COLOURS[step], name, hover))
    table = pd.DataFrame(pieces, columns=["y", "start", "width", "colour", "step", "hover"])
    totals = pd.DataFrame({"y": np.arange(len(rows), dtype=float), "gap": rows["gap"]})
    totals["text"] = [labels.points(gap) for gap in rows["gap"]]
    totals["hover"] = [
        f"{name}: {labels.points(gap, 2)} per 100 referred in all"
        for name, gap in zip(rows["group"], rows["gap"], strict=True)
    ]
    reach = table["start"].min(), (table["start"] + table["width"]).max()
    air = 0.05 * max(reach[1] - reach[0], 0.5)
    return Losses(
        table,
        totals,
        tuple(rows["group"]),
        tuple(zip(steps["name"], steps["step"].map(COLOURS), strict=True)),
        (float(min(reach[0], 0) - air), float(max(reach[1], 0) + air)),
    )


def pathway_table(decomposition: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Print the gap of each group and its parts, two decimals, the reference first.

    Returns
    -------
    DataFrame of str
        ``Group``, ``Recovered per 100 referred``, ``Gap, points``, and a column per step.
    """
    table = {
        "Group": [labels.group(name) for name in decomposition["group"]],
        "Recovered per 100 referred": [f"{each:.2f}" for each in decomposition["per_100"]],
        "Gap, points": _signed(decomposition["gap"]),
    }
    table |= {
        name: _signed(decomposition[step])
        for step, name in zip(steps["step"], steps["name"], strict=True)
    }
    return pd.DataFrame(table)


def shares_table(shares: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Print the share of each group at each step, with what it is out of."""
    table = {"Group": [labels.group(name) for name in shares["group"]]}
    for step, name, of in steps[["step", "name", "of"]].itertuples(index=False):
        table[f"{name}, of {of}"] = [labels.percent(share, 1) for share in shares[step]]
    return pd.DataFrame(table)


def ratios_table(ratios: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Print the ratio of each group's share to the reference's at each step, with its interval."""
    names = dict(zip(steps["step"], steps["name"], strict=True))
    cells = [
        f"{row.ratio:.3f} ({row.ci_low:.3f} to {row.ci_high:.3f})"
        for row in ratios.itertuples(index=False)
    ]
    table = ratios.assign(cell=cells, name=ratios["step"].map(names))
    order = list(dict.fromkeys(table["group"]))
    wide = table.pivot(index="group", columns="name", values="cell").loc[
        order, list(names.values())
    ]
    return wide.rename_axis(index="Group", columns=None).reset_index()


def pathway_sentences(
    decomposition: pd.DataFrame, steps: pd.DataFrame, period: str
) -> Iterable[str]:
    """Say of each group how many fewer or more reach the end, and at which steps.

    Yields
    ------
    str
        One sentence per group beside the reference, in the order of the table.
    """
    first, *rest = decomposition.to_dict("records")
    for row in rest:
        word = "fewer" if row["gap"] < 0 else "more"
        parts = [
            f"{labels.points(row[step], 2)} at “{name.lower()}”"
            for step, name in zip(steps["step"], steps["name"], strict=True)
            if abs(row[step]) >= NOTHING_LOST
        ]
        yield (
            f"{labels.group(row['group'])}: of 100 people referred in {period}, "
            f"{row['per_100']:.1f} finished a course and recovered, {abs(row['gap']):.1f} {word} "
            f"than the {first['per_100']:.1f} of {labels.group(first['group'])}. In points: "
            f"{', '.join(parts) or 'no difference'}."
        )


def _signed(values: "pd.Series[float]") -> list[str]:
    return [labels.points(value, 2) for value in values]
