"""Serve what a coder does on the Code page: each request once, whatever the network does."""

from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from mixedmethods.coding import Suggestion
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Selection
from mixedmethods.store import Project
from mixedmethods.store.codings import code_selections, decide, remove_coding

Op = Mapping[str, Any]

# What came of each request, for those that leave no entry in the log: an undo that found nothing
# must not, sent once more, take back what was done after it.
_answers: WeakKeyDictionary[Project, dict[str, str]] = WeakKeyDictionary()
REMEMBERED = 10_000


def suggestion_id(suggestion: Suggestion) -> str:
    """Return the name by which the page refers to a suggestion."""
    return f"suggested:{suggestion.code}:{suggestion.start}:{suggestion.end}"


def serve(
    project: Project,
    source: str,
    ops: Iterable[Op],
    coder: str,
    suggestions: Mapping[str, Suggestion],
) -> tuple[list[str], dict[str, str]]:
    """Carry out requests in their order.

    Parameters
    ----------
    project : Project
        The open project.
    source : str
        The source that is on the screen.
    ops : iterable of mappings
        ``id`` and ``type``: apply (selections, codes), remove (span), accept and reject (span, the
        id of a suggestion), undo, redo. Nothing is taken on trust.
    coder : str
        Who works.
    suggestions : mapping
        The suggestions that were shown, by `suggestion_id`.

    Returns
    -------
    list of str, dict
        Ids of the requests that are met (now or before), and of those that were refused with the
        sentence that says why.
    """
    met: list[str] = []
    refused: dict[str, str] = {}
    for op in ops:
        id = _name(op, "id")
        answer = _once(project, id, source, op, coder, suggestions) if id else f"{_unreadable()}"
        if answer:
            refused[id] = answer
        else:
            met.append(id)
    return met, refused


def _once(
    project: Project,
    id: str,
    source: str,
    op: Op,
    coder: str,
    suggestions: Mapping[str, Suggestion],
) -> str:
    """Return why a request is refused, or nothing where it is met; carry it out if it is new."""
    answers = _answers.setdefault(project, {})
    if id not in answers and not project.served(id):
        try:
            _serve(project, source, op, coder, suggestions)
            answers[id] = ""
        except DataError as error:
            # Two runs of one page may bring the same request at the same moment.
            answers[id] = "" if project.served(id) else f"{error}"
        if len(answers) > REMEMBERED:
            del answers[next(iter(answers))]
    return answers.get(id, "")


def _serve(
    project: Project, source: str, op: Op, coder: str, suggestions: Mapping[str, Suggestion]
) -> None:
    span = _name(op, "span")
    match op:
        case {"type": "apply", "selections": [*selections], "codes": [*codes]}:
            chosen = [_selection(source, each) for each in selections]
            quotes = [_name(each, "quote") for each in selections]
            code_selections(project, chosen, [f"{c}" for c in codes], coder, op["id"], quotes)
        case {"type": "remove"} if span:
            remove_coding(project, span, coder, op["id"])
        case {"type": "accept" | "reject"} if span:
            _decide(project, op, coder, suggestions.get(span))
        case {"type": "undo"}:
            project.undo(coder, op["id"])
        case {"type": "redo"}:
            project.redo(coder, op["id"])
        case _:
            raise _unreadable()


def _decide(project: Project, op: Op, coder: str, suggestion: Suggestion | None) -> None:
    if suggestion is None:
        raise ProjectError(
            "A suggestion must still be open. Got one that was decided or has changed. "
            "Look at the list again."
        )
    decide(
        project,
        Selection(suggestion.source, suggestion.start, suggestion.end),
        suggestion.code,
        op["type"] == "accept",
        coder,
        "; ".join(suggestion.words),
        op["id"],
    )


def _selection(source: str, given: object) -> Selection:
    match given:
        case {"start": int() as start, "end": int() as end}:
            return Selection(source, start, end)
    raise _unreadable()


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
