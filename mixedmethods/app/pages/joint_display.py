"""Page "Joint display": the links side by side, and what others concluded."""

import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.desk.tables import themes
from mixedmethods.integration import beside_reading, joint_display
from mixedmethods.report import themes_table, without_counts
from mixedmethods.report.joint import joint_table

study = state.study()
messages.said()
messages.need(bool(study.codebooks), "codebook")
messages.need(len(study.rates) > 0, "outcomes")
st.title("Joint display")
table = joint_display(study)
if table.empty:
    st.info("There is no link yet. Make the first one on the Links page.", icon=":material/info:")
else:
    st.dataframe(joint_table(table, counts=not study.reflexive), hide_index=True)
    printed = without_counts(table) if study.reflexive else table
    downloads.tables("joint_display", printed, {"title": study.title, "label": study.label})
for book in study.codebooks:
    if book.summary and "role" in study.group_turns:
        with st.expander("Themes by role"):
            together = themes(study, "role", book.id, summary=True)
            st.dataframe(themes_table(together, counts=not study.reflexive), hide_index=True)
            st.caption(
                "Not raised: no coding stands there. It is a silence only if a person has read "
                "everything. A moderator's question that was coded counts as a prompt."
            )
for name, rows in study.readings.items():
    with st.expander(f"A published reading: {messages.plain(name)} ({len(rows)} rows)"):
        st.caption("Someone else's reading of the same evidence. It is never counted as yours.")
        st.dataframe(beside_reading(study.links, rows), hide_index=True)
