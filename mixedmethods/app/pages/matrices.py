"""Page "Matrices": who says what, codes that meet, a 0/1 table and the framework grid."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.grid_form import show_grid
from mixedmethods.app.quote_parts import facts_of, open_place
from mixedmethods.coding.query import Query
from mixedmethods.desk.matrices import count_matrix, printed, used_codes, zero_one
from mixedmethods.desk.quotes import find_quotes
from mixedmethods.integration import Study
from mixedmethods.model import Code

WAYS = ("Who says what", "Codes that meet", "Table for statistics programs", "Framework grid")
LEGEND = (
    "Each cell: segments / speakers / groups. A dot: nothing coded there. The moderator's prompts "
    "are not counted."
)
MEETINGS = {"overlap": "On the same words", "turn": "In the same turn"}
REFLEXIVE = (
    "In reflexive thematic analysis codings are not counted: a theme's weight is not the number "
    "of its quotes. The framework grid works without counts. The Project page changes the approach."
)


def counts(study: Study, codes: list[Code], columns: str, within: str, name: str) -> None:
    """Show one matrix and hand it out; a click on a row opens its quotes."""
    with messages.shown_errors():
        table = count_matrix(study, codes, columns, within)
    shown = printed(table)
    picked = st.dataframe(
        shown, hide_index=True, height=min(560, 38 + 35 * len(shown)), key=f"matrices.{name}",
        on_select="rerun", selection_mode="single-row",
        column_config={"Code": st.column_config.Column(width=360, pinned=True)},
    )  # fmt: skip
    st.caption(f"{LEGEND} Click a row to read its quotes.")
    downloads.tables(name, table, {"title": study.title, "label": study.label})
    rows = [row for row in picked.selection.rows if row < len(codes)]
    if rows:
        quotes_of(study, codes[rows[0]])


def quotes_of(study: Study, code: Code) -> None:
    """List the quotes of a code; a click opens one in its place."""
    st.subheader(messages.plain(code.name), anchor=False)
    groups = set(study.group_turns["source"])
    found = find_quotes(study, Query(any_of=(code.id,)))
    found = found[found["source"].isin(groups)].reset_index(drop=True)
    picked = st.dataframe(
        pd.DataFrame({each.capitalize(): found[each] for each in ("source", "speaker", "quote")}),
        hide_index=True, height=240, key=f"matrices.quotes.{code.id}", on_select="rerun",
        selection_mode="single-row", column_config={"Quote": st.column_config.Column(width=640)},
    )  # fmt: skip
    rows = [row for row in picked.selection.rows if row < len(found)]
    if rows:
        open_place(found.iloc[rows[0]], state.project())


study = state.study()
messages.said()
messages.need(len(study.turns) > 0, "sources")
messages.need(bool(study.codebooks), "codebook")
st.title("Matrices")
books = {book.id: book.title for book in study.codebooks}
left, right = st.columns([3, 2], vertical_alignment="bottom")
book = left.selectbox("Codebook", list(books), format_func=books.__getitem__, key="matrices.book")
every = right.toggle("Codes without codings too", key="matrices.every")
codes = used_codes(study, str(book))
if every:
    codes = [code for code in study.codes.values() if code.codebook == book and code.codable]
way = st.segmented_control("Show", WAYS, default=WAYS[0], key="matrices.way") or WAYS[0]
if study.reflexive and way != WAYS[3]:
    st.info(REFLEXIVE, icon=":material/info:")
    st.stop()
if not codes:
    st.info("Nothing is coded with this codebook yet.", icon=":material/info:")
    st.stop()
if way == WAYS[0]:
    ways = {"group": "Group", "speaker": "Speaker"} | {name: name for name in facts_of(study)}
    by = st.selectbox("Columns", list(ways), format_func=ways.__getitem__, key="matrices.by")
    counts(study, codes, str(by), "overlap", "who_says_what")
elif way == WAYS[1]:
    within = st.radio(
        "Two codes meet", list(MEETINGS), format_func=MEETINGS.__getitem__, horizontal=True,
        key="matrices.within",
    )  # fmt: skip
    counts(study, codes, "code", str(within), "codes_that_meet")
elif way == WAYS[2]:
    with messages.shown_errors():
        frame = zero_one(study, codes)
    st.dataframe(frame, hide_index=True, height=480)
    st.caption(
        "1: the case has a segment of the code. 0: it spoke in a coded text and has none. Empty: "
        "nobody has coded a text in which it spoke."
    )
    downloads.tables("cases_by_codes", frame, {"title": study.title, "label": study.label})
else:
    show_grid(state.project(), study, codes)
