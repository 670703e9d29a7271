"""The forms of the Codebook page: edit a code, add a code."""

from dataclasses import replace

import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.coding import matches
from mixedmethods.model import Code, Codebook, Lexicon
from mixedmethods.model.codebook import COLOURS, read_lexicon
from mixedmethods.store import Project
from mixedmethods.store.codes import add_code, add_codebook, change_code


def words(lines: str) -> tuple[str, ...]:
    """Read one entry a line."""
    return tuple(line.strip() for line in lines.splitlines() if line.strip())


def near(lines: str, code: str) -> tuple[tuple[str, str, int], ...]:
    """Read lines of the form ``word, word, number``."""
    entries = []
    for line in words(lines):
        *pair, count = (part.strip() for part in line.rsplit(",", 2))
        entries.append([*pair, int(count) if count.isdigit() else count])
    return read_lexicon({"near": entries}, code).near


def edit(project: Project, book: Codebook, code: Code) -> None:
    """Show the form of one code and save what comes of it."""
    seen, key = drafts.opened("codebook.draft", code.id, code.version)
    with st.form(f"{key}form"):
        changed = replace(_meaning(book, code, key), version=seen)
        typed = _lexicon(code.lexicon, key)
        if st.form_submit_button("Save", type="primary"):
            with messages.shown_errors():
                any_, pairs, cancel, stem = typed
                found = Lexicon(words(any_), near(pairs, code.id), words(cancel), words(stem))
                change_code(project, replace(changed, lexicon=found), state.coder())
            drafts.close("codebook.draft")
            messages.say(f"Saved {code.id}")
            st.rerun()
    trial = st.text_input("Try the lexicon on a sentence", key=f"codebook.try.{code.id}")
    if trial:
        hits = ", ".join(trial[m.start : m.end] for m in matches(trial, code.lexicon))
        st.text(f"It would point at: {hits}" if hits else "It would point at nothing here.")


def add(project: Project, book: Codebook) -> None:
    """Show the form for a new code."""
    with st.form("codebook.new", clear_on_submit=True):
        left, right = st.columns([1, 3])
        id = left.text_input("Id", max_chars=40)
        name = right.text_input("Name of the new code", max_chars=120)
        definition = st.text_area("Definition")
        topics = dict(book.topics)
        topic = st.selectbox(
            "Topic", ["", *topics], format_func=lambda key: topics.get(key, "None")
        )
        if st.form_submit_button("Add the code"):
            colour = COLOURS[len(book.codes) % len(COLOURS)]
            code = Code(id.strip(), name.strip(), book.id, topic, "", definition, colour=colour)
            with messages.shown_errors():
                add_code(project, code, state.coder())
            messages.say(f"Added {code.id}")
            st.rerun()


def start(project: Project) -> None:
    """Show the form for a codebook from nothing."""
    with st.form("codebook.start", clear_on_submit=True):
        left, right = st.columns([1, 3])
        id = left.text_input("Id of the codebook", max_chars=40)
        title = right.text_input("Title", max_chars=120)
        name = right.text_input("Its first code", max_chars=120)
        first = left.text_input("Id of its first code", max_chars=40)
        if st.form_submit_button("Start the codebook"):
            if not all(each.strip() for each in (id, title, first, name)):
                st.warning("Fill in all four.")
                return
            book = Codebook(
                id.strip(), title.strip(), (Code(first.strip(), name.strip(), id.strip()),)
            )
            with messages.shown_errors(), project.change(state.coder(), f"Start {book.id}") as made:
                add_codebook(made, book)
            messages.say(f"Started {book.title}")
            st.rerun()


def _meaning(book: Codebook, code: Code, key: str) -> Code:
    """Show what a code is and means, and return it as typed."""
    others = ["", *(each.id for each in book.codes if each.id != code.id)]
    names = {each.id: f"{each.name} ({each.id})" for each in book.codes}
    left, right = st.columns([3, 1])
    name = left.text_input("Name", code.name, key=f"{key}name")
    colour = right.color_picker("Colour", code.colour, key=f"{key}colour")
    parent = st.selectbox(
        "Parent", others, others.index(code.parent),
        format_func=lambda id: names.get(id, "None"), key=f"{key}parent",
    )  # fmt: skip
    definition = st.text_area("Definition", code.definition, key=f"{key}definition")
    left, right = st.columns(2)
    include = left.text_area("Include (one a line)", "\n".join(code.include), key=f"{key}include")
    exclude = right.text_area("Exclude (one a line)", "\n".join(code.exclude), key=f"{key}exclude")
    example = st.text_input("Example", code.example, key=f"{key}example")
    statement = st.text_input(
        "Statement", code.statement, key=f"{key}statement",
        help="What the theme claims, in a sentence. Reflexive analysis asks for it before a "
        "theme is linked.",
    )  # fmt: skip
    codable = st.checkbox(
        "Can be put on words", code.codable, key=f"{key}codable",
        help="Switched off, it is a heading that groups the codes below it.",
    )  # fmt: skip
    return replace(
        code, name=name.strip(), colour=colour, parent=parent, definition=definition.strip(),
        include=words(include), exclude=words(exclude), codable=codable,
        statement=statement.strip(), example=example.strip(),
    )  # fmt: skip


def _lexicon(lexicon: Lexicon, key: str) -> tuple[str, str, str, str]:
    """Show the words that suggest a code; return lines of words, pairs, cancelling, stems."""
    any_ = st.text_area(
        "Words and phrases that suggest it (one a line)", "\n".join(lexicon.any), key=f"{key}any",
        help="`*` stands for any ending. A phrase also matches across a hyphen or line break.",
    )  # fmt: skip
    left, right = st.columns(2)
    pairs = left.text_area(
        "Words near each other (word, word, number of words)",
        "\n".join(f"{a}, {b}, {n}" for a, b, n in lexicon.near), key=f"{key}near",
    )  # fmt: skip
    cancel = right.text_area(
        "Phrases that cancel a match (one a line)", "\n".join(lexicon.cancel), key=f"{key}cancel"
    )
    stem = st.text_area(
        "Words of which every form counts (one a line)", "\n".join(lexicon.stem), key=f"{key}stem"
    )
    return any_, pairs, cancel, stem
