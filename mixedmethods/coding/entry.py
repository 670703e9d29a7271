"""An entry of a lexicon, read: its words, and what must stand before, between and after them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mixedmethods.coding.words import (
    APOSTROPHE,
    APOSTROPHES,
    GAP,
    HYPHENS,
    MARK,
    OTHER,
    WORD,
    fold,
    kind_of,
)

STAR = "*"
BREAK = rf"[\s{re.escape(HYPHENS)}]+"
TIE = f"[{APOSTROPHES}]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    `words` are folded and may hold stars. `links` has what must stand before each word: `GAP`,
    `APOSTROPHE` or `OTHER`. `signs` has one pattern more than there are words: what must stand
    before the first, before the second and so on, and after the last; it is None where the link
    says all, and at the two ends of an entry that begins and ends with a word. An entry without a
    word has the one pattern of all its signs, or none.
    """

    words: tuple[str, ...]
    links: tuple[int, ...]
    signs: tuple[re.Pattern[str] | None, ...]

    def open(self, at: int) -> bool:
        """Whether a word ends with a star that takes what apostrophes tie to it as well."""
        last = at == len(self.words) - 1
        free = self.signs[-1] is None if last else self.links[at + 1] == GAP
        return free and self.words[at].endswith(STAR)


@lru_cache(maxsize=8192)
def read_entry(entry: str) -> Entry:
    """Read an entry as a person wrote it.

    Returns
    -------
    Entry
        Spaces and hyphens at its ends do not count. Without a word and without a sign it matches
        nowhere.

    Examples
    --------
    >>> read_entry("Waiting-list*").words
    ('waiting', 'list*')
    """
    words, between = _parts(re.sub(rf"^{BREAK}|{BREAK}$", "", entry))
    ends = {0, len(between) - 1}
    return Entry(
        words=tuple(re.sub(r"\*+", STAR, fold(word)) for word in words),
        links=tuple(_link(signs) for signs in between[:-1]),
        signs=tuple(
            _pattern(signs) if signs and (k in ends or _link(signs) == OTHER) else None
            for k, signs in enumerate(between)
        ),
    )


def fits(word: str, form: str) -> bool:
    """Tell whether a folded form is what a word with stars stands for.

    A star stands for any letters or none. No regular expression, because a hostile row of stars
    must not make it slow.
    """
    first, *rest = word.split(STAR)
    if not rest:
        return form == word
    *middle, last = rest
    if len(form) < len(first) + len(last) or not form.startswith(first):
        return False
    at, stop = len(first), len(form) - len(last)
    for part in middle:
        found = form.find(part, at, stop)
        if found < 0:
            return False
        at = found + len(part)
    return form.endswith(last)


def _parts(entry: str) -> tuple[list[str], list[str]]:
    """Part words from what stands around them, which is one more."""
    words: list[str] = []
    between = [""]
    inside = False
    for char in entry:
        kind = WORD if char == STAR else kind_of(char)
        here = kind == WORD or (kind == MARK and inside)
        if here and not inside:
            words.append("")
            between.append("")
        if here:
            words[-1] += char
        else:
            between[-1] += char
        inside = here
    return words, between


def _link(signs: str) -> int:
    if signs and all(kind_of(char) == GAP for char in signs):
        return GAP
    return APOSTROPHE if len(signs) == 1 and signs in APOSTROPHES else OTHER


def _pattern(signs: str) -> re.Pattern[str]:
    """Compile signs; any spaces and hyphens do for a space or a hyphen."""
    parts = re.split(f"({BREAK}|{TIE})", signs)
    written = "".join(
        (BREAK if kind_of(part[0]) == GAP else TIE) if k % 2 else re.escape(part)
        for k, part in enumerate(parts)
    )
    return re.compile(written, re.IGNORECASE)
