"""What the transcript view is told: turns, codes, spans and memos as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from mixedmethods.coding import Suggestion
from mixedmethods.model import Code, Codebook, Memo, Source

PATTERNS = 5  # ways to draw a stripe, see painting.js; no divisor of the number of colours
COLUMNS = ("id", "start", "end", "code", "coder", "stance", "elicitation")


def turns_of(source: Source) -> list[dict[str, Any]]:
    """Return the turns with their words."""
    return [
        {
            "number": turn.number,
            "who": turn.speaker,
            "time": turn.time,
            "start": turn.start,
            "text": source.text[turn.start : turn.end],
            "moderator": turn.moderator,
        }
        for turn in source.turns
    ]


def palette(book: Codebook, others: Iterable[Codebook]) -> list[dict[str, Any]]:
    """Return the codes to offer, as a tree; then those of other codebooks, to name their spans."""
    topics = dict(book.topics)
    listed = [
        _entry(code, depth, _heading(root, topics), True) for code, depth, root in tree(book.codes)
    ]
    named = [_entry(code, 0, "", False) for other in others for code in other.codes]
    return [{**entry, "pattern": k % PATTERNS} for k, entry in enumerate([*listed, *named])]


def tree(codes: Sequence[Code]) -> list[tuple[Code, int, Code]]:
    """Return codes in the order to show them: each below its parent.

    Returns
    -------
    list of (Code, int, Code)
        The code, how far below the top it stands, and the code at the top above it.
    """
    below: dict[str, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    found: list[tuple[Code, int, Code]] = []
    waiting = [(code, 0, code) for code in reversed(below.get("", []))]
    while waiting:
        code, depth, root = waiting.pop()
        found.append((code, depth, root))
        waiting += [(child, depth + 1, root) for child in reversed(below.get(code.id, []))]
    return found


def made(codings: pd.DataFrame, coder: str, memos: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return codings as spans; `memos` counts those on each coding."""
    rows = zip(*(codings[name].tolist() for name in COLUMNS), strict=True)
    common = {"status": "coding", "why": "", "words": []}
    return [
        {
            **common,
            **dict(zip(COLUMNS, row, strict=True)),
            "mine": row[4] == coder,
            "memos": memos.get(row[0], 0),
        }
        for row in rows
    ]


def suggested(found: Mapping[str, Suggestion]) -> list[dict[str, Any]]:
    """Return suggestions as spans, each with its reason."""
    return [
        {
            "id": id,
            "start": each.start,
            "end": each.end,
            "code": each.code,
            "status": "suggested",
            "coder": "",
            "mine": False,
            "why": f"The lexicon of this code has: {'; '.join(each.words)}",
            "words": list(each.words),
        }
        for id, each in found.items()
    ]


def memo_data(memos: Iterable[Memo], coder: str) -> list[dict[str, Any]]:
    """Return memos with whether they are the coder's own."""
    return [
        {
            "id": memo.id,
            "kind": memo.kind,
            "target": memo.target,
            "text": memo.text,
            "author": memo.author,
            "version": memo.version,
            "mine": memo.author == coder,
        }
        for memo in memos
    ]


def _entry(code: Code, depth: int, group: str, listed: bool) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": code.name,
        "color": code.colour,
        "group": group,
        "definition": code.definition,
        "depth": depth,
        "codable": code.codable,
        "listed": listed,
    }


def _heading(root: Code, topics: Mapping[str, str]) -> str:
    if not root.topic:
        return "Other codes" if topics else ""
    return topics.get(root.topic, root.topic)
