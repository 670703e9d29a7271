"""One difference between two coders: read it, talk it over, decide."""

import pandas as pd
import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.desk.agreement import agreed_codings
from mixedmethods.desk.words import counted
from mixedmethods.store import Project
from mixedmethods.store.consensus import adjudicate, adjudications, adopt

OUTCOMES = ("first", "second", "both", "neither")


def adjudicate_one(project: Project, difference: pd.Series, first: str, second: str) -> None:
    """Show both codings and store what is decided.

    Parameters
    ----------
    project : Project
        The open project.
    difference : Series
        A row of `desk.agreement.list_differences`.
    first, second : str
        The two coders.
    """
    left, right = st.columns(2)
    for column, coder, side in ((left, first, ""), (right, second, "_second")):
        with column.container(border=True, height="stretch"):
            st.caption(messages.plain(coder))
            code = difference[f"code{side}"]
            st.markdown(f"**{messages.plain(str(code))}**" if pd.notna(code) else "Not coded")
            st.text(difference[f"quote{side}"])
    messages.transcript_link(difference["source"], difference["turn"])
    ids = tuple("" if pd.isna(difference[k]) else str(difference[k]) for k in ("first", "second"))
    _decide(project, (ids[0], ids[1]), first, second)


def take_over(project: Project, first: str, second: str, source: str | None) -> None:
    """Offer to take the codings on which both agree into the consensus."""
    pairs = agreed_codings(project, first, second, source)
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.caption(
        f"They agree on {counted(len(pairs), 'coding')}: same code, same words. The consensus is a "
        "coder of its own; choose “consensus” as the coder on other pages to count it alone."
    )
    if pairs and right.button("Take over the agreed", icon=":material/done_all:"):
        with messages.shown_errors():
            adopt(project, [one for one, _ in pairs], state.coder())
        messages.say("The consensus holds what both agree on; Undo on the Overview takes it back")
        st.rerun()


def _decide(project: Project, ids: tuple[str, str], first: str, second: str) -> None:
    held = adjudications(project)
    known = held[(held["first"] == ids[0]) & (held["second"] == ids[1])]
    now = known.iloc[0] if len(known) else None
    names = {
        "first": f"As {first} has it" if ids[0] else f"Not coded, as {first} has it",
        "second": f"As {second} has it" if ids[1] else f"Not coded, as {second} has it",
        "both": "Both",
        "neither": "Neither",
    }
    options = list(OUTCOMES) if all(ids) else ["first", "second"]
    with st.form(f"adjudication.{ids[0]}.{ids[1]}"):
        outcome = st.radio(
            "The consensus",
            options,
            None if now is None else options.index(now["outcome"]),
            format_func=lambda key: names[key],
            horizontal=True,
        )
        note = st.text_input("Why", "" if now is None else now["note"], max_chars=500)
        if st.form_submit_button("Save the consensus"):
            if outcome is None:
                st.warning("Choose what the consensus is.")
                return
            with messages.shown_errors():
                adjudicate(project, *ids, outcome, state.coder(), note.strip())
            messages.say("Saved the consensus")
            st.rerun()
    if now is not None:
        st.caption(messages.plain(f"Decided by {now['author']}, {messages.when(now['created'])}."))
