"""What the Report page asks for, how it writes the files, and how it hands them out."""

from functools import partial

import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.desk.reporting import extras
from mixedmethods.integration import Study
from mixedmethods.outcomes import usual_reference
from mixedmethods.report.plan import ORDERS, SECTIONS, TEMPLATES, Plan
from mixedmethods.report.study import ENDINGS, report_files, tables

TYPES = {
    ".docx": ("Report as .docx", downloads.DOCX),
    ".html": ("Report as .html", "text/html"),
    ".xlsx": ("Every table as .xlsx", downloads.XLSX),
}
NAMES = {
    "full": "The whole study",
    "review": "Review: how the Positive Practice Guide is put into practice",
    "audit": "Audit: what commissioners know",
}


@st.cache_data(max_entries=20, show_spinner="Counting")
def sizes(revision: tuple[str, int, str], reference: str | None, _study: Study) -> dict[str, int]:
    """Return how many rows each table has, once per project revision."""
    return {name: len(frame) for name, frame in tables(_study, reference).items()}


def choose(study: Study) -> Plan:
    """Let the user choose the template, the order, the sections and the reference."""
    one, two = st.columns([3, 2])
    template = one.selectbox(
        "Template", list(TEMPLATES), format_func=NAMES.__getitem__, key="report.template"
    )
    groups = sorted(study.rates["group"].unique())
    reference = usual_reference(groups)
    if groups:
        usual = groups.index(reference)
        label = "Reference group of the gaps"
        reference = two.selectbox(label, groups, usual, key="report.reference")
    order = st.radio(
        "Order", list(ORDERS), captions=list(ORDERS.values()), horizontal=True, key="report.order"
    )
    every = TEMPLATES[template][1]
    with st.expander("Sections"):
        chosen = st.pills(
            "Sections", every, default=every, selection_mode="multi", label_visibility="collapsed",
            format_func=SECTIONS.__getitem__, key=f"report.sections.{template}",
        )  # fmt: skip
    return Plan(template, reference, order, tuple(chosen))


@st.cache_resource(max_entries=6)
def shelf(revision: tuple[str, int, str], plan: Plan) -> dict[str, bytes]:
    """Return where the files of one project revision and plan are kept; empty until written.

    They are written outside of it: what is cached may not move a bar.
    """
    return {}


def built(study: Study, plan: Plan) -> None:
    """Write the files when asked to, and show how far it is."""
    if not st.button("Write the report", type="primary", icon=":material/description:"):
        return
    if not plan.sections:
        st.warning("Choose a section first.", icon=":material/warning:")
        return
    with messages.shown_errors(), st.status("Writing the report", expanded=True) as status:
        bar = st.progress(0.0)
        found = extras(state.project(), study)
        files = report_files(study, ENDINGS, plan, found, bar.progress)
        shelf(state.revision(), plan).update(files)
        bar.progress(1.0, "Done")
        status.update(label="The report is ready", state="complete", expanded=False)
    st.session_state["report.written"] = True


def handed_out(plan: Plan) -> None:
    """Offer the files that were written, as long as nothing has changed since."""
    if not st.session_state.get("report.written"):
        return
    files = shelf(state.revision(), plan)
    if not files:
        st.caption("The project or the choices have changed since: write the report again.")
        return
    with st.container(horizontal=True):
        for ending, (label, mime) in TYPES.items():
            name = f"{state.project().path.stem}_report{ending}"
            downloads.file(label, name, mime, partial(files.__getitem__, ending))
