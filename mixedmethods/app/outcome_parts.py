"""Parts of the page "Outcomes": which numbers, and what the gaps of a period come to."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.time_parts import without_groups
from mixedmethods.desk.gaps import PUBLISHED, areas_of, kinds_of, opposites, rates_of
from mixedmethods.integration import Study
from mixedmethods.model import Measure
from mixedmethods.model.code_lists import ETHNIC_5, ETHNIC_16
from mixedmethods.outcomes.ratio import ratios
from mixedmethods.outcomes.toll import toll
from mixedmethods.report import labels
from mixedmethods.report.toll import opposite_sentences, ratio_table, toll_sentences

Revision = tuple[str, int, str]


def numbers(study: Study) -> tuple[str, str]:
    """Let the user choose published rates or the counts of an area, and its groups."""
    areas = areas_of(study)
    if not areas:
        without_groups(state.revision(), study)
        st.stop()
    if areas == [PUBLISHED]:
        return PUBLISHED, ""
    one, two = st.columns(2)
    area = one.selectbox(
        "Numbers",
        areas,
        format_func=lambda area: f"Counts of {area}" if area else "Published rates",
        key="outcomes.numbers",
        help="Rates as they were published, or worked out from published counts of people.",
    )
    if area == PUBLISHED:
        return PUBLISHED, ""
    kind = two.selectbox(
        "Groups", kinds_of(study, area), format_func=labels.readable, key="outcomes.kind"
    )
    return area, kind


@st.cache_data(max_entries=50, show_spinner="Dividing by the reference")
def divided(
    revision: Revision, area: str, kind: str, measure: str, reference: str, _study: Study
) -> pd.DataFrame:
    """Compute ratios once per project revision."""
    return ratios(rates_of(_study, measure, area, kind), reference)


@st.cache_data(max_entries=50, show_spinner="Adding up")
def summed(
    revision: Revision, area: str, kind: str, measure: str, reference: str, _study: Study
) -> pd.DataFrame:
    """Compute what gaps come to once per project revision."""
    return toll(rates_of(_study, measure, area, kind), reference, measure)


@st.cache_data(max_entries=50, show_spinner="Comparing 5 and 16 groups")
def opposed(
    revision: Revision, area: str, measure: str, period: str, _study: Study
) -> pd.DataFrame:
    """Compare the two lists of ethnic groups once per project revision."""
    return opposites(_study, measure, area, period)


def consequences(
    revision: Revision,
    study: Study,
    choice: tuple[str, str],
    measure: Measure,
    now: pd.DataFrame,
) -> None:
    """Show ratios, what the gaps come to in people, and where five groups hide sixteen."""
    area, kind = choice
    period, reference = now["period"].iloc[0], now["reference"].iloc[0]
    if kind in (ETHNIC_5, ETHNIC_16):
        table = opposed(revision, area, measure.id, period, study)
        if len(table):
            said = " ".join(opposite_sentences(table))
            st.warning(f"5 and 16 groups disagree. {messages.plain(said)}", icon=":material/info:")
    if now["gap"].isna().all():
        return
    with messages.shown_errors(stop=False):
        rows = summed(revision, area, kind, measure.id, reference, study)
        row = rows[rows["period"] == period]
        for sentence in toll_sentences(row.iloc[0], measure) if len(row) else []:
            st.markdown(messages.plain(sentence))
    every = divided(revision, area, kind, measure.id, reference, study)
    with st.expander(f"Ratios to {messages.plain(labels.group(reference))}"):
        st.dataframe(ratio_table(every[every["period"] == period]), hide_index=True)
        st.caption("A ratio of 0.90: the group's rate is nine tenths of the reference's.")


def direction(measure: Measure) -> None:
    """Say which direction is better, where that is not the higher one."""
    if measure.better != "higher":
        good = {"lower": "Here a lower rate is better."}.get(measure.better)
        st.caption(good or "Which direction is better was not said for this measure.")
