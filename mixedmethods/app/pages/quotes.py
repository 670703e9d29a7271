"""Page "Quotes": what was said, by code or by word, and where it stands in the text."""

import streamlit as st

from mixedmethods.app import downloads, messages, state
from mixedmethods.app.quote_parts import COLUMNS, ask, facts_of, pick, show_places
from mixedmethods.coding.retrieve import counts
from mixedmethods.desk.quotes import count_words, find_quotes, find_words, texts_of
from mixedmethods.desk.words import counted
from mixedmethods.integration import Study
from mixedmethods.store import Project

WAYS = ("By code", "By word", "Frequent words")
COUNTS = {
    "word": "Word", "group": "Of", "n": "Times", "speakers": "Speakers", "groups": "Sources",
    "words": "Words in all", "per_1000": "Per 1,000 words",
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
    show_places(found, "quotes.words")
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
    picked = st.dataframe(
        found.rename(columns=COUNTS), hide_index=True, height=420, key=f"quotes.frequent.{by}",
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    st.caption(
        "Small words such as “the” are left out. A frequent word is no theme: click a row to read "
        "where it is said."
    )
    downloads.tables("frequent_words", found, {"title": study.title, "label": study.label})
    rows = [row for row in picked.selection.rows if row < len(found)]
    if rows:
        word = str(found["word"].iloc[rows[0]])
        show_places(find_words(texts, study, word), f"quotes.frequent.{word}")


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
