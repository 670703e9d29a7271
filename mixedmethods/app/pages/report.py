"""Page "Report": the study as a document, and every table behind it."""

from functools import partial

import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.desk.exchange import read_all
from mixedmethods.integration import Study
from mixedmethods.outcomes import usual_reference
from mixedmethods.report.exchange import export_bytes
from mixedmethods.report.study import report_bytes, tables
from mixedmethods.store import Project
from mixedmethods.store.settings import settings

EXPORTS = {
    "qdpx": ("REFI-QDA project (.qdpx)", "application/zip"),
    "qdc": ("Codebook (.qdc)", "application/xml"),
    "html": ("Highlighted texts (.html)", "text/html"),
    "csv": ("Codings (.csv)", "text/csv"),
}
TYPES = {
    ".docx": ("Report as .docx", downloads.DOCX),
    ".xlsx": ("Every table as .xlsx", downloads.XLSX),
}


@st.cache_data(max_entries=20, show_spinner="Counting")
def sizes(revision: tuple[str, int, str], reference: str | None, _study: Study) -> dict[str, int]:
    """Return how many rows each table has, once per project revision."""
    return {name: len(frame) for name, frame in tables(_study, reference).items()}


def exported(project: Project, coder: str | None, form: str) -> bytes:
    """Return the texts and codings as a file: all of them, or those of one coder."""
    return export_bytes(read_all(project, coder), form)


study = state.study()
messages.said()
st.title("Report")
if study.label:
    st.caption(f":material/science: {messages.plain(study.label)}")
st.write(
    "The report holds the tables, figures, quotes and links of this project as they stand now."
)

groups = sorted(study.rates["group"].unique())
reference = usual_reference(groups)
if groups:
    usual = groups.index(reference)
    reference = st.selectbox("Reference group of the gaps", groups, usual, key="report.reference")
held = sizes(state.revision(), reference, study)
if not held:
    st.info("The project holds nothing to report yet.", icon=":material/info:")
    st.page_link(messages.PAGES / "import_files.py", label="Go to Import")
    st.stop()

st.subheader("What it holds", anchor=False)
st.dataframe([{"Table": name, "Rows": rows} for name, rows in held.items()], hide_index=True)
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
            name = f"{state.project().path.stem}{ending}"
            downloads.file(label, name, mime, partial(made[1].get, ending))
elif made:
    st.caption("The project or the reference has changed since: write the report again.")

st.subheader("For other programs", anchor=False)
st.write(
    "Texts, codes, codings, cases and memos. NVivo, ATLAS.ti, MAXQDA and others read REFI-QDA; a "
    "project that comes back from there joins what is here."
)
opened, coder = state.project(), state.coder()
seen = None if settings(opened).sees_all(coder) else coder
if seen:
    st.caption("While coders work blind, your files hold your own codings and memos.")
with st.container(horizontal=True):
    for form, (label, mime) in EXPORTS.items():
        downloads.file(
            label, f"{opened.path.stem}.{form}", mime, partial(exported, opened, seen, form)
        )
