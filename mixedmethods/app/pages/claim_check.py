"""Page "Claim check": sentences about the numbers, held against the data."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.desk.claims import check, lines, read_claims
from mixedmethods.integration import Study
from mixedmethods.integration.claims import KINDS, UNCOVERED, VERDICTS
from mixedmethods.sample import sample_claims

MARKS = dict(zip(VERDICTS, ("✓", "✗", "◐", "÷", "–"), strict=True))
WIDTHS = {
    "id": st.column_config.TextColumn("Id", width=50),
    "claim": st.column_config.TextColumn("Claim", width=205),
    "verdict": st.column_config.TextColumn("Verdict", width=105),
    "recomputed": st.column_config.TextColumn("Recomputed", width=175),
    "why": st.column_config.TextColumn("Why", width=235),
}


@st.cache_data(max_entries=20, show_spinner="Checking the claims")
def checked(
    revision: tuple[str, int, str], claims: list[tuple[str, str]], _study: Study
) -> pd.DataFrame:
    """Return what came of each claim, once per project revision."""
    return check(_study, claims)


def try_sample() -> None:
    """Take the claims that come with the sample instead of what was written."""
    st.session_state.update({"claims.sample": True, "claims.text": ""})


def choose() -> list[tuple[str, str]]:
    """Let the user write claims, or load a file of them."""
    file = st.file_uploader("A claims file: columns id and claim", ["csv", "xlsx"], key="claims.up")
    text = st.text_area(
        "Or write claims, one a line",
        height=140,
        placeholder="Recovery of Bangladeshi in 2021-22 is 43.9%",
        key="claims.text",
    )
    st.button("Try the slips of a real report", icon=":material/science:", on_click=try_sample)
    if file is not None:
        st.session_state.pop("claims.sample", None)
        with messages.shown_errors():
            return read_claims(file.name, file.getvalue())
    if text.strip():
        st.session_state.pop("claims.sample", None)
        return lines(text)
    return read_claims(*sample_claims()) if st.session_state.get("claims.sample") else []


study = state.study()
messages.said()
st.title("Claim check")
st.write(
    "Write what a report says of the numbers. Each sentence is held against the data that this "
    "project holds, and comes back with the value that they give."
)
if study.rates.empty and not study.surveys:
    st.info("The project holds no numbers yet; only shares and totals can be checked.",
            icon=":material/info:")  # fmt: skip
with st.expander("How to say it, and what cannot be checked"):
    st.dataframe(
        [{"Kind": kind, "For example": example} for kind, example in KINDS.items()], hide_index=True
    )
    st.write("Use the project's names of measures, groups and periods. It cannot check "
             + "; ".join(UNCOVERED) + ".")  # fmt: skip
claims = choose()
if not claims:
    st.stop()
table = checked(state.revision(), claims, study)
counts = table["verdict"].value_counts()
with st.container(horizontal=True):
    for verdict in VERDICTS:
        st.metric(verdict.capitalize(), int(counts.get(verdict, 0)))
wanted = st.pills("Show", VERDICTS, selection_mode="multi", key="claims.shown")
shown = table[table["verdict"].isin(wanted)] if wanted else table
shown = shown.assign(verdict=[f"{MARKS[verdict]} {verdict}" for verdict in shown["verdict"]])
st.dataframe(
    shown[list(WIDTHS)], hide_index=True, column_config=WIDTHS, row_height=122,
    height=min(700, 40 + 122 * len(shown)),
)  # fmt: skip
downloads.tables("claims", table, state.about())
