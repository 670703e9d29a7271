"""Other people's readings of the same evidence, with one's own numbers."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.integration import Study, beside_reading, reference_of
from mixedmethods.integration.rebuild import rebuild
from mixedmethods.report.joint import reading_table

WIDTHS = {
    name: st.column_config.TextColumn(width=width)
    for name, width in {"Row": 45, "Relation": 95, "Gap": 150, "Measure": 90, "Groups": 150,
                        "Theme": 170, "Survey": 190, "Conclusion": 240}.items()
}  # fmt: skip


@st.cache_data(max_entries=10, show_spinner="Filling in the numbers")
def rebuilt(
    revision: tuple[str, int, str], name: str, reference: str, _study: Study
) -> pd.DataFrame:
    """Return a reading with the project's own numbers and links, once per project revision."""
    rows = _study.readings[name]
    periods = sorted(_study.rates["period"].unique()) or [""]
    table = rebuild(_study, rows, (periods[0], periods[-1]), reference)
    return table.assign(own=beside_reading(_study.links, rows)["own"])


def show_readings(study: Study) -> None:
    """Show each published reading, filled in from the data, beside one's own links."""
    for name, rows in study.readings.items():
        with st.expander(f"A published reading: {messages.plain(name)} ({len(rows)} rows)"):
            st.caption(
                "Someone else's reading of the same evidence: their words, this project's "
                "numbers. It is never counted as yours."
            )
            table = rebuilt(state.revision(), name, reference_of(study) or "", study)
            counts = table["relation"].value_counts()
            named = {relation: f"{relation} ({n})" for relation, n in counts.items()}
            chosen = st.pills(
                "Relation", list(named), selection_mode="multi",
                format_func=named.__getitem__, key=f"reading.{name}",
            )  # fmt: skip
            shown = table[table["relation"].isin(chosen)] if chosen else table
            st.dataframe(reading_table(shown), hide_index=True, row_height=96, column_config=WIDTHS)
