"""Serve what a coder does on the Code page: each request once, whatever the network does."""

from collections.abc import Iterable, Mapping
from typing import Any

from mixedmethods.coding import Suggestion
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Selection
from mixedmethods.store import Project
from mixedmethods.store.codings import code_selections, decide, remove_coding

Op = Mapping[str, Any]


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
        id of a suggestion), undo, redo.
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
    met, refused = [], {}
    for op in ops:
        try:
            if not project.served(op["id"]):
                _serve(project, source, op, coder, suggestions)
            met.append(op["id"])
        except DataError as error:
            refused[op["id"]] = str(error)
        except (KeyError, TypeError, ValueError):
            refused[op.get("id", "")] = "The page sent a request that cannot be read. Reload it."
    return met, refused


def _serve(
    project: Project, source: str, op: Op, coder: str, suggestions: Mapping[str, Suggestion]
) -> None:
    match op["type"]:
        case "apply":
            chosen = [Selection(source, int(s["start"]), int(s["end"])) for s in op["selections"]]
            code_selections(project, chosen, [str(code) for code in op["codes"]], coder, op["id"])
        case "remove":
            remove_coding(project, str(op["span"]), coder, op["id"])
        case "accept" | "reject":
            _decide(project, op, coder, suggestions.get(str(op["span"])))
        case "undo":
            project.undo(coder, op["id"])
        case "redo":
            project.redo(coder, op["id"])
        case _:
            raise ValueError(op["type"])


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
