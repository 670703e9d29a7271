"""Find the words of a lexicon in a text: every match, none preferred to another.

A lexicon has words and phrases (``wait*`` for any ending; a space stands for spaces, a line break
or a hyphen), pairs that stand near each other, words of which any inflected form counts, and
phrases that cancel a match which overlaps them. Upper and lower case count the same, and so do
straight and curly apostrophes, and an accent however it is written. `find` searches many texts.
"""

import re
from dataclasses import dataclass

from mixedmethods.coding.find import search
from mixedmethods.model import Lexicon

WORD = re.compile(r"\w+(?:['’]\w+)*")  # with what apostrophes tie to it


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
        Overlapping matches are all there. Empty for an empty text or lexicon. For many texts or
        lexicons `find` is far quicker.

    Examples
    --------
    >>> lexicon = Lexicon(("wait*",), cancel=("waiting room",))
    >>> matches("I waited; the waiting-room was full", lexicon)
    [Match(start=2, end=8)]
    """
    found = search([text], [lexicon])
    return [
        Match(start, end)
        for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True)
    ]


def may_match(text: str, lexicon: Lexicon) -> list[int]:
    """Return places near which `matches` may find something: a quick look over a long text.

    Where it returns nothing, `matches` finds nothing in any part of the text that begins and ends
    between words. The places are starts of matches or of a part of them, in order.
    """
    first = (*lexicon.any, *(first for first, _, _ in lexicon.near))
    found = search([text], [Lexicon(any=first, stem=lexicon.stem)])
    return sorted(set(found.start.tolist()))
