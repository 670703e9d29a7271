"""Memos, in the words of the exchange standard: notes, references to them, and links."""

import re
from typing import TYPE_CHECKING

from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.report.exchange import parts
from mixedmethods.report.guard import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

# What the schema takes for a date and time.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
LINKED = ("case",)  # what has no place for a reference to a note


def memo_refs(
    exchange: Exchange, guids: dict[tuple[str, str], str]
) -> dict[tuple[str, str], list[str]]:
    """Return the guids of the memos on each thing, by (kind, id)."""
    refs: dict[tuple[str, str], list[str]] = {}
    for memo in exchange.memos:
        refs.setdefault((memo.kind, memo.target), []).append(guids["memo", memo.id])
    return refs


def notes(top: "_Element", exchange: Exchange, guids: dict[tuple[str, str], str]) -> None:
    """Write the memos, and a link from each memo to its case."""
    if not exchange.memos:
        return
    place = parts.element(top, "Notes")
    for memo in exchange.memos:
        author = usual_guid(exchange.guid, "user", memo.author) if memo.author else ""
        made = parts.element(
            place,
            "Note",
            guid=guids["memo", memo.id],
            name=f"Memo on {memo.kind} {memo.target}".strip(),
            creatingUser=author,
            modifiedDateTime=memo.changed if MOMENT.fullmatch(memo.changed) else "",
        )
        parts.element(made, "PlainTextContent").text = printable(memo.text)
    linked = [m for m in exchange.memos if m.kind in LINKED and (m.kind, m.target) in guids]
    if linked:
        place = parts.element(top, "Links")
        for memo in linked:
            parts.element(
                place,
                "Link",
                guid=usual_guid(exchange.guid, "link", memo.id),
                name=f"Memo on {memo.kind} {memo.target}",
                direction="OneWay",
                originGUID=guids["memo", memo.id],
                targetGUID=guids[memo.kind, memo.target],
            )
