"""One group over time on the page "Outcomes": an XmR chart."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.app.area_parts import areas_beside
from mixedmethods.app.charts import escaped
from mixedmethods.desk.gaps import measures_of, over_time
from mixedmethods.desk.outcomes import ENGLAND
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Measure
from mixedmethods.model.code_lists import EVERYONE
from mixedmethods.report import labels
from mixedmethods.report.over_time import time_sentences, time_table
from mixedmethods.report.palette import ABOVE, BELOW, RULE

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Revision = tuple[str, int, str]
ALL = "Everyone"


@st.cache_data(max_entries=50, show_spinner="Looking over time")
def charted(
    revision: Revision, measure: str, choice: tuple[str, str], group: str, _study: Study
) -> pd.DataFrame:
    """Compute a chart once per project revision."""
    kind = EVERYONE if choice[0] and group == ALL else choice[1]
    return over_time(_study, measure, choice[0], kind, group)


def without_groups(revision: Revision, study: Study) -> None:
    """Show what counts of everyone can: areas beside each other, and over time."""
    st.info("The counts are of one group only: there is no gap yet.", icon=":material/info:")
    one, two = st.columns(2)
    areas = sorted(study.counts["area"].unique(), key=lambda name: (name != ENGLAND, name))
    area = one.selectbox("Area", areas, key="outcomes.area")
    measures = {each.id: each for each in measures_of(study, area)}
    if not measures:
        st.caption("This area has no counts of a numerator with its denominator.")
        return
    id = two.selectbox(
        "Measure", list(measures), format_func=labels.readable, key="outcomes.measure"
    )
    over_time_of(revision, study, (area, ""), measures[id], [])
    areas_beside(revision, study, measures[id], max(study.counts["period"]))


def over_time_of(
    revision: Revision, study: Study, choice: tuple[str, str], measure: Measure, groups: list[str]
) -> None:
    """Let the user choose a group, and show its rate over time."""
    counts = study.counts[study.counts["area"] == choice[0]]
    everyone = [ALL] if len(counts) and EVERYONE in set(counts["characteristic"]) else []
    with st.expander("One group over time", expanded=not groups):
        group = st.selectbox(
            "Group", [*groups, *everyone], format_func=labels.group, key="outcomes.over_time"
        )
        try:
            table = charted(revision, measure.id, choice, group, study)
        except DataError as error:  # rounded counts, or few periods: no fault of the user's
            st.caption(messages.plain(str(error)))
            return
        for sentence in time_sentences(table, group):
            st.markdown(messages.plain(sentence))
        st.plotly_chart(time_chart(table), key="outcomes.xmr", config={"displaylogo": False})
        st.caption(
            "By the NHS’s rules for XmR charts: beyond a limit, seven in a row on one side of the "
            "mean, seven in a row that rise or fall, or two of three near a limit. Limits come "
            "from how much the rate moves from one period to the next, not from how many people "
            "there are."
        )
        st.dataframe(time_table(table), hide_index=True)
        about = {"title": f"{study.title}: {labels.readable(measure.id)}, {group}",
                 "label": study.label}  # fmt: skip
        downloads.tables(f"over_time_{measure.id}", table, about)


def time_chart(table: pd.DataFrame) -> "Figure":
    """Draw a rate per period with its mean and limits; what is more than noise is large."""
    from plotly.graph_objects import Figure

    first = table.iloc[0]
    colours = [
        RULE if not signal else BELOW if value < first["mean"] else ABOVE
        for signal, value in zip(table["signal"], table["value"], strict=True)
    ]
    figure = Figure()
    for end, dash in (("mean", "solid"), ("low", "dash"), ("high", "dash")):
        figure.add_hline(y=first[end], line_color=RULE, line_width=1.5, line_dash=dash)
    figure.add_scatter(
        x=list(map(escaped, table["period"])), y=table["value"], mode="lines+markers",
        hoverinfo="text",
        hovertext=[
            escaped(f"{period}: {rate}{f', {signal}' if signal else ''}")
            for period, rate, signal in time_table(table).itertuples(index=False)
        ],
        line={"color": RULE, "width": 1.5},
        marker={"color": colours, "size": [11 if signal else 7 for signal in table["signal"]]},
    )  # fmt: skip
    return figure.update_layout(
        height=320, margin={"l": 8, "r": 8, "t": 8, "b": 8}, dragmode=False, showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"type": "category", "fixedrange": True, "showgrid": False},
        yaxis={"tickformat": ".0%", "fixedrange": True, "gridcolor": "rgba(128,128,128,0.25)",
               "zeroline": False},
    )  # fmt: skip
