"""Serve what a coder does on the Code page: each request once, whatever the network does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mixedmethods.coding import Suggestion
from mixedmethods.desk.in_vivo import code_from_words
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Memo, Selection
from mixedmethods.store import Project
from mixedmethods.store.answers import answer, remember_answer
from mixedmethods.store.codings import (
    code_selections,
    label_coding,
    remove_coding,
    resize_coding,
    source_codings,
)
from mixedmethods.store.decisions import decide
from mixedmethods.store.memos import save_memo
from mixedmethods.store.muted import mute
from mixedmethods.store.reads import mark_read
from mixedmethods.store.settings import settings
from mixedmethods.store.texts import read_source

Op = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests come from: the source on the screen, who works, and what was suggested."""

    project: Project
    source: str
    coder: str
    suggestions: Mapping[str, Suggestion]
    codebook: str = ""


def suggestion_id(suggestion: Suggestion) -> str:
    """Return the name by which the page refers to a suggestion."""
    return f"suggested:{suggestion.code}:{suggestion.start}:{suggestion.end}"


def serve(
    project: Project,
    source: str,
    ops: Iterable[Op],
    coder: str,
    suggestions: Mapping[str, Suggestion],
    codebook: str = "",
) -> tuple[list[str], dict[str, str]]:
    """Carry out requests in their order.

    Parameters
    ----------
    project : Project
        The open project.
    source : str
        The source that is on the screen.
    ops : iterable of mappings
        ``id`` and ``type``: apply (selections, codes), invivo (selections, name), remove (span),
        resize (span, start, end, quote), label (span, stance, elicitation), accept and reject
        (span, the id of a suggestion; accept with other ends also start, end, quote), mute (span,
        word), read (turns, read), memo (kind, target, text, memo, version), undo, redo. Nothing
        is taken on trust.
    coder : str
        Who works.
    suggestions : mapping
        The suggestions that were shown, by `suggestion_id`.
    codebook : str, optional
        Id of the codebook on the screen, to which codes made from selected words go.

    Returns
    -------
    list of str, dict
        Ids of the requests that are met (now or before), and of those that were refused with the
        sentence that says why.
    """
    place = Place(project, source, coder, suggestions, codebook)
    met: list[str] = []
    refused: dict[str, str] = {}
    for op in ops:
        id = _name(op, "id")
        sentence = _once(place, id, op) if id else f"{_unreadable()}"
        if sentence:
            refused[id] = sentence
        else:
            met.append(id)
    return met, refused


def _once(place: Place, id: str, op: Op) -> str:
    """Return why a request is refused, or nothing where it is met; carry it out if it is new."""
    project = place.project
    if project.served(id):
        return ""
    known = answer(project, id)
    if known is not None:
        return known
    try:
        _serve(place, op)
        sentence = ""
    except DataError as error:
        sentence = f"{error}"
    if project.served(id):  # by us, or by another run of the page at the same moment
        return ""
    # It left no entry in the log. An undo that found nothing must not, sent once more, take back
    # what was done after it.
    remember_answer(project, id, sentence)
    return sentence


def _serve(place: Place, op: Op) -> None:
    kind = op.get("type")
    handle = _HANDLERS.get(kind) if isinstance(kind, str) else None
    if handle is None:
        raise _unreadable()
    handle(place, op)


def _apply(place: Place, op: Op) -> None:
    match op:
        case {"selections": [*selections], "codes": [*codes]}:
            chosen, quotes = _selections(place, selections)
            wanted = [f"{code}" for code in codes]
            code_selections(place.project, chosen, wanted, place.coder, op["id"], quotes)
        case _:
            raise _unreadable()


def _in_vivo(place: Place, op: Op) -> None:
    match op:
        case {"selections": [*selections]} if selections and _name(op, "name").strip():
            chosen, quotes = _selections(place, selections)
            name = _name(op, "name").strip()
            code_from_words(
                place.project, chosen, quotes, name, place.codebook, place.coder, op["id"]
            )
        case _:
            raise _unreadable()


def _remove(place: Place, op: Op) -> None:
    remove_coding(place.project, _span(op), place.coder, op["id"])


def _resize(place: Place, op: Op) -> None:
    span, new = _span(op), _selection(place.source, op)
    quote = _name(op, "quote")
    resize_coding(place.project, span, new.start, new.end, place.coder, op["id"], quote)


def _label(place: Place, op: Op) -> None:
    stance, elicitation = op.get("stance"), op.get("elicitation")
    if not isinstance(stance, str) or not isinstance(elicitation, str):
        raise _unreadable()
    label_coding(place.project, _span(op), place.coder, stance, elicitation, op["id"])


def _decide(place: Place, op: Op) -> None:
    suggestion = _suggestion(place, op)
    accepted = op["type"] == "accept"
    decide(
        place.project,
        Selection(suggestion.source, suggestion.start, suggestion.end),
        suggestion.code,
        accepted,
        place.coder,
        "; ".join(suggestion.words),
        op["id"],
        place=_other_ends(place, op, suggestion) if accepted and "start" in op else None,
    )


def _other_ends(place: Place, op: Op, suggestion: Suggestion) -> Selection:
    """Return where an accepted suggestion goes, if the coder has changed its ends."""
    wanted = _selection(place.source, op)
    text = read_source(place.project, place.source).text
    if not (wanted.start < suggestion.end and suggestion.start < wanted.end):
        raise ProjectError(
            "An accepted suggestion must keep some of its words. Got ends that leave all of them "
            "out. Reject it, and code the other words."
        )
    if text[wanted.start : wanted.end] != _name(op, "quote"):
        raise ProjectError(
            "The words of a coding must be those on the screen. Got others. Reload the page."
        )
    return wanted


def _mute(place: Place, op: Op) -> None:
    suggestion = _suggestion(place, op)
    word = op.get("word")
    if word is not None and word not in suggestion.words:
        raise ProjectError(
            "A word to leave out must be one that led to the suggestion. Got another. Reload the "
            "page."
        )
    words = suggestion.words if word is None else [word]
    for k, each in enumerate(dict.fromkeys(words)):
        id = op["id"] if k == 0 else f"{op['id']}/{k}"
        mute(place.project, suggestion.code, each, place.coder, id)


def _read(place: Place, op: Op) -> None:
    match op:
        case {"turns": [*turns], "read": bool() as read} if all(type(t) is int for t in turns):
            mark_read(place.project, place.source, turns, place.coder, read, op["id"])
        case _:
            raise _unreadable()


def _memo(place: Place, op: Op) -> None:
    kind, target, text = op.get("kind"), _name(op, "target"), op.get("text")
    if not isinstance(text, str) or text != text.encode("utf-8", "ignore").decode():
        raise _unreadable()
    here = target == place.source if kind == "source" else target in _seen(place)
    if kind not in ("source", "coding") or not here:
        raise ProjectError(
            "A memo must be on this source, or on a coding in it. Got one on something that is "
            "not here any more. Reload the page."
        )
    version = op.get("version")
    memo = Memo(_name(op, "memo") or f"{op['id']}", f"{kind}", target, text, place.coder)
    if type(version) is int and version > 0:
        memo = replace(memo, version=version)
    save_memo(place.project, memo, place.coder, op["id"])


def _seen(place: Place) -> set[str]:
    """Return the codings of the source that this coder may see."""
    everyone = settings(place.project).sees_all(place.coder)
    frame = source_codings(place.project, place.source, None if everyone else place.coder)
    return set(frame["id"])


def _undo(place: Place, op: Op) -> None:
    place.project.undo(place.coder, op["id"])


def _redo(place: Place, op: Op) -> None:
    place.project.redo(place.coder, op["id"])


def _suggestion(place: Place, op: Op) -> Suggestion:
    found = place.suggestions.get(_span(op))
    if found is None:
        raise ProjectError(
            "A suggestion must still be open. Got one that was decided or has changed. "
            "Look at the list again."
        )
    return found


def _selections(place: Place, given: Iterable[object]) -> tuple[list[Selection], list[str]]:
    every = list(given)
    return [_selection(place.source, each) for each in every], [_name(e, "quote") for e in every]


def _selection(source: str, given: object) -> Selection:
    match given:
        case {"start": int() as start, "end": int() as end}:
            return Selection(source, start, end)
    raise _unreadable()


def _span(op: Op) -> str:
    span = _name(op, "span")
    if not span:
        raise _unreadable()
    return span


def _name(op: object, key: str) -> str:
    """Return a name that a request gives, or nothing where it gives none that can be stored."""
    name = op.get(key) if isinstance(op, Mapping) else None
    if not isinstance(name, str) or name.encode("utf-8", "ignore").decode() != name:
        return ""
    return name


def _unreadable() -> ProjectError:
    return ProjectError(
        "A request must name what it does, and to what. Got one from the page that cannot be "
        "read. Reload the page."
    )


_HANDLERS: dict[str, Callable[[Place, Op], None]] = {
    "apply": _apply,
    "invivo": _in_vivo,
    "remove": _remove,
    "resize": _resize,
    "label": _label,
    "accept": _decide,
    "reject": _decide,
    "mute": _mute,
    "read": _read,
    "memo": _memo,
    "undo": _undo,
    "redo": _redo,
}
