"""Page "Coverage": what the argument leaves out, both ways round."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.link_form import offer
from mixedmethods.integration import Study, reference_of
from mixedmethods.integration.coverage import KINDS, coverage
from mixedmethods.integration.rules import read_turns

COLUMNS = {"id": "Id", "what": "What", "detail": "Detail"}


@st.cache_data(max_entries=20, show_spinner="Looking for loose ends")
def loose(revision: tuple[str, int, str], reference: str | None, _study: Study) -> pd.DataFrame:
    """Return the loose ends, once per project revision."""
    return coverage(_study, reference)


study = state.study()
messages.said()
st.title("Coverage")
st.write(
    "An argument is as good as what it leaves out. Each row is a loose end: something that one "
    "strand says and nothing answers."
)
table = loose(state.revision(), reference_of(study), study)
if table.empty:
    st.info("There is nothing to hold against each other yet.", icon=":material/info:")
    st.stop()
read, turns = read_turns(study)
if turns:
    st.caption(
        f"{read:,} of {turns:,} participants' turns have been marked as read by a person. "
        + ("A theme that nobody raised is a silence." if read == turns else
           "Until all are, “never raised” is no silence.")
    )  # fmt: skip
for kind, meaning in KINDS.items():
    rows = table[table["kind"] == kind]
    with st.expander(f"{kind.capitalize()}: {len(rows)}", expanded=0 < len(rows) <= 5):
        st.caption(meaning)
        if rows.empty:
            continue
        st.dataframe(rows[list(COLUMNS)].rename(columns=COLUMNS), hide_index=True)
        names = dict(zip(rows["id"], rows["what"], strict=True))
        if kind == "gap without a theme":
            id = st.selectbox("Gap", list(names), format_func=names.__getitem__, key="coverage.gap")
            measure, _, rest = id.partition(":")
            group, _, period = rest.rpartition(":")  # a group's name may hold a colon
            offer("Link this gap", "coverage.gap.link", measure=measure, groups=[group],
                  period=period)  # fmt: skip
        elif kind in ("theme without a gap", "theme never raised"):
            id = st.selectbox(
                "Theme", list(names), format_func=names.__getitem__, key=f"coverage.{kind}"
            )
            offer("Link this theme", f"coverage.{kind}.link", code=id)
downloads.tables("coverage", table, state.about())
