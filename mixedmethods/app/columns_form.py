"""The part of the Import page where a person says which column of a survey is which question."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages
from mixedmethods.desk.columns import column_matches, column_table
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.mapping import SurveyMap, map_body, yaml_bytes
from mixedmethods.ingest.surveys.matching import Match
from mixedmethods.model import Instrument

NONE = "-"
SURE = {
    "same": "Same", "similar": "Similar: check", "doubtful": "Doubtful: confirm", "": "Not found",
}  # fmt: skip


@st.cache_data(max_entries=20, show_spinner="Matching columns and questions")
def proposed(
    key: str, instrument: str, numbered: bool, _export: Export, _instrument: Instrument
) -> pd.DataFrame:
    """Propose once per file, way of reading and instrument."""
    return column_table(_export, _instrument, numbered=numbered)


def columns_of(
    export: Export, instrument: Instrument, key: str, *, numbered: bool
) -> tuple[Match, ...] | None:
    """Show which column is read as which question, and let a person change it.

    Returns
    -------
    tuple of Match or None
        None where no column is read, or one question has two; the page has said so.
    """
    key = f"{key}.{instrument.id}.{numbered}"
    before = proposed(key, instrument.id, numbered, export, instrument)
    names = {item.id: f"{item.wording} ({item.id})" for item in instrument.items}
    open_ = int((before["how"] == "doubtful").sum())
    found = int(before.loc[before["take"], "item"].nunique())
    st.caption(
        messages.plain(
            f"{found} of {len(names)} questions of {instrument.title} are found"
            + (f"; {open_} wait for you to confirm them by a tick." if open_ else ".")
        )
    )
    after = st.data_editor(
        before.assign(item=before["item"].map(names).fillna(NONE), how=before["how"].map(SURE)),
        column_config={
            "take": st.column_config.CheckboxColumn("Read", width=65),
            "column": st.column_config.TextColumn("Column", width=230),
            "option": st.column_config.TextColumn("Ticked as", width=130),
            "answers": st.column_config.TextColumn("Answers, for example", width=180),
            "item": st.column_config.SelectboxColumn(
                "Question", options=[NONE, *names.values()], required=True, width=270
            ),
            "how": st.column_config.TextColumn("Likeness", width=110),
        },
        column_order=_shown(before),
        disabled=["column", "option", "answers", "how"],
        hide_index=True,
        height=min(420, 38 + 35 * len(before)),
        key=f"{key}.columns",
    )  # fmt: skip
    if not after["take"].any():
        st.info("No column is read yet. Choose its question beside it, and tick it.")
        return None
    ids = {name: id for id, name in names.items()}
    with messages.shown_errors(stop=False):
        matches = column_matches(before, after.assign(item=after["item"].map(ids).fillna("")))
        read = tuple(each for each in matches if each.how != "doubtful")
        body = map_body(SurveyMap(instrument.id, read, numbered))
        downloads.file(
            "Save this map", f"{instrument.id}_map.yaml", "application/yaml",
            lambda: yaml_bytes(body),
        )  # fmt: skip
        st.caption("Choose the saved map with the next file of this survey, and it is read alike.")
        return matches
    return None


def _shown(table: pd.DataFrame) -> list[str]:
    """Leave out the options of lists where no column joins one."""
    columns = ["take", "column", "option", "answers", "item", "how"]
    return columns if (table["option"] != "").any() else [c for c in columns if c != "option"]
