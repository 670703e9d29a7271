"""Review suggestions one at a time: read one in its place, decide, go on to the next."""

import uuid
from collections.abc import Mapping, Sequence

import streamlit as st

from mixedmethods.app import messages, state
from mixedmethods.coding.queue import Proposal
from mixedmethods.desk.suggesting import place_of, spans
from mixedmethods.desk.words import counted
from mixedmethods.model import Code, Selection, Source, Turn
from mixedmethods.store import Project
from mixedmethods.store.decisions import decide
from mixedmethods.store.muted import mute

ORIGINS = {
    "lexicon": "its words stand there",
    "learned": "it resembles what is coded",
    "semantic": "its meaning is near",
}
ORDER = (
    "One of each code comes first, so that a frequent code does not crowd out a rare one; then "
    "those of which the least is known, with the groups taking turns."
)
OTHER = "Other words of the turn"
AROUND = 300  # characters of the turns before and after; the transcript has the rest


def review(
    project: Project,
    queue: Sequence[Proposal],
    sources: Mapping[str, Source],
    codes: Mapping[str, Code],
) -> None:
    """Show the first suggestion that was not skipped, and carry out what is decided."""
    skipped = st.session_state.setdefault("suggest.skipped", [])
    left = [each for each in queue if _name(each) not in skipped]
    _head(project, len(left), len(queue) - len(left))
    if not left:
        st.success(
            "No suggestion is waiting. Turns without one still want reading: words alone miss "
            "much.",
            icon=":material/done_all:",
        )
        return
    proposal = left[0]
    source, code = sources[proposal.source], codes[proposal.code]
    text, aside = st.columns([3, 2], gap="large")
    with text:
        _place(source, proposal)
    with aside, st.container(border=True):
        st.markdown(f"**{messages.plain(code.name)}**")
        if code.definition:
            st.text(code.definition)
        st.caption(f"Suggested because {ORIGINS[proposal.origin]}:")
        st.text("\n".join(proposal.why))
        _decide(project, source, proposal)


def _head(project: Project, left: int, skipped: int) -> None:
    told, back, undo = st.columns([4, 1.4, 0.8], vertical_alignment="center")
    told.markdown(f"**{counted(left, 'suggestion')}** to review", help=ORDER)
    if skipped and back.button(f"Bring back {skipped} skipped", key="suggest.back"):
        st.session_state["suggest.skipped"] = []
        st.rerun()
    if undo.button("Undo", icon=":material/undo:", key="suggest.undo"):
        with messages.shown_errors():
            what = project.undo(state.coder(), str(uuid.uuid4()))
        messages.say(f"Undo: {what}" if what else "There is nothing more to take back")
        st.rerun()


def _place(source: Source, proposal: Proposal) -> None:
    """Show the turn before, the turn with the suggested words set apart, and the turn after."""
    at = next(k for k, turn in enumerate(source.turns) if turn.number == proposal.turn)
    for turn in source.turns[max(0, at - 1) : at]:
        st.caption(_who(source, turn))
        st.text(_end_of(source.text[turn.start : turn.end]))
    turn = source.turns[at]
    with st.container(border=True):
        st.caption(_who(source, turn))
        before = source.text[turn.start : proposal.start].strip()
        after = source.text[proposal.end : turn.end].strip()
        if before:
            st.text(before)
        st.markdown(f":primary-background[{_line(source.text[proposal.start : proposal.end])}]")
        if after:
            st.text(after)
    for turn in source.turns[at + 1 : at + 2]:
        st.caption(_who(source, turn))
        st.text(_start_of(source.text[turn.start : turn.end]))
    messages.transcript_link(source.id, proposal.turn)


def _decide(project: Project, source: Source, proposal: Proposal) -> None:
    key = _name(proposal)
    offers = spans(source, proposal)
    span = st.selectbox("Put the code on", [*offers, OTHER], key=f"suggest.span.{key}")
    words = ""
    if span == OTHER:
        words = st.text_area(
            "Words", source.text[proposal.start : proposal.end], key=f"suggest.words.{key}"
        )
    with st.container(horizontal=True):
        if st.button(
            "Accept", icon=":material/check:", type="primary", shortcut="Y", key=f"accept.{key}"
        ):
            with messages.shown_errors():
                place = offers.get(span) or place_of(source, proposal, words)
                _keep(project, proposal, place)
            st.rerun()
        if st.button("Reject", icon=":material/close:", shortcut="X", key=f"reject.{key}"):
            with messages.shown_errors():
                _keep(project, proposal, None)
            st.rerun()
        if st.button("Skip", icon=":material/skip_next:", shortcut="S", key=f"skip.{key}"):
            st.session_state["suggest.skipped"].append(key)
            st.rerun()
        if proposal.origin == "lexicon":
            _mute(project, proposal, key)


def _keep(project: Project, proposal: Proposal, place: Selection | None) -> None:
    suggested = Selection(proposal.source, proposal.start, proposal.end)
    decide(
        project, suggested, proposal.code, place is not None, state.coder(),
        "; ".join(proposal.why), origin=proposal.origin, place=place,
    )  # fmt: skip


def _mute(project: Project, proposal: Proposal, key: str) -> None:
    """Offer to be shown a word for this code no more, in any text."""
    with st.popover("Not this word again"):
        st.caption("You are not shown it for this code again; others are. Undo takes it back.")
        for k, word in enumerate(proposal.why):
            if st.button(messages.plain(word), key=f"mute.{key}.{k}"):
                with messages.shown_errors():
                    mute(project, proposal.code, word, state.coder())
                st.rerun()


def _who(source: Source, turn: Turn) -> str:
    return messages.plain(f"{turn.speaker}, {source.id}, turn {turn.number}")


def _end_of(text: str) -> str:
    """Return the last words of a turn, which lead to what follows."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _start_of(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


def _line(text: str) -> str:
    """Return words in one line, so that they can be set apart."""
    return messages.plain(" ".join(text.split()))


def _name(proposal: Proposal) -> str:
    return f"{proposal.source}:{proposal.code}:{proposal.start}:{proposal.end}"
