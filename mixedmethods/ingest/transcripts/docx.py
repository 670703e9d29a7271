"""Transcripts in Word files: of Teams, Google Meet and Otter, or typed by a person."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from mixedmethods.ingest.transcripts.archive import Reader, local, opened, xml
from mixedmethods.ingest.transcripts.compose import clean
from mixedmethods.ingest.transcripts.document import read_document, table_lines
from mixedmethods.ingest.transcripts.labels import MEET, OTTER
from mixedmethods.ingest.transcripts.styles import headed
from mixedmethods.model import Audit, AuditEntry, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What is no part of the running text: properties, what was deleted or moved away, fields, boxes.
SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "instrText", "txbxContent", "Fallback"})
OFFICE = "/officeDocument"  # the type by which an archive names its main part
STATE = re.compile(r"(?:started|stopped) transcription$")
FEW = 5  # words beside the name in "<name> stopped transcription", in any language


def read_docx(name: str, content: bytes, moderators: Collection[str]) -> tuple[Source, Audit]:
    """Read a Word file.

    Teams puts a turn with its label into one paragraph with line breaks; a paragraph of its own
    that says who started or stopped the transcription is no speech. Of a file of Google Meet only
    what follows the heading of the transcript is read. Tables are read in their place.

    Raises
    ------
    FileError
        If it is damaged, too large or locked, or no line starts a turn.
    """
    paragraphs = _paragraphs(name, content)
    kept, remarks = _without_states(paragraphs)
    return read_document(name, "\n".join(kept), moderators, remarks)


def docx_format(name: str, content: bytes) -> str:
    """Return which program wrote the file, as people name it."""
    paragraphs = [paragraph for paragraph in _paragraphs(name, content) if paragraph.strip()]
    if any(paragraph.startswith(MEET) for paragraph in paragraphs):
        return "Google Meet transcript (.docx)"
    if paragraphs and OTTER in paragraphs[-1].lower():
        return "Otter transcript (.docx)"
    if _teams_names(paragraphs):
        return "Teams transcript (.docx)"
    return "Word document (.docx)"


def _paragraphs(name: str, content: bytes) -> list[str]:
    with opened(name, content, "docx") as read:
        root = xml(name, read(_main(name, read)))
        body = next((each for each in root.iter() if local(each) == "body"), root)
        return [clean(paragraph) for paragraph in _blocks(body)]


def _main(name: str, read: Reader) -> str:
    """Return the name of the part that holds the text; not every program calls it the same."""
    for relation in xml(name, read("_rels/.rels")):
        if relation.get("Type", "").endswith(OFFICE):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _blocks(parent: "_Element") -> Iterator[str]:
    for each in parent:
        match local(each):
            case "p":
                yield "".join(_text(each))
            case "tbl":
                rows = [row for row in each.iter() if local(row) == "tr"]
                rows = [row for row in rows if _table_of(row) is each]
                yield from table_lines([_cells(row) for row in rows])
            case tag if tag not in SKIPPED:
                yield from _blocks(each)


def _table_of(row: "_Element") -> "_Element | None":
    return next((up for up in row.iterancestors() if local(up) == "tbl"), None)


def _cells(row: "_Element") -> list[str]:
    return ["\n".join(_blocks(cell)) for cell in row if local(cell) == "tc"]


def _text(parent: "_Element") -> Iterator[str]:
    for each in parent:
        tag = local(each)
        if tag == "t":
            yield each.text or ""
        elif tag in BREAKS:
            yield BREAKS[tag]
        elif tag not in SKIPPED:
            yield from _text(each)


def _teams_names(paragraphs: Sequence[str]) -> set[str]:
    """Return who speaks in paragraphs that hold a label, a line break and words."""
    heads = (headed(p.partition("\n")[0]) for p in paragraphs if "\n" in p)
    return {match["who"].strip() for match in heads if match}


def _without_states(paragraphs: Sequence[str]) -> tuple[list[str], list[AuditEntry]]:
    """Empty the paragraphs that say who started or stopped the transcription."""
    names = _teams_names(paragraphs)
    if not names:
        return list(paragraphs), []
    kept, remarks, row = [], [], 1
    begun = False
    for paragraph in paragraphs:
        begun = begun or headed(paragraph.partition("\n")[0]) is not None
        state = begun and _is_state(paragraph, names)
        if state:
            remarks.append(AuditEntry(row, "flagged", "tells of the recording; left out"))
        kept.append("" if state else paragraph)
        row += kept[-1].count("\n") + 1
    return kept, remarks


def _is_state(paragraph: str, names: Collection[str]) -> bool:
    if "\n" in paragraph or headed(paragraph) or paragraph.endswith((".", "?", "!", "…")):
        return False
    if STATE.search(paragraph):
        return True
    rests = [paragraph.removeprefix(name) for name in names if paragraph.startswith(name)]
    return any(0 < len(rest.split()) <= FEW for rest in rests)
