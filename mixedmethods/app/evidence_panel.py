"""What a cell of a display rests on: quotes with speaker and turn, items, rates and sources."""

import streamlit as st

from mixedmethods.app import messages
from mixedmethods.app.link_form import offer
from mixedmethods.integration import Study
from mixedmethods.integration.thread import thread
from mixedmethods.report.labels import readable

MOST = 6


def show_evidence_of(study: Study, code: str, measure: str = "") -> None:
    """Open what stands behind a theme, and the measure beside it."""
    chain = thread(study, "theme", code) if code else thread(study, "gap", measure)
    if measure:
        chain = chain[(chain["kind"] != "gap") | (chain["id"] == measure)]
    name = study.codes[code].name if code in study.codes else readable(measure)
    with st.container(border=True):
        st.markdown(f"**What stands behind “{messages.plain(name)}”**")
        for row in chain[chain["kind"] == "quote"].head(MOST).to_dict("records"):
            text = " ".join(f"{row['what']}".split())
            st.markdown(f"> {messages.plain(text)}")
            st.caption(messages.plain(f"{row['detail']}"))
        for kind, heading in (("item", "Survey"), ("gap", "Outcomes"), ("literature", "Literature"),
                              ("link", "Links")):  # fmt: skip
            rows = chain[chain["kind"] == kind]
            if len(rows):
                shown = rows[["id", "what", "detail"]].set_axis([heading, "What", "Says"], axis=1)
                st.dataframe(shown, hide_index=True)
        offer("Make a link from here", "evidence.link", code=code, measure=measure)
