"""A project of another program, or of this one: a .qdpx file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mixedmethods.ingest.exchange import xml
from mixedmethods.ingest.exchange.archive import Archive, bad, opened, read_part
from mixedmethods.ingest.exchange.codes import read_codes
from mixedmethods.ingest.exchange.found import OURS, Found, Ref
from mixedmethods.ingest.exchange.notes import read_notes
from mixedmethods.ingest.exchange.people import (
    People,
    read_cases,
    read_users,
    read_variables,
    values_of,
)
from mixedmethods.ingest.exchange.selections import note_refs, read_selections
from mixedmethods.ingest.exchange.sets import read_sets
from mixedmethods.ingest.exchange.supplement import SUPPLEMENT, read_supplement
from mixedmethods.ingest.exchange.texts import Text, read_texts
from mixedmethods.model import Audit, AuditEntry, Codebook, Coding, Source
from mixedmethods.model.exchange import Exchange

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = ("focus group", "case study", "text")


def read_qdpx(name: str, content: bytes) -> tuple[Exchange, Audit]:
    """Read a .qdpx file.

    Parameters
    ----------
    name : str
        The file's name, for messages.
    content : bytes
        The file: a zip with a project in QDA-XML and its texts.

    Returns
    -------
    Exchange, Audit
        What could be read, and the account: how many things were read, how many were left, and
        why, in entries without a row. Texts have their line ends as newlines and no mark; offsets
        are code points of them, however the file counts. A file that this program wrote, and no
        other has changed, comes back as it was.

    Raises
    ------
    FileError
        If the file is no such zip, is damaged, unpacks without bound, has parts that lead out of
        it, or its XML has declarations of its own.
    """
    with opened(name, content) as archive:
        path = _project_path(archive)
        project = read_part(archive, path) or b""
        base = path[: path.rfind("/") + 1]
        held = read_supplement(archive, project, base)
        if held is not None:
            return held, Audit(_count(held))
        exchange, audit = _read(archive, xml.parse(name, project), base)
        if SUPPLEMENT in archive.parts:
            lost = "the file was changed by another program; the rest was read as it stands now"
            audit = replace(audit, entries=(*audit.entries, AuditEntry(0, "flagged", lost)))
        return exchange, audit


def _project_path(archive: Archive) -> str:
    paths = [path for path in archive.parts if path.endswith(".qde")]
    if not paths:
        raise bad(archive.name, "no project.qde")
    return min(paths, key=lambda path: (path.count("/"), not path.endswith("project.qde"), path))


def _read(archive: Archive, top: "_Element", base: str) -> tuple[Exchange, Audit]:
    if xml.local(top) != "Project":
        raise bad(archive.name, "XML that is no project")
    origin, title = xml.get(top, "origin"), xml.get(top, "name")
    found = Found(ours=origin == OURS)
    users, variables = read_users(top), read_variables(top)
    book = read_codes(xml.child(top, "CodeBook", "Codes"), title, found)
    texts = read_texts(archive, top, base, found)
    codings = [coding for text in texts for coding in read_selections(text, users, found)]
    people = read_cases(top, texts, variables, found)
    sources = [_source(text, variables, people, found) for text in texts]
    _code_notes(top, found)
    _project_notes(top, found)
    memos = tuple(read_notes(archive, top, base, users, found))
    sets = tuple(read_sets(top, found))
    graphs = sum(1 for _ in xml.children(xml.child(top, "Graphs"), "Graph"))
    found.say("dropped", "diagrams", graphs)
    if not found.ours:
        found.say("dropped", "selections without a code or a note", len(found.bare))
    exchange = Exchange(
        title=title,
        origin=origin,
        users=tuple(users.values()),
        codebooks=(_codable(book, codings, found),) if book.codes else (),
        sources=tuple(sources),
        cases=tuple(people.cases),
        speaking=tuple((*turn, case) for turn, case in people.speaking.items()),
        codings=tuple(codings),
        memos=memos,
        sets=sets,
        guids=tuple((kind, id, guid) for (kind, id), guid in found.guids.items()),
    )
    return exchange, found.audit()


def _source(text: Text, variables: Mapping[str, str], people: People, found: Found) -> Source:
    said = xml.words(text.element, "Description").strip()
    turns = tuple(
        replace(turn, moderator=True) if (text.id, turn.number) in people.moderated else turn
        for turn in text.turns
    )
    speakers = {turn.speaker for turn in turns if turn.speaker and not turn.moderator}
    kind = "focus group" if len(speakers) > 1 else "text"
    if said in KINDS:
        kind = said
    elif said:
        found.refs.append(Ref(f"={said}", "source", text.id))
    note_refs(text.element, "source", text.id, found)
    return Source(text.id, text.text, turns, kind, values_of(text.element, variables, found))


def _code_notes(top: "_Element", found: Found) -> None:
    for each in _every(xml.child(top, "CodeBook", "Codes")):
        id = found.thing(xml.guid_at(each, "guid"), "code")
        if id:
            note_refs(each, "code", id, found)


def _project_notes(top: "_Element", found: Found) -> None:
    note_refs(top, "project", "", found)
    said = xml.words(top, "Description").strip()
    if said:
        found.refs.append(Ref(f"={said}", "project", ""))


def _every(place: "_Element | None") -> "Iterator[_Element]":
    waiting = list(xml.children(place, "Code"))
    while waiting:
        element = waiting.pop()
        yield element
        waiting += xml.children(element, "Code")


def _codable(book: Codebook, codings: list[Coding], found: Found) -> Codebook:
    """Make codes codable that are used although the file says that they only group others."""
    used = {coding.code for coding in codings}
    wrong = {code.id for code in book.codes if code.id in used and not code.codable}
    found.say("flagged", "headings that bear codings, made codes", len(wrong))
    codes = tuple(replace(c, codable=True) if c.id in wrong else c for c in book.codes)
    return replace(book, codes=codes)


def _count(held: Exchange) -> int:
    parts: tuple[tuple[object, ...], ...] = (
        held.codes, held.sources, held.cases, held.codings, held.memos, held.sets,
    )  # fmt: skip
    return sum(len(part) for part in parts)
