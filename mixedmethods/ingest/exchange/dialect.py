"""Offsets of other programs, turned into code points of the text as we keep it.

The standard counts Unicode code points of the text file. Programs also count UTF-16 code units,
take a Windows line end for one character, or count the byte order mark. Which one a file means is
told by where its selections fall: people select whole words.
"""

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

BOM = "\ufeff"
LEAST = 4  # characters of a selection's name that say something about its place


@dataclass(frozen=True, slots=True)
class Dialect:
    """How offsets count: astral characters as two, a CR LF as one, the mark as one."""

    name: str = field(compare=False)
    utf16: bool = False
    joined: bool = False
    mark: bool = False


STANDARD = Dialect("code points")
# The standard first, then by how often they are met.
DIALECTS = (
    STANDARD,
    Dialect("UTF-16 code units", utf16=True),
    Dialect("code points, line ends as one", joined=True),
    Dialect("UTF-16 code units, line ends as one", utf16=True, joined=True),
    Dialect("code points, mark counted", mark=True),
    Dialect("UTF-16 code units, mark counted", utf16=True, mark=True),
    Dialect("code points, line ends as one, mark counted", joined=True, mark=True),
    Dialect("UTF-16 code units, line ends as one, mark counted", True, True, True),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A selection as its file gives it; `name` often starts with the words it holds."""

    start: int
    end: int
    name: str = field(default="", repr=False)


def normal(raw: str) -> str:
    r"""Return a text as we keep it: byte order mark off, line ends as ``\n``."""
    return raw.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def table(raw: str, dialect: Dialect) -> Sequence[int]:
    r"""Return, for each offset that a dialect knows, the offset in `normal` of the same text.

    Examples
    --------
    >>> list(table("a\r\nb", STANDARD)), list(table("a\r\nb", DIALECTS[2]))
    ([0, 1, 2, 2, 3], [0, 1, 2, 3])
    """
    if raw.isascii() and "\r" not in raw:
        return range(len(raw) + 1)
    places, at = array("q"), 0
    for k, character in enumerate(raw):
        if k == 0 and character == BOM:
            places.extend([0] * dialect.mark)
            continue
        if character == "\n" and k and raw[k - 1] == "\r":
            places.extend([] if dialect.joined else [at])
            continue
        places.extend([at] * (2 if dialect.utf16 and character > "\uffff" else 1))
        at += 1
    places.append(at)
    return places


def score(text: str, places: Sequence[Place], positions: Sequence[int]) -> int:
    """Return how well selections fall on the words of a text: up to 4 each.

    One for a start, one for an end that cuts no word in two, two for the words of its name.
    """
    total = 0
    for place in places:
        if not 0 <= place.start < place.end < len(positions):
            continue
        start, end = positions[place.start], positions[place.end]
        total += _clean(text, start) + _clean(text, end)
        total += 2 * _is_named(text[start:end], place.name)
    return total


def told(raw: str, dialect: Dialect) -> Dialect:
    """Return the first dialect that counts this text as the given one does."""
    return Dialect(
        "",
        dialect.utf16 and max(raw, default="") > "\uffff",
        dialect.joined and "\r\n" in raw,
        dialect.mark and raw.startswith(BOM),
    )


def scores(raw: str, places: Sequence[Place]) -> dict[Dialect, int]:
    """Return the score of each dialect; those that count this text alike have the same."""
    text, found = normal(raw), {}
    known: dict[Dialect, int] = {}
    for dialect in DIALECTS:
        same = told(raw, dialect)
        if same not in known:
            known[same] = score(text, places, table(raw, same))
        found[dialect] = known[same]
    return found


def best(mine: dict[Dialect, int], pooled: dict[Dialect, int]) -> Dialect:
    """Choose the dialect of one text: its own score, then that of the whole file, then the order.

    Examples
    --------
    >>> best({DIALECTS[0]: 3, DIALECTS[1]: 3}, {}).name
    'code points'
    >>> best({DIALECTS[0]: 3, DIALECTS[1]: 3}, {DIALECTS[0]: 8, DIALECTS[1]: 9}).name
    'UTF-16 code units'
    """
    return max(mine, key=lambda each: (mine[each], pooled.get(each, 0), -DIALECTS.index(each)))


def clean_share(text: str, stretches: Sequence[tuple[int, int]]) -> float:
    """Return the share (0 to 1) of stretches that cut no word in two; 1 where there are none."""
    clean = sum(_clean(text, start) and _clean(text, end) for start, end in stretches)
    return clean / len(stretches) if stretches else 1.0


def _clean(text: str, at: int) -> bool:
    return at <= 0 or at >= len(text) or not (_in_word(text[at - 1]) and _in_word(text[at]))


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) != 0


def _is_named(words: str, name: str) -> bool:
    begun = " ".join(name.rstrip(". …").split())
    return len(begun) >= LEAST and " ".join(words.split()).startswith(begun)
