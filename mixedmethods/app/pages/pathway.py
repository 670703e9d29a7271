"""Page "Pathway": where between referral and recovery each group falls away."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.charts import pathway_chart
from mixedmethods.desk.outcomes import ENGLAND, pathway, sources
from mixedmethods.integration import Study
from mixedmethods.model.code_lists import ETHNIC_16
from mixedmethods.outcomes import usual_reference
from mixedmethods.outcomes.pathway import PERIOD_CAVEAT
from mixedmethods.report import labels, pathway_bars
from mixedmethods.report.pathway import (
    pathway_sentences,
    pathway_table,
    ratios_table,
    shares_table,
)


@st.cache_data(max_entries=50, show_spinner="Splitting the gaps")
def split(
    revision: tuple[str, int, str],
    period: str,
    reference: str,
    area: str,
    characteristic: str,
    _study: Study,
) -> dict[str, pd.DataFrame]:
    """Compute the decomposition once per project revision."""
    return pathway(_study, period, reference, area, characteristic)


study = state.study()
messages.need(len(study.counts) > 0, "counts")
st.title("Pathway")
st.write(
    "Of 100 people who were referred, how many recover, and at which step does the service lose "
    "more of one group than of another?"
)
one, two, three, four = st.columns(4)
areas = sorted(study.counts["area"].unique(), key=lambda name: (name != ENGLAND, name))
area = one.selectbox("Area", areas, key="pathway.area")
here = study.counts[study.counts["area"] == area]
kinds = sorted(here["characteristic"].unique(), key=lambda name: (name != ETHNIC_16, name))
kind = two.selectbox("Groups", kinds, format_func=labels.readable, key="pathway.kind")
here = here[here["characteristic"] == kind]
periods = sorted(here["period"].unique(), reverse=True)
period = three.selectbox("Period", periods, key="pathway.period")
groups = sorted(here[here["period"] == period]["group"].unique())
usual = groups.index(usual_reference(groups) or groups[0])
reference = four.selectbox("Reference group", groups, index=usual, key="pathway.reference")

with messages.shown_errors():
    parts = split(state.revision(), period, reference, area, kind, study)
table, steps = parts["decomposition"], parts["steps"]
if len(table) < 2:
    st.info("There is no second group to set beside the reference.", icon=":material/info:")
    st.stop()
sentences = list(pathway_sentences(table, steps, period))
st.markdown(messages.plain(sentences[0]))
if len(steps) == 3:
    st.caption(
        "Counts do not say how many were seen: the first step is from referral to a finished "
        "course. Import published rates of access (`access_rate`) to split it in two."
    )
st.plotly_chart(pathway_chart(table, steps), key="pathway.chart", config={"displaylogo": False})
st.caption(
    f"{PERIOD_CAVEAT} “Case at first” is no doing of the service: it is how many were at or above "
    "a threshold when they came."
)
with st.expander("The chart in words"):
    for sentence in sentences:
        st.text(sentence)
st.subheader("Gaps per 100 referred, split by step", anchor=False)
st.dataframe(pathway_table(table, steps), hide_index=True)
downloads.tables(
    f"pathway_{period}",
    table,
    {"title": f"{study.title}: pathway, {period}", "label": study.label},
    lambda: pathway_bars(table, steps),
)
with st.expander("The share of each group at each step"):
    st.dataframe(shares_table(parts["shares"], steps), hide_index=True)
with st.expander(f"Ratio to {messages.plain(reference)} at each step, with 95% interval"):
    st.dataframe(ratios_table(parts["ratios"], steps), hide_index=True)
    st.caption(
        "Intervals speak of chance alone. Where the share of a step came as a percentage, its base "
        "is the count that it is out of."
    )
st.caption(messages.plain(sources(study, area)))
