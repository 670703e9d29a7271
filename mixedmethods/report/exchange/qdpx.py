"""A project as a .qdpx file, which programs for qualitative analysis can read."""

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mixedmethods.model import Source
from mixedmethods.model.exchange import Exchange, usual_guid
from mixedmethods.report.archive import DATE
from mixedmethods.report.exchange import parts
from mixedmethods.report.exchange.notes import memo_refs, notes
from mixedmethods.report.exchange.people import (
    cases,
    users,
    variable_kinds,
    variable_values,
    variables,
    voices,
)
from mixedmethods.report.exchange.supplement import SUPPLEMENT, supplement

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "urn:QDA-XML:project:1.0"
UNIX = 3  # so that every system writes the same bytes


def qdpx_bytes(exchange: Exchange) -> bytes:
    """Return the qualitative strand of a project as a .qdpx file.

    Parameters
    ----------
    exchange : Exchange
        What to write. Offsets go out as the standard has them: code points from 0, the end not
        included.

    Returns
    -------
    bytes
        A zip with ``project.qde`` (QDA-XML 1.0), one UTF-8 text per source, and
        ``mixedmethods/exchange.json``, which holds what the standard has no place for and other
        programs pass over. The same exchange gives the same bytes.
    """
    guids = parts.guids_of(exchange)
    refs = memo_refs(exchange, guids)
    top = parts.root("Project", SPACE, name=exchange.title or "Untitled", origin=parts.ORIGIN)
    users(top, exchange)
    _codebook(top, exchange, guids, refs)
    kinds = variable_kinds(exchange)
    variables(top, exchange, kinds)
    cases(top, exchange, guids, kinds)
    _sources(top, exchange, guids, refs, kinds)
    notes(top, exchange, guids)
    _sets(top, exchange, guids)
    parts.text(top, "Description", exchange.description)
    for note in refs.get(("project", ""), []):
        parts.element(top, "NoteRef", targetGUID=note)
    project = parts.document(top)
    texts = sorted((guids["source", s.id], s.text.encode()) for s in exchange.sources)
    return _zipped(
        [
            ("project.qde", project),
            *((f"sources/{guid}.txt", content) for guid, content in texts),
            (SUPPLEMENT, supplement(exchange, guids, project)),
        ]
    )


def _zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = 0o600 << 16
            entry.create_system = UNIX
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _codebook(
    top: "_Element",
    exchange: Exchange,
    guids: dict[tuple[str, str], str],
    refs: dict[tuple[str, str], list[str]],
) -> None:
    """Write the codes; several codebooks stand side by side under a heading each."""
    books = [book for book in exchange.codebooks if book.codes]
    if not books:
        return
    place = parts.element(parts.element(top, "CodeBook"), "Codes")
    for book in books:
        above = place
        if len(books) > 1:
            guid, name = guids["codebook", book.id], book.title or book.id
            above = parts.element(place, "Code", guid=guid, name=name, isCodable="false")
        parts.codes(above, book, guids, refs)


def _sources(
    top: "_Element",
    exchange: Exchange,
    guids: dict[tuple[str, str], str],
    refs: dict[tuple[str, str], list[str]],
    kinds: dict[str, str],
) -> None:
    if not exchange.sources:
        return
    place = parts.element(top, "Sources")
    for source in exchange.sources:
        guid = guids["source", source.id]
        made = parts.element(
            place, "TextSource", guid=guid, name=source.id, plainTextPath=f"internal://{guid}.txt"
        )
        parts.text(made, "Description", source.kind)
        _codings(made, source, exchange, guids, refs)
        _turns(made, source, exchange)
        for note in refs.get(("source", source.id), []):
            parts.element(made, "NoteRef", targetGUID=note)
        variable_values(made, source.variables, exchange, kinds)


def _codings(
    place: "_Element",
    source: Source,
    exchange: Exchange,
    guids: dict[tuple[str, str], str],
    refs: dict[tuple[str, str], list[str]],
) -> None:
    """Write a selection for each coding: what is said of a coding is said of its selection."""
    mine = [coding for coding in exchange.codings if coding.selection.source == source.id]
    mine.sort(key=lambda each: (each.selection.start, each.selection.end, each.id))
    for coding in mine:
        start, end = coding.selection.start, coding.selection.end
        coder = usual_guid(exchange.guid, "user", coding.coder) if coding.coder else ""
        made = parts.element(
            place,
            "PlainTextSelection",
            guid=usual_guid(exchange.guid, "selection", coding.id),
            name=parts.short(source.text[start:end]),
            startPosition=f"{start}",
            endPosition=f"{end}",
            creatingUser=coder,
        )
        facts = {
            "stance": coding.stance,
            "elicitation": coding.elicitation,
            "origin": coding.origin,
        }
        said = "; ".join(f"{name}: {value}" for name, value in facts.items() if value)
        parts.text(made, "Description", said)
        guid = guids["coding", coding.id]
        code = parts.element(made, "Coding", guid=guid, creatingUser=coder)
        parts.element(code, "CodeRef", targetGUID=guids["code", coding.code])
        for note in refs.get(("coding", coding.id), []):
            parts.element(code, "NoteRef", targetGUID=note)


def _turns(place: "_Element", source: Source, exchange: Exchange) -> None:
    """Write a selection without a code for each turn, which the cases of speakers refer to."""
    spoken = {turn for _, _, turn in voices(exchange, source)}
    for turn in source.turns:
        if turn in spoken:
            parts.element(
                place,
                "PlainTextSelection",
                guid=usual_guid(exchange.guid, "turn", f"{source.id}/{turn.number}"),
                name=f"{turn.speaker} {turn.time}".strip() or f"Turn {turn.number}",
                startPosition=f"{turn.start}",
                endPosition=f"{turn.end}",
            )


def _sets(top: "_Element", exchange: Exchange, guids: dict[tuple[str, str], str]) -> None:
    if not exchange.sets:
        return
    place = parts.element(top, "Sets")
    for each in exchange.sets:
        made = parts.element(place, "Set", guid=guids["set", each.id], name=each.name or each.id)
        others = [id for kind, id in each.members if kind not in ("code", "source")]
        extra = f"Also: {', '.join(others)}" if others else ""
        lines = [line for line in (each.description, extra) if line]
        parts.text(made, "Description", "\n".join(lines))
        for kind, tag in (("code", "MemberCode"), ("source", "MemberSource")):
            for member in each.members:
                if member[0] == kind and member in guids:
                    parts.element(made, tag, targetGUID=guids[member])
