"""Page "Project": the approach, who leads, who sees what, and notes on the whole study."""

import streamlit as st

from mixedmethods.app import memo_form, messages, state
from mixedmethods.desk.home import project_path
from mixedmethods.store import Project
from mixedmethods.store.archive import unpack
from mixedmethods.store.settings import Settings, change_settings, settings

APPROACHES = {
    "codebook": "Codebook or framework analysis",
    "reflexive": "Reflexive thematic analysis",
}
WHY = {
    "codebook": "Codes are agreed first and applied alike, by one coder or several. Suggestions, "
    "counts and agreement between coders help to apply them alike, so all of them are on.",
    "reflexive": "Themes are made by the researcher in reading, not found or counted. So "
    "suggestions start switched off, there are no agreement statistics, exports leave counts out, "
    "and a theme needs a statement, what it claims in a sentence, before it can be linked.",
}


def choose_approach(project: Project, held: Settings) -> None:
    """Let the user choose the approach; it takes effect at once and can be undone."""
    picked = st.radio(
        "Approach",
        list(APPROACHES),
        list(APPROACHES).index(held.approach),
        format_func=lambda key: APPROACHES[key],
        captions=list(WHY.values()),
    )
    if picked != held.approach:
        _write(project, Settings(picked, held.lead, held.blind), APPROACHES[picked])


def choose_sight(project: Project, held: Settings) -> None:
    """Let the lead be named, and open the codings to everyone."""
    mine = held.lead in ("", state.coder())
    with st.form("project.sight"):
        lead = st.text_input("Who leads the coding", held.lead, max_chars=60, disabled=not mine)
        blind = st.toggle(
            "Coders work blind: each sees own codings and memos only, the lead sees all",
            held.blind,
            disabled=not mine,
            help="Two readings are independent only if the second coder has not seen the first. "
            "Without a lead everyone sees everything. It is a courtesy, not a lock: whoever types "
            "the lead's name under “Working as” sees what the lead sees.",
        )
        if st.form_submit_button("Save", disabled=not mine):
            _write(project, Settings(held.approach, lead.strip(), blind), "who sees what")
    if not mine:
        st.caption(messages.plain(f"{held.lead} leads the coding and decides who sees what."))
    elif held.lead and held.blind:
        st.caption("To open the codings to everyone, switch this off and save.")


def _write(project: Project, wanted: Settings, what: str) -> None:
    with messages.shown_errors():
        change_settings(project, wanted, state.coder())
    messages.say(f"Saved: {what}")
    st.rerun()


def bring_back() -> None:
    """Make another project of an archive, under a name that is free."""
    file = st.file_uploader("An archive of a project (.zip)", ["zip"], key="project.archive")
    name = st.text_input("Name of the project that it becomes", max_chars=80)
    if st.button("Bring it back", disabled=file is None) and file is not None:
        with messages.shown_errors():
            path = project_path(name.strip())
            unpack(file.name, file.getvalue(), path).close()
            messages.say(f"{path.stem} is back as it was. Choose it in the sidebar.")
            st.rerun()


opened = state.project()
messages.said()
st.title("Project")
held = settings(opened)
left, right = st.columns(2, gap="large")
with left:
    st.subheader("How the texts are analysed", anchor=False)
    choose_approach(opened, held)
    st.subheader("Who sees what", anchor=False)
    choose_sight(opened, held)
with right:
    st.subheader("Notes on the whole study", anchor=False)
    memo_form.memos_of(opened, "project", "")
    st.subheader("A project from an archive", anchor=False)
    st.caption("The Report page writes archives. Every table comes back with its fingerprint.")
    bring_back()
