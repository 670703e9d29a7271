"""Selections of a text, their codings and what is said about them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.found import Found, Ref
from mixedmethods.ingest.exchange.texts import Text, stretch_of
from mixedmethods.model import Coding, Selection, split_by_turn

if TYPE_CHECKING:
    from lxml.etree import _Element

# How this program describes a coding where a file has no better place for it.
FACT = re.compile(r"(stance|elicitation|origin): ([^;:]+)")
UNKNOWN = "unknown coder"


@dataclass(frozen=True, slots=True)
class _Where:
    """A selection that is being read: its place in our text and in turns, and who made it."""

    selection: Selection
    pieces: tuple[tuple[int, int], ...]
    coder: str


def read_selections(text: Text, users: Mapping[str, str], found: Found) -> Iterator[Coding]:
    """Yield the codings of a text, each inside one turn.

    Notes on them, and descriptions, are noted in `found`; so is what was left.
    """
    starts, ends = [t.start for t in text.turns], [t.end for t in text.turns]
    met: set[tuple[int, int, str, str]] = set()
    for element in xml.children(text.element, "PlainTextSelection"):
        stretch = stretch_of(element)
        if stretch is None or stretch[1] >= len(text.positions):
            found.say("dropped", "selections outside their text", 1)
            continue
        start, end = text.positions[stretch[0]], text.positions[stretch[1]]
        near = text.turns[bisect_right(ends, start) : bisect_left(starts, end)]
        pieces = tuple((low, high) for _, low, high in split_by_turn(near, text.text, start, end))
        where = _Where(
            Selection(text.id, start, end),
            pieces,
            users.get(xml.guid_at(element, "creatingUser"), ""),
        )
        codings = list(_codings(element, where, users, met, found))
        _remarks(element, where, codings, found)
        found.kept += len(codings)
        yield from (_with_quote(each, text.text) for each in codings)


def _with_quote(coding: Coding, text: str) -> Coding:
    place = coding.selection
    return Coding(
        coding.id, place, coding.code, coding.coder, coding.origin, coding.stance,
        coding.elicitation, text[place.start : place.end],
    )  # fmt: skip


def _codings(
    element: "_Element",
    where: _Where,
    users: Mapping[str, str],
    met: set[tuple[int, int, str, str]],
    found: Found,
) -> Iterator[Coding]:
    facts = _facts(xml.words(element, "Description"))
    for each in xml.children(element, "Coding"):
        target = xml.child(each, "CodeRef")
        code = "" if target is None else found.thing(xml.guid_at(target, "targetGUID"), "code")
        if not code or not where.pieces:
            why = "codings on no words of a turn" if code else "codings without a code of the file"
            found.say("dropped", why)
            continue
        coder = users.get(xml.guid_at(each, "creatingUser")) or where.coder or UNKNOWN
        found.say("flagged", "codings over several turns, cut at the turns", len(where.pieces) > 1)
        first = ""
        for start, end in where.pieces:
            if (start, end, code, coder) in met:
                found.say("dropped", "codings that stand there twice")
                continue
            met.add((start, end, code, coder))
            place = Selection(where.selection.source, start, end)
            guid = xml.guid_at(each, "guid")
            id = found.name("coding", guid or f"{place.source}/{start}-{end}/{code}/{coder}", guid)
            first = first or id
            yield Coding(
                id, place, code, coder, facts.get("origin", "import"), facts.get("stance", ""),
                facts.get("elicitation", ""),
            )  # fmt: skip
        if first:
            note_refs(each, "coding", first, found)


def _remarks(element: "_Element", where: _Where, codings: list[Coding], found: Found) -> None:
    """Note what is said about a selection: on its first coding, else on its source."""
    guid = xml.guid_at(element, "guid")
    if guid:
        found.places.setdefault(guid, where.selection)
    kind, target, said = "source", where.selection.source, place_words(where.selection)
    if codings:
        kind, target, said = "coding", codings[0].id, ""
        found.things.setdefault(guid, (kind, target))
    description = xml.words(element, "Description").strip()
    if description and not _facts(description):
        found.refs.append(Ref(f"={description}", kind, target, said))
    elif (
        not codings
        and xml.child(element, "NoteRef") is None
        and xml.child(element, "Coding") is None
    ):
        found.bare.add(guid)
    note_refs(element, kind, target, found, said)


def note_refs(element: "_Element", kind: str, target: str, found: Found, where: str = "") -> None:
    """Take up the references from an element to notes, and its use of them."""
    for each in xml.children(element, "NoteRef"):
        found.refs.append(Ref(xml.guid_at(each, "targetGUID"), kind, target, where))


def place_words(selection: Selection) -> str:
    """Return a place as a memo names it: without the words that stand there."""
    return f"(characters {selection.start} to {selection.end})"


def _facts(description: str) -> dict[str, str]:
    """Return what this program says of a coding, or nothing where the words are a person's."""
    facts = [FACT.fullmatch(part.strip()) for part in description.split(";")]
    return {f[1]: f[2].strip() for f in facts if f} if facts and all(facts) else {}
