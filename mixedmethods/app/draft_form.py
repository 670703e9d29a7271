"""The part of the Import page where an instrument is drafted from a file of answers."""

from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.desk.columns import draft_table, drafted
from mixedmethods.desk.intake import File
from mixedmethods.ingest.surveys.draft import instrument_of
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.mapping import yaml_bytes
from mixedmethods.ingest.surveys.matching import Match
from mixedmethods.model import read_instrument

KINDS = {
    "likert": "Scale in order",
    "single": "One answer",
    "multi": "Tick",
    "rank": "Rank",
    "numeric": "Number",
    "free_text": "Free text",
}
CHECK = (
    "Read from the answers alone, so check it. **Only answers that somebody chose can be seen**: "
    "add those that nobody chose, with a bar between. A scale runs from the lowest to the highest, "
    "and of four or more the last two count as the top. What stands outside the base, such as "
    "“don't know”, goes to its own column."
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An instrument as a file to import, its id, and the columns of its items."""

    file: File
    id: str
    matches: tuple[Match, ...]


@st.cache_data(max_entries=20, show_spinner="Reading the questions")
def proposed(key: str, _export: Export) -> pd.DataFrame:
    """Draft once per file and way of reading it."""
    return draft_table(_export)


def draft_of(export: Export, name: str, key: str) -> Draft | None:
    """Show the questions as the answers suggest them, and let a person correct them.

    Returns
    -------
    Draft or None
        None where it is no instrument yet; the page has said why.
    """
    stem = PurePath(name).stem
    one, two = st.columns(2)
    title = one.text_input("Title of the questionnaire", stem, key=f"{key}.title", max_chars=120)
    role = two.text_input(
        "Who answered it", "respondent", key=f"{key}.role", max_chars=60,
        help="The role, as clinical_lead or commissioner. Roles are compared by it.",
    )  # fmt: skip
    st.caption(CHECK)
    table = st.data_editor(
        proposed(key, export),
        column_config={
            "take": st.column_config.CheckboxColumn("Take", width=65),
            "id": st.column_config.TextColumn("Id", width=80, required=True),
            "wording": st.column_config.TextColumn("Question", width=300, required=True),
            "kind": st.column_config.SelectboxColumn(
                "Kind", options=list(KINDS), format_func=_kind, required=True, width=110
            ),
            "options": st.column_config.TextColumn("Answers in order", width=300),
            "aside": st.column_config.TextColumn("Outside the base", width=120),
            "section": st.column_config.TextColumn("Block", width=150),
        },
        column_order=["take", "wording", "kind", "options", "aside", "section", "id"],
        hide_index=True,
        height=420,
        key=f"{key}.draft",
    )  # fmt: skip
    with messages.shown_errors(stop=False):
        id = _id(title)
        body, matches = instrument_of(drafted(table), id, title.strip(), role.strip())
        read_instrument(body)  # says what is not right yet
        content = yaml_bytes(body)
        downloads.file("Save the draft", f"{id}.yaml", "application/yaml", lambda: content)
        return Draft(File(f"{id}.yaml", content, "instrument"), id, matches)
    return None


def _kind(kind: object) -> str:
    return KINDS[f"{kind}"]


def _id(title: str) -> str:
    words = "".join(c if c.isalnum() else "_" for c in title.strip().lower())
    return words.strip("_") or "survey"
