"""The transcript view: read a transcript, select words, press a code."""

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import streamlit as st

from mixedmethods.app.components.transcript.check import is_held, is_op
from mixedmethods.app.components.transcript.sending import Sending

_HERE = files(__package__ or "mixedmethods.app.components.transcript")

# Plain scripts, each about one thing, that make one module when they are joined in this order.
SCRIPTS = (
    "text", "dom", "painting", "outbox", "spans", "palette", "popup", "ends", "memos", "selection",
    "bar", "help", "turns", "gestures", "keys", "canvas", "view", "mount",
)  # fmt: skip


def script() -> str:
    """Return the module that the browser runs."""
    return "\n".join(_HERE.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS)


# Passed as text, not as paths: paths work only where the package is installed. The styles are not
# isolated, because inside a shadow root the browser does not tell what is selected.
_mount = st.components.v2.component(
    "mixedmethods_transcript",
    js=script(),
    css=_HERE.joinpath("transcript.css").read_text("utf-8"),
    isolate_styles=False,
)


def transcript(
    key: str,
    *,
    document: str,
    turns: list[dict[str, Any]] | None,
    spans: Sending,
    codes: list[dict[str, Any]],
    acked: list[str],
    refused: dict[str, str],
    on_ops: Callable[[], None],
    source: str = "",
    text: str = "",
    facets: dict[str, list[str]] | None = None,
    read: Sequence[tuple[int, int]] = (),
    memos: Sequence[dict[str, Any]] = (),
    focus: int | None = None,
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
    turns : list of dict or None
        In order, not touching: ``number`` (int, from 1), ``who`` (str), ``time`` (str, "" if
        unknown), ``start`` (int, offset of the spoken text), ``text`` (str), ``moderator`` (bool).
        None where the view holds them already, see `held`.
    spans : Sending
        All spans, or what changed since the view told what it holds; see `sending`. A span has
        ``id`` (str), ``start``, ``end`` (int, inside one turn), ``code`` (str), ``status``
        ("coding" or "suggested"), ``coder`` (str), ``mine`` (bool), ``why`` (str, the reason of
        a suggestion) and, where known, ``words`` (list of str, what led to a suggestion),
        ``stance``, ``elicitation`` (str) and ``memos`` (int, how many are on it).
    codes : list of dict
        In the order to show: ``id``, ``name``, ``color`` ("#rrggbb"), ``group`` (its heading),
        ``definition`` (all str); ``depth`` (int, steps below the top), ``codable`` (bool; others
        are headings) and ``listed`` (bool; others only name the spans of other codebooks).
    acked : list of str
        Ids of operations that are stored. Only recent ones are needed.
    refused : dict of str to str
        Id of an operation that was not carried out -> a sentence for the user.
    on_ops : callable
        Called, before the script runs, when operations have arrived.
    source : str
        What the user calls the text: the target of a memo on it.
    text : str
        Identifies `turns` for ever; see `held`.
    facets : dict, optional
        ``stances`` and ``elicitations`` that the codebook declares, each a list of str.
    read : sequence of (int, int)
        The first and last numbers of stretches of turns that are read.
    memos : sequence of dict
        ``id``, ``kind`` ("source" or "coding"), ``target``, ``text``, ``author`` (all str),
        ``version`` (int), ``mine`` (bool).
    focus : int, optional
        Number of the turn to scroll to and focus, when this value changes.

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
    invivo                     ``selections`` as above; ``name`` of the code to be made
    remove, reject             ``span``: id of the span
    accept                     ``span``; with other ends also ``start``, ``end``, ``quote``
    resize                     ``span``, ``start``, ``end``, ``quote``
    label                      ``span``, ``stance``, ``elicitation`` (each may be empty)
    mute                       ``span``, a suggestion; ``word`` that led to it, or none for all
    read                       ``turns``: list of numbers; ``read`` (bool)
    memo                       ``kind`` ("source" or "coding"), ``target``, ``text``, ``memo``
                               (id, or empty for a new one), ``version`` that the author saw
    undo, redo                 none
    ========================== ==================================================================
    """
    data = {
        "document": document,
        "source": source,
        "text": text,
        "turns": turns,
        **spans,
        "codes": codes,
        "facets": facets,
        "read": list(read),
        "memos": list(memos),
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
    return [op for op in _sent(key) if is_op(op)]


def held(key: str) -> tuple[str, str]:
    """Return which text and which revision of the spans the view says it holds.

    Parameters
    ----------
    key : str
        Key of the component, as given to `transcript`.

    Returns
    -------
    str, str
        The `text` and the ``revision`` that were given to the view; empty where it holds nothing,
        after a reload perhaps, so that everything is to be sent.
    """
    for op in _sent(key):
        if isinstance(op, dict) and is_held(op.get("have")):
            text, revision = op["have"]
            return text, revision
    return "", ""


def _sent(key: str) -> list[Any]:
    state = st.session_state.get(key)
    ops = state.get("ops") if isinstance(state, dict) else None
    return ops if isinstance(ops, list) else []
