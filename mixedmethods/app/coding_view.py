"""The transcript on the Code page: what it shows, and what happens when a coder works in it."""

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial

import streamlit as st

from mixedmethods.app.coding_parts import made, memo_data, palette, turns_of
from mixedmethods.app.coding_parts import suggested as suggested_spans
from mixedmethods.app.components.transcript import held, pending_ops, transcript
from mixedmethods.app.components.transcript.sending import Span, outgoing, ranges
from mixedmethods.coding import Suggestion, still_open, suggest
from mixedmethods.desk import coding as desk
from mixedmethods.model import Codebook, Memo, Source
from mixedmethods.store import Project, digest
from mixedmethods.store.codes import codebooks
from mixedmethods.store.codings import source_codings
from mixedmethods.store.decisions import settled
from mixedmethods.store.memos import memos
from mixedmethods.store.muted import muted
from mixedmethods.store.reads import read_turns
from mixedmethods.store.texts import read_source, source_facts

KEY = "code.view"
KEPT = 50  # requests whose outcome the page still knows


def view(
    project: Project,
    id: str,
    books: Sequence[Codebook],
    coder: str,
    *,
    asked: bool,
    sees_all: bool,
    focus: int | None = None,
) -> None:
    """Draw the transcript.

    It is no fragment of the page: after a restart of the server a fragment is not known there any
    more, and what the view sends would be lost.

    Parameters
    ----------
    project : Project
        The open project.
    id : str
        The source on the screen. Its text is read where the view does not hold it yet.
    books : sequence of Codebook
        The one to code with, then the others of the project.
    coder : str
        Who works.
    asked : bool
        Whether suggestions are wanted.
    sees_all : bool
        Whether this coder may see what others did; if not, nothing of it is sent.
    focus : int, optional
        Number of the turn to go to.
    """
    read = cache(partial(read_source, project, id))
    if serve(project, id, read, coder, books[0]):
        books = read_again(project, books)
    book = books[0]
    found = suggested(project, read(), book, coder) if asked else {}
    frame = source_codings(project, id, None if sees_all else coder)
    notes = seen_memos(project, id, set(frame["id"]), None if sees_all else coder)
    counts = Counter(memo.target for memo in notes if memo.kind == "coding")
    has_text, has_spans = held(KEY)
    text = f"{document(project, id)}|{source_facts(project, id)[1]}"
    transcript(
        KEY,
        document=document(project, id),
        source=id,
        text=text,
        turns=None if has_text == text else turns_of(read()),
        spans=outgoing(
            made(frame, coder, counts) + suggested_spans(found), has_spans, sent(text, coder)
        ),
        codes=palette(book, books[1:]),
        facets={"stances": list(book.stances), "elicitations": list(book.elicitations)},
        read=ranges(read_turns(project, id, coder)),
        memos=memo_data(notes, coder),
        acked=st.session_state.get("code.acked", []),
        refused=st.session_state.get("code.refused", {}),
        focus=focus,
        on_ops=lambda: None,  # they are served above, in a run of their own as in any other
    )
    settle_memory()


@cache
def settle_memory() -> None:
    """Take what lives as long as the server out of the search for garbage, once.

    Streamlit searches all memory after each run of a page; most of it holds modules, and looking
    through them again after each code that is put on took half of the time.
    """
    gc.collect()
    gc.freeze()


def seen_memos(project: Project, id: str, codings: set[str], coder: str | None) -> list[Memo]:
    """Return the memos on the source and on these codings, of one coder or of all."""
    on_codings = [memo for memo in memos(project, "coding") if memo.target in codings]
    here = [*memos(project, "source", id), *on_codings]
    return [memo for memo in here if coder is None or memo.author == coder]


def sent(text: str, coder: str) -> dict[str, dict[str, Span]]:
    """Return what was sent to this view of this text for this coder, to be changed in place."""
    kept = st.session_state.get("code.sent")
    if kept is None or kept[0] != (text, coder):
        kept = st.session_state["code.sent"] = ((text, coder), {})
    known: dict[str, dict[str, Span]] = kept[1]
    return known


def serve(
    project: Project, source: str, read: Callable[[], Source], coder: str, book: Codebook
) -> bool:
    """Carry out what the view sent; the outcome goes back with the next drawing.

    Returns
    -------
    bool
        Whether the codebooks may be others now.
    """
    known = st.session_state.get("code.acked", [])
    here = document(project, source)
    ops = [op for op in pending_ops(KEY) if op.get("document") == here and op["id"] not in known]
    decides = any(op.get("type") in ("accept", "reject", "mute") for op in ops)
    found = suggested(project, read(), book, coder) if decides else {}
    met, refused = desk.serve(project, source, ops, coder, found, book.id)
    st.session_state["code.acked"] = [*known, *(id for id in met if id not in known)][-KEPT:]
    st.session_state["code.refused"] = refused
    return any(op["type"] in ("invivo", "undo", "redo") for op in ops)


def read_again(project: Project, books: Sequence[Codebook]) -> list[Codebook]:
    """Return the codebooks as they stand now, in the same order."""
    now = {book.id: book for book in codebooks(project)}
    return [now[book.id] for book in books if book.id in now] or list(books)


def document(project: Project, source: str) -> str:
    """Return the name by which the view knows the text that it shows."""
    return f"{project.path}|{source}"


def suggested(
    project: Project, source: Source, book: Codebook, coder: str
) -> dict[str, Suggestion]:
    """Return the suggestions that are open for this coder, by their names."""
    left = still_open(
        look_through(project, source, book, coder), settled(project, source.id, coder)
    )
    return {desk.suggestion_id(each): each for each in left}


def look_through(
    project: Project, source: Source, book: Codebook, coder: str | None
) -> tuple[Suggestion, ...]:
    """Return what the words of a codebook find, but for those that the coder muted, if given."""
    versions = tuple((code.id, code.version) for code in book.codes)
    silent = frozenset[tuple[str, str]]() if coder is None else muted(project, coder)
    fingerprint = digest(source.text.encode())
    return look(str(project.path), fingerprint, versions, silent, source, book)


@st.cache_resource(max_entries=300, show_spinner="Looking for words of the lexicons")
def look(
    path: str,
    text: str,
    versions: tuple[tuple[str, int], ...],
    silent: frozenset[tuple[str, str]],
    _source: Source,
    _book: Codebook,
) -> tuple[Suggestion, ...]:
    """Look through a text once for each form of a codebook and each list of muted words."""
    return tuple(suggest(_source, _book.codes, muted=silent))
