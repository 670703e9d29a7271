"""Page "Outcomes": the gap of each group to a named reference, by measure and period."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.area_parts import areas_beside
from mixedmethods.app.charts import gap_chart
from mixedmethods.app.link_form import offer
from mixedmethods.app.outcome_parts import consequences, direction, numbers
from mixedmethods.app.time_parts import over_time_of
from mixedmethods.desk.gaps import measures_of, rates_of
from mixedmethods.desk.outcomes import sources
from mixedmethods.integration import Study
from mixedmethods.outcomes import below, change, gaps, usual_reference
from mixedmethods.outcomes.spc import LEAST
from mixedmethods.report import alt_text, change_table, gap_dots, gap_table, labels


@st.cache_data(max_entries=50, show_spinner="Subtracting the reference")
def subtract(
    revision: tuple[str, int, str],
    choice: tuple[str, str],
    reference: str,
    measure: str,
    _study: Study,
) -> pd.DataFrame:
    """Compute gaps once per project revision."""
    return gaps(rates_of(_study, measure, *choice), reference, measure)


study = state.study()
messages.need(len(study.rates) + len(study.counts) > 0, "outcomes")
st.title("Outcomes")
choice = numbers(study)
one, two, three = st.columns(3)
measures = {each.id: each for each in measures_of(study, choice[0])}
if not measures:
    st.info("No numerator comes with its denominator here.", icon=":material/info:")
    st.stop()
measure = one.selectbox(
    "Measure", list(measures), format_func=labels.readable, key="outcomes.measure"
)
rates = rates_of(study, measure, *choice)
periods = sorted(rates["period"].unique(), reverse=True)
period = two.selectbox("Period", periods, key="outcomes.period")
groups = sorted(rates["group"].unique())
reference = three.selectbox(
    "Reference group",
    groups,
    index=groups.index(usual_reference(groups)),
    key="outcomes.reference",
    help="Every gap is the group's rate less this group's rate.",
)

st.caption(messages.plain(labels.explained(measures[measure])))

with messages.shown_errors():
    every = subtract(state.revision(), choice, reference, measure, study)
table = every[every["period"] == period].reset_index(drop=True)
if table.empty:
    st.info("No other group has a rate in this period.", icon=":material/info:")
    st.stop()
counts = below(table)
if len(counts) and counts.iloc[0]["groups"]:
    row = counts.iloc[0]
    st.markdown(
        f"**{row['below']} of {row['groups']} groups** have a rate below "
        f"{messages.plain(reference)} in {messages.plain(period)}. "
        "A gap is a fact about the service that people were given, not about the people."
    )
direction(measures[measure])
if (table["note"] == "counts not supplied").all():
    st.info(
        "Counts not supplied: the rates came without the numbers of people they stand on, so no "
        "interval can be given. Import a file with `n` to get one.",
        icon=":material/info:",
    )

if choice[0] and table["gap"].isna().any():
    st.info(
        "Counts below England are rounded to 5, and those under 5 are not printed. Their rates are "
        "spans, and an interval is the widest that the counts allow.",
        icon=":material/info:",
    )
st.plotly_chart(gap_chart(table), key="outcomes.chart", config={"displaylogo": False})
with st.expander("The chart in words"):
    st.text(alt_text(table))
st.subheader("Gaps, the lowest first", anchor=False)
st.dataframe(gap_table(table), hide_index=True)
if not choice[0]:
    offer("Link these gaps", "outcomes.link", measure=measure, period=period, reference=reference)
downloads.tables(
    f"gaps_{measure}_{period}",
    table,
    {"title": f"{study.title}: {labels.readable(measure)}, {period}", "label": study.label},
    lambda: gap_dots(table),
)
if choice[0]:
    consequences(state.revision(), study, choice, measures[measure], table)
    areas_beside(state.revision(), study, measures[measure], period)
    st.caption(messages.plain(sources(study, choice[0])))
if len(periods) >= LEAST:
    over_time_of(state.revision(), study, choice, measures[measure], groups)
if len(periods) > 1:
    st.subheader("How the gaps changed", anchor=False)
    left, right = st.columns(2)
    first = left.selectbox("From", periods, index=len(periods) - 1, key="outcomes.first")
    last = right.selectbox("To", periods, index=0, key="outcomes.last")
    if first == last:
        st.caption("Choose two different periods.")
    else:
        with messages.shown_errors():
            moved = change(every, first, last)
        st.dataframe(change_table(moved), hide_index=True)
        st.caption(
            f"Change in points against {messages.plain(reference)}. Above 0 the group rose against "
            "the reference, which may also be because the reference fell."
        )
