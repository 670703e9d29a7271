"""Transcripts in PDF files that have a text layer."""

import io
import logging
import re
from collections import Counter
from collections.abc import Collection, Sequence

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts.compose import clean
from mixedmethods.ingest.transcripts.document import read_document
from mixedmethods.ingest.transcripts.labels import summed
from mixedmethods.model import Audit, AuditEntry, Source

MAX_FILE = 50 * 1024 * 1024
MAX_PAGES = 2000
MAX_TEXT = 20_000_000  # characters
NUMBER = re.compile(r"(?:\w{1,12}\.? )?\d{1,4}(?: ?(?:/|of|von|de|sur) ?\d{1,4})?|- ?\d{1,4} ?-")
DIGITS = re.compile(r"\d+")
REPEATED = 3  # pages from which the same first or last line is no speech


def read_pdf(name: str, content: bytes, moderators: Collection[str]) -> tuple[Source, Audit]:
    """Read the text layer of a PDF; lines are joined to turns, as a page breaks them anywhere.

    Numbers of pages, and lines that head or end three pages or more, are left out. A page without
    text is flagged.

    Raises
    ------
    FileError
        If it is damaged, too large, locked or has no text layer, or no line starts a turn.
    """
    if len(content) > MAX_FILE:
        raise FileError(f"A file must be 50 MB or smaller. Got more in {name}. Split it.")
    pages = [clean(page) for page in _pages(name, content)]
    if not any(pages):
        raise FileError(
            f"A PDF must have a text layer. Got only pictures of pages in {name}. Run text "
            "recognition (OCR) on it first, or import the document it was made from."
        )
    empty = [
        AuditEntry(0, "flagged", f"page {number} has no text layer; not read")
        for number, page in enumerate(pages, start=1)
        if not page
    ]
    text, left = _without_frames([page.split("\n") for page in pages if page])
    remarks = summed(empty, "pages have no text layer; not read")
    if left:
        remarks.append(AuditEntry(0, "flagged", f"{left} lines frame the pages; left out"))
    return read_document(name, text, moderators, remarks, wrapped=True)


def _pages(name: str, content: bytes) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks tell a researcher nothing
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _locked(name)
        if len(reader.pages) > MAX_PAGES:
            raise FileError(f"A PDF must have {MAX_PAGES:,} pages or fewer. Split {name}.")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > MAX_TEXT:
                raise FileError(f"A PDF must be a transcript. Got far more text in {name}.")
        return pages
    except FileError:
        raise
    except DependencyError as error:  # the stronger ciphers need a library that we do not have
        raise _locked(name) from error
    except Exception as error:  # on a damaged file the parser raises whatever comes
        raise FileError(
            f"The file must be a whole PDF. Got a damaged one, {name}. Save it again, or import "
            "the document it was made from."
        ) from error


def _without_frames(pages: Sequence[Sequence[str]]) -> tuple[str, int]:
    """Leave out numbers of pages, and what stands first or last on three pages or more."""
    edges = Counter(DIGITS.sub("0", line.strip()) for page in pages for line in _edges(page))
    kept, left = [], 0
    for page in pages:
        lines = list(page)
        for at in (0, -1):
            while lines and _frames(lines[at], edges):
                lines.pop(at)
                left += 1
        kept += lines
    return "\n".join(kept), left


def _edges(page: Sequence[str]) -> set[str]:
    return {*page[:2], *page[-2:]}


def _frames(line: str, edges: Counter[str]) -> bool:
    bare = line.strip()
    # A turn may start every page; what frames it has no label.
    again = edges[DIGITS.sub("0", bare)] >= REPEATED and not bare.endswith((".", "?", "!"))
    return NUMBER.fullmatch(bare) is not None or (again and ":" not in bare)


def _locked(name: str) -> FileError:
    return FileError(
        f"A PDF must be unlocked. Got one with a password, {name}. Save it without one."
    )
