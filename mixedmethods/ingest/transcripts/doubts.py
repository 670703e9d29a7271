"""What a person should look at before a transcript is used.

No doubt holds a name or a word of it: names may be about to be taken out, and the account of an
import is kept.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from mixedmethods.ingest.transcripts.labels import summed
from mixedmethods.ingest.transcripts.speaker import SPACE, sameness
from mixedmethods.model import AuditEntry, Turn

INAUDIBLE = re.compile(
    r"[\[(](?:[^\[\](){}\n]{0,20}\b)?(?:inaudible|unclear|unintelligible|indistinct|cross ?talk)\b"
    r"|[\[(]\?{1,3}[\])]|\[\d{1,2}(?::\d{2}){1,2} ?\?[\])}]",
    re.IGNORECASE,
)
ENOUGH = 10  # turns from which a speaker with one turn is odd
CROWD = 200  # speakers beyond which names are not compared
LONG = 4  # letters from which one letter more or less is a likely slip


def doubts(text: str, turns: Sequence[Turn], rows: Sequence[int]) -> list[AuditEntry]:
    """Return what is odd about the turns of a transcript.

    Parameters
    ----------
    text : str
        The text of the source.
    turns : sequence of Turn
        Its turns.
    rows : sequence of int
        The line of the file where each of them starts.
    """
    return [
        *_unnamed(turns, rows),
        *_inaudible(text, turns),
        *_seldom(turns, rows),
        *_similar(turns, rows),
    ]


def _unnamed(turns: Sequence[Turn], rows: Sequence[int]) -> list[AuditEntry]:
    without = [row for turn, row in zip(turns, rows, strict=True) if not turn.speaker]
    if turns and len(without) == len(turns):
        return [AuditEntry(0, "flagged", "no speaker names; the turns have no speaker")]
    found = [AuditEntry(row, "flagged", "a turn without a speaker") for row in without]
    return summed(found, "turns have no speaker")


def _inaudible(text: str, turns: Sequence[Turn]) -> list[AuditEntry]:
    count = sum(len(INAUDIBLE.findall(text, turn.start, turn.end)) for turn in turns)
    if not count:
        return []
    marks = "1 mark says" if count == 1 else f"{count} marks say"
    return [AuditEntry(0, "flagged", f"{marks} that words could not be heard")]


def _seldom(turns: Sequence[Turn], rows: Sequence[int]) -> list[AuditEntry]:
    if len(turns) < ENOUGH:
        return []
    said = Counter(turn.speaker for turn in turns if turn.speaker)
    found = [
        AuditEntry(row, "flagged", "the only turn of its speaker; is it a name?")
        for turn, row in zip(turns, rows, strict=True)
        if said[turn.speaker] == 1
    ]
    return summed(found, "speakers have one turn only")


def _similar(turns: Sequence[Turn], rows: Sequence[int]) -> list[AuditEntry]:
    first: dict[str, int] = {}
    for turn, row in zip(turns, rows, strict=True):
        if turn.speaker:
            first.setdefault(turn.speaker, row)
    if len(first) > CROWD:
        return []
    found = [
        AuditEntry(row, "flagged", f"the speaker's name is much like the one on line {other}")
        for (a, other), (b, row) in combinations(first.items(), 2)
        if _alike(a, b)
    ]
    return summed(found, "names are much like another")


def _alike(a: str, b: str) -> bool:
    """Return whether two names differ by a slip, or one is the other and more."""
    short, long = sorted((SPACE.sub(" ", a).casefold(), SPACE.sub(" ", b).casefold()), key=len)
    if long.startswith(f"{short} "):
        return not any(letter.isdigit() for letter in short + long) and len(short) > 1
    short, long = sorted((sameness(a), sameness(b)), key=len)
    if len(short) < LONG or len(long) - len(short) > 1:
        return False
    at = next((k for k, letter in enumerate(short) if long[k] != letter), len(short))
    slip = {long[at : at + 1], short[at : at + 1] if len(short) == len(long) else ""}
    rest = short[at:] if len(short) < len(long) else short[at + 1 :]
    tail = a.split()[-1:] + b.split()[-1:]
    # Speaker 1 and Speaker 2, Ann B and Ann C are told apart on purpose.
    apart = any(letter.isdigit() for letter in slip) or any(len(word) == 1 for word in tail)
    return rest == long[at + 1 :] and not apart
