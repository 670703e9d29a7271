"""What came of the suggestions: how good the words are, words to add, codes to learn from."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.coding import Suggestion
from mixedmethods.desk.suggesting import add_words, quality, ready_codes, words_to_add
from mixedmethods.desk.words import counted
from mixedmethods.model import Code, Source
from mixedmethods.report.quality import quality_table, words_table
from mixedmethods.store import Project

METHOD = (
    "Accepted of decided: of the suggestions that were accepted or rejected. Found of coded: of "
    "the segments that people coded, those for which the words suggest the code; that says little "
    "where people coded what was suggested, so the last column leaves those out. Intervals are "
    "Wilson's, 95%; they are too narrow, since a speaker repeats their own words."
)
NO_WORDS = (
    "No word sets this code apart yet. It takes a few coded sentences, and turns that were read "
    "or coded without it."
)
COUNTS = {
    "word": "Word", "in_coded": "Coded sentences with it", "in_other": "Other sentences with it",
    "example": "For example",
}  # fmt: skip


def show_quality(
    project: Project, codes: Sequence[Code], lexical: Sequence[Suggestion], about: dict[str, str]
) -> None:
    """Show how good the words are, per code and per word."""
    table, words = quality(project, state.coder(), codes, lexical)
    st.dataframe(
        quality_table(table), hide_index=True, height=420,
        column_config={"Code": st.column_config.Column(width=360, pinned=True)},
    )  # fmt: skip
    st.caption(METHOD)
    downloads.tables("words_by_code", table, about)
    st.subheader("Word by word", anchor=False)
    if words.empty:
        st.caption("Nothing is decided yet. Accept or reject some suggestions first.")
        return
    st.dataframe(words_table(words), hide_index=True)
    st.caption("The most rejected first. A word to leave out is taken away on the Codebook page.")
    downloads.tables("words_one_by_one", words, about)


def show_words(project: Project, codes: Sequence[Code], sources: Sequence[Source]) -> None:
    """Propose words for the lexicon of a code, and add those that are ticked."""
    names = {code.id: f"{code.name} ({code.id})" for code in codes}
    id = st.selectbox("Code", list(names), format_func=names.__getitem__, key="suggest.code")
    code = next(each for each in codes if each.id == id)
    st.caption(f"Its words now: {messages.plain(', '.join(code.lexicon.any) or 'none')}")
    found = words_to_add(project, state.coder(), sources, code)
    if found.empty:
        st.info(NO_WORDS, icon=":material/info:")
        return
    picked = st.dataframe(
        found[list(COUNTS)].rename(columns=COUNTS), hide_index=True, on_select="rerun",
        selection_mode="multi-row", key=f"suggest.add.{id}.{code.version}",
        column_config={"For example": st.column_config.Column(width=520)},
    )  # fmt: skip
    st.caption(
        f"Of {found['coded'].iloc[0]:,} sentences with this code and {found['other'].iloc[0]:,} "
        "others that were read or coded. The words that set them apart most stand first. Whether "
        "a word belongs to the code is yours to judge: read its sentence."
    )
    rows = [row for row in picked.selection.rows if row < len(found)]
    words = found["word"].iloc[rows].tolist()
    if st.button(f"Add {counted(len(words), 'word')}", type="primary", disabled=not words):
        with messages.shown_errors():
            add_words(project, code, words, state.coder())
        messages.say(f"Added to the words of {id}; Undo takes it back")
        st.rerun()


def show_ready(project: Project, codes: Sequence[Code]) -> None:
    """Show for which codes there is enough to learn from."""
    table = ready_codes(project, state.coder(), codes)
    with st.expander(
        f"{counted(int(table['ready'].sum()), 'code')} of {len(table)} can be learned from"
    ):
        st.dataframe(
            pd.DataFrame(
                {
                    "Code": [
                        f"{name} ({id})"
                        for id, name in zip(table["code"], table["name"], strict=True)
                    ],
                    "Coded segments": table["examples"],
                    "Still needed": table["needed"],
                }
            ),
            hide_index=True,
            height=280,
        )
