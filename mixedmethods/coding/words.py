"""The words of many texts as numbers: cut once, then looked up as often as a search needs.

A word is a run of letters, digits and underscores with the marks that belong to them (an accent
written apart from its letter is part of the word). An apostrophe parts two words, and the link
between them says so; so does what stands between the words of a phrase.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

OTHER, GAP, APOSTROPHE, WORD, MARK = range(5)
HYPHENS = "-‐‑"  # noqa: RUF001  # those that word processors write
APOSTROPHES = "'’"
BETWEEN = "\0"  # stands between two texts: no phrase runs over it
SIZE = 2**18
SPACE = re.compile(r"\s")
# What a character adds to the gap it stands in: 0 in all makes a gap of a phrase, 1 an apostrophe.
WEIGHTS = np.array([2, 0, 1, 0, 2], np.int32)
FIRST = 2  # no word stands before the first, so its gap is neither

Whole = NDArray[np.int64]
Small = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts laid end to end, with one character between two texts.

    `ids`, `starts` and `links` run over the words: which spelling it is, where it starts, and what
    stands before it (`GAP`, `APOSTROPHE` or `OTHER`). `lengths` and `forms` run over the
    spellings: code points, and the number of the folded form in `folded`. `begins` runs over the
    texts. `inner` are the words right after an apostrophe, and `last` is, for each of them, the
    last word that apostrophes tie to it.
    """

    ids: Small
    starts: Small
    links: NDArray[np.uint8]
    lengths: Small
    forms: Small
    folded: dict[str, int]
    begins: Whole
    inner: Whole
    last: Whole

    def ends(self, at: Whole) -> Whole:
        """Return where these words end."""
        return np.asarray(self.starts[at] + self.lengths[self.ids[at]], np.int64)

    def text_of(self, start: Whole | Small) -> Whole:
        """Return the number of the text in which each of these places lies."""
        return np.asarray(np.searchsorted(self.begins, start, "right") - 1, np.int64)

    def spelled(
        self, texts: Sequence[str], starts: Whole | Small, ends: Whole | Small
    ) -> list[str]:
        """Return what stands between these places, each pair in one text."""
        which = self.text_of(starts)
        begins = self.begins[which]
        each = zip(
            which.tolist(), (starts - begins).tolist(), (ends - begins).tolist(), strict=True
        )
        return [texts[k][start:end] for k, start, end in each]

    def tied(self, at: Whole) -> Whole:
        """Return the last word that apostrophes tie to each of these words."""
        if not len(self.inner):
            return at
        next_ = np.searchsorted(self.inner, at, "right").clip(max=len(self.inner) - 1)
        return np.where(self.inner[next_] == at + 1, self.last[next_], at)


@dataclass(slots=True)
class _Cut:
    """The words of one piece: where they stand, and what the gaps before them add up to."""

    words: list[str]
    starts: Whole
    ends: Whole
    weights: Small
    total: int


def kind_of(char: str) -> int:
    """Return what a character is to a search; a `MARK` is part of the word it follows."""
    if char.isalnum() or char == "_":
        return WORD
    if char.isspace() or char in HYPHENS:
        return GAP
    if char in APOSTROPHES:
        return APOSTROPHE
    return MARK if unicodedata.category(char).startswith("M") else OTHER


def fold(word: str) -> str:
    """Return the form under which spellings count as one: case and composed accents do not matter.

    Full case folding of Unicode (ß as ss, a ligature as its letters); a Turkish dotted capital or
    dotless small i counts as i, as in Python's regular expressions.

    Examples
    --------
    >>> fold("STRASSE") == fold("Straße"), fold("e\u0301") == fold("É"), fold("e") == fold("é")
    (True, True, False)
    """
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word).casefold()
    bare = bare.replace("i\u0307", "i").replace("\u0131", "i")
    return unicodedata.normalize("NFC", bare)


def words_of(texts: Sequence[str], size: int = SIZE) -> Words:
    """Cut texts into words.

    Parameters
    ----------
    texts : sequence of str
        Any texts, many short ones or a few long ones; together less than 2**31 code points.
    size : int
        About how many characters to cut at a time; more takes more memory, and no result depends
        on it.

    Returns
    -------
    Words
        About ten bytes for each word. Empty arrays for texts without a word.
    """
    spellings: defaultdict[str, int] = defaultdict()
    spellings.default_factory = spellings.__len__  # a new spelling gets the next number
    ids, starts, links = bytearray(), bytearray(), bytearray()  # they grow without a second copy
    offset, carried = 0, FIRST
    for piece in _pieces(texts, size):
        cut = _cut(piece)
        if cut.words:
            numbers = map(spellings.__getitem__, cut.words)
            ids += np.fromiter(numbers, np.int32, len(cut.words)).data
            starts += (cut.starts + offset).astype(np.int32).data
            links += _links(cut, carried).data
        carried = cut.total - int(cut.weights[-1]) if cut.words else carried + cut.total
        offset += len(piece)
    folded: dict[str, int] = {}
    forms = [folded.setdefault(fold(word), len(folded)) for word in spellings]
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    link = np.frombuffer(links, np.uint8)
    inner = np.flatnonzero(link == APOSTROPHE)
    breaks = np.append(np.flatnonzero(np.diff(inner) != 1), len(inner) - 1)
    return Words(
        ids=np.frombuffer(ids, np.int32),
        starts=np.frombuffer(starts, np.int32),
        links=link,
        lengths=np.fromiter(map(len, spellings), np.int32, len(spellings)),
        forms=np.array(forms, np.int32),
        folded=folded,
        begins=begins,
        inner=inner,
        last=inner[breaks[np.searchsorted(breaks, np.arange(len(inner)))]],
    )


def _pieces(texts: Sequence[str], size: int) -> Iterator[str]:
    """Join short texts and cut long ones before a white space, so that no word is parted."""
    held: list[str] = []
    length = 0
    for text in texts:
        at = 0
        while len(text) - at > size and (space := SPACE.search(text, at + size)):
            yield "".join((*held, text[at : space.start()]))
            held, length, at = [], 0, space.start()
        held += (text[at:] if at else text, BETWEEN)
        length += len(text) - at + 1
        if length >= size:
            yield "".join(held)
            held, length = [], 0
    if held:
        yield "".join(held)


def _cut(piece: str) -> _Cut:
    codes = np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds(codes)
    inside = kinds == WORD
    if (kinds == MARK).any():  # a mark belongs to a word if the last other character does
        steps = np.where(kinds == MARK, 0, np.arange(len(kinds)))
        inside |= (kinds == MARK) & inside[np.maximum.accumulate(steps)]
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    weights = np.cumsum(np.where(inside, 0, WEIGHTS[kinds]), dtype=np.int32)
    bare = np.where(inside, codes, np.uint32(ord(" ")))
    starts, ends = edges[::2], edges[1::2]
    words = bare.tobytes().decode("utf-32-le").split()
    return _Cut(words, starts, ends, weights[starts], int(weights[-1]))


def _kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Ask for the kind of each distinct character once: there are few."""
    seen = np.zeros(int(codes.max()) + 1, np.bool_)
    seen[codes] = True
    table = np.zeros(len(seen), np.uint8)
    for code in np.flatnonzero(seen):
        table[code] = kind_of(chr(code))
    return table[codes]


def _links(cut: _Cut, carried: int) -> NDArray[np.uint8]:
    """Return what stands before each word; `carried` is what the piece before left over."""
    gaps = np.diff(cut.weights, prepend=np.int32(-carried))
    touching = np.append(False, cut.starts[1:] - cut.ends[:-1] == 1)  # a cut is no apostrophe
    ties = np.where((gaps == 1) & touching, APOSTROPHE, OTHER)
    return np.where(gaps == 0, GAP, ties).astype(np.uint8)
