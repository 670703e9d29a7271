"""Areas of one kind beside each other on the page "Outcomes": a funnel."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.app.charts import escaped
from mixedmethods.desk.areas import area_funnel, groups_of, kinds_of_areas
from mixedmethods.integration import Study
from mixedmethods.model import Measure
from mixedmethods.outcomes.funnel import UNSURE, WITHIN
from mixedmethods.report import labels
from mixedmethods.report.funnel import ORDER, curves, funnel_sentence, funnel_table
from mixedmethods.report.palette import ABOVE, BELOW, RULE

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Revision = tuple[str, int, str]


@st.cache_data(max_entries=50, show_spinner="Placing the areas")
def placed(
    revision: Revision,
    measure: str,
    level: str,
    period: str,
    pair: tuple[str, str],
    _study: Study,
) -> tuple[pd.DataFrame, float]:
    """Compute a funnel once per project revision."""
    return area_funnel(_study, measure, level, period, *pair)


def areas_beside(revision: Revision, study: Study, measure: Measure, period: str) -> None:
    """Show a funnel where the project has areas to set beside each other."""
    levels = kinds_of_areas(study)
    if not levels:
        return
    st.subheader("Areas beside each other", anchor=False)
    one, two = st.columns(2)
    level = one.selectbox("Kind of area", levels, key="outcomes.level")
    pairs = groups_of(study, level, period)
    if not pairs:
        st.caption("Areas of this kind have no counts in this period.")
        return
    pair = two.selectbox("Who", pairs, format_func=lambda pair: pair[1], key="outcomes.who")
    with messages.shown_errors(stop=False):
        table, average = placed(revision, measure.id, level, period, pair, study)
        st.markdown(messages.plain(funnel_sentence(table, average)))
        st.plotly_chart(
            funnel_chart(table, average), key="outcomes.funnel", config={"displaylogo": False}
        )
        st.caption(
            "Lines: what the counts of an area allow. Curves: limits at 95% (inner) and 99.8% "
            "(outer) for areas that differ from England by chance alone, at their size. An area "
            "beyond a limit is a question to it and no verdict: who comes to it was not adjusted "
            "for."
        )
        with st.expander("Every area"):
            st.dataframe(funnel_table(table), hide_index=True)
            about = {"title": f"{study.title}: {labels.readable(measure.id)}, {level}, {period}",
                     "label": study.label}  # fmt: skip
            downloads.tables(f"funnel_{measure.id}_{period}", table, about)


def funnel_chart(table: pd.DataFrame, average: float) -> "Figure":
    """Draw areas by their number of people, and the limits about the average."""
    from plotly.graph_objects import Figure

    figure = Figure()
    lines = curves(table, average)
    for name, dash in (("95", "dot"), ("998", "solid")):
        for end in ("low", "high"):
            figure.add_scatter(
                x=lines["base"], y=lines[f"{end}_{name}"], mode="lines", hoverinfo="skip",
                line={"color": RULE, "width": 1.5, "dash": dash}, showlegend=False,
            )  # fmt: skip
    figure.add_hline(y=average, line_color=RULE, line_width=1)
    middle = table.assign(
        x=(table["base_low"] + table["base_high"]) / 2,
        y=(table["low"] + table["high"]) / 2,
        text=_hover(table),
    )
    for place in ORDER:
        rows = middle[middle["place"] == place]
        if rows.empty:
            continue
        sure = place not in (WITHIN, UNSURE)
        colour = (BELOW if place.startswith("below") else ABOVE) if sure else RULE
        figure.add_scatter(
            x=rows["x"], y=rows["y"], mode="markers", name=place.capitalize(),
            hoverinfo="text", hovertext=rows["text"],
            error_y={"type": "data", "array": rows["high"] - rows["y"], "width": 0,
                     "thickness": 1.5, "color": colour},
            marker={"color": colour, "size": 9 if sure else 6,
                    "symbol": "circle-open" if place == UNSURE else "circle"},
        )  # fmt: skip
    return figure.update_layout(
        height=460, margin={"l": 8, "r": 8, "t": 8, "b": 8}, dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        xaxis={"type": "log", "title": "People that the rate is of", "fixedrange": True,
               "tickvals": [k * 10**p for p in range(7) for k in (1, 3)], "tickformat": ","},
        yaxis={"tickformat": ".0%", "fixedrange": True, "gridcolor": "rgba(128,128,128,0.25)",
               "zeroline": False},
    )  # fmt: skip


def _hover(table: pd.DataFrame) -> list[str]:
    shown = funnel_table(table)[::-1]
    return [
        escaped(f"{row['Area']}: {row['Rate']} of {row['People']} people, {row['Place']}")
        for row in shown.to_dict("records")
    ]
