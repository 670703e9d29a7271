"""Find the words of a lexicon in a text: every match, none preferred to another.

A lexicon has words and phrases (``wait*`` for any ending; a space stands for spaces, a line break
or a hyphen), pairs that stand near each other, words of which any inflected form counts, and
phrases that cancel a match which overlaps them. Upper and lower case count the same, and so do
straight and curly apostrophes.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mixedmethods.model import Lexicon

WORD = re.compile(r"\w+(?:['’]\w+)*")
GAP = r"[\s\-‐‑]+"  # noqa: RUF001  # the hyphens that word processors write
ENDING = r"\w*(?:['’]\w+)*"  # an apostrophe that closes a quotation is no part of a word
NOTHING = r"(?!)"  # an entry without a word matches nowhere


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text, in code points, half open, that the lexicon points at."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code suggested for a stretch of a source, with the words that are the reason.

    It is not a coding and is counted nowhere until a person accepts it.
    """

    source: str
    turn: int
    start: int
    end: int
    code: str
    words: tuple[str, ...]


def matches(text: str, lexicon: Lexicon) -> list[Match]:
    """Return where the lexicon matches, by place; identical stretches once.

    Parameters
    ----------
    text : str
        Any text.
    lexicon : Lexicon
        Words that point to a code.

    Returns
    -------
    list of Match
        Overlapping matches are all there. Empty for an empty text or lexicon.

    Examples
    --------
    >>> lexicon = Lexicon(("wait*",), cancel=("waiting room",))
    >>> matches("I waited; the waiting-room was full", lexicon)
    [Match(start=2, end=8)]
    """
    found = {stretch for entry in lexicon.any for stretch in _stretches(text, entry)}
    found |= set(_near(text, lexicon)) | set(_stems(text, lexicon.stem))
    cancelled = [stretch for entry in lexicon.cancel for stretch in _stretches(text, entry)]
    return [
        Match(start, end)
        for start, end in sorted(found)
        if not any(low < end and start < high for low, high in cancelled)
    ]


def may_match(text: str, lexicon: Lexicon) -> list[int]:
    """Return places near which `matches` may find something: a quick look over a long text.

    Where it returns nothing, `matches` finds nothing in any part of the text. The places are
    starts of words, in order.
    """
    if lexicon.stem:
        return [match.start() for match in WORD.finditer(text)]
    entries = (*lexicon.any, *(first for first, _, _ in lexicon.near))
    return [match.start() for match in _pattern(entries).finditer(text)] if entries else []


def _stretches(text: str, entry: str) -> Iterator[tuple[int, int]]:
    """Yield where a word or phrase of a lexicon stands."""
    return (match.span(1) for match in _pattern((entry,)).finditer(text))


@lru_cache(maxsize=4096)
def _pattern(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Compile words and phrases; group 1 looks ahead, so that one match does not hide the next."""
    union = "|".join(_phrase(entry) for entry in entries)
    return re.compile(rf"(?<!\w)(?=({union})(?!\w))", re.IGNORECASE)


def _phrase(entry: str) -> str:
    words = [word for word in re.split(GAP, entry) if word]
    return GAP.join(_word(word) for word in words) if words else NOTHING


def _word(word: str) -> str:
    either = re.sub(r"['’]", "['’]", re.escape(word))
    return either.replace(r"\*", ENDING)


def _near(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield stretches from one word of a pair to the nearest other within the given words."""
    if not lexicon.near:
        return
    starts = [match.start() for match in WORD.finditer(text)]
    for first, second, words in lexicon.near:
        others = [(bisect.bisect(starts, low), low, high) for low, high in _stretches(text, second)]
        for start, end in _stretches(text, first):
            at = bisect.bisect(starts, start)
            apart = [
                (abs(at - k), low, high) for k, low, high in others if 0 < abs(at - k) <= words
            ]
            if apart:
                _, low, high = min(apart)
                yield min(start, low), max(end, high)


def _stems(text: str, stems: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield words that share their stem with a word of the lexicon (Snowball, English)."""
    if not stems:
        return
    from nltk.stem.snowball import SnowballStemmer  # nltk takes seconds to import

    stem = SnowballStemmer("english").stem
    wanted = {stem(word) for word in stems}
    for match in WORD.finditer(text):
        if stem(match[0]) in wanted:
            yield match.start(), match.end()
