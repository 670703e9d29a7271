"""The transcript on the Code page: what it shows, and what happens when a coder works in it."""

from typing import Any

import streamlit as st

from mixedmethods.app.components.transcript import pending_ops, transcript
from mixedmethods.coding import Suggestion, still_open, suggest
from mixedmethods.desk import coding as desk
from mixedmethods.desk.reading import settled
from mixedmethods.model import Codebook, Source
from mixedmethods.store import Project, digest
from mixedmethods.store.codings import codings

KEY = "code.view"
KEPT = 200  # requests whose outcome the page still knows


def view(project: Project, source: Source, book: Codebook, coder: str, asked: bool) -> None:
    """Draw the transcript.

    It is no fragment of the page: after a restart of the server a fragment is not known there any
    more, and what the view sends would be lost.
    """
    serve(project, source, coder, book)
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
        on_ops=lambda: None,  # they are served above, in a run of their own as in any other
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


def serve(project: Project, source: Source, coder: str, book: Codebook) -> None:
    """Carry out what the view sent; the outcome goes back with the next drawing."""
    ops = [op for op in pending_ops(KEY) if op.get("document") == document(project, source)]
    decides = any(op.get("type") in ("accept", "reject") for op in ops)
    found = suggested(project, source, book, coder) if decides else {}
    met, refused = desk.serve(project, source.id, ops, coder, found)
    known = st.session_state.get("code.acked", [])
    st.session_state["code.acked"] = [*known, *(id for id in met if id not in known)][-KEPT:]
    st.session_state["code.refused"] = refused


def document(project: Project, source: Source) -> str:
    """Return the name by which the view knows the text that it shows."""
    return f"{project.path}|{source.id}"


def suggested(
    project: Project, source: Source, book: Codebook, coder: str
) -> dict[str, Suggestion]:
    """Return the suggestions that are open for this coder, by their names."""
    versions = tuple((code.id, code.version) for code in book.codes)
    found = look(str(project.path), digest(source.text.encode()), versions, source, book)
    left = still_open(found, settled(project, source, coder))
    return {desk.suggestion_id(each): each for each in left}


@st.cache_data(max_entries=30, show_spinner="Looking for words of the lexicons")
def look(
    path: str,
    text: str,
    versions: tuple[tuple[str, int], ...],
    _source: Source,
    _book: Codebook,
) -> list[Suggestion]:
    """Look through a text once for each form of a codebook."""
    return suggest(_source, _book.codes)
