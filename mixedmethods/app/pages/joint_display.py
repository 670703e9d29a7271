"""Page "Joint display": themes beside outcome gaps; make, edit and withdraw links."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.link_form import NEW, choose_ends, edit, link_name, show_evidence
from mixedmethods.desk.tables import themes
from mixedmethods.integration import Study, beside_reading, candidates, joint_display, stale
from mixedmethods.report import themes_table, without_counts
from mixedmethods.report.joint import joint_table
from mixedmethods.store import links as kept

WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in {"Theme": 140, "Measure": 85, "Relation": 95, "Reason": 215, "Gap": 215,
                        "Said by": 125}.items()
}  # fmt: skip


@st.cache_data(max_entries=20, show_spinner="Looking up the evidence")
def look_up(revision: tuple[str, int, str], _study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the links and what has changed under them, once per project revision."""
    changes = stale(_study, _study.links)
    return joint_display(_study, changes), changes


def show_links(study: Study, table: pd.DataFrame, changed: pd.DataFrame) -> None:
    """Show the links, and what has changed under those that are stale."""
    shown = joint_table(table, counts=not study.reflexive)
    st.dataframe(shown, hide_index=True, row_height=88, column_config=WIDTHS)
    printed = without_counts(table) if study.reflexive else table
    downloads.tables("joint_display", printed, {"title": study.title, "label": study.label})
    if len(changed):
        st.warning(
            "The evidence under some links has changed since they were saved. Look at old and "
            "new, then save the link again or withdraw it.",
            icon=":material/history:",
        )
        st.dataframe(changed.drop(columns="link"), hide_index=True)


study = state.study()
messages.said()
messages.need(bool(study.codebooks), "codebook")
messages.need(len(study.rates) > 0, "outcomes")
st.title("Joint display")
st.write(
    "A link is your argument that a theme and an outcome gap bear on each other. It is no "
    "correlation: those who spoke are not those who are counted. Each link speaks of all groups "
    "together."
)
table, changed = look_up(state.revision(), study)
if len(table):
    show_links(study, table, changed)
else:
    st.info("There is no link yet. Make the first one below.", icon=":material/info:")

names = {each.id: link_name(study, each) for each in study.links}
if st.session_state.get("joint.saved") in names:
    st.session_state["joint.link"] = st.session_state.pop("joint.saved")
chosen = st.selectbox(
    "Link", ["", *names], format_func=lambda id: names.get(id, "A new link"), key="joint.link"
)
link = choose_ends(study, next((each for each in study.links if each.id == chosen), NEW))
show_evidence(study, link)
edit(study, link)
if link.id and st.button("Withdraw this link", icon=":material/delete:"):
    with messages.shown_errors():
        kept.remove_link(state.project(), link, state.coder())
    messages.say("The link is withdrawn; Undo on the Overview brings it back")
    st.rerun()

for book in study.codebooks:
    if book.summary and "role" in study.group_turns:
        with st.expander("Themes by role"):
            together = themes(study, "role", book.id, summary=True)
            st.dataframe(themes_table(together, counts=not study.reflexive), hide_index=True)
            st.caption(
                "Not raised: no coding stands there. It is a silence only if a person has read "
                "everything. A moderator's question that was coded counts as a prompt."
            )
with st.expander("Pairs that the codebook names and no one has linked"):
    st.caption("Places to look, not findings.")
    st.dataframe(candidates(study), hide_index=True)
for name, rows in study.readings.items():
    with st.expander(f"A published reading: {messages.plain(name)} ({len(rows)} rows)"):
        st.caption("Someone else's reading of the same evidence. It is never counted as yours.")
        st.dataframe(beside_reading(study.links, rows), hide_index=True)
