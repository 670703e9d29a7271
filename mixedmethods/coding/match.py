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
    found = {(m.start(), m.end()) for entry in lexicon.any for m in _pattern(entry).finditer(text)}
    found |= set(_near(text, lexicon)) | set(_stems(text, lexicon.stem))
    cancelled = [m.span() for entry in lexicon.cancel for m in _pattern(entry).finditer(text)]
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
    return [match.start() for match in _any_of(entries).finditer(text)] if entries else []


@lru_cache(maxsize=1024)
def _any_of(entries: tuple[str, ...]) -> re.Pattern[str]:
    union = "|".join(_phrase(entry) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{union})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _pattern(entry: str) -> re.Pattern[str]:
    """Compile a word or phrase of a lexicon."""
    return re.compile(rf"(?<!\w){_phrase(entry)}(?!\w)", re.IGNORECASE)


def _phrase(entry: str) -> str:
    return GAP.join(_word(word) for word in re.split(GAP, entry.strip()) if word)


def _word(word: str) -> str:
    either = re.sub(r"['’]", "['’]", re.escape(word))
    return either.replace(r"\*", r"[\w'’]*")


def _near(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield stretches from one word of a pair to the nearest other within the given words."""
    if not lexicon.near:
        return
    starts = [match.start() for match in WORD.finditer(text)]
    for first, second, words in lexicon.near:
        others = [(bisect.bisect(starts, m.start()), m) for m in _pattern(second).finditer(text)]
        for match in _pattern(first).finditer(text):
            at = bisect.bisect(starts, match.start())
            apart = [(abs(at - k), m) for k, m in others if 0 < abs(at - k) <= words]
            if apart:
                _, other = min(apart, key=lambda pair: pair[0])
                yield min(match.start(), other.start()), max(match.end(), other.end())


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
