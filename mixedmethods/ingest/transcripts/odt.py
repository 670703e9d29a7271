"""Transcripts in OpenDocument text files, as LibreOffice saves them."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts.archive import local, opened, xml
from mixedmethods.ingest.transcripts.compose import clean
from mixedmethods.ingest.transcripts.document import read_document, table_lines
from mixedmethods.model import Audit, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = re.compile(r"[ \t\r\n]+")
# What is no part of the running text: comments, notes, what was deleted, boxes and pictures.
SKIPPED = frozenset({"annotation", "note", "tracked-changes", "frame", "sequence-decls", "forms"})
MANIFEST = "META-INF/manifest.xml"
SPACES = 100  # the most that one mark of several spaces is taken for


def read_odt(name: str, content: bytes, moderators: Collection[str]) -> tuple[Source, Audit]:
    """Read an OpenDocument text; tables are read in their place.

    Raises
    ------
    FileError
        If it is damaged, too large or locked, or no line starts a turn.
    """
    with opened(name, content, "odt") as read:
        if b"encryption-data" in read(MANIFEST):
            raise FileError(
                f"An .odt file must be unlocked. Got one with a password, {name}. Open it and "
                "save it without a password."
            )
        root = xml(name, read("content.xml"))
        body = next((each for each in root.iter() if local(each) == "text"), root)
        text = "\n".join(clean(paragraph) for paragraph in _blocks(body))
    return read_document(name, text, moderators)


def _blocks(parent: "_Element") -> Iterator[str]:
    for each in parent:
        match local(each):
            case "p" | "h":
                yield "".join(_text(each))
            case "table":
                yield from table_lines([_cells(row) for row in _rows(each)])
            case tag if tag not in SKIPPED:
                yield from _blocks(each)


def _rows(table: "_Element") -> Iterator["_Element"]:
    for each in table:
        if local(each) == "table-row":
            yield each
        elif local(each) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(each)


def _cells(row: "_Element") -> list[str]:
    return ["\n".join(_blocks(cell)) for cell in row if local(cell) == "table-cell"]


def _text(parent: "_Element") -> Iterator[str]:
    """Yield the text of a paragraph, where white space of the XML counts as one space."""
    yield SPACE.sub(" ", parent.text or "")
    for each in parent:
        match local(each):
            case "s":
                count = next((v for k, v in each.attrib.items() if str(k).endswith("}c")), "1")
                yield " " * min(int(count), SPACES)
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case tag if tag not in SKIPPED:
                yield from _text(each)
        yield SPACE.sub(" ", each.tail or "")
