"""Where the words of entries stand in texts that are cut into words."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mixedmethods.coding.entry import STAR, Entry, fits
from mixedmethods.coding.words import Small, Whole, Words

NONE = np.zeros(0, np.int64)
AFTER_ALL = chr(0x10FFFF)
Marked = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the first words of entries, grouped by form.

    `order` has the places; those of form f are between ``bounds[f]`` and ``bounds[f + 1]``.
    `forms` has, for each word of an entry, the forms that it stands for.
    """

    words: Words
    forms: dict[str, Whole]
    order: Small
    bounds: Whole

    def of(self, word: str) -> Whole:
        """Return the places of the first word of an entry; in order within a form."""
        groups = [self.order[self.bounds[f] : self.bounds[f + 1]] for f in self.forms[word]]
        return np.concatenate([NONE, *groups])

    def hold(self, word: str, at: Whole) -> Marked:
        """Tell at which of these places the word of an entry stands."""
        wanted, here = self.forms[word], self.words.forms[self.words.ids[at]]
        return here == wanted[0] if len(wanted) == 1 else np.isin(here, wanted)


def places_of(words: Words, entries: Iterable[Entry]) -> Places:
    """Look up the words of entries in the vocabulary, and gather where their first words stand."""
    entries = [entry for entry in entries if entry.words]
    forms = _forms(words.folded, {word for entry in entries for word in entry.words})
    first = np.zeros(len(words.folded), np.bool_)
    for entry in entries:
        first[forms[entry.words[0]]] = True
    where = np.flatnonzero(first[words.forms][words.ids]).astype(np.int32)
    # Few bits, because numpy sorts sixteen of them without comparing.
    rank = (np.cumsum(first) - 1).astype(np.uint16 if first.sum() < 2**16 else np.int32)
    order = np.argsort(rank[words.forms][words.ids[where]], kind="stable")
    counts = np.bincount(words.forms[words.ids[where]], minlength=len(first))
    return Places(words, forms, where[order], np.append(0, np.cumsum(counts)))


def _forms(folded: dict[str, int], wanted: Iterable[str]) -> dict[str, Whole]:
    ordered = sorted(folded) if any(STAR in word for word in wanted) else []
    return {word: np.fromiter(_numbers(word, folded, ordered), np.int64) for word in wanted}


def _numbers(word: str, folded: dict[str, int], ordered: Sequence[str]) -> Iterator[int]:
    if STAR not in word:
        if word in folded:
            yield folded[word]
        return
    begin = word.partition(STAR)[0]
    low, high = bisect_left(ordered, begin), bisect_left(ordered, begin + AFTER_ALL)
    yield from (folded[form] for form in ordered[low:high] if fits(word, form))
