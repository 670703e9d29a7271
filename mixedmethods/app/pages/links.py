"""Page "Links": join a theme to a gap, judge it, and keep the judgement honest."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.link_form import NEW, begin, choose_ends, link_name, show_evidence
from mixedmethods.app.link_judgement import compare, judge, open_draft, rest_on
from mixedmethods.app.link_review import assess, show_disagreements, show_stale, withdraw
from mixedmethods.integration import Study, candidates, joint_display, stale
from mixedmethods.integration.rules import cautions
from mixedmethods.report import without_counts
from mixedmethods.report.joint import joint_table
from mixedmethods.report.labels import readable

WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in {"Theme": 125, "Measure": 80, "Relation": 90, "Reason": 180, "Gap": 165,
                        "Said by": 105, "By": 75, "Evidence": 75}.items()
}  # fmt: skip


@st.cache_data(max_entries=20, show_spinner="Looking up the evidence")
def look_up(revision: tuple[str, int, str], _study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the links and what has changed under them, once per project revision."""
    changes = stale(_study, _study.links)
    return joint_display(_study, changes), changes


def show_links(study: Study, table: pd.DataFrame) -> None:
    """Show the links, one row each."""
    relations = list(table["relation"].unique())
    chosen = st.pills("Show", relations, selection_mode="multi", key="links.shown")
    shown = table[table["relation"].isin(chosen)] if chosen else table
    printed = joint_table(shown, counts=not study.reflexive)
    st.dataframe(printed, hide_index=True, row_height=100, column_config=WIDTHS)
    printed = without_counts(table) if study.reflexive else table
    downloads.tables("links", printed, state.about())


study = state.study()
messages.said()
messages.need(bool(study.codebooks), "codebook")
messages.need(len(study.rates) > 0 or bool(study.surveys), "outcomes")
st.title("Links")
st.write(
    "A link is your argument that a theme and an outcome gap bear on each other. It is no "
    "correlation: those who spoke are not those who are counted."
)
begin()
table, changed = look_up(state.revision(), study)
if len(table):
    show_links(study, table)
else:
    st.info("There is no link yet. Make the first one below.", icon=":material/info:")
show_stale(study, changed)
show_disagreements(study)

names = {each.id: link_name(study, each) for each in study.links}
if st.session_state.get("links.saved") in names:
    st.session_state["links.link"] = st.session_state.pop("links.saved")
st.subheader("Make or edit a link", anchor=False)
chosen = st.selectbox(
    "Link", ["", *names], format_func=lambda id: names.get(id, "A new link"), key="links.link"
)
held = next((each for each in study.links if each.id == chosen), NEW)
link = choose_ends(study, held)
show_evidence(study, link)
seen, key = open_draft(link)
link = compare(study, rest_on(study, link, key), key)
judge(study, link, seen, key)
if held.id:
    for text in cautions(study, held):
        st.caption(f":material/info: {messages.plain(text)}")
    st.caption(
        "A verdict stays with its measure. To judge this theme against another, make a new link."
    )
    withdraw(held, "chosen")
    assess(held)

with st.expander("Pairs that the codebook names and no one has linked"):
    st.caption("Places to look, not findings.")
    places = candidates(study)
    places["measure"] = places["measure"].map(readable)
    st.dataframe(places.drop(columns="label"), hide_index=True)
