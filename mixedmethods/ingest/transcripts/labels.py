"""Find the labels in lines of text: where a turn starts, whose it is, and when it was said.

A file is written in one style. The style that most lines fit is taken, and lines that look like
a label of another style are words, and told as a doubt.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from mixedmethods.ingest.transcripts.speaker import SPACE
from mixedmethods.ingest.transcripts.styles import (
    ALONE,
    headed_by,
    like_a_label,
    style_of,
)
from mixedmethods.model import AuditEntry

MEET = "\N{OPEN BOOK}"  # heads the transcript, after the notes that a machine wrote
ENDED = re.compile(r"\d{1,2}:\d{2}:\d{2}\W{0,3}$")
OTTER = "otter.ai"
MANY = 5  # remarks of one kind that are told one by one

BEFORE = "stands before the first turn; in no turn"
UNLABELLED = "looks like a label; read as words of the turn above"


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its line, from where to where it stands (code points), and what it says."""

    row: int
    start: int
    end: int
    who: str
    time: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of a text in order, where the last turn ends, and what is doubtful.

    `header` are the lines before the first turn that start with ``#``.
    """

    style: str
    labels: tuple[Label, ...]
    end: int
    header: tuple[str, ...]
    doubts: tuple[AuditEntry, ...]


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: list[str]
    first: int  # the line where speech can start
    last: int  # the line where it has ended
    meet: bool


def find_labels(text: str, moderators: Collection[str]) -> Labelled:
    r"""Find where the turns of a text start.

    Parameters
    ----------
    text : str
        Line ends are ``\n``.
    moderators : collection of str
        Labels, in lower case, that mark a moderator.

    Returns
    -------
    Labelled
        Without labels where no line starts a turn.
    """
    given = _speech(text.split("\n"))
    style, found = style_of(given.lines, range(given.first, given.last), moderators)
    offsets = [0]
    for line in given.lines:
        offsets.append(offsets[-1] + len(line) + 1)
    if not found:
        return Labelled("", (), len(text), (), ())
    last = _last(given, max(found)) if given.meet else given.last
    labels, taken = [], set(found)
    for row, match in sorted(found.items()):
        above, time = _time_above(given.lines, row, given.first)
        taken |= set(range(above, row)) if time else set()
        said = match.groupdict()
        who = SPACE.sub(" ", said["who"] or said.get("sender") or "").strip()
        start = offsets[above if time else row]
        end = offsets[row] + match.end()
        labels.append(Label(row + 1, start, end, who, said.get("time") or time))
    header = tuple(x for x in given.lines[: min(found)] if x.startswith("#"))
    doubts = _doubts(given, style, min(taken), last, taken)
    return Labelled(style, tuple(labels), min(len(text), offsets[last]), header, tuple(doubts))


def summed(entries: list[AuditEntry], what: str) -> list[AuditEntry]:
    """Return remarks of one kind as they are, or one for all of them where they are many."""
    if len(entries) <= MANY:
        return entries
    return [AuditEntry(entries[0].row, "flagged", f"here and on: {len(entries)} {what}")]


def _speech(lines: list[str]) -> _Lines:
    """Cut off what is known to be no speech: notes and forms before it, a mark after it."""
    books = [k for k, line in enumerate(lines) if line.lstrip().startswith(MEET)]
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    if last and OTTER in lines[last - 1].lower() and len(lines[last - 1]) < 80:
        last -= 1
    first = books[-1] + 1 if books else _form(lines)
    return _Lines(lines, first, max(first, last), bool(books))


def _form(lines: list[str]) -> int:
    """Return how many lines at the head are a form: up to a blank line, half of them headings."""
    block = 0
    while block < len(lines) and lines[block].strip():
        block += 1
    headings = sum(1 for line in lines[:block] if headed_by(line))
    whole = block > 1 and all(map(like_a_label, lines[:block])) and 2 * headings >= block
    return block if whole and block < len(lines) else 0


def _time_above(lines: list[str], row: int, first: int) -> tuple[int, str]:
    """Return the line and the time of a time that stands alone above a label."""
    above = row - 1
    while above >= first and not lines[above].strip():
        above -= 1
    match = ALONE.fullmatch(lines[above].strip()) if above >= first else None
    return (above, match["time"]) if match else (row, "")


def _last(given: _Lines, row: int) -> int:
    """Return the line where a Meet transcript says that it has ended."""
    for k in range(row + 1, given.last):
        if ENDED.search(given.lines[k]):
            return k
    return given.last


def _doubts(given: _Lines, style: str, first: int, last: int, taken: set[int]) -> list[AuditEntry]:
    before = [
        AuditEntry(k + 1, "flagged", BEFORE)
        for k, line in enumerate(given.lines[:first])
        if line.strip() and not line.startswith("#")
    ]
    doubts = summed(before, "lines stand before the first turn; in no turn")
    loose = [k for k in range(first, last) if k not in taken and given.lines[k].strip()]
    like = [k for k in loose if style != "chat" and like_a_label(given.lines[k])]
    doubts += [AuditEntry(k + 1, "flagged", UNLABELLED) for k in like]
    rest = len(loose) - len(like)
    if style in ("timed", "named", "bracketed", "round") and rest:
        lines = "line without a speaker was" if rest == 1 else "lines without a speaker were"
        doubts.append(AuditEntry(0, "flagged", f"{rest} {lines} read as words of the turn above"))
    return doubts
