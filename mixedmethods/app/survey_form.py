"""The part of the Import page that says what a file of answers is, and asks how to read it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.app.columns_form import columns_of
from mixedmethods.app.draft_form import draft_of
from mixedmethods.app.transcript_form import choose_encoding
from mixedmethods.desk.intake import File
from mixedmethods.desk.survey_intake import fitting
from mixedmethods.desk.words import counted
from mixedmethods.errors import DataError
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.text import EncodingError
from mixedmethods.model import Instrument

DRAFT = "\0draft"


@dataclass(frozen=True, slots=True)
class Form:
    """How a file of answers is read, which instrument it answers, and that one where drafted."""

    reading: Reading
    instrument: str
    drafted: File | None = None


def form_of(file: File, instruments: Mapping[str, Instrument], *, mapped: bool) -> Form | None:
    """Show what a file of answers is and which rows stay, and ask which column is which question.

    Parameters
    ----------
    file : File
        A survey.
    instruments : mapping of str to Instrument
        Those of the project, and those that come with the file, by id.
    mapped : bool
        Whether a saved map comes with it: then that says which column is which.

    Returns
    -------
    Form or None
        None where the file cannot be read as it stands; the page has said why.
    """
    key = f"reading.{file.name}.{len(file.content)}"
    encoding = st.session_state.get(f"{key}.encoding", "")
    with st.expander(f"{messages.plain(file.name)}: which answers come in", expanded=True):
        try:
            export = read_export(file.name, file.content, encoding=encoding)
        except EncodingError as error:
            choose_encoding(error, key)
            return None
        except DataError as error:
            st.error(messages.plain(f"{error}"), icon=":material/error:")
            return None
        keep = _rows(export, key)
        numbered = st.checkbox(
            "Numbers are places on the scale, 1 the first",
            key=f"{key}.numbered",
            help="For a file that holds numbers in place of the wording of the answers.",
        )
        reading = Reading(encoding=encoding, keep=keep, numbered=numbered)
        return Form(reading, "") if mapped else _columns(file, export, instruments, reading, key)


def _columns(
    file: File, export: Export, instruments: Mapping[str, Instrument], reading: Reading, key: str
) -> Form | None:
    """Ask for the questionnaire, and which column holds the answers to which question."""
    best = fitting(export, instruments.values(), numbered=reading.numbered) if instruments else []
    names = {id: each.title for id, each in instruments.items()}
    names[DRAFT] = (
        "None of these: draft one from the answers" if names else "Draft from the answers"
    )
    first = list(names).index(best[0]) if len(best) == 1 or len(instruments) == 1 else None
    wanted = st.selectbox(
        "Questionnaire that was answered", list(names), first if names.keys() != {DRAFT} else 0,
        format_func=names.__getitem__, key=f"{key}.instrument", placeholder="Choose one",
    )  # fmt: skip
    if wanted is None:
        st.info("Several questionnaires fit alike, or none. Choose one.", icon=":material/info:")
        return None
    if wanted == DRAFT:
        draft = draft_of(export, file.name, key)
        if draft is None:
            return None
        return Form(replace(reading, matches=draft.matches), draft.id, draft.file)
    matches = columns_of(export, instruments[wanted], key, numbered=reading.numbered)
    return None if matches is None else Form(replace(reading, matches=matches), wanted)


def _rows(export: Export, key: str) -> tuple[str, ...]:
    """Say what becomes of the rows; let the user keep some that would be left out."""
    out = [row for row in export.responses if row.verdict.kind]
    st.caption(
        messages.plain(
            f"Read as {export.platform.name}: {counted(len(export.responses), 'row')}, of them "
            f"{len(out)} left out by what the platform says of them."
        )
    )
    if not out:
        return ()
    kinds = Counter(row.verdict.kind for row in out)
    kept = st.multiselect(
        "Rows to keep all the same",
        list(kinds),
        format_func=lambda kind: f"{kind} ({kinds[kind]})",
        key=f"{key}.keep",
        placeholder="None of them",
    )
    reasons = [(row.number, row.verdict.reason) for row in out if row.verdict.kind not in kept]
    if reasons:
        st.dataframe(pd.DataFrame(reasons, columns=["Row", "Left out because"]), hide_index=True)
    return tuple(kept)
