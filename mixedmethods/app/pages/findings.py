"""Page "Findings": prose of the report whose numbers are filled in from the data."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.app.finding_parts import rests_on
from mixedmethods.app.link_form import link_name
from mixedmethods.app.token_form import token_builder
from mixedmethods.desk.reading import save_finding
from mixedmethods.integration import Study
from mixedmethods.integration.tokens import current, stale_findings
from mixedmethods.model import Finding
from mixedmethods.store.findings import remove_finding

NEW = Finding("", "")
SHOWN = 20  # findings on a page
CHANGED = {"evidence": "Evidence", "old": "When it was saved", "new": "Now"}


@st.cache_data(max_entries=20, show_spinner="Filling in the numbers")
def looked_up(revision: tuple[str, int, str], _study: Study) -> tuple[list[str], pd.DataFrame]:
    """Return how each finding reads now and what has changed, once per project revision."""
    return [current(_study, each) for each in _study.findings], stale_findings(_study)


def show(study: Study, number: int, finding: Finding, text: str, changed: pd.DataFrame) -> None:
    """Show one finding as it reads now, and what has changed under it."""
    mine = changed[changed["finding"] == finding.id]
    with st.container(border=True):
        st.text(text)
        st.caption(messages.plain(f"{number}. {finding.author}, {messages.when(finding.changed)}"))
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
texts, waiting = looked_up(state.revision(), study)
first = 0
if len(study.findings) > SHOWN:
    pages = -(-len(study.findings) // SHOWN)
    first = SHOWN * (int(st.number_input(f"Page, of {pages}", 1, pages, 1)) - 1)
for number, finding in list(enumerate(study.findings, 1))[first : first + SHOWN]:
    show(study, number, finding, texts[number - 1], waiting)
st.subheader("Write or edit", anchor=False)
token_builder(study)
held = {each.id: each for each in study.findings}
numbers = {id: f"Finding {number}" for number, id in enumerate(held, 1)}
chosen = st.selectbox(
    "Finding", ["", *held], key="findings.id",
    format_func=lambda id: numbers.get(id, "A new finding"),
)  # fmt: skip
edit(study, held.get(chosen, NEW))
if chosen in held:
    withdraw(held[chosen], "chosen")
