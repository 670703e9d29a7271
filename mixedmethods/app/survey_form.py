"""The part of the Import page that says what a file of answers is, and asks how to read it."""

from collections import Counter

import pandas as pd
import streamlit as st

from mixedmethods.app import messages
from mixedmethods.app.transcript_form import choose_encoding
from mixedmethods.desk.intake import File
from mixedmethods.desk.words import counted
from mixedmethods.errors import DataError
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.text import EncodingError


def reading_of(file: File) -> Reading | None:
    """Show which platform a file of answers comes from and which rows stay, and ask how to read it.

    Returns
    -------
    Reading or None
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
        return Reading(encoding=encoding, keep=keep, numbered=numbered)


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
