"""Page "Agreement": how far two coders agree, where they differ, and what becomes of it."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.adjudication import adjudicate_one, take_over
from mixedmethods.desk.agreement import (
    coders_of,
    compare_coders,
    list_differences,
    refuse_reflexive,
)
from mixedmethods.report.agreement import agreement_table, differences_table
from mixedmethods.store import Project
from mixedmethods.store.settings import settings

UNITS = {"turn": "Turn", "sentence": "Sentence", "character": "Character"}
METHOD = (
    "A unit agrees on a code when both coders gave it the code or neither did. Kappa is Cohen's "
    "(1960), alpha Krippendorff's (nominal); the first row pools the codes. Intervals are 95% "
    "bootstrap intervals over turns. Where a code is rare, kappa can be low although nearly every "
    "unit agrees: read it beside the counts."
)


@st.cache_data(max_entries=20, show_spinner="Comparing the coders")
def compare(
    revision: tuple[str, int, str],
    coders: tuple[str, str],
    source: str | None,
    unit: str,
    coded_only: bool,
    _project: Project,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare two coders once per project revision."""
    table = compare_coders(_project, coders, source, unit, coded_only=coded_only)
    return table, list_differences(_project, *coders, source)


def choose(coded: dict[str, list[str]]) -> tuple[tuple[str, str], str | None, str, bool]:
    """Let the user choose who is compared, on what."""
    one, two, three, four, five = st.columns([3, 3, 2, 2, 2], vertical_alignment="bottom")
    first = one.selectbox("First coder", list(coded), key="agreement.first")
    others = [coder for coder in coded if coder != first]
    second = two.selectbox("Second coder", others, key="agreement.second")
    both = [source for source in coded[first] if source in coded[second]]
    source = three.selectbox(
        "Source", ["", *both], format_func=lambda id: id or "All they share", key="agreement.source"
    )
    unit = four.selectbox(
        "Unit", list(UNITS), format_func=lambda unit: UNITS[unit], key="agreement.unit"
    )
    only = five.toggle(
        "Coded only",
        key="agreement.only",
        help="Leave out units to which neither coder gave any code. Text that nobody coded makes "
        "coders agree on nothing.",
    )
    return (first, second), source or None, unit, only


opened = state.project()
messages.said()
messages.need(len(state.study().turns) > 0, "sources")
st.title("Agreement")
with messages.shown_errors():
    refuse_reflexive(opened)
if not settings(opened).sees_all(state.coder()):
    st.info("The lead compares the coders, and can open the codings on the Project page.")
    st.stop()
coded = coders_of(opened)
if len(coded) < 2:
    st.info(
        "Two coders are compared. So far "
        + (f"only {messages.plain(next(iter(coded)))} has coded." if coded else "nobody has coded.")
        + " A second coder sets “Working as” to their own name, or their codings are imported.",
        icon=":material/info:",
    )
    st.stop()
(first, second), source, unit, only = choose(coded)
with messages.shown_errors():
    table, found = compare(state.revision(), (first, second), source, unit, only, opened)
printed = agreement_table(table, first, second)
st.dataframe(
    pd.concat([printed[-1:], printed[:-1]]),  # all codes together are read first
    hide_index=True,
    column_config={
        "Code": st.column_config.Column(width=230),
        "Kappa": st.column_config.Column(width=150),
        "Alpha": st.column_config.Column(width=150),
    },
)
st.caption(METHOD)
about = {"title": f"{first} and {second}, by {unit}", "label": state.study().label}
downloads.tables("agreement", table, about)

st.subheader("Where they differ", anchor=False)
take_over(opened, first, second, source)
if found.empty:
    st.write("They do not differ anywhere.")
    st.stop()
names = {id: code.name for id, code in state.study().codes.items()}
picked = st.dataframe(
    differences_table(found, names, first, second),
    hide_index=True,
    on_select="rerun",
    selection_mode="single-row",
    key="agreement.differences",
)
downloads.tables("differences", found, about)
rows = [row for row in picked.selection.rows if row < len(found)]
if rows:
    adjudicate_one(opened, found.iloc[rows[0]], first, second)
else:
    st.caption("Click a row to read both in the transcript and to decide what the consensus is.")
