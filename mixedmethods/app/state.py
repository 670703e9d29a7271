"""The session: which project is open and who is working. Ids and names only.

Both stand in the page's address too, so that a reload comes back to them.
"""

import getpass
import os
from pathlib import Path

import streamlit as st

from mixedmethods.app import messages
from mixedmethods.app.messages import shown_errors
from mixedmethods.desk.home import SUFFIX, home, project_names, project_path, recall, remember
from mixedmethods.desk.reading import read_study
from mixedmethods.integration import Study
from mixedmethods.integration.tokens import watermark
from mixedmethods.store import Project, new_project, open_project
from mixedmethods.store.settings import settings

NEW = "New project ..."


def project() -> Project:
    """Return the open project; without one, say so and stop the page."""
    path = _path()
    if path is None or not path.is_file():
        st.info(
            "No project is open. Choose one at the left, or make a new one there.",
            icon=":material/folder_open:",
        )
        st.stop()
    with shown_errors():
        opened = _open(str(path), path.stat().st_ino)
    return opened


def study() -> Study:
    """Return all strands of the open project as this coder may see them, read once per revision."""
    opened = project()
    return _study(revision(), opened.path.stat().st_ino, opened)


def revision() -> tuple[str, int, str]:
    """Return what a cached result depends on: the project, its revision, and whose eyes see it.

    The last is empty where this coder sees everyone's codings.
    """
    opened = project()
    seen = "" if settings(opened).sees_all(coder()) else coder()
    return str(opened.path), opened.revision(), seen


def draft() -> str:
    """Say what waits to be affirmed, worked out once per project revision; or nothing."""
    return _draft(revision(), study())


def about() -> dict[str, str]:
    """Return what a file that is handed out says of itself: title, label, whether a draft."""
    open_study, waits = study(), draft()
    return {
        "title": open_study.title,
        "label": open_study.label,
        **({"Draft": waits} if waits else {}),
    }


def coder() -> str:
    """Return who is working, as the log and the codings will name them."""
    return str(st.session_state.get("coder") or _user())


def choose_project() -> None:
    """Let the user choose a project, or make one; one that is not there is never replaced."""
    names = _names()
    usual = recall("project") if recall("project") in names else next(iter(names), "")
    given = _given()
    wanted = _remembered("project", given.stem if given else usual)
    if wanted and wanted not in (*names, NEW):
        messages.warn(f"The project {wanted} is not in the folder any more. Choose one.")
    st.session_state["frame.project"] = wanted if wanted in (*names, NEW) else None
    picked = st.selectbox(
        "Project", [*names, NEW], key="frame.project", placeholder="Choose a project"
    )
    if picked == NEW:
        _make_project()
    elif picked:
        _remember("project", picked)


def choose_coder() -> None:
    """Let the user say who is working."""
    st.session_state["frame.coder"] = _remembered("coder", recall("coder") or _user())
    name = st.text_input(
        "Working as",
        key="frame.coder",
        max_chars=60,
        help="Your codings and changes carry this name. Undo takes back your own changes only.",
    )
    _remember("coder", name.strip() or _user())


def _make_project() -> None:
    st.session_state["project"] = ""
    with st.form("frame.new", border=False):
        name = st.text_input("Name of the new project", max_chars=80)
        if st.form_submit_button("Make it", type="primary"):
            path = project_path(name.strip())
            new_project(path, name, lead=coder()).close()
            _remember("project", path.stem)
            st.session_state.pop("frame.project", None)
            st.rerun()


def _remembered(name: str, default: str) -> str:
    """Return a choice: what the user has just picked, else this session's, else the address's."""
    picked = st.session_state.get(f"frame.{name}")
    return str(picked or st.session_state.get(name) or st.query_params.get(name) or default)


def _remember(name: str, value: str) -> None:
    st.session_state[name] = value
    remember(name, value)
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def _given() -> Path | None:
    """Return the project that the command line named, if it named one."""
    given = os.environ.get("MIXEDMETHODS_PROJECT")
    return Path(given) if given else None


def _names() -> list[str]:
    given = _given()
    names = project_names()
    return names if given is None or given.stem in names else [given.stem, *names]


def _path() -> Path | None:
    name, given = st.session_state.get("project"), _given()
    if given is not None and given.stem == name:
        return given
    return home() / f"{name}{SUFFIX}" if name in project_names() else None


@st.cache_resource(max_entries=20, show_spinner=False)
def _open(path: str, file: int) -> Project:
    return open_project(Path(path))


@st.cache_resource(max_entries=4, show_spinner="Reading the project")
def _study(revision: tuple[str, int, str], file: int, _project: Project) -> Study:
    return read_study(_project, revision[2] or None)


@st.cache_data(max_entries=20, show_spinner=False)
def _draft(revision: tuple[str, int, str], _study: Study) -> str:
    return watermark(_study)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may have no user name
        return "me"
