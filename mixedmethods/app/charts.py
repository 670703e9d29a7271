"""Charts for the screen: the same pieces and colours as the printed figures, with hover.

Backgrounds are transparent and no colour of text is set, so that the page's theme, light or dark,
rules both. Text inside the bars is set, for it stands on our own colours.
"""

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.report.bars import Panel, panels
from mixedmethods.report.dots import against, gap_panels, reach, remark, ticks
from mixedmethods.report.palette import RULE
from mixedmethods.report.pathway import losses
from mixedmethods.report.share_dots import share_dots

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BAR, DOT = 34, 25  # pixels per bar, and per row of dots
LINE, TITLE, AXIS, AXIS_TITLE, REMARK = 27, 34, 32, 50, 26  # pixels above and below a panel
CHARACTER = 7.0  # pixels, at the theme's size of text
NARROW = 440  # pixels: bars this wide still have room for their legend
CLEAR, GRID = "rgba(0,0,0,0)", "rgba(138,138,138,0.25)"
LONGEST = 95  # characters of a question above its bars


def likert_chart(table: pd.DataFrame, items: Iterable[Item]) -> "Figure":
    """Draw answers as stacked bars, one per item and group, those on a scale about its middle.

    Parameters
    ----------
    table : DataFrame
        What `survey.tabulate`, `tabulate_roles` or `block` gave.
    items : iterable of Item
        The items of the table.

    Returns
    -------
    plotly Figure
        One panel per scale, each with its legend. The neutral option is two half bars, one on each
        side of 0. Hovering shows n of the base, the share and its interval.

    Raises
    ------
    DataError
        If the table has no rows, or holds an item that is not among `items`.
    """
    parts = panels(table, items)
    names = [name for part in parts for name in part.pieces["label"].unique()]
    heads = [LINE * _lines_of(part.scale.options) + 8 for part in parts]
    figure, places = _stacked([BAR * part.height for part in parts], heads, AXIS, names)
    for k, (part, place) in enumerate(zip(parts, places, strict=True), 1):
        _add_bars(figure, part, k)
        bars = part.pieces.drop_duplicates("y")
        _add_axes(figure, k, place, bars, (part.height, 0))
        figure.layout[f"xaxis{k}"].update(
            range=part.ends, tickvals=part.marks,
            ticktext=[labels.percent(abs(mark)) for mark in part.marks],
        )  # fmt: skip
        figure.update_layout({f"legend{k}": _legend(place[1] + 4 / figure.layout.height)})
        for y, wording in part.headings:
            short = wording if len(wording) <= LONGEST else f"{wording[:LONGEST]}..."
            _write(figure, f"<b>{escaped(short)}</b>", y, f"y{k}", "middle")
        for y, text in part.beside:
            figure.add_annotation(
                text=escaped(text), x=1, xref="paper", xshift=8, xanchor="left", y=y, yref=f"y{k}",
                showarrow=False, font={"size": 12},
            )  # fmt: skip
        for y in part.silent:
            figure.add_annotation(
                text=labels.NO_ANSWERS, x=0, xref=f"x{k}", y=y, yref=f"y{k}", xanchor="left",
                showarrow=False,
            )  # fmt: skip
    notes = [text for part in parts for _, text in part.beside]
    if notes:
        figure.layout.margin.r += CHARACTER * max(map(len, notes))
    return figure.update_layout(barmode="relative")


def gap_chart(gaps_table: pd.DataFrame) -> "Figure":
    """Draw gaps as dots against the reference at 0, sorted, the lowest group at the top.

    Parameters
    ----------
    gaps_table : DataFrame
        What `outcomes.gaps` gave. Of several periods the last is filled, the earlier ones are
        rings.

    Returns
    -------
    plotly Figure
        One panel per measure; a line is the interval, where there is one. Hovering shows the gap,
        its interval or why there is none, the rate and the base.

    Raises
    ------
    DataError
        If there are no gaps.
    """
    parts = gap_panels(gaps_table)
    names = [name for _, rows in parts for name in rows["label"]]
    heights = [DOT * (float(rows["y"].max()) + 1.4) for _, rows in parts]
    figure, places = _stacked(heights, [TITLE] * len(parts), AXIS_TITLE, names, REMARK)
    low, high = reach(gaps_table)
    marks = ticks(low, high)
    for k, ((title, rows), place) in enumerate(zip(parts, places, strict=True), 1):
        _add_dots(figure, rows, k)
        _add_axes(figure, k, place, rows.drop_duplicates("y"), (rows["y"].max() + 0.7, -0.7))
        figure.layout[f"xaxis{k}"].update(
            title={"text": escaped(against(gaps_table)), "standoff": 6, "font": {"size": 13}},
            range=[low, high], tickvals=marks, ticktext=[labels.points(t, 0) for t in marks],
        )  # fmt: skip
        _write(figure, f"<b>{escaped(title)}</b>", place[1], "paper", "bottom")
    _write(figure, escaped(remark(gaps_table)), 0, "paper", "bottom")
    return figure


def share_chart(table: pd.DataFrame, *, close: bool = False) -> "Figure":
    """Draw shares as dots with their intervals, the groups of a row one below the other.

    Parameters
    ----------
    table : DataFrame
        As for `report.share_dots.share_dots`.
    close : bool, default False
        The axis spans what is drawn, as there.

    Returns
    -------
    plotly Figure
        One trace per group, with a legend. Hovering shows n of the base, the share and its
        interval.

    Raises
    ------
    DataError
        If there are no shares.
    """
    plot = share_dots(table, close=close)
    body = DOT * len(plot.names) * max(1.0, 0.72 * len(plot.groups))
    head = LINE * _lines_of([name for name, _ in plot.groups]) + 8
    figure, [place] = _stacked([body], [head], AXIS, plot.names)
    rows = pd.DataFrame({"y": range(len(plot.names)), "label": plot.names})
    _add_axes(figure, 1, place, rows, (len(plot.names) - 0.5, -0.5))
    figure.layout.xaxis.update(
        range=plot.ends,
        tickvals=plot.steps,
        ticktext=[labels.percent(step) for step in plot.steps],
    )
    for name, colour in plot.groups:
        dots = plot.dots[plot.dots["bar"] == name]
        _add_lines(figure, 1, dots[["y", "ci_low", "ci_high"]], colour, 2.5)
        figure.add_scatter(
            x=dots["share"], y=dots["y"], mode="markers", name=escaped(name), hoverinfo="text",
            hovertext=list(map(escaped, dots["name"] + ". " + dots["hover"])), xaxis="x", yaxis="y",
            marker={"size": 10, "color": colour},
        )  # fmt: skip
    return figure.update_layout(legend=_legend(place[1] + 4 / figure.layout.height))


def pathway_chart(decomposition: pd.DataFrame, steps: pd.DataFrame) -> "Figure":
    """Draw each group's gap per 100 referred as bars: what is lost at each step, and gained.

    Parameters
    ----------
    decomposition, steps : DataFrame
        As for `report.pathway.losses`.

    Returns
    -------
    plotly Figure
        One trace per step, with a legend; a diamond is the whole gap. Hovering shows the points.

    Raises
    ------
    DataError
        If there is no group beside the reference.
    """
    plot = losses(decomposition, steps)
    head = LINE * _lines_of([*(name for name, _ in plot.key), "Whole gap"]) + 8
    figure, [place] = _stacked([DOT * len(plot.names)], [head], AXIS_TITLE, plot.names)
    rows = pd.DataFrame({"y": range(len(plot.names)), "label": plot.names})
    _add_axes(figure, 1, place, rows, (len(plot.names) - 0.5, -0.5))
    marks = ticks(*plot.ends)
    against = f"Per 100 referred, against {labels.group(decomposition['group'].iloc[0])}"
    figure.layout.xaxis.update(
        title={"text": escaped(against), "standoff": 6, "font": {"size": 13}}, range=plot.ends,
        tickvals=marks, ticktext=[labels.points(mark, 0) for mark in marks],
    )  # fmt: skip
    for name, colour in plot.key:
        bars = plot.pieces[plot.pieces["step"] == name]
        figure.add_bar(
            x=bars["width"], base=bars["start"], y=bars["y"], orientation="h", width=0.68,
            name=escaped(name), marker={"color": colour, "line": {"width": 0}}, hoverinfo="text",
            hovertext=list(map(escaped, bars["hover"])), xaxis="x", yaxis="y",
        )  # fmt: skip
    figure.add_scatter(
        x=plot.totals["gap"], y=plot.totals["y"], mode="markers", name="Whole gap", xaxis="x",
        hovertext=list(map(escaped, plot.totals["hover"])), hoverinfo="text", yaxis="y",
        marker={"symbol": "diamond", "size": 9, "color": "#ffffff",
                "line": {"width": 2, "color": "#1a1a1a"}},
    )  # fmt: skip
    return figure.update_layout(
        barmode="overlay", legend=_legend(place[1] + 4 / figure.layout.height)
    )


def _stacked(
    bodies: list[float], heads: list[int], axis: int, names: Iterable[str], foot: int = 0
) -> tuple["Figure", list[tuple[float, float]]]:
    """Return an empty figure, and the bottom and top of each panel as shares of its height.

    The margins above and below are 0, so that places in pixels can be reckoned.
    """
    from plotly.graph_objects import Figure

    tall = sum(bodies) + sum(heads) + len(bodies) * axis + foot
    places, top = [], tall
    for body, head in zip(bodies, heads, strict=True):
        places.append(((top - head - body) / tall, (top - head) / tall))
        top -= head + body + axis
    left = 24 + CHARACTER * max(map(len, names))
    figure = Figure().update_layout(
        height=tall, margin={"l": left, "r": 28, "t": 0, "b": 0}, paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR, hoverlabel={"align": "left", "namelength": 0}, dragmode=False,
        modebar={"remove": ["select2d", "lasso2d"], "bgcolor": CLEAR},
    )  # fmt: skip
    return figure, places


def _add_axes(
    figure: "Figure",
    k: int,
    place: tuple[float, float],
    rows: pd.DataFrame,
    ends: tuple[float, float],
) -> None:
    """Add the axes of panel `k`; a label longer than its margin widens it."""
    figure.update_layout({
        f"xaxis{k}": {"anchor": f"y{k}", "gridcolor": GRID, "fixedrange": True, "zeroline": True,
                      "zerolinecolor": RULE},
        f"yaxis{k}": {"anchor": f"x{k}", "domain": list(place), "range": list(ends),
                      "tickvals": list(rows["y"]), "ticktext": list(map(escaped, rows["label"])),
                      "automargin": True, "fixedrange": True, "showgrid": False,
                      "zeroline": False, "ticklabelstandoff": 6},
    })  # fmt: skip


def _add_bars(figure: "Figure", part: Panel, k: int) -> None:
    """Add one trace per option; the neutral one is two halves, which stack before the others."""
    options = part.scale.options
    half = len(options) // 2 if part.scale.kind == "ordinal" else 0
    left = list(range(half))[::-1]
    right = list(range(half, len(options)))
    if part.scale.neutral:
        _add_option(figure, part, k, half, -0.5)
    for rank in left:
        _add_option(figure, part, k, rank, -1.0)
    for rank in right:
        whole = 0.5 if options[rank] == part.scale.neutral else 1.0
        _add_option(figure, part, k, rank, whole)
    pieces = part.pieces
    figure.add_scatter(
        x=pieces["start"] + pieces["width"] / 2, y=pieces["y"], text=pieces["text"], mode="text",
        textfont={"color": list(pieces["ink"]), "size": 12}, hoverinfo="skip", showlegend=False,
        xaxis=f"x{k}", yaxis=f"y{k}",
    )  # fmt: skip


def _add_option(figure: "Figure", part: Panel, k: int, rank: int, share: float) -> None:
    option = part.scale.options[rank]
    pieces = part.pieces[part.pieces["option"] == option]
    figure.add_bar(
        x=pieces["width"] * share, y=pieces["y"], width=0.8, orientation="h", name=escaped(option),
        marker={"color": list(pieces["colour"]), "line": {"color": CLEAR, "width": 0}},
        hovertext=list(map(escaped, pieces["label"] + ". " + pieces["hover"])),
        hoverinfo="text", legend=f"legend{k}", legendrank=rank + 1, showlegend=share != -0.5,
        legendgroup=f"{k}.{rank}", xaxis=f"x{k}", yaxis=f"y{k}",
    )  # fmt: skip


def _lines_of(options: Iterable[str]) -> int:
    """Return how many lines the legend needs over narrow bars."""
    lines, room = 1, float(NARROW)
    for option in options:
        need = 44 + CHARACTER * len(option)
        if room < need < NARROW:
            lines, room = lines + 1, float(NARROW)
        room -= need
    return lines


def _legend(bottom: float) -> dict[str, Any]:
    return {
        "orientation": "h", "x": 0, "xref": "paper", "y": bottom, "yref": "paper",
        "yanchor": "bottom", "bgcolor": CLEAR, "itemclick": False, "itemdoubleclick": False,
    }  # fmt: skip


def _add_dots(figure: "Figure", rows: pd.DataFrame, k: int) -> None:
    known = rows[rows["gap"].notna()]
    spans = known.groupby("y")["gap"].agg(["min", "max"])
    _add_lines(figure, k, spans.reset_index(), "#9a9a9a", 1.5)
    sure = rows[rows["ci_low"].notna() & rows["latest"]]  # a span has no dot
    for colour, part in sure.groupby("colour"):
        _add_lines(figure, k, part[["y", "ci_low", "ci_high"]], f"{colour}", 2.5)
    for latest, dots in known.groupby("latest"):
        figure.add_scatter(
            x=dots["gap"], y=dots["y"], mode="markers", hoverinfo="text", showlegend=False,
            hovertext=list(map(escaped, dots["hover"])), xaxis=f"x{k}", yaxis=f"y{k}",
            marker={"size": 11, "color": list(dots["colour"]), "opacity": 1,
                    "symbol": "circle" if latest else "circle-open",
                    "line": {"width": 2, "color": list(dots["colour"])}},
        )  # fmt: skip


def _add_lines(figure: "Figure", k: int, lines: pd.DataFrame, colour: str, width: float) -> None:
    """Add one line per row of (y, from, to)."""
    x: list[float | None] = []
    y: list[float | None] = []
    for at, low, high in lines.to_numpy(dtype=float).tolist():
        x += [low, high, None]  # None: the pen is lifted
        y += [at, at, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip",
        showlegend=False, xaxis=f"x{k}", yaxis=f"y{k}",
    )  # fmt: skip


def _write(figure: "Figure", text: str, y: float, yref: str, anchor: str) -> None:
    """Write at the left edge of the chart."""
    figure.add_annotation(
        text=text, x=0, xref="paper", xshift=8 - figure.layout.margin.l, xanchor="left", y=y,
        yref=yref, yanchor=anchor, showarrow=False, align="left",
    )  # fmt: skip


def escaped(text: str) -> str:
    """Return text as text: plotly would read a < as markup."""
    return html.escape(text, quote=False)
