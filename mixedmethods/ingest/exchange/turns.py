"""Turns of a text that comes without them."""

import re
from collections.abc import Iterable, Iterator

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts.text import read_transcript
from mixedmethods.model import Turn

BLANK = re.compile(r"\n[^\S\n]*\n")


def turns_of(name: str, text: str) -> tuple[Turn, ...]:
    """Return the turns of a text.

    Parameters
    ----------
    name : str
        Of the source.
    text : str
        With line ends as newlines.

    Returns
    -------
    tuple of Turn
        Where at least two lines start with a speaker, and one speaks twice, moderates or has a
        time, those turns, and before them a turn without a speaker for each paragraph above the
        first. Otherwise one turn without a speaker per paragraph; where no line is blank, per line.
        Empty where there are no words.
    """
    spoken = _spoken(name, text)
    if not spoken:
        return tuple(_numbered(_paragraphs(text, 0, len(text))))
    before = text.rfind("\n", 0, spoken[0].start - len(spoken[0].speaker)) + 1
    return tuple(_numbered([*_paragraphs(text, 0, before), *spoken]))


def _spoken(name: str, text: str) -> tuple[Turn, ...]:
    try:
        source, _ = read_transcript(f"{name}.txt", text.encode())
    except FileError:
        return ()
    speakers = [turn.speaker for turn in source.turns]
    certain = len(set(speakers)) < len(speakers) or any(
        turn.time or turn.moderator for turn in source.turns
    )
    if source.text != text or len(speakers) < 2 or not certain:
        return ()
    return source.turns


def _paragraphs(text: str, start: int, end: int) -> Iterator[Turn]:
    cut = BLANK if BLANK.search(text, start, end) else re.compile("\n")
    at = start
    for match in cut.finditer(text, start, end):
        yield from _turn(text, at, match.start())
        at = match.end()
    yield from _turn(text, at, end)


def _turn(text: str, start: int, end: int) -> Iterator[Turn]:
    words = text[start:end]
    if words.strip():
        first = start + len(words) - len(words.lstrip())
        yield Turn(0, first, start + len(words.rstrip()))


def _numbered(turns: Iterable[Turn]) -> Iterator[Turn]:
    for number, turn in enumerate(turns, start=1):
        yield Turn(number, turn.start, turn.end, turn.speaker, turn.time, turn.moderator)
