"""Page "Code": read a transcript, select words, press a code."""

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.coding_view import view
from mixedmethods.model import Codebook
from mixedmethods.store import Project
from mixedmethods.store.codes import codebooks
from mixedmethods.store.settings import Settings, settings
from mixedmethods.store.texts import source_facts, source_ids

SUGGEST = (
    "Shows sentences in which words of a code's lexicon occur. A suggestion is counted nowhere "
    "until you accept it."
)
USUAL = {"case study": "vcse_cases", "free text": "ppg_free_text"}  # codebooks by kind of source


def choose(
    project: Project, ids: list[str], books: dict[str, Codebook], how: Settings
) -> tuple[str, Codebook, bool]:
    """Let the user choose what to read, which codes to use, and whether to have suggestions."""
    one, two, three = st.columns([2, 4, 2], vertical_alignment="bottom")
    wanted = st.query_params.get("source")
    if wanted in ids and "code.source" not in st.session_state:
        st.session_state["code.source"] = wanted
    source = one.selectbox("Source", ids, key="code.source")
    kind = source_facts(project, source)[0]
    if wanted != source:
        st.query_params["source"] = source
        st.query_params.pop("turn", None)  # it was one of the other source
    usual = USUAL.get(kind, next(iter(books)))
    book = two.selectbox(
        "Codebook",
        list(books),
        index=list(books).index(usual) if usual in books else 0,
        format_func=lambda id: books[id].title,
        key=f"code.codebook.{kind}",
    )
    key = "code.suggest.reflexive" if how.reflexive else "code.suggest"
    return source, books[book], three.toggle("Suggest codes", key=key, help=SUGGEST)


def explain(how: Settings, coder: str, asked: bool) -> None:
    """Say in a line each what limits the view, where something does."""
    if not how.sees_all(coder):
        st.caption(
            "You work on your own for now: you see your own codings and memos only, until "
            f"{messages.plain(how.lead)} opens them to all coders."
        )
    if how.reflexive and not asked:
        st.caption(
            "Suggestions are off: in reflexive thematic analysis codes come from your own reading, "
            "and a list of words would steer it."
        )
    if asked:
        st.caption(
            "Suggestions are dashed. Press S to go to the next one. Words alone miss much: read "
            "the other turns too."
        )


def wanted_turn() -> int | None:
    """Return the turn that the page's address names, if it names one."""
    given = st.query_params.get("turn", "")
    return int(given) if given.isascii() and given.isdigit() else None


opened = state.project()
messages.said()
sources = source_ids(opened)
messages.need(bool(sources), "sources")
held = {book.id: book for book in codebooks(opened)}
messages.need(bool(held), "codebook")
st.title("Code")
with messages.shown_errors():
    how = settings(opened)
    source, book, asked = choose(opened, sources, held, how)
    explain(how, state.coder(), asked)
    others = [each for each in held.values() if each.id != book.id]
    view(
        opened,
        source,
        [book, *others],
        state.coder(),
        asked=asked,
        sees_all=how.sees_all(state.coder()),
        focus=wanted_turn(),
    )
