"""Where each piece of a bar of answers stands. Print and screen draw from the same pieces."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.report import labels
from mixedmethods.report.palette import colours, ink

HEADING = 0.85  # height of a question above its bars, in bars
CHARACTERS = 62  # that fit side by side over the whole width of the bars
PIECES = ["y", "label", "option", "start", "width", "colour", "ink", "text", "hover"]


@dataclass(frozen=True, slots=True, eq=False)  # eq: frames have no single truth of equality
class Panel:
    """Bars on one scale, from the top down.

    `pieces` has one row per bar and option: ``y`` (the bar's middle, growing downwards),
    ``label``, ``option``, ``start`` and ``width`` (shares; on an ordinal scale 0 is the middle of
    the neutral option), ``colour``, ``ink``, ``text`` (empty where it would not fit) and
    ``hover``. `headings` are (y, wording) of the questions; `silent` are the ``y`` of bars that
    nobody answered; `beside` are (y, text) of answers aside, as "3 don't know", which are set
    apart from the bars. `height` is in bars.
    """

    scale: Scale
    pieces: pd.DataFrame
    headings: tuple[tuple[float, str], ...]
    silent: tuple[float, ...]
    height: float
    beside: tuple[tuple[float, str], ...] = ()

    @property
    def ends(self) -> tuple[float, float]:
        """The leftmost and rightmost share, widened to tenths."""
        tenths = 10 * self.pieces["start"], 10 * (self.pieces["start"] + self.pieces["width"])
        low, high = float(tenths[0].min()), float(tenths[1].max())
        if self.scale.kind != "ordinal":
            return 0.0, 1.0
        return min(-1, low // 1) / 10, max(1, -(-round(high, 6) // 1)) / 10

    @property
    def marks(self) -> list[float]:
        """The shares that the axis names: every fifth between its ends."""
        low, high = self.ends
        return [tenth / 10 for tenth in range(-10, 11, 2) if low <= tenth / 10 <= high]


def panels(table: pd.DataFrame, items: Iterable[Item]) -> list[Panel]:
    """Lay out the bars of a table of answers, one panel per scale.

    Parameters
    ----------
    table : DataFrame
        What `survey.tabulate`, `tabulate_roles` or `block` gave: one bar per item and group. Rows
        of answers aside may stand among them.
    items : iterable of Item
        The items of the table; they bring the scale and the wording.

    Returns
    -------
    list of Panel
        In the order in which the scales first come.

    Raises
    ------
    DataError
        If the table has no rows, holds an item that is not among `items`, or lacks options of
        one (a table of summed shares is no table of answers).
    """
    items = tuple(items)
    known = {item.id: item.scale for item in items if item.scale is not None}
    table = table.assign(topic=topics(table))
    table, aside = _apart(table, known)
    _check(table, known)
    told = {pair: _beside(part) for pair, part in aside.groupby(["item", "group"], observed=True)}
    keys = {id: (scale.kind, scale.options) for id, scale in known.items()}
    scale_of = table["item"].map(keys)
    return [
        _panel(
            table[scale_of == key], known[table.loc[scale_of == key, "item"].iloc[0]], items, told
        )
        for key in dict.fromkeys(scale_of)
    ]


def _apart(table: pd.DataFrame, known: dict[str, Scale]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of options, and those of answers aside."""
    pairs = zip(table["item"], table["option"], strict=True)
    aside = pd.Series(
        [item in known and option in known[item].aside for item, option in pairs], table.index, bool
    )
    return table[~aside], table[aside]


def _beside(aside: pd.DataFrame) -> str:
    pairs = zip(aside["n"], aside["option"], strict=True)
    return ", ".join(f"{labels.whole(n)} {option}" for n, option in pairs if n)


def _check(table: pd.DataFrame, known: dict[str, Scale]) -> None:
    absent = sorted(set(table["item"]) - set(known))
    if table.empty or absent:
        raise DataError(
            "A chart of answers must have rows, each of an item that is given. "
            f"Got {len(table)} rows, and no item for {', '.join(absent) or 'none of them'}. "
            "Choose an item, and pass the items of all instruments."
        )
    options = table.groupby(["item", "group"], observed=True)["option"].nunique()
    short = [id for id, _ in options.index if options[id].min() < len(known[id].options)]
    if short:
        raise DataError(
            "A chart of answers must have every option of its items. "
            f"Got some options only of {', '.join(dict.fromkeys(short))}. "
            "Pass the table before its top options are summed."
        )


def topics(table: pd.DataFrame) -> pd.Series:
    """Return what joins the rows of one question: the topic, the item, or the first item of roles.

    A table without ``topic`` in which no group has two items is one question asked of roles.
    """
    if "topic" in table:
        return table["topic"]
    if table.groupby("group", observed=True)["item"].nunique().max() == 1:
        return pd.Series(table["item"].iloc[0], table.index)
    return table["item"]


def _panel(
    table: pd.DataFrame, scale: Scale, items: tuple[Item, ...], told: Mapping[Any, str]
) -> Panel:
    y = 0.0
    beside: list[tuple[float, str]] = []
    headings: list[tuple[float, str]] = []
    silent: list[float] = []
    pieces: list[dict[str, object]] = []
    for topic, question in table.groupby("topic", sort=False):
        headings.append((y + HEADING / 2, labels.wording(str(topic), items)))
        y += HEADING
        for pair, bar in question.groupby(["item", "group"], sort=False, observed=True):
            y += 0.5
            beside += [(y, told[pair])] if told.get(pair) else []
            pieces.extend({**piece, "y": y} for piece in _bar(bar, scale))
            silent += [y] if bar["base"].iloc[0] == 0 else []
            y += 0.5
        y += 0.25
    frame = pd.DataFrame(pieces, columns=PIECES)
    panel = Panel(scale, frame, tuple(headings), tuple(silent), y, tuple(beside))
    span = panel.ends[1] - panel.ends[0]
    texts = [
        next((text for text in texts if _fits(text, width / span)), "")
        for texts, width in zip(frame["text"], frame["width"], strict=True)
    ]
    return replace(panel, pieces=frame.assign(text=texts))


def _bar(bar: pd.DataFrame, scale: Scale) -> Iterator[dict[str, object]]:
    shares = bar.set_index("option")["share"].reindex(scale.options).fillna(0.0)
    start = -_left(shares, scale)
    rows = bar.drop_duplicates("option").set_index("option").to_dict("index")
    for (option, width), colour in zip(shares.items(), colours(scale), strict=True):
        row = rows[option]
        label = labels.bar(row["group"], row["base"])
        limits = labels.interval(row["ci_low"], row["ci_high"], 1)
        yield {
            "label": label,
            "option": option,
            "start": start,
            "width": width,
            "colour": colour,
            "ink": ink(colour),
            "text": _texts(row["n"], row["base"]),
            "hover": f"{option}: {labels.of(row['n'], row['base'])} "
            f"({labels.percent(row['share'])}, {limits})",
        }
        start += width


def _left(shares: pd.Series, scale: Scale) -> float:
    """Return how much of the bar stands left of 0: the lower options and half the neutral one."""
    if scale.kind != "ordinal":
        return 0.0
    half = len(scale.options) // 2
    neutral = shares.iloc[half] / 2 if scale.neutral else 0.0
    return float(shares.iloc[:half].sum() + neutral)


def _texts(n: int, base: int) -> list[str]:
    """Return what may be written in a piece, the fullest first: people where they are few."""
    if not n:
        return []
    if base < labels.SMALL:
        return [labels.of(n, base), labels.whole(n)]
    return [labels.percent(n / base)]


def _fits(text: str, width: float) -> bool:
    return width * CHARACTERS >= len(text) + 0.4
