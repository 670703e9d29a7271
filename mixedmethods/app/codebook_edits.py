"""What the Codebook page does to the tree: move, merge, split, delete; and a code's history."""

import uuid
from dataclasses import replace

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.desk.codebook import codings_to_split, told_history, used_for
from mixedmethods.desk.words import counted
from mixedmethods.integration import Study
from mixedmethods.model import Code, Codebook
from mixedmethods.model.codebook import COLOURS
from mixedmethods.store import Project
from mixedmethods.store.code_history import code_history
from mixedmethods.store.codebook_edits import delete_code, move_code, split_code
from mixedmethods.store.codes import change_code
from mixedmethods.store.merging import merge_codes


def move(project: Project, book: Codebook, code: Code) -> None:
    """Offer another place in the tree."""
    names = {each.id: f"{each.name} ({each.id})" for each in book.codes}
    left, right, last = st.columns([3, 3, 1], vertical_alignment="bottom")
    others = [each.id for each in book.codes if each.id != code.id]
    parent = left.selectbox(
        "Below", ["", *others], ["", *others].index(code.parent),
        format_func=lambda id: names.get(id, "Nothing: at the top"), key=f"move.parent.{code.id}",
    )  # fmt: skip
    beside = [each.id for each in book.codes if each.parent == parent and each.id != code.id]
    before = right.selectbox(
        "Before", ["", *beside], format_func=lambda id: names.get(id, "Nothing: at the end"),
        key=f"move.before.{code.id}.{parent}",
    )  # fmt: skip
    if last.button("Move", key=f"move.{code.id}"):
        with messages.shown_errors():
            move_code(project, code.id, parent, before, state.coder())
        _done(f"Moved {code.id}")


def merge(project: Project, study: Study, book: Codebook, code: Code) -> None:
    """Offer to merge other codes into this one."""
    names = {each.id: f"{each.name} ({each.id})" for each in book.codes if each.id != code.id}
    chosen = st.multiselect(
        f"Codes that become part of {code.name}",
        list(names),
        format_func=names.__getitem__,
        key=f"merge.codes.{code.id}",
    )
    if not chosen:
        st.caption("What they have follows: codings, links, memos and words of the lexicon.")
        return
    told = []
    for id in chosen:
        uses = ", ".join(counted(n, what) for what, n in used_for(study, id).items() if n)
        told.append(f"{names[id]}: {uses or 'nothing uses it'}")
    st.text("\n".join(told))
    if st.button("Merge", key=f"merge.{code.id}"):
        with messages.shown_errors():
            merge_codes(project, chosen, code.id, state.coder())
        _done(f"Merged into {code.id}; Undo takes it back whole")


def split(project: Project, study: Study, book: Codebook, code: Code) -> None:
    """Offer a new code that takes some of this one's codings."""
    left, right = st.columns(2)
    words = left.text_area(
        "Codings with these words (one a line)", key=f"split.words.{code.id}", height=80
    )
    sources = sorted(study.codings.loc[study.codings["code"] == code.id, "source"].unique())
    source = right.selectbox(
        "In", ["", *sources], format_func=lambda id: id or "Every source",
        key=f"split.source.{code.id}",
    )  # fmt: skip
    found = codings_to_split(study, code.id, words, source or "")
    picked = st.dataframe(
        found.drop(columns="id"), hide_index=True, height=200, key=f"split.list.{code.id}",
        on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    rows = [row for row in picked.selection.rows if row < len(found)]
    ids = found["id"].iloc[rows].tolist() if rows else found["id"].tolist()
    one, two, last = st.columns([1, 3, 2], vertical_alignment="bottom")
    id = one.text_input("Id of the new code", max_chars=40, key=f"split.id.{code.id}")
    name = two.text_input("Its name", max_chars=120, key=f"split.name.{code.id}")
    if last.button(
        f"Move {counted(len(ids), 'coding')} to it", disabled=not ids, key=f"split.{code.id}"
    ):
        colour = COLOURS[len(book.codes) % len(COLOURS)]
        new = Code(id.strip(), name.strip(), book.id, code.topic, code.parent, colour=colour)
        with messages.shown_errors():
            split_code(project, code.id, new, ids, state.coder())
        _done(f"Split {new.id} off {code.id}")


def history(project: Project, code: Code) -> None:
    """Show how a code came to read as it does, and offer to put an earlier form back."""
    rows = told_history(project, code.id)
    if not rows:
        st.caption("It reads as it came in; nobody has edited it.")
        return
    frame = pd.DataFrame(rows)
    frame["When"] = frame["When"].map(messages.when)
    st.dataframe(frame, hide_index=True)
    earlier = {
        f"{messages.when(v.at)}, before {v.author}": v.before
        for v in code_history(project, code.id)
        if v.before is not None
    }
    if not earlier:
        return
    left, right = st.columns([4, 2], vertical_alignment="bottom")
    picked = left.selectbox("As it was", list(earlier), key=f"history.{code.id}")
    if right.button("Put it back", key=f"history.back.{code.id}"):
        with messages.shown_errors():
            _put_back(project, earlier[picked], code)
        _done(f"Put {code.id} back as it was")


def delete(project: Project, code: Code) -> None:
    """Offer to take a code away that nothing uses."""
    if st.button("Delete this code", icon=":material/delete:", key=f"delete.{code.id}"):
        with messages.shown_errors():
            delete_code(project, code.id, state.coder())
        _done(f"Deleted {code.id}; Undo brings it back")


def step_buttons(project: Project) -> None:
    """Offer undo and redo of one's own changes."""
    with st.container(horizontal=True):
        for label, step, icon in (
            ("Undo", project.undo, "undo"),
            ("Redo", project.redo, "redo"),
        ):
            if st.button(label, icon=f":material/{icon}:", key=f"codebook.{label}"):
                with messages.shown_errors():
                    what = step(state.coder(), str(uuid.uuid4()))
                _done(f"{label}: {what}" if what else "There is nothing more")


def _put_back(project: Project, earlier: Code, code: Code) -> None:
    known = {each.id for each in state.study().codes.values()}
    parent = earlier.parent if earlier.parent in known else code.parent
    change_code(project, replace(earlier, parent=parent, version=code.version), state.coder())


def _done(text: str) -> None:
    messages.say(text)
    st.rerun()
