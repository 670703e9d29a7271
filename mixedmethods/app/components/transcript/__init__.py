"""The transcript view: read a transcript, select words, press a code."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import streamlit as st

_HERE = files(__package__ or "mixedmethods.app.components.transcript")

# Passed as text, not as paths: paths work only where the package is installed. The styles are not
# isolated, because inside a shadow root the browser does not tell what is selected.
_mount = st.components.v2.component(
    "mixedmethods_transcript",
    js=_HERE.joinpath("transcript.js").read_text("utf-8"),
    css=_HERE.joinpath("transcript.css").read_text("utf-8"),
    isolate_styles=False,
)


def transcript(
    key: str,
    *,
    document: str,
    turns: list[dict[str, Any]],
    spans: list[dict[str, Any]],
    codes: list[dict[str, Any]],
    acked: list[str],
    refused: dict[str, str],
    focus: int | None = None,
    on_ops: Callable[[], None],
) -> None:
    """Show a transcript beside its codes, and collect what the researcher does.

    Every edit is an *operation* with its own id. The view sends all the operations that are not
    yet acknowledged, again and again, so each may arrive more than once: apply it once, by its
    id, and name it in `acked` (or in `refused`) from then on. All offsets count Unicode code
    points in the whole source, like Python's own string indices, and are half open.

    Parameters
    ----------
    key : str
        Key of the component in the session state; see `pending_ops`.
    document : str
        Identifies the transcript. A new value draws everything anew.
    turns : list of dict
        In order, not touching: ``number`` (int, from 1), ``who`` (str), ``time`` (str, "" if
        unknown), ``start`` (int, offset of the spoken text), ``text`` (str), ``moderator`` (bool).
    spans : list of dict
        ``id`` (str), ``start``, ``end`` (int, inside one turn), ``code`` (str), ``status``
        ("coding" or "suggested"), ``coder`` (str), ``mine`` (bool), ``why`` (str, the reason of
        a suggestion).
    codes : list of dict
        In the order to show: ``id``, ``name``, ``color`` ("#rrggbb"), ``group`` (its heading),
        ``definition`` (all str).
    acked : list of str
        Ids of operations that are stored. Only recent ones are needed.
    refused : dict of str to str
        Id of an operation that was not carried out -> a sentence for the user.
    focus : int, optional
        Number of the turn to scroll to and focus, when this value changes.
    on_ops : callable
        Called, before the script runs, when operations have arrived.

    Notes
    -----
    An operation is a dict with ``id``, ``type``, ``document`` (as given above when the operation
    was made: it may be another one than is shown now), ``attempt`` (int, if it had to be sent
    again) and

    ========================== ==================================================================
    type                       further keys
    ========================== ==================================================================
    apply                      ``selections``: list of {``start``, ``end``, ``quote``}, one a turn;
                               ``codes``: list of code ids
    remove, accept, reject     ``span``: id of the span
    undo, redo                 none
    ========================== ==================================================================
    """
    data = {
        "document": document,
        "turns": turns,
        "spans": spans,
        "codes": codes,
        "acked": acked,
        "refused": refused,
        "focus": focus,
    }
    _mount(key=key, data=data, on_ops_change=on_ops)


def pending_ops(key: str) -> list[dict[str, Any]]:
    """Operations that the view has sent, oldest first; some may have been applied before.

    What a browser sends is not trusted: anything that is not a complete operation is left out.

    Parameters
    ----------
    key : str
        Key of the component, as given to `transcript`.

    Returns
    -------
    list of dict
        Complete operations, see the notes of `transcript`.
    """
    state = st.session_state.get(key)
    ops = state.get("ops") if isinstance(state, dict) else None
    return [op for op in ops if _is_op(op)] if isinstance(ops, list) else []


def _is_op(op: object) -> bool:
    if not isinstance(op, dict) or not _is_name(op.get("id")):
        return False
    match op.get("type"):
        case "apply":
            return _all(op.get("selections"), _is_selection) and _all(op.get("codes"), _is_name)
        case "remove" | "accept" | "reject":
            return _is_name(op.get("span"))
        case kind:
            return kind in ("undo", "redo")


def _is_selection(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("quote"), str):
        return False
    start, end = value.get("start"), value.get("end")
    return type(start) is int and type(end) is int and 0 <= start < end


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _all(values: object, test: Callable[[object], bool]) -> bool:
    return isinstance(values, list) and bool(values) and all(map(test, values))
