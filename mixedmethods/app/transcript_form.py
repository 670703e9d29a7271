"""The part of the Import page that asks who speaks in a transcript, before it comes in."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.desk.intake import File
from mixedmethods.desk.transcripts import Cast, Preview, preview
from mixedmethods.desk.words import counted
from mixedmethods.errors import DataError
from mixedmethods.ingest.pseudonyms import KINDS, key_csv
from mixedmethods.ingest.text import EncodingError

SHOWN = 8  # turns of the preview
READINGS = {"cp1252": "Windows", "mac_roman": "an older Mac"}
SPEAKERS = {"speaker": "In the file", "turns": "Turns", "words": "Words"}


def cast_of(file: File) -> Cast | None:
    """Show a transcript as it would come in, and ask who speaks in it.

    Returns
    -------
    Cast or None
        None where the file cannot be read as it stands; the page has said why.
    """
    key = f"cast.{file.name}.{len(file.content)}"
    with st.expander(
        f"{messages.plain(file.name)}: who speaks, and under which name", expanded=True
    ):
        encoding = st.session_state.get(f"{key}.encoding", "")
        try:
            read = preview(file.name, file.content, Cast(encoding=encoding))
        except EncodingError as error:
            choose_encoding(error, key)
            return None
        except DataError as error:
            st.error(messages.plain(f"{error}"), icon=":material/error:")
            return None
        st.caption(messages.plain(_counts(read)))
        cast = _ask(read, key, encoding)
        with messages.shown_errors(stop=False):
            _show(preview(file.name, file.content, cast), key)
        return cast


def _counts(read: Preview) -> str:
    people = sum(1 for speaker in read.found if not speaker.moderator)
    return (
        f"{read.format}: {counted(len(read.source.turns), 'turn')}, "
        f"{counted(len(read.found), 'speaker')}, of them {people} who "
        f"{'takes' if people == 1 else 'take'} part, "
        f"{counted(sum(speaker.words for speaker in read.found), 'word')}."
    )


def choose_encoding(error: EncodingError, key: str) -> None:
    """Show both readings of a file's letters; the choice goes to ``{key}.encoding``."""
    st.warning(
        "The file does not say how its letters are stored. Choose the reading in which the words "
        "look right.",
        icon=":material/translate:",
    )
    for name, words in error.choices:
        st.caption(f"As {READINGS.get(name, name)} would save it")
        st.text(words)
        if st.button(f"Read it so ({name})", key=f"{key}.{name}"):
            st.session_state[f"{key}.encoding"] = name
            st.rerun()


def _ask(read: Preview, key: str, encoding: str) -> Cast:
    given = st.text_input(
        "Facts about each speaker",
        key=f"{key}.variables",
        placeholder="role, ethnicity, age group",
        help="Names of variables, with commas between. Each becomes a column to fill in below.",
    )
    variables = list(dict.fromkeys(each.strip() for each in given.split(",") if each.strip()))
    frame = pd.DataFrame(
        {
            "speaker": [each.name for each in read.found],
            "turns": [each.turns for each in read.found],
            "words": [each.words for each in read.found],
            "name": [each.name for each in read.found],
            "moderator": [each.moderator for each in read.found],
            **{f"variable {each}": "" for each in variables},
        }
    )
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=list(SPEAKERS),
        key=f"{key}.speakers.{','.join(variables)}",
        column_config={
            **SPEAKERS,
            "name": st.column_config.TextColumn(
                "Name to use", help="Give two speakers the same name to make them one."
            ),
            "moderator": st.column_config.CheckboxColumn("Moderator"),
            **{f"variable {each}": each for each in variables},
        },
    )
    rows = edited.fillna("").to_dict("records")
    return replace(
        _hidden(read, key),
        names={row["speaker"]: row["name"] for row in rows},
        moderators=[row["speaker"] for row in rows if row["moderator"]],
        variables={
            row["speaker"]: {each: f"{row[f'variable {each}']}" for each in variables}
            for row in rows
        },
        encoding=encoding,
    )


def _hidden(read: Preview, key: str) -> Cast:
    """Ask which names and identifiers to take out."""
    left, right = st.columns(2)
    everywhere = left.checkbox(
        "Replace a changed name also where others say it", True, key=f"{key}.everywhere"
    )
    listed = left.text_area(
        "Other names to replace",
        key=f"{key}.names",
        placeholder="Christina = P7\nSt Mary's Road = [street]",
        help="One a line: the name, =, what to write instead. The longest goes first; only whole "
        "words are replaced.",
    )
    there = [kind for kind in KINDS if read.identifiers.get(kind)]
    kinds = right.multiselect(
        "Identifiers to replace",
        there,
        format_func=lambda kind: f"{kind} ({read.identifiers[kind]})",
        key=f"{key}.kinds",
        placeholder="Choose what to take out" if there else "None were found",
        disabled=not there,
    )
    if there:
        found = ", ".join(f"{kind} {read.identifiers[kind]}" for kind in there)
        right.caption(f"Found: {found}. Nothing is changed unless you choose it.")
    pairs = (line.partition("=") for line in listed.splitlines() if line.strip())
    return Cast(
        everywhere=everywhere,
        pseudonyms={name.strip(): new.strip() for name, _, new in pairs},
        kinds=tuple(kinds),
    )


def _show(read: Preview, key: str) -> None:
    """Show the first turns as they would be stored, and hand out the key."""
    text = read.source.text
    turns = pd.DataFrame(
        [
            (turn.speaker or "nobody named", turn.time, text[turn.start : turn.end])
            for turn in read.source.turns[:SHOWN]
        ],
        columns=["Speaker", "Time", "Words"],
    )
    st.caption(f"The first {len(turns)} of {counted(len(read.source.turns), 'turn')}, as stored")
    st.dataframe(
        turns, hide_index=True, column_config={"Words": st.column_config.Column(width=620)}
    )
    if read.audit.entries:
        doubts = [(each.row or "", each.reason) for each in read.audit.entries]
        st.caption(f"{counted(len(doubts), 'doubt')} to look at")
        st.dataframe(pd.DataFrame(doubts, columns=["Line", "Doubt"]).astype(str), hide_index=True)
    if read.key:
        st.warning(
            f"{counted(len(read.key), 'place')} will be replaced. The project does not keep what "
            "stood there: only this key leads back. Save it now, apart from the project.",
            icon=":material/key:",
        )
        name = f"{read.source.id}_key.csv"
        downloads.file("Save the key", name, "text/csv", lambda: key_csv(read.key))
