"""Page "Quotes": what was said, by code or by word, and where it stands in the text."""

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.quote_parts import ask, facts_of, open_place
from mixedmethods.coding.retrieve import counts
from mixedmethods.desk.quotes import count_words, find_quotes, find_words, texts_of
from mixedmethods.desk.words import counted
from mixedmethods.integration import Study
from mixedmethods.store import Project

WAYS = ("By code", "By word", "Frequent words")
COLUMNS = {
    "speaker": "Speaker", "source": "Source", "turn": "Turn", "code": "Code", "stance": "Stance",
    "coder": "Coder", "quote": "Quote",
}  # fmt: skip


@st.cache_data(max_entries=4, show_spinner="Reading the texts")
def read(revision: tuple[str, int, str], _project: Project, _study: Study) -> dict[str, str]:
    """Read the texts once per project revision."""
    return texts_of(_project, _study)


def by_code(study: Study) -> None:
    """Show the quotes of codes."""
    query = ask(study)
    with messages.shown_errors():
        found = find_quotes(study, query)
    segments, speakers, groups = counts(found)
    st.markdown(
        f"**{counted(segments, 'segment')}** of **{counted(speakers, 'speaker')}** in "
        f"**{counted(groups, 'source')}**"
    )
    if found.empty:
        st.caption("Nothing fits. Take a filter away, or choose other codes.")
        return
    names = {id: code.name for id, code in study.codes.items()}
    shown = found[list(COLUMNS)].assign(code=found["code"].map(names)).rename(columns=COLUMNS)
    pick(shown, found, "quotes.codes")
    downloads.tables("quotes", found, {"title": study.title, "label": study.label})


def by_word(study: Study, texts: dict[str, str]) -> None:
    """Show each place of a word with the words around it."""
    left, right = st.columns([4, 2], vertical_alignment="bottom")
    pattern = left.text_input(
        "Word or phrase",
        key="quotes.word",
        placeholder="wait*",
        help="`*` stands for any ending. A phrase also matches across a hyphen or line break.",
    )
    asked = right.toggle("The moderator's words too", key="quotes.moderators")
    if not pattern.strip():
        return
    with messages.shown_errors():
        found = find_words(texts, study, pattern, moderators=asked)
    people = found.groupby(["source", "speaker"]).ngroups
    st.markdown(
        f"**{counted(len(found), 'place')}** of **{counted(people, 'speaker')}** in "
        f"**{counted(found['source'].nunique(), 'source')}**"
    )
    shown = found[["before", "match", "after", "speaker", "source", "turn"]].rename(
        columns={"before": "Before", "match": "Word", "after": "After", **COLUMNS}
    )
    pick(shown, found, "quotes.words")
    downloads.tables("words_in_context", found, {"title": study.title, "label": study.label})


def frequent(study: Study, texts: dict[str, str]) -> None:
    """Show which words are said most, over all or by a variable of the speakers."""
    by = st.selectbox(
        "Compare",
        ["", *facts_of(study)],
        format_func=lambda v: v or "Everyone together",
        key="quotes.by",
    )
    with messages.shown_errors():
        found = count_words(texts, study, by or None)
    st.dataframe(found, hide_index=True, height=560)
    st.caption("Small words such as “the” are left out. A frequent word is no theme.")
    downloads.tables("frequent_words", found, {"title": study.title, "label": study.label})


def pick(shown: pd.DataFrame, found: pd.DataFrame, key: str) -> None:
    """Show a list whose rows open their place in the text."""
    picked = st.dataframe(
        shown,
        hide_index=True,
        height=420,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Quote": st.column_config.Column(width=520)},
    )
    rows = [row for row in picked.selection.rows if row < len(found)]
    if rows:
        open_place(found.iloc[rows[0]], state.project())
    else:
        st.caption("Click a row to read it in its place.")


study = state.study()
messages.said()
messages.need(len(study.turns) > 0, "sources")
st.title("Quotes")
way = st.segmented_control("Find", WAYS, default=WAYS[0], key="quotes.way") or WAYS[0]
if way == WAYS[0]:
    by_code(study)
else:
    texts = read(state.revision(), state.project(), study)
    (by_word if way == WAYS[1] else frequent)(study, texts)
