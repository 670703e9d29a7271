"""Notes of another program, as memos on what they refer to."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.archive import Archive
from mixedmethods.ingest.exchange.dialect import normal
from mixedmethods.ingest.exchange.found import Found, Ref
from mixedmethods.ingest.exchange.selections import place_words
from mixedmethods.ingest.exchange.texts import plain_text
from mixedmethods.model import Memo
from mixedmethods.model.exchange import usual_guid

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = ("project", "source", "case", "code", "coding")


def read_notes(
    archive: Archive, top: "_Element", base: str, users: Mapping[str, str], found: Found
) -> Iterator[Memo]:
    """Yield a memo for each thing that a note stands on; one that stands on none is the project's.

    Descriptions that other parts of the file gave, noted in `found`, become memos too.
    """
    place = xml.child(top, "Notes")
    known = {xml.guid_at(each, "guid"): each for each in xml.children(place, "Note")}
    _links(top, known, found)
    refs: dict[str, list[Ref]] = {}
    for ref in dict.fromkeys(found.refs):
        if ref.note.startswith("="):
            yield _memo(ref.note[1:], ref, "", "", "", found)
        elif ref.note in known:
            refs.setdefault(ref.note, []).append(ref)
        else:
            found.say("dropped", "references to notes that the file does not hold")
    for guid, element in known.items():
        text = _words(archive, element, base, found)
        if not text:
            found.say("dropped", "notes without words")
            continue
        author = users.get(xml.guid_at(element, "creatingUser"), "")
        changed = xml.get(element, "modifiedDateTime", "creationDateTime")
        for ref in refs.get(guid) or [Ref(guid, "project", "")]:
            yield _memo(text, ref, guid, author, changed, found)


def _memo(text: str, ref: Ref, guid: str, author: str, changed: str, found: Found) -> Memo:
    words = f"{text}\n{ref.where}" if ref.where else text
    guid = guid or usual_guid("", "memo", f"{ref.kind}/{ref.target}/{words}")
    found.kept += 1
    return Memo(found.name("memo", guid, guid), ref.kind, ref.target, words, author, changed)


def _words(archive: Archive, element: "_Element", base: str, found: Found) -> str:
    """Return title, description and text of a note, each where it says something of its own."""
    text = normal(plain_text(archive, element, base) or "").strip("\n")
    title = "" if found.ours else xml.get(element, "name")
    parts = [title, xml.words(element, "Description").strip(), text]
    coded = sum(1 for each in xml.children(element, "PlainTextSelection", "Coding"))
    found.say("dropped", "selections and codings of notes", coded)
    if not any(parts[1:]):
        return ""
    return "\n\n".join(part for part in parts if part and not (part == title and part in text))


def _links(top: "_Element", known: Mapping[str, "_Element"], found: Found) -> None:
    """Take a link between a note and a thing for a reference; others have no place here."""
    for each in xml.children(xml.child(top, "Links"), "Link"):
        ends = [xml.guid_at(each, "originGUID"), xml.guid_at(each, "targetGUID")]
        notes = [end for end in ends if end in known]
        others = [ref for end in ends if end not in known and (ref := _at(end, notes, found))]
        if len(notes) == 1 and others:
            found.refs.append(others[0])
        else:
            found.say("dropped", "links between things")


def _at(guid: str, notes: list[str], found: Found) -> Ref | None:
    kind, id = found.things.get(guid, ("", ""))
    note = notes[0] if notes else ""
    if kind in KINDS:
        return Ref(note, kind, id)
    if guid in found.places:
        found.bare.discard(guid)
        place = found.places[guid]
        return Ref(note, "source", place.source, place_words(place))
    return None
