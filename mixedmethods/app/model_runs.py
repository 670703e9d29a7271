"""Parts of the page "Models": the file, the choices, and fitting with progress and a stop."""

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.desk.episodes import File, Look, lacking, looked_at, modelled, services_differ
from mixedmethods.outcomes.episodes.intercepts import Intercepts
from mixedmethods.outcomes.episodes.ladder import REFERENCE
from mixedmethods.outcomes.episodes.results import OUTCOMES, Outcome
from mixedmethods.report.models import model_name

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

Tables = tuple[pd.DataFrame, pd.DataFrame]
STOPPED, DONE = "models.stopped", "models.done"


def chosen_file() -> "UploadedFile":
    """Let the user choose an episode file; stop the page until there is one."""
    given = st.file_uploader(
        "Episode file",
        ["parquet", "csv"],
        key="models.file",
        help="It is read in memory and not stored in the project.",
    )
    if given is None:
        st.info(
            "No episode file is chosen yet. It needs the column ethnic_group and, for recovery, "
            "phq9_first, gad7_first, phq9_last, gad7_last and sessions. To try the page without "
            "one, make synthetic episodes: mixedmethods episodes --rows 100000 --to F.parquet",
            icon=":material/info:",
        )
        st.stop()
    return given


def look(given: "UploadedFile") -> Look:
    """Return what a file can answer."""
    return _look(_digest(given), (given.name, given.getvalue()))


def choices(about: Look) -> tuple[Outcome, int, str]:
    """Let the user choose the outcome, the highest model and the reference."""
    if not about.outcomes:
        st.warning(
            "The file has the columns of no outcome. Recovery needs first and last scores and "
            "sessions; dropout needs end_code; the share of appointments offered and attended.",
            icon=":material/warning:",
        )
        st.stop()
    st.caption(f"{about.rows:,} episodes. Found: {messages.plain(', '.join(about.columns))}.")
    one, two, three = st.columns(3)
    id = one.selectbox(
        "Outcome", about.outcomes, format_func=lambda id: OUTCOMES[id].name, key="models.outcome"
    )
    top = two.selectbox(
        "Highest model",
        list(range(about.model, 0, -1)),
        format_func=lambda model: f"Model {model}",
        key="models.top",
        help="Model 1: ethnic group. 2: and age, gender, year. 3: and severity, medication. "
        "4: and employment, long-term condition, deprivation. 5: and waits, sessions.",
    )
    usual = about.groups.index(REFERENCE) if REFERENCE in about.groups else 0
    reference = three.selectbox(
        "Reference group", about.groups, index=usual, key="models.reference"
    )
    return OUTCOMES[id], int(top), str(reference)


def ladder_choice(top: int) -> list[int]:
    """Let the user choose the models that are set side by side: the first and the highest."""
    chosen = st.multiselect(
        "Models side by side",
        list(range(1, top + 1)),
        default=sorted({1, top}),
        format_func=model_name,
        key=f"models.shown.{top}",
    )
    return sorted(chosen) or [top]


def fitted(
    given: "UploadedFile", id: str, models: list[int], top: int, reference: str
) -> list[Tables]:
    """Fit models one after the other, with progress; the user may stop between two."""
    digest = _digest(given)
    choice = f"{digest}.{id}.{models}.{top}.{reference}"
    if st.session_state.get(STOPPED) == choice:
        st.info("Stopped. Choose otherwise, or go on.", icon=":material/pause:")
        st.button("Go on", key="models.go_on", on_click=st.session_state.pop, args=(STOPPED,))
        st.stop()
    place = st.empty()
    fits = []
    for k, model in enumerate(models):
        if st.session_state.get(DONE) != choice:
            with place.container():
                st.progress(k / len(models), f"Fitting model {model}, {k + 1} of {len(models)}")
                st.button("Stop", key=f"models.stop.{k}", on_click=_stop, args=(choice,))
        with messages.shown_errors():
            file = given.name, given.getvalue()
            fits.append(_fit(digest, id, model, top, reference, file))
    place.empty()
    st.session_state[DONE] = choice
    return fits


@st.cache_data(max_entries=20, show_spinner="Counting what is missing")
def _lack(digest: str, id: str, top: int, _file: File) -> pd.DataFrame:
    return lacking(_file, id, top)


def lack(given: "UploadedFile", id: str, top: int) -> pd.DataFrame:
    """Return what is missing for an outcome."""
    return _lack(_digest(given), id, top, (given.name, given.getvalue()))


@st.cache_data(max_entries=20, show_spinner="Comparing services")
def _between(digest: str, id: str, model: int, reference: str, _file: File) -> Intercepts:
    return services_differ(_file, id, model, reference)


def between(given: "UploadedFile", id: str, model: int, reference: str) -> Intercepts:
    """Return how much services differ under a model."""
    return _between(_digest(given), id, model, reference, (given.name, given.getvalue()))


@st.cache_data(max_entries=10, show_spinner="Reading the file")
def _look(digest: str, _file: File) -> Look:
    return looked_at(_file)


@st.cache_data(max_entries=60, show_spinner=False)
def _fit(digest: str, id: str, model: int, top: int, reference: str, _file: File) -> Tables:
    return modelled(_file, id, model, top, reference)


def _stop(choice: str) -> None:
    st.session_state[STOPPED] = choice


def _digest(given: "UploadedFile") -> str:
    """Return a name for what a file holds: equal for two uploads of the same file."""
    return hashlib.blake2b(given.getbuffer(), digest_size=16).hexdigest()
