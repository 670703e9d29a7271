"""The picture of links: themes, stages of the pathway and recommendations, joined by relation."""

from typing import TYPE_CHECKING

import pandas as pd

from mixedmethods.app.charts import CLEAR, escaped
from mixedmethods.report.palette import ABOVE, BELOW, DARK, RULE

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS = {
    "convergence": ABOVE, "complement": "#2e8b6a", "dissonance": BELOW, "silence": "#8a63c4",
    "not assessed": RULE,
}  # fmt: skip
ROW = 46


def flow_chart(flows: pd.DataFrame, ink: str = DARK) -> "Figure":
    """Draw what `integration.matrices.flows` gave.

    Parameters
    ----------
    flows : DataFrame
        ``source target relation n``.
    ink : str
        The colour of the names.

    Returns
    -------
    plotly Figure
        Themes on the left, stages in the middle, recommendations on the right; a band's colour is
        its relation, which the legend names.
    """
    from plotly.graph_objects import Figure, Sankey, Scatter

    names = list(dict.fromkeys([*flows["source"], *flows["target"]]))
    place = {name: number for number, name in enumerate(names)}
    columns = [_column(name) for name in names]
    tallest = max(columns.count(column) for column in set(columns))
    figure = Figure(
        Sankey(
            arrangement="snap",
            node={
                "label": [escaped(_short(name)) for name in names],
                "color": RULE, "pad": 16, "thickness": 12, "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [place[name] for name in flows["source"]],
                "target": [place[name] for name in flows["target"]],
                "value": list(flows["n"]),
                "color": [_clear(COLOURS[relation]) for relation in flows["relation"]],
                "customdata": list(flows["relation"]),
                "hovertemplate": "%{source.label} to %{target.label}<br>%{customdata}, "
                "%{value}<extra></extra>",
            },
            textfont={"color": ink, "shadow": "none"},
        )
    )  # fmt: skip
    for relation in [each for each in COLOURS if each in set(flows["relation"])]:
        figure.add_trace(
            Scatter(x=[None], y=[None], mode="markers", name=relation.capitalize(),
                    marker={"color": COLOURS[relation], "size": 12, "symbol": "square"})
        )  # fmt: skip
    return figure.update_layout(
        height=max(320, ROW * tallest + 80), margin={"l": 8, "r": 8, "t": 8, "b": 40},
        paper_bgcolor=CLEAR, plot_bgcolor=CLEAR, xaxis={"visible": False},
        yaxis={"visible": False}, legend={"orientation": "h", "y": -0.02, "yanchor": "top"},
    )  # fmt: skip


def _column(name: str) -> int:
    return 1 if name.startswith("Stage: ") else 2 if name.startswith("Recommendation ") else 0


def _short(name: str) -> str:
    return name.removeprefix("Stage: ").capitalize() if _column(name) == 1 else name


def _clear(colour: str) -> str:
    """Return a colour that lets the bands behind it through."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.55)"
