"""Where any inflected form of a word stands (Snowball, English)."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mixedmethods.coding.words import APOSTROPHE, Small, Whole, Words, fold

Stretch = tuple[Whole, Whole]
Marked = NDArray[np.bool_]


def stems_of(words: Words, texts: Sequence[str], wanted: Iterable[str]) -> dict[str, Stretch]:
    """Return where words stand that share their stem with a wanted one.

    What apostrophes tie together has one stem. Each spelling is stemmed once.

    Returns
    -------
    dict
        Wanted word to two arrays: the first and the last word of each stretch.
    """
    wanted = sorted(set(wanted))
    if not wanted:
        return {}
    from nltk.stem.snowball import SnowballStemmer  # nltk takes seconds to import

    stem = SnowballStemmer("english").stem
    stems = {word: stem(fold(word)) for word in wanted}
    numbers = {found: k for k, found in enumerate(sorted(set(stems.values())), start=1)}
    letters = {found[:1] for found in numbers}  # no rule changes the first letter of a word
    near = np.array([form[:1] in letters for form in words.folded], np.bool_)

    def number(form: str) -> int:
        return numbers.get(stem(form), 0)

    alone, which = _alone(words, near, number)
    first, last, also = _tied(words, texts, near, number)
    first, last = np.append(alone, first), np.append(alone, last)
    which = np.append(which, also)
    return {
        word: (first[which == numbers[found]], last[which == numbers[found]])
        for word, found in stems.items()
    }


def _alone(words: Words, near: Marked, number: Callable[[str], int]) -> tuple[Whole, Small]:
    """Return words that no apostrophe ties to another, with the number of their stem."""
    by_form = np.array(
        [number(form) if like else 0 for form, like in zip(words.folded, near, strict=True)],
        np.int32,
    )
    by_spelling = by_form[words.forms]
    at = np.flatnonzero((by_spelling > 0)[words.ids])
    at = at[(words.links[at] != APOSTROPHE) & (words.tied(at) == at)]
    return at, by_spelling[words.ids[at]]


def _tied(
    words: Words, texts: Sequence[str], near: Marked, number: Callable[[str], int]
) -> tuple[Whole, Whole, Small]:
    """Return words that apostrophes tie together, with the number of their stem."""
    leads = np.flatnonzero(np.diff(words.inner, prepend=-9) != 1)
    first, last = words.inner[leads] - 1, words.last[leads]
    like = near[words.forms[words.ids[first]]]
    first, last = first[like], last[like]
    known: dict[str, int] = {}
    which = []
    for spelling in words.spelled(texts, words.starts[first], words.ends(last)):
        if spelling not in known:
            known[spelling] = number(fold(spelling))
        which.append(known[spelling])
    found = np.array(which, np.int32)
    return first[found > 0], last[found > 0], found[found > 0]
