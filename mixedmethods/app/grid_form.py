"""The framework grid on the Matrices page: read it, and write a cell of it."""

import streamlit as st

from mixedmethods.app import downloads, drafts, messages, state
from mixedmethods.coding.grid import STATES
from mixedmethods.desk.matrices import framework, segments_of
from mixedmethods.integration import Study
from mixedmethods.model import Code
from mixedmethods.report.grid import grid_table, grid_workbook
from mixedmethods.store import Project
from mixedmethods.store.summaries import save_summary, summaries


def show_grid(project: Project, study: Study, codes: list[Code]) -> None:
    """Show cases against codes, the form of one cell, and the files."""
    names = {code.id: f"{code.name} ({code.id})" for code in codes}
    chosen = st.multiselect(
        "Codes as columns", list(names), list(names)[:4], format_func=names.__getitem__,
        key="grid.codes",
    )  # fmt: skip
    if not chosen:
        st.caption("Choose a code.")
        return
    frame = framework(project, study, [code for code in codes if code.id in chosen])
    if frame.empty:
        st.caption("Nobody speaks in the project's texts yet.")
        return
    st.dataframe(grid_table(frame), hide_index=True, height=420)
    st.caption(" ".join(f"“{state.capitalize()}”: {text}" for state, text in STATES.items()))
    about = {"study": study.title, "label": study.label}
    downloads.file(
        "XLSX", "framework_grid.xlsx", downloads.XLSX, lambda: grid_workbook(frame, about)
    )
    st.subheader("Write a cell", anchor=False)
    left, right = st.columns(2)
    case = left.selectbox("Case", frame["case"].unique(), key="grid.case")
    code = right.selectbox("Code", chosen, format_func=names.__getitem__, key="grid.code")
    _write(project, study, str(case), str(code))


def _write(project: Project, study: Study, case: str, code: str) -> None:
    held = summaries(project)
    held = held[(held["case"] == case) & (held["code"] == code)]
    text, pins, version = "", [], 0
    if len(held):
        text, pins = str(held["text"].iloc[0]), list(held["quotes"].iloc[0])
        version = int(held["version"].iloc[0])
    said = segments_of(study, case, code)
    quotes = {
        id: f"{source}, turn {turn}: {quote}"
        for id, source, turn, quote in said.itertuples(index=False, name=None)
    }
    quotes |= {id: "A quote that is not in view" for id in pins if id not in quotes}
    seen, key = drafts.opened("grid.draft", f"{case}|{code}", version)
    with st.form(f"{key}form"):
        written = st.text_area("Summary, in your words", text, key=f"{key}text")
        pinned = st.multiselect(
            "Pinned quotes", list(quotes), pins, format_func=quotes.__getitem__,
            placeholder="No quote" if quotes else "Nothing is coded here", key=f"{key}pins",
        )  # fmt: skip
        if st.form_submit_button("Save the cell", type="primary"):
            with messages.shown_errors():
                save_summary(project, case, code, written, pinned, state.coder(), seen)
            drafts.close("grid.draft")
            messages.say("Saved the cell")
            st.rerun()
