"""Page "Suggestions": review what words and earlier codings suggest, and improve the words."""

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.app.suggestion_finding import KINDS, Asked, learn_again, lexical, queue, texts
from mixedmethods.app.suggestion_review import review
from mixedmethods.app.suggestion_words import show_quality, show_ready, show_words
from mixedmethods.store.codes import codebooks

WAYS = ("Review", "How good the words are", "Words to add")
REFLEXIVE = (
    "In reflexive thematic analysis codes come from your own reading, and a list of words would "
    "steer it. So suggestions are off; the Project page changes the approach."
)
EVERY = "Every source"


def choose() -> Asked:
    """Let the user choose the codebook, and sources: at first those usually coded with it."""
    held = texts(opened)
    kinds = {f"Every {kind}": kind for kind in sorted({each.kind for each in held.values()})}
    one, two = st.columns([3, 2])
    book = one.selectbox(
        "Codebook", list(books), format_func=lambda id: books[id].title, key="suggest.book"
    )
    made = state.study().codings
    used = set(made.loc[made["code"].isin([code.id for code in books[book].codes]), "kind"])
    offers = [EVERY, *(kinds if len(kinds) > 1 else ()), *held]
    usual = next((name for name in offers if used == {kinds.get(name)}), EVERY)
    source = two.selectbox("Source", offers, offers.index(usual), key=f"suggest.source.{book}")
    ids = [id for id in held if source in (EVERY, id) or held[id].kind == kinds.get(source)]
    return Asked(opened, held, tuple(ids), books[book])


opened = state.project()
messages.said()
messages.need(len(state.study().turns) > 0, "sources")
books = {book.id: book for book in codebooks(opened)}
messages.need(bool(books), "codebook")
st.title("Suggestions")
ways: tuple[str, ...] = WAYS
if state.study().reflexive:
    st.info(REFLEXIVE, icon=":material/info:")
    if not st.toggle("Show suggestions anyway", key="suggest.anyway"):
        st.stop()
    ways = (WAYS[0], WAYS[2])  # without a rule to code by, no share of it is right
asked = choose()
codes = [code for code in asked.book.codes if code.codable]
left, right = st.columns([1, 1])
way = left.segmented_control("Show", ways, default=ways[0], key="suggest.way") or ways[0]
about = {"title": state.study().title, "label": state.study().label}
if not codes:
    st.info("This codebook has no code that can be put on words yet.", icon=":material/info:")
elif way == WAYS[1]:
    show_quality(opened, codes, lexical(asked, tuple(asked.texts), all_words=True), about)
elif way == WAYS[2]:
    show_words(opened, codes, list(asked.texts.values()))
else:
    kinds = right.pills(
        "Suggest", list(KINDS), default=["lexicon"], format_func=KINDS.__getitem__,
        selection_mode="multi", key="suggest.kinds",
    )  # fmt: skip
    learn_again(kinds)
    if "learned" in kinds:
        show_ready(opened, codes)
    st.caption(
        "A suggestion is no coding: it is counted nowhere until you accept it. Nobody else's "
        "decisions change what you are shown."
    )
    with messages.shown_errors():
        found = queue(asked, kinds)
    review(opened, found, asked.texts, {code.id: code for code in codes})
