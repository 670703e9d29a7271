"""Find every match of many lexicons in many texts at once.

The texts are cut into words once. Each word of an entry is looked up in the vocabulary, which is
small, and only the places of the first word are walked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mixedmethods.coding import signs
from mixedmethods.coding.entry import Entry, read_entry
from mixedmethods.coding.places import Places, places_of
from mixedmethods.coding.stems import stems_of
from mixedmethods.coding.stretches import NONE, clear_of, each_once, near, pack, unpack
from mixedmethods.coding.words import SIZE, Small, Whole, Words, words_of
from mixedmethods.model import Code, Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """Matches as arrays of one length: which lexicon, which text, and where in that text."""

    lexicon: Small
    text: Small
    start: Whole
    end: Whole


@dataclass(frozen=True, slots=True)
class _Look:
    """What a search knows of its texts and entries."""

    texts: Sequence[str]
    words: Words
    entries: Mapping[str, Entry]
    places: Places
    stems: Mapping[str, tuple[Whole, Whole]]


def find(texts: Mapping[str, str], codes: Iterable[Code], size: int = SIZE) -> pd.DataFrame:
    r"""Find every match of the lexicons of codes in texts, as `matches` would one by one.

    Parameters
    ----------
    texts : mapping
        Source id to text.
    codes : iterable of Code
        Codes with their lexicons.
    size : int
        About how many characters to cut into words at a time. No result depends on it.

    Returns
    -------
    DataFrame
        ``code source start end``, a row for each stretch that a lexicon points at: overlapping
        ones are all there, the same stretch of one code comes once. By code and source in the
        order given, then by place. `start` and `end` are code points of the text as given, half
        open. `code` and `source` are categories. Without a match there is no row.

    Examples
    --------
    >>> code = Code("WAIT", "Waiting", "book", lexicon=Lexicon(("wait*", "waiting list")))
    >>> find({"A": "A waiting\nlist"}, [code]).to_numpy().tolist()
    [['WAIT', 'A', 2, 9], ['WAIT', 'A', 2, 14]]
    """
    codes = list(codes)
    found = search(list(texts.values()), [code.lexicon for code in codes], size)
    ids = list(dict.fromkeys(code.id for code in codes))
    number = {id: k for k, id in enumerate(ids)}
    which = np.array([number[code.id] for code in codes], np.int64)
    return pd.DataFrame(
        {
            "code": pd.Categorical.from_codes(which[found.lexicon], pd.Index(ids, dtype=str)),
            "source": pd.Categorical.from_codes(found.text, pd.Index(list(texts), dtype=str)),
            "start": found.start,
            "end": found.end,
        }
    )


def search(texts: Sequence[str], lexicons: Sequence[Lexicon], size: int = SIZE) -> Found:
    """Find every match of lexicons in texts: `find` where texts and lexicons have no names.

    Returns
    -------
    Found
        By lexicon, then text, then place.
    """
    begins, each = _every(texts, lexicons, size)
    which = np.repeat(np.arange(len(each), dtype=np.int32), [len(part) for part in each])
    stretches = np.concatenate([NONE, *each])
    each.clear()  # as many numbers again
    start, end = unpack(stretches)
    text = (np.searchsorted(begins, start, "right") - 1).astype(np.int32)
    begin = begins[text]
    start -= begin
    end -= begin
    return Found(which, text, start, end)


def _every(
    texts: Sequence[str], lexicons: Sequence[Lexicon], size: int
) -> tuple[Whole, list[Whole]]:
    """Return where texts begin, and the stretches of each lexicon as numbers."""
    words = words_of(texts, size)
    entries = {entry: read_entry(entry) for lexicon in lexicons for entry in _entries(lexicon)}
    stems = stems_of(words, texts, (word for lexicon in lexicons for word in lexicon.stem))
    look = _Look(texts, words, entries, places_of(words, entries.values()), stems)
    return words.begins, [_of_lexicon(look, lexicon) for lexicon in lexicons]


def _entries(lexicon: Lexicon) -> Iterable[str]:
    pairs = (entry for first, second, _ in lexicon.near for entry in (first, second))
    return (*lexicon.any, *lexicon.cancel, *pairs)


def _of_lexicon(look: _Look, lexicon: Lexicon) -> Whole:
    """Return the stretches of a lexicon as numbers, in order of place, each once."""
    found = [_of_entry(look, entry) for entry in lexicon.any]
    for one, other, furthest in lexicon.near:
        pair = [each_once([_of_entry(look, entry)]) for entry in (one, other)]
        found.append(near(look.words, pair[0], pair[1], furthest))
    for word in lexicon.stem:
        first, last = look.stems[word]
        found.append(pack(look.words.starts[first], look.words.ends(last)))
    cancelling = [_of_entry(look, entry) for entry in lexicon.cancel]
    return clear_of(each_once(found), each_once(cancelling))


def _of_entry(look: _Look, text: str) -> Whole:
    """Return the stretches of one entry as numbers."""
    entry, words = look.entries[text], look.words
    if not entry.words:
        (only,) = entry.signs
        return pack(*signs.alone(look.texts, words, only)) if only else NONE
    if not all(len(look.places.forms[word]) for word in entry.words):
        return NONE  # a word of it stands nowhere
    first, last = _walk(look, entry)
    start, end = np.asarray(words.starts[first], np.int64), words.ends(last)
    if entry.signs[0]:
        start = signs.before(look.texts, words, entry.signs[0], first)
    if entry.signs[-1]:
        end = signs.after(look.texts, words, entry.signs[-1], last)
    kept = (start != signs.NOWHERE) & (end != signs.NOWHERE)
    return pack(start[kept], end[kept])


def _walk(look: _Look, entry: Entry) -> tuple[Whole, Whole]:
    """Return the first and the last word of each place at which an entry's words stand."""
    words = look.words
    first = at = look.places.of(entry.words[0])
    for k, word in enumerate(entry.words):
        if k:
            inside = at + 1 < len(words.ids)
            first, at = first[inside], at[inside] + 1
            kept = (words.links[at] == entry.links[k]) & look.places.hold(word, at)
            first, at = first[kept], at[kept]
            between = entry.signs[k]
            if between:
                kept = signs.between(look.texts, words, between, at)
                first, at = first[kept], at[kept]
        if entry.open(k):
            at = words.tied(at)
    return first, at
