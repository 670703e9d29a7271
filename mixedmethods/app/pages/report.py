"""Page "Report": the study as a document, every table behind it, and all of it as one archive."""

from functools import partial

import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.report_parts import built, choose, handed_out, sizes
from mixedmethods.desk.exchange import read_all
from mixedmethods.report.exchange import export_bytes
from mixedmethods.store import Project
from mixedmethods.store.archive import pack
from mixedmethods.store.settings import settings

EXPORTS = {
    "qdpx": ("REFI-QDA project (.qdpx)", "application/zip"),
    "qdc": ("Codebook (.qdc)", "application/xml"),
    "html": ("Highlighted texts (.html)", "text/html"),
    "csv": ("Codings (.csv)", "text/csv"),
}


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
plan = choose(study)
held = sizes(state.revision(), plan.reference, study)
if not held:
    st.info("The project holds nothing to report yet.", icon=":material/info:")
    st.page_link(messages.PAGES / "import_files.py", label="Go to Import")
    st.stop()
draft = state.draft()
if draft:
    st.warning(f"{draft}. Until then every page of the report says so.", icon=":material/history:")
    st.page_link(messages.PAGES / "links.py", label="Look at what has changed")
with st.expander("Tables behind it"):
    st.dataframe([{"Table": name, "Rows": rows} for name, rows in held.items()], hide_index=True)
if not study.links:
    st.caption("No link has been made yet: the report will say so.")
built(study, plan)
handed_out(plan)

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
if not seen:
    st.subheader("To keep", anchor=False)
    st.write(
        "One archive with all data, the log of who did what, and a fingerprint of each table. It "
        "comes back as the same project with: mixedmethods import archive.zip"
    )
    downloads.file(
        "Everything as an archive (.zip)", f"{opened.path.stem}.zip", "application/zip",
        partial(pack, opened),
    )  # fmt: skip
