"""A tiny page for `test_transcript_view.py`: the transcript view over state in memory.

It applies operations as the app does (each once, by its id), keeps them in the session, and
prints the codings as JSON, so that the tests see what Python understood. Buttons start again, as
another document, with or without spans. Query parameters: `deaf=always` answers nothing at all,
`deaf=once` misses the first call; `focus` is the turn to go to.
"""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from mixedmethods.app.components.transcript import held, pending_ops, transcript
from mixedmethods.app.components.transcript.sending import outgoing, ranges

FAMILY = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
CAFE = "cafe\N{COMBINING ACUTE ACCENT}"
TURNS = [
    ("M", "00:00", "Welcome. What was it like to wait?"),
    ("P1", "00:12", f"It was \N{GRINNING FACE}{FAMILY} fine, they said \U0001d4b3yz and rang me."),
    ("P2", "00:40", f"I went to the {CAFE} and waited for seven weeks, on and off."),
    ("P3", "", "שלום, חיכיתי שבעה שבועות לטיפול."),
    ("P1", "01:31", '<img src=x onerror="window.hacked=1"> <b>not bold</b> & that is that.'),
    ("P4", "01:40", "  It cost a lot.\nThe bus, the time off work, the childcare.  "),
    ("M", "02:02", "Thank you all."),
]
CODES = [
    ("AC-WAIT", "Waiting time", "#0072b2", "Access", "How long people wait."),
    ("AC-COST", "Cost", "#d55e00", "Access", "What it costs people."),
    ("AC-TRUST", "Trust", "#009e73", "Access", "Whether people trust the service."),
    ("TR-ONLINE", "Online care", "#cc79a7", "Treatment", "Care by video or text."),
    ("TR-LANG", "Language", "#e69f00", "Treatment", "The language of care."),
    ("TR-FAMILY", "Family", "#56b4e9", "Treatment", "The part of the family."),
    ("SE", "The building", "#7f3c8d", "Service", "Only a heading."),
    ("SE-BUS", "Travel <b>by bus</b>", "#7f3c8d", "Service", "Getting there."),
    ("SE-ROOM", "Rooms", "#666666", "Service", "Where care happens."),
]
REFUSED_CODE = "SE-ROOM"


def turns() -> list[dict[str, Any]]:
    """Turns of the source ``LABEL [TIME]: text`` with one line break between them."""
    start, result = 0, []
    for number, (who, clock, text) in enumerate(TURNS, start=1):
        start += len(f"{who} [{clock}]: ")
        turn = {"number": number, "who": who, "time": clock, "start": start, "text": text}
        result.append({**turn, "moderator": who == "M"})
        start += len(text) + 1
    return result


def source() -> str:
    """Text that the offsets count in."""
    return "".join(f"{who} [{clock}]: {text}\n" for who, clock, text in TURNS)


def codes() -> list[dict[str, Any]]:
    fields = ("id", "name", "color", "group", "definition")
    named = [dict(zip(fields, code, strict=True)) for code in st.session_state.codes]
    return [
        {**code, "codable": code["id"] != "SE", "depth": int(code["id"].startswith("SE-"))}
        for code in named
    ]


def first_spans() -> list[dict[str, Any]]:
    """Two suggestions and a coding of another coder."""
    return [
        _span("s1", "seven weeks", "AC-WAIT", status="suggested", why="matched: seven weeks"),
        _span("s2", "on and off", "AC-TRUST", status="suggested", why="matched: on and off"),
        _span("c1", "The bus", "SE-BUS", status="coding", coder="Anna"),
    ]


def _span(key: str, quote: str, code: str, *, status: str, coder: str = "", why: str = "") -> Any:
    start = source().index(quote)
    place = {"id": key, "start": start, "end": start + len(quote), "code": code}
    return {
        **place,
        "status": status,
        "coder": coder,
        "mine": False,
        "why": why,
        "words": [quote] if why else [],
    }


def carry_out(op: dict[str, Any]) -> None:
    """Apply one operation, or refuse it."""
    state = st.session_state
    if op["type"] == "apply" and REFUSED_CODE in op["codes"]:
        state.refused[op["id"]] = "This code is closed."
        return
    DOES[op["type"]](op)
    state.acked.append(op["id"])


def _apply(op: dict[str, Any]) -> None:
    st.session_state.undone = []
    st.session_state.spans += [
        _coding(op["id"], selection, code) for selection in op["selections"] for code in op["codes"]
    ]


def _in_vivo(op: dict[str, Any]) -> None:
    st.session_state.codes.append((op["name"], op["name"], "#0072b2", "Own", ""))
    st.session_state.spans += [_coding(op["id"], each, op["name"]) for each in op["selections"]]


def _drop(op: dict[str, Any]) -> None:
    state = st.session_state
    state.spans = [span for span in state.spans if span["id"] != op["span"]]


def _mute(op: dict[str, Any]) -> None:
    st.session_state.muted.append([op["span"], op.get("word")])
    _drop(op)


def _accept(op: dict[str, Any]) -> None:
    _change(op, status="coding", mine=True, coder="Me", **_ends(op))


def _read(op: dict[str, Any]) -> None:
    state, turns = st.session_state, set(op["turns"])
    state.read = state.read | turns if op["read"] else state.read - turns


def _memo(op: dict[str, Any]) -> None:
    state = st.session_state
    memo = {"id": op["memo"] or op["id"], "kind": op["kind"], "target": op["target"]}
    others = [each for each in state.memos if each["id"] != memo["id"]]
    kept = {"text": op["text"], "author": "Me", "version": op["version"] + 1, "mine": True}
    state.memos = [*others, memo | kept]


def _undo(op: dict[str, Any]) -> None:
    if st.session_state.spans:
        st.session_state.undone.append(st.session_state.spans.pop())


def _redo(op: dict[str, Any]) -> None:
    if st.session_state.undone:
        st.session_state.spans.append(st.session_state.undone.pop())


def _coding(op_id: str, selection: dict[str, Any], code: str) -> dict[str, Any]:
    by_me = {"status": "coding", "coder": "Me", "mine": True, "why": ""}
    return {"id": f"{op_id}.{selection['start']}.{code}", "code": code, **selection, **by_me}


def _ends(op: dict[str, Any]) -> dict[str, Any]:
    return {key: op[key] for key in ("start", "end", "quote") if key in op}


def _change(op: dict[str, Any], **fields: Any) -> None:
    state = st.session_state
    state.spans = [s | fields if s["id"] == op["span"] else s for s in state.spans]


DOES: dict[str, Callable[[dict[str, Any]], None]] = {
    "apply": _apply,
    "invivo": _in_vivo,
    "remove": _drop,
    "reject": _drop,
    "mute": _mute,
    "accept": _accept,
    "resize": lambda op: _change(op, **_ends(op)),
    "label": lambda op: _change(op, stance=op["stance"], elicitation=op["elicitation"]),
    "read": _read,
    "memo": _memo,
    "undo": _undo,
    "redo": _redo,
}


def on_ops() -> None:
    state = st.session_state
    if is_deaf():
        return
    for op in pending_ops("view"):
        if op["id"] not in state.acked and op["id"] not in state.refused:
            carry_out(op)


def is_deaf() -> bool:
    was_called = st.session_state.get("was_called", False)
    st.session_state.was_called = True
    deaf = st.query_params.get("deaf")
    return deaf == "always" or (deaf == "once" and not was_called)


def report() -> dict[str, Any]:
    """What Python stored: the words by its own offsets, and the words the browser quoted."""
    text, state = source(), st.session_state
    spans = [
        {
            "code": span["code"],
            "status": span["status"],
            "words": text[span["start"] : span["end"]],
            "quote": span.get("quote"),
        }
        for span in state.spans
    ]
    seen = {"read": sorted(state.read), "memos": state.memos, "muted": state.muted}
    return {**seen, "spans": spans, "answered": len(state.acked) + len(state.refused)}


def start_again(spans: list[dict[str, Any]]) -> None:
    state = st.session_state
    state.document = state.get("document", 0) + 1
    state.spans, state.undone, state.acked, state.refused = spans, [], [], {}
    state.read, state.memos, state.muted, state.sent = set(), [], [], {}
    state.codes = list(CODES)


def main() -> None:
    state = st.session_state
    if "document" not in state:
        start_again([])
    with st.container(horizontal=True):
        st.button("No spans", on_click=start_again, args=([],))
        st.button("First spans", on_click=start_again, args=(first_spans(),))
        both = {"words": ["seven", "weeks"]}
        st.button("Two words", on_click=start_again, args=([first_spans()[0] | both],))
    document = f"harness {state.document}"
    text, revision = held("view")
    if "forget" in st.query_params and not state.get("forgot"):
        state.forgot = True
        text, revision = document, "not held"
        state.sent["not held"] = {}
    transcript(
        "view",
        document=document,
        source="FG1",
        text=document,
        turns=None if text == document else turns(),
        spans=outgoing(state.spans, revision, state.sent),
        codes=codes(),
        facets={"stances": ["barrier", "enabler"], "elicitations": ["spontaneous", "prompted"]},
        read=ranges(state.read),
        memos=state.memos,
        acked=state.acked,
        refused=state.refused,
        focus=int(st.query_params["focus"]) if "focus" in st.query_params else None,
        on_ops=on_ops,
    )
    st.code(json.dumps(report(), ensure_ascii=False), language=None)


if __name__ == "__main__":
    st.set_page_config(page_title="Transcript view", page_icon="📝", layout="wide")
    main()
