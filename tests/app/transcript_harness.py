"""A tiny page for `test_transcript_view.py`: the transcript view over state in memory.

It applies operations as the app does (each once, by its id), keeps them in the session, and
prints the codings as JSON, so that the tests see what Python understood. Buttons start again, as
another document, with or without spans. Query parameters: `deaf=always` answers nothing at all,
`deaf=once` misses the first call; `focus` is the turn to go to.
"""

import json
from typing import Any

import streamlit as st

from mixedmethods.app.components.transcript import pending_ops, transcript

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


def codes() -> list[dict[str, str]]:
    fields = ("id", "name", "color", "group", "definition")
    return [dict(zip(fields, code, strict=True)) for code in CODES]


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
    return {**place, "status": status, "coder": coder, "mine": False, "why": why}


def carry_out(op: dict[str, Any]) -> None:
    """Apply one operation, or refuse it."""
    state = st.session_state
    if op["type"] == "apply":
        if REFUSED_CODE in op["codes"]:
            state.refused[op["id"]] = "This code is closed."
            return
        state.undone = []
        state.spans += [
            _coding(op["id"], selection, code)
            for selection in op["selections"]
            for code in op["codes"]
        ]
    elif op["type"] in ("remove", "reject"):
        state.spans = [span for span in state.spans if span["id"] != op["span"]]
    elif op["type"] == "accept":
        accepted = {"status": "coding", "mine": True, "coder": "Me"}
        state.spans = [s | accepted if s["id"] == op["span"] else s for s in state.spans]
    elif op["type"] == "undo" and state.spans:
        state.undone.append(state.spans.pop())
    elif op["type"] == "redo" and state.undone:
        state.spans.append(state.undone.pop())
    state.acked.append(op["id"])


def _coding(op_id: str, selection: dict[str, Any], code: str) -> dict[str, Any]:
    by_me = {"status": "coding", "coder": "Me", "mine": True, "why": ""}
    return {"id": f"{op_id}.{selection['start']}.{code}", "code": code, **selection, **by_me}


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
    return {"spans": spans, "answered": len(state.acked) + len(state.refused)}


def start_again(spans: list[dict[str, Any]]) -> None:
    state = st.session_state
    state.document = state.get("document", 0) + 1
    state.spans, state.undone, state.acked, state.refused = spans, [], [], {}


def main() -> None:
    state = st.session_state
    if "document" not in state:
        start_again([])
    with st.container(horizontal=True):
        st.button("No spans", on_click=start_again, args=([],))
        st.button("First spans", on_click=start_again, args=(first_spans(),))
    transcript(
        "view",
        document=f"harness {state.document}",
        turns=turns(),
        spans=state.spans,
        codes=codes(),
        acked=state.acked,
        refused=state.refused,
        focus=int(st.query_params["focus"]) if "focus" in st.query_params else None,
        on_ops=on_ops,
    )
    st.code(json.dumps(report(), ensure_ascii=False), language=None)


if __name__ == "__main__":
    st.set_page_config(page_title="Transcript view", page_icon="📝", layout="wide")
    main()
