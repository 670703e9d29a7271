"""Figures for print: bars of answers and dots of gaps, drawn without a browser or a download.

They are drawn on matplotlib's own Figure, never through pyplot, whose global state two users of
one server would share.
"""

import io
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.report.bars import Panel, panels
from mixedmethods.report.dots import against, gap_panels, reach, remark, ticks
from mixedmethods.report.palette import DARK, RULE, colours
from mixedmethods.report.pathway import losses
from mixedmethods.report.share_dots import share_dots

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 6.7  # inches: the text width of an A4 page
ROW = 0.27  # inches per bar
DOT = 0.205  # inches per row of dots
PLAIN: dict[str, Any] = {"parse_math": False}  # names are text: $5 to $10 is no formula
FONT: dict[str, Any] = {"family": "DejaVu Sans", "size": 8, "color": DARK, **PLAIN}
EDGE = 0.1  # inches kept free at the left
GAPS = 1.15  # where the column of printed gaps ends, in widths of the axes
BETWEEN = 0.34  # inches between the options of a legend, with the square that shows the colour
_LOCK = threading.Lock()


def likert(table: pd.DataFrame, items: Iterable[Item]) -> "Figure":
    """Draw answers as stacked bars, one per item and group, those on a scale about its middle.

    Parameters
    ----------
    table : DataFrame
        What `survey.tabulate`, `tabulate_roles` or `block` gave.
    items : iterable of Item
        The items of the table.

    Returns
    -------
    matplotlib Figure
        A4 text width; one panel per scale, each with its legend. The base stands in each bar's
        label; bars of fewer than 20 people show people, the others per cent.

    Raises
    ------
    DataError
        If the table has no rows, or holds an item that is not among `items`.
    """
    parts = panels(table, items)
    margin = _margin(name for part in parts for name in part.pieces["label"].unique())
    notes = [_inches(text) for part in parts for _, text in part.beside]
    right = 0.3 + min(max(notes, default=0.0), WIDTH / 4)
    heights = [(ROW * part.height, _legend_height(part)) for part in parts]
    figure = _figure(sum(body + legend + 0.35 for body, legend in heights) - 0.1)
    top = figure.get_figheight()
    for part, (body, legend) in zip(parts, heights, strict=True):
        axes = _axes(figure, margin, top - legend - body, WIDTH - margin - right, body)
        _draw_bars(axes, part, margin)
        _legend(axes, part, body, margin)
        top -= body + legend + 0.35
    return figure


def gap_dots(gaps_table: pd.DataFrame) -> "Figure":
    """Draw gaps as dots against the reference at 0, sorted, the lowest group at the top.

    Parameters
    ----------
    gaps_table : DataFrame
        What `outcomes.gaps` gave. Of several periods the last is filled and its gap printed, the
        earlier ones are rings.

    Returns
    -------
    matplotlib Figure
        A4 text width, one panel per measure; a line is the interval, where there is one.

    Raises
    ------
    DataError
        If there are no gaps.
    """
    parts = gap_panels(gaps_table)
    margin = _margin([name for _, rows in parts for name in rows["label"]])
    heights = [DOT * (rows["y"].max() + 1) + 0.1 for _, rows in parts]
    figure = _figure(sum(body + 0.75 for body in heights) + 0.25)
    top = figure.get_figheight()
    low, high = reach(gaps_table)
    marks = ticks(low, high)
    for (title, rows), body in zip(parts, heights, strict=True):
        axes = _axes(figure, margin, top - 0.3 - body, WIDTH - margin - 0.75, body)
        axes.set_xlim(low, high)
        axes.set_xticks(marks, [labels.points(mark, 0) for mark in marks], **PLAIN)
        _draw_dots(axes, rows)
        axes.set_xlabel(against(gaps_table), **FONT)
        _write(axes, EDGE - margin, body + 0.1, title, weight="bold", va="bottom")
        top -= body + 0.75
    figure.text(EDGE / WIDTH, 0.08 / figure.get_figheight(), remark(gaps_table), **FONT)
    return figure


def share_plot(table: pd.DataFrame, *, close: bool = False) -> "Figure":
    """Draw shares as dots with their intervals, the groups of a row one below the other.

    Parameters
    ----------
    table : DataFrame
        As for `share_dots.share_dots`.
    close : bool, default False
        The axis spans what is drawn, as there.

    Returns
    -------
    matplotlib Figure
        A4 text width; each dot has its count and base beside it.

    Raises
    ------
    DataError
        If there are no shares.
    """
    plot = share_dots(table, close=close)
    margin = _margin(plot.names)
    body = DOT * len(plot.names) * max(1.0, 0.72 * len(plot.groups)) + 0.1
    lines = _lines([name for name, _ in plot.groups])
    figure = _figure(body + 0.45 + 0.19 * len(lines))
    axes = _axes(figure, margin, 0.25, WIDTH - margin - 0.85, body)
    dots = plot.dots
    axes.set_xlim(*plot.ends)
    axes.set_xticks(plot.steps, [labels.percent(step) for step in plot.steps], **PLAIN)
    axes.hlines(dots["y"], dots["ci_low"], dots["ci_high"], colors=list(dots["colour"]), lw=1.6)
    axes.scatter(dots["share"], dots["y"], 26, list(dots["colour"]), zorder=3)
    axes.set_yticks(range(len(plot.names)), plot.names, **PLAIN)
    axes.set_ylim(len(plot.names) - 0.5, -0.5)
    _write_beside(axes, dots)
    _write_key(axes, dict(plot.groups), lines, body, margin)
    return figure


def pathway_bars(decomposition: pd.DataFrame, steps: pd.DataFrame) -> "Figure":
    """Draw each group's gap per 100 referred as bars: what is lost at each step, and gained.

    Parameters
    ----------
    decomposition, steps : DataFrame
        As for `pathway.losses`.

    Returns
    -------
    matplotlib Figure
        A4 text width; a diamond is the whole gap, which stands beside the bar too.

    Raises
    ------
    DataError
        If there is no group beside the reference.
    """
    plot = losses(decomposition, steps)
    margin, body = _margin(plot.names), DOT * len(plot.names) + 0.1
    key = dict(plot.key)
    lines = _lines(key)
    figure = _figure(body + 0.62 + 0.19 * len(lines))
    axes = _axes(figure, margin, 0.42, WIDTH - margin - 0.75, body)
    pieces, totals = plot.pieces, plot.totals
    axes.barh(pieces["y"], pieces["width"], 0.7, pieces["start"], color=list(pieces["colour"]))
    axes.axvline(0, color=RULE, linewidth=1)
    axes.scatter(totals["gap"], totals["y"], 22, "white", marker="D", edgecolors=DARK, zorder=3)
    axes.set_xlim(*plot.ends)
    marks = ticks(*plot.ends)
    axes.set_xticks(marks, [labels.points(mark, 0) for mark in marks], **PLAIN)
    axes.set_yticks(range(len(plot.names)), plot.names, **PLAIN)
    axes.set_ylim(len(plot.names) - 0.5, -0.5)
    reference = labels.group(decomposition["group"].iloc[0])
    axes.set_xlabel(f"Per 100 referred, against {reference}; diamonds: whole gap", **FONT)
    _write_beside(axes, totals)
    _write_key(axes, key, lines, body, margin)
    return figure


def save(figure: "Figure", kind: Literal["png", "svg"] = "png", dpi: int = 200) -> bytes:
    """Return a figure as PNG or SVG: the same figure gives the same bytes. SVG text is paths."""
    import matplotlib

    settings: Any = {"svg.hashsalt": "mixedmethods", "svg.fonttype": "path"}
    dated = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    out = io.BytesIO()
    with _LOCK, matplotlib.rc_context(settings):  # the settings are global: one at a time
        figure.savefig(out, format=kind, dpi=dpi, metadata=dated)
    return out.getvalue()


def _figure(height: float) -> "Figure":
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), facecolor="white")


def _axes(figure: "Figure", left: float, bottom: float, width: float, height: float) -> "Axes":
    """Add axes at a place in inches, bare but for a light grid."""
    tall = figure.get_figheight()
    axes = figure.add_axes((left / WIDTH, bottom / tall, width / WIDTH, height / tall))
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=8, labelcolor=DARK, labelfontfamily="DejaVu Sans")
    axes.grid(axis="x", color="#e4e4e4", linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


def _write(axes: "Axes", x: float, y: float, text: str, **more: Any) -> None:
    """Write at a place in inches from the lower left corner of the axes."""
    from matplotlib.transforms import ScaledTranslation

    figure = axes.figure
    place = axes.transAxes + ScaledTranslation(x, y, figure.dpi_scale_trans)
    axes.text(0, 0, text, transform=place, **{**FONT, **more})


def _draw_bars(axes: "Axes", part: Panel, margin: float) -> None:
    pieces = part.pieces
    axes.barh(
        pieces["y"],
        pieces["width"],
        0.8,
        pieces["start"],
        color=pieces["colour"],
        edgecolor="white",
        linewidth=0.6,
    )
    for row in pieces[pieces["text"] != ""].to_dict("records"):
        font = {**FONT, "size": 7, "color": row["ink"], "ha": "center", "va": "center_baseline"}
        axes.text(row["start"] + row["width"] / 2, row["y"], row["text"], **font)
    for y in part.silent:
        axes.text(0, y, f" {labels.NO_ANSWERS}", va="center", **{**FONT, "style": "italic"})
    for y, text in part.beside:
        axes.text(1.02, y, text, transform=axes.get_yaxis_transform(), va="center", **FONT)
    axes.set_ylim(part.height, 0)
    axes.set_xlim(*part.ends)
    bars = pieces.drop_duplicates("y")
    axes.set_yticks(bars["y"], bars["label"], **PLAIN)
    for y, wording in part.headings:
        height = ROW * (part.height - y)
        _write(axes, EDGE - margin, height, _shortened(wording), weight="bold", va="center")
    axes.set_xticks(part.marks, [labels.percent(abs(mark)) for mark in part.marks], **PLAIN)
    if part.scale.kind == "ordinal":
        axes.axvline(0, color=RULE, linewidth=0.8, zorder=0.9)


def _legend(axes: "Axes", part: Panel, body: float, margin: float) -> None:
    """Write the options in their order, each behind its colour, in lines above the bars."""
    colour = dict(zip(part.scale.options, colours(part.scale), strict=True))
    _write_key(axes, colour, _lines(part.scale.options), body, margin)


def _write_key(
    axes: "Axes", colour: Mapping[str, str], lines: list[list[str]], body: float, margin: float
) -> None:
    for k, line in enumerate(lines):
        x, y = EDGE - margin, body + 0.12 + 0.19 * (len(lines) - 1 - k)
        for option in line:
            _write(axes, x, y, "\N{BLACK SQUARE}", color=colour[option], size=11, va="center")
            _write(axes, x + 0.16, y, option, va="center")
            x += BETWEEN + _inches(option)


def _lines(options: Iterable[str]) -> list[list[str]]:
    """Break the options of a legend into lines that fit the width."""
    lines: list[list[str]] = [[]]
    room = WIDTH - EDGE
    for option in options:
        room -= BETWEEN + _inches(option)
        if room < 0 and lines[-1]:
            lines.append([])
            room = WIDTH - EDGE - BETWEEN - _inches(option)
        lines[-1].append(option)
    return lines


def _legend_height(part: Panel) -> float:
    return 0.13 + 0.19 * len(_lines(part.scale.options))


def _margin(names: Iterable[str]) -> float:
    return min(0.3 + max(map(_inches, names)), WIDTH / 2)


def _shortened(wording: str) -> str:
    """Cut a question at a word where it is wider than the page; bold is a tenth wider."""
    if 1.15 * _inches(wording) <= WIDTH - EDGE:
        return wording
    words = wording.split(" ")
    while len(words) > 1 and 1.15 * _inches(" ".join(words)) > WIDTH - 0.3:
        words.pop()
    return " ".join(words) + " ..."


@lru_cache(maxsize=1024)
def _inches(text: str) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=FONT["family"], size=FONT["size"])
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def _draw_dots(axes: "Axes", rows: pd.DataFrame) -> None:
    known = rows[rows["gap"].notna()]
    axes.axvline(0, color=RULE, linewidth=1)
    spans = known.groupby("y")["gap"].agg(["min", "max"])
    axes.hlines(spans.index, spans["min"], spans["max"], color="#bdbdbd", linewidth=1.2)
    sure = rows[rows["ci_low"].notna() & rows["latest"]]  # a span has no dot
    axes.hlines(sure["y"], sure["ci_low"], sure["ci_high"], colors=list(sure["colour"]), lw=1.6)
    for latest, dots in known.groupby("latest"):
        face = list(dots["colour"]) if latest else "white"
        edge = list(dots["colour"])
        axes.scatter(dots["gap"], dots["y"], 30, face, edgecolors=edge, zorder=3, linewidths=1.2)
    first = rows.drop_duplicates("y")
    axes.set_yticks(first["y"], first["label"], **PLAIN)
    axes.set_ylim(rows["y"].max() + 0.7, -0.7)
    _write_beside(axes, rows[rows["latest"]])


def _write_beside(axes: "Axes", rows: pd.DataFrame) -> None:
    """Write the text of each row in a column to the right of the axes."""
    column = axes.get_yaxis_transform()  # x in axes, y in data: a column of its own
    font = {**FONT, "ha": "right", "va": "center_baseline"}
    for row in rows.to_dict("records"):
        axes.text(GAPS, row["y"], row["text"], transform=column, **font)
