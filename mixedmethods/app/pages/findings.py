"""Page "Findings": prose of the report whose numbers are filled in from the data."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.app.link_form import link_name
from mixedmethods.app.token_form import token_builder
from mixedmethods.desk.reading import save_finding
from mixedmethods.integration import Study
from mixedmethods.integration.tokens import current, stale_findings
from mixedmethods.model import Finding
from mixedmethods.store.findings import remove_finding

NEW = Finding("", "")
CHANGED = {"evidence": "Evidence", "old": "When it was saved", "new": "Now"}


def show(study: Study, finding: Finding, changed: pd.DataFrame) -> None:
    """Show one finding as it reads now, and what has changed under it."""
    mine = changed[changed["finding"] == finding.id]
    with st.container(border=True):
        st.markdown(messages.plain(current(study, finding)))
        st.caption(messages.plain(f"{finding.author}, {messages.when(finding.changed)}"))
        rests_on(study, finding)
        if mine.empty:
            return
        st.warning("Its evidence has changed. Look at old and new.", icon=":material/history:")
        st.dataframe(mine[list(CHANGED)].rename(columns=CHANGED), hide_index=True)
        with st.container(horizontal=True):
            if st.button("It still holds: affirm", key=f"affirm.{finding.id}"):
                with messages.shown_errors():
                    save_finding(state.project(), finding, state.coder())
                messages.say("The finding is affirmed on the numbers as they are now")
                st.rerun()
            withdraw(finding, "stale")


def rests_on(study: Study, finding: Finding) -> None:
    """Show what is behind a finding: its numbers, and all that its links stand on."""
    links = [link for link in study.links if link.id in finding.links]
    rows = [("this text", f"{{{token}}}", value) for token, value in finding.evidence]
    rows += [(link_name(study, link), *pair) for link in links for pair in link.evidence]
    if not rows:
        return
    with st.expander("What it rests on"):
        shown = pd.DataFrame(rows, columns=["In", "Evidence", "As it was saved"])
        st.dataframe(shown, hide_index=True)
        for code in dict.fromkeys(link.code for link in links if link.code in study.codes):
            st.page_link(
                messages.PAGES / "thread.py", label=f"Thread of {study.codes[code].name}",
                icon=":material/conversion_path:", query_params={"theme": code},
            )  # fmt: skip


def withdraw(finding: Finding, place: str) -> None:
    """Show the button that withdraws a finding."""
    if st.button("Withdraw this finding", key=f"withdraw.{place}.{finding.id}"):
        with messages.shown_errors():
            remove_finding(state.project(), finding, state.coder())
        messages.say("The finding is withdrawn; Undo on the Overview brings it back")
        st.rerun()


def edit(study: Study, finding: Finding) -> None:
    """Show the form of one finding and save what comes of it."""
    seen, key = drafts.opened("findings.draft", finding.id or "new", finding.version)
    names = {link.id: link_name(study, link) for link in study.links}
    with st.form(f"{key}form"):
        text = st.text_area(
            "Text, with tokens for numbers",
            finding.text,
            height=140,
            placeholder="Services brought fewer Bangladeshi than White British people to recovery: "
            "{gap:recovery:Bangladeshi:2021-22}.",
            key=f"{key}text",
        )
        links = st.multiselect(
            "Links that it rests on", list(names), [i for i in finding.links if i in names],
            format_func=names.__getitem__, key=f"{key}links",
        )  # fmt: skip
        if st.form_submit_button("Save the finding", type="primary"):
            changed = replace(finding, text=text, links=tuple(links), version=seen)
            with messages.shown_errors():
                save_finding(state.project(), changed, state.coder())
            drafts.close("findings.draft")
            messages.say("The finding is saved")
            st.rerun()


study = state.study()
messages.said()
st.title("Findings")
st.write(
    "Write what the study found. Numbers are tokens that are filled in from the data, so that the "
    "prose can never say another number than the tables. Findings stand first in the report."
)
if not study.findings:
    st.info("There is no finding yet. Write the first one below.", icon=":material/info:")
waiting = stale_findings(study)
for finding in study.findings:
    show(study, finding, waiting)
st.subheader("Write or edit", anchor=False)
token_builder(study)
held = {each.id: each for each in study.findings}
chosen = st.selectbox(
    "Finding", ["", *held], key="findings.id",
    format_func=lambda id: held[id].text[:90] if id else "A new finding",
)  # fmt: skip
edit(study, held.get(chosen, NEW))
if chosen in held:
    withdraw(held[chosen], "chosen")
