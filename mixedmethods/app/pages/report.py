"""Page "Report": the study as a document, and every table behind it."""

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.report.study import report_bytes, tables

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".docx": ("Report as .docx", DOCX), ".xlsx": ("Every table as .xlsx", XLSX)}

study = state.study()
messages.said()
st.title("Report")
if study.label:
    st.caption(f":material/science: {messages.plain(study.label)}")
st.write(
    "The report holds the tables, figures, quotes and links of this project as they stand now."
)

groups = sorted(study.rates["group"].unique())
usual = groups.index("White British") if "White British" in groups else 0
reference = (
    st.selectbox("Reference group of the gaps", groups, usual, key="report.reference")
    if groups
    else None
)
held = tables(study, reference)
if not held:
    st.info("The project holds nothing to report yet.", icon=":material/info:")
    st.page_link(messages.PAGES / "import_files.py", label="Go to Import")
    st.stop()

st.subheader("What it holds", anchor=False)
st.dataframe([{"Table": name, "Rows": len(frame)} for name, frame in held.items()], hide_index=True)
if not study.links:
    st.caption("No link has been made yet: the report will say so.")

key = (state.revision(), reference)
if st.button("Write the report", type="primary", icon=":material/description:"):
    with messages.shown_errors(), st.status("Writing the report", expanded=True) as status:
        bar = st.progress(0.0)

        def tell(share: float, what: str) -> None:  # noqa: D103  # moves the bar, no more
            bar.progress(share, what)

        files = {}
        for ending in TYPES:
            files[ending] = report_bytes(study, ending, reference, tell)
        bar.progress(1.0, "Done")
        status.update(label="The report is ready", state="complete", expanded=False)
    st.session_state["report.files"] = (key, files)

made = st.session_state.get("report.files")
if made and made[0] == key:
    with st.container(horizontal=True):
        for ending, (label, mime) in TYPES.items():
            st.download_button(
                label, made[1][ending], f"{state.project().path.stem}{ending}", mime,
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
elif made:
    st.caption("The project or the reference has changed since: write the report again.")
