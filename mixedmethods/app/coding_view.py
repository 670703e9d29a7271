"""The transcript on the Code page: what it shows, and what happens when a coder works in it."""

from functools import partial
from typing import Any

import streamlit as st

from mixedmethods.app.components.transcript import pending_ops, transcript
from mixedmethods.coding import Suggestion
from mixedmethods.desk import coding as desk
from mixedmethods.desk.reading import suggestions
from mixedmethods.model import Codebook, Source
from mixedmethods.store import Project
from mixedmethods.store.codings import codings

KEY = "code.view"
KEPT = 200  # requests whose outcome the page still knows


@st.fragment
def view(project: Project, source: Source, book: Codebook, coder: str, asked: bool) -> None:
    """Draw the transcript; only this part runs again after each coding."""
    topics = dict(book.topics)
    found = suggested(project, source, book, coder) if asked else {}
    if asked:
        st.caption(
            f"{len(found)} suggestions are open in {source.id}. They are dashed; click one to "
            "accept or reject it. Words alone miss much: read the other turns too."
        )
    transcript(
        KEY,
        document=document(project, source),
        turns=[
            {
                "number": turn.number,
                "who": turn.speaker,
                "time": turn.time,
                "start": turn.start,
                "text": source.text[turn.start : turn.end],
                "moderator": turn.moderator,
            }
            for turn in source.turns
        ],
        spans=spans(project, source, coder, found),
        codes=[
            {
                "id": code.id,
                "name": code.name,
                "color": code.colour,
                "group": topics.get(code.topic, code.topic),
                "definition": code.definition,
            }
            for code in book.codes
        ],
        acked=st.session_state.get("code.acked", []),
        refused=st.session_state.get("code.refused", {}),
        on_ops=partial(on_ops, project, source, coder, book),
    )


def spans(
    project: Project, source: Source, coder: str, found: dict[str, Suggestion]
) -> list[dict[str, Any]]:
    """Return the highlights: codings of every coder, and suggestions."""
    frame = codings(project)
    here = frame[frame["source"] == source.id]
    made: list[dict[str, Any]] = [
        {"status": "coding", "mine": row["coder"] == coder, "why": "", **row}  # type: ignore[dict-item]  # columns are text
        for row in here[["id", "start", "end", "code", "coder"]].to_dict("records")
    ]
    return made + [
        {
            "id": id,
            "start": each.start,
            "end": each.end,
            "code": each.code,
            "status": "suggested",
            "coder": "",
            "mine": False,
            "why": f"The lexicon of this code has: {'; '.join(each.words)}",
        }
        for id, each in found.items()
    ]


def on_ops(project: Project, source: Source, coder: str, book: Codebook) -> None:
    """Carry out what the view sent; the outcome goes back with the next drawing."""
    ops = [op for op in pending_ops(KEY) if op.get("document") == document(project, source)]
    decides = any(op.get("type") in ("accept", "reject") for op in ops)
    found = suggested(project, source, book, coder) if decides else {}
    met, refused = desk.serve(project, source.id, ops, coder, found)
    st.session_state["code.acked"] = [*st.session_state.get("code.acked", []), *met][-KEPT:]
    st.session_state["code.refused"] = refused


def document(project: Project, source: Source) -> str:
    """Return the name by which the view knows the text that it shows."""
    return f"{project.path}|{source.id}"


def suggested(
    project: Project, source: Source, book: Codebook, coder: str
) -> dict[str, Suggestion]:
    """Return the suggestions that are open for this coder, by their names."""
    with st.spinner("Looking for words of the lexicons"):
        return {desk.suggestion_id(s): s for s in suggestions(project, source, book.id, coder)}
