"""Page "Code": read a transcript, select words, press a code."""

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.coding_view import view
from mixedmethods.model import Codebook, Source
from mixedmethods.store import Project
from mixedmethods.store.codes import codebooks
from mixedmethods.store.texts import read_source, source_ids


def choose(project: Project, ids: list[str], books: dict[str, Codebook]) -> tuple[Source, Codebook]:
    """Let the user choose what to read and which codes to use."""
    one, two, three = st.columns([2, 4, 2], vertical_alignment="bottom")
    wanted = st.query_params.get("source")
    if wanted in ids and "code.source" not in st.session_state:
        st.session_state["code.source"] = wanted
    source = read_source(project, one.selectbox("Source", ids, key="code.source"))
    st.query_params["source"] = source.id
    usual = "vcse_cases" if source.kind == "case study" else next(iter(books))
    book = two.selectbox(
        "Codebook",
        list(books),
        index=list(books).index(usual) if usual in books else 0,
        format_func=lambda id: books[id].title,
        key=f"code.codebook.{source.kind}",
    )
    three.toggle(
        "Suggest codes",
        key="code.suggest",
        help="Shows sentences in which words of a code's lexicon occur. A suggestion is counted "
        "nowhere until you accept it.",
    )
    return source, books[book]


opened = state.project()
messages.said()
sources = source_ids(opened)
messages.need(bool(sources), "sources")
held = {book.id: book for book in codebooks(opened)}
messages.need(bool(held), "codebook")
st.title("Code")
with messages.shown_errors():
    source, book = choose(opened, sources, held)
    view(opened, source, book, state.coder(), st.session_state["code.suggest"])
