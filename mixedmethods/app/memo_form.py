"""The memos on one thing: one's own to write, other people's to read."""

import streamlit as st

from mixedmethods.app import drafts, messages, state
from mixedmethods.model import Memo
from mixedmethods.store import Project
from mixedmethods.store.memos import memos, save_memo
from mixedmethods.store.settings import settings


def memos_of(project: Project, kind: str, target: str) -> None:
    """Show the memos on something, and a form for one's own.

    Parameters
    ----------
    project : Project
        The open project.
    kind, target : str
        What they are on, as in `Memo`.
    """
    coder = state.coder()
    there = memos(project, kind, target)
    own = [memo for memo in there if memo.author == coder]
    if settings(project).sees_all(coder):
        for memo in there:
            if memo.author != coder:
                st.caption(messages.plain(f"{memo.author}, {messages.when(memo.changed)}"))
                st.text(memo.text)
    for memo in own or [Memo("", kind, target, "", coder)]:
        _edit(project, memo)


def _edit(project: Project, memo: Memo) -> None:
    form = f"memo.{memo.kind}.{memo.id}"
    seen, key = drafts.opened(form, memo.target, memo.version)
    with st.form(f"{key}form", border=False):
        text = st.text_area("My memo", memo.text, key=f"{key}text", height=160)
        if st.form_submit_button("Save the memo"):
            changed = Memo(memo.id, memo.kind, memo.target, text.strip(), memo.author, version=seen)
            with messages.shown_errors():
                save_memo(project, changed, state.coder())
            drafts.close(form)
            messages.say("Saved the memo" if text.strip() else "Removed the memo")
            st.rerun()
