"""Cut captions (WebVTT, SubRip) into what is shown when; who speaks is told elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mixedmethods.model import AuditEntry

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMING = re.compile(rf"[ \t]*(?P<start>{CLOCK})[ \t]*-->[ \t]*(?P<end>{CLOCK})(?:[ \t].*)?")
BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
OUTSIDE = "stands outside a caption; read as words of the one above"


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: the line of its words, from when to when (seconds), and its lines."""

    row: int
    start: float
    end: float
    lines: tuple[str, ...]


def cut(text: str) -> tuple[list[Cue], list[AuditEntry]]:
    """Cut the text of a file into captions; numbers, names and comments between them fall away.

    Returns
    -------
    list of Cue, list of AuditEntry
        Remarks on lines that stand outside a caption and were given to the one above.
    """
    times: list[tuple[int, float, float]] = []
    words: list[list[str]] = []
    remarks = []
    lines = text.split("\n")
    inside = comment = False
    for at, line in enumerate(lines):
        match = TIMING.fullmatch(line)
        if match:
            times.append((at + 2, _seconds(match["start"]), _seconds(match["end"])))
            words.append([])
            inside, comment = True, False
        elif not line.strip():
            inside = comment = False
        elif comment or (BLOCK.match(line) and not inside):
            comment = True
        elif times and not _is_id(lines, at):
            words[-1].append(line)
            if not inside:
                remarks.append(AuditEntry(at + 1, "flagged", OUTSIDE))
    cues = [Cue(*time, tuple(shown)) for time, shown in zip(times, words, strict=True)]
    return cues, remarks


def _is_id(lines: Sequence[str], at: int) -> bool:
    """Return whether a line numbers or names the caption that follows."""
    return at + 1 < len(lines) and TIMING.fullmatch(lines[at + 1]) is not None


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
