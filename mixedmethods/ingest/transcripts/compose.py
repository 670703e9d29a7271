"""Build the text of a source from what was said, for files that are no plain text."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mixedmethods.ingest.transcripts.doubts import doubts
from mixedmethods.ingest.transcripts.speaker import SPACE, first_spellings, moderates
from mixedmethods.model import Audit, AuditEntry, Source, Turn

BLANK = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What no writer means and a database or a Word file refuses.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Said:
    """What one speaker said at one go, as it stands in a file, and on which line it starts.

    `moderator` is None where the file does not say.
    """

    row: int
    who: str
    time: str
    words: str
    moderator: bool | None = None


def compose(
    name: str,
    said: Sequence[Said],
    moderators: Collection[str],
    remarks: Iterable[AuditEntry] = (),
    variables: tuple[tuple[str, str], ...] = (),
) -> tuple[Source, Audit]:
    """Make a source of turns: a line for each, ``Name [time]: words``.

    Returns
    -------
    Source, Audit
        A turn encloses its words, without the label. The audit holds `remarks` and what is odd
        about the turns.
    """
    names = first_spellings(clean(SPACE.sub(" ", each.who)) for each in said)
    text, turns = [], []
    at = 0
    for number, (each, who) in enumerate(zip(said, names, strict=True), start=1):
        time = clean(each.time)
        label = _label(who, time)
        words = BLANK.sub("\n\n", clean(each.words))
        start = at + len(label)
        asks = moderates(who, moderators) if each.moderator is None else each.moderator
        turns.append(Turn(number, start, start + len(words), who, time, asks))
        text.append(f"{label}{words}\n")
        at = start + len(words) + 1
    whole = "".join(text)
    odd = doubts(whole, turns, [each.row for each in said])
    source = Source(PurePath(name).stem, whole, tuple(turns), variables=variables)
    return source, Audit(len(turns), 0, (*remarks, *odd))


def clean(words: str) -> str:
    r"""Return words with line ends as ``\n``, whole characters only, and no outer white space."""
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return CONTROL.sub("", BREAK.sub("\n", whole)).strip()


def _label(who: str, time: str) -> str:
    if who:
        return f"{who} [{time}]: " if time else f"{who}: "
    return f"[{time}] " if time else ""
