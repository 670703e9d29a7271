"""Transcripts in Markdown, with or without front matter."""

import re
from collections.abc import Collection

from mixedmethods.ingest.text import decode
from mixedmethods.ingest.transcripts.document import read_document
from mixedmethods.ingest.transcripts.labels import summed
from mixedmethods.model import Audit, AuditEntry, Source

FENCE = "---"
FACT = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}):[ \t]+(?P<value>[^\s\[{&*!|>#][^\n]*)")
# Who took part is seen in the turns, and who wrote it down is no fact about them.
LEFT_OUT = frozenset({"title", "group", "participants", "speakers", "aliases", "tags", "media"})
HEADING = re.compile(r"#{1,6}[ \t]+\S")
RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!'\"<>~|])")
START = re.compile(r"[ \t]{0,3}(?:>[ \t]?){0,3}(?:[-*+][ \t]+(?=\*\*|__))?")


def read_markdown(
    name: str, content: bytes, moderators: Collection[str], encoding: str = ""
) -> tuple[Source, Audit]:
    """Read a Markdown file: ``**Name:** words`` or ``Name: words``.

    Simple facts of the front matter become variables of the source. Headings are no speech and
    are left out, each with a remark.

    Raises
    ------
    FileError
        If it is no text, or no line starts a turn.
    """
    lines = decode(name, content, encoding).split("\n")
    end = _front(lines)
    kept, headings = [""] * end, []
    for row, line in enumerate(lines[end:], start=end + 1):
        bare = START.sub("", line, count=1)
        if HEADING.match(bare):
            headings.append(AuditEntry(row, "flagged", "a heading; left out"))
        kept.append("" if HEADING.match(bare) or RULE.fullmatch(bare) else _plain(bare))
    remarks = summed(headings, "headings; left out")
    return read_document(name, "\n".join(kept), moderators, remarks, _facts(lines[:end]))


def _front(lines: list[str]) -> int:
    """Return how many lines the front matter has."""
    if lines[0].rstrip() != FENCE:
        return 0
    ends = (k for k, line in enumerate(lines[1:], start=2) if line.rstrip() in (FENCE, "..."))
    return next(ends, 0)


def _facts(lines: list[str]) -> tuple[tuple[str, str], ...]:
    found = (FACT.fullmatch(line.rstrip()) for line in lines)
    facts = {
        match["name"].strip().lower(): match["value"].strip("\"' ") for match in found if match
    }
    kept = {k: v for k, v in facts.items() if k not in LEFT_OUT and not k.endswith("by") and v}
    return tuple(kept.items())


def _plain(line: str) -> str:
    return ESCAPED.sub(r"\1", line.rstrip())
