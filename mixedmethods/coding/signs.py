"""What an entry says beside words: "24/7", "R&D", "c++", or a sign alone.

Only the few places at which the words of such an entry stand are looked at, one by one.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mixedmethods.coding.words import Whole, Words

Marked = NDArray[np.bool_]
NOWHERE = -1


def between(texts: Sequence[str], words: Words, signs: re.Pattern[str], at: Whole) -> Marked:
    """Tell before which of these words the signs are all that parts them from the word before."""
    low, high = words.ends(at - 1), words.starts[at]
    together = words.text_of(low) == words.text_of(high)
    gaps = words.spelled(texts, low, high)
    matched = np.array([bool(signs.fullmatch(gap)) for gap in gaps], np.bool_)
    return np.asarray(together & matched, np.bool_)


def before(texts: Sequence[str], words: Words, signs: re.Pattern[str], at: Whole) -> Whole:
    """Return where the signs right before these words start, or `NOWHERE`.

    Signs that touch the word before do not count, as a word inside a word does not.
    """
    high = words.starts[at]
    begin = words.begins[words.text_of(high)]
    low = np.maximum(np.where(at > 0, words.ends(at - 1), 0), begin)
    last = re.compile(rf"(?:{signs.pattern})\Z", signs.flags)
    found = []
    for gap, free in zip(words.spelled(texts, low, high), (low == begin).tolist(), strict=True):
        match = last.search(gap)
        found.append(len(gap) - match.start() if match and (match.start() or free) else NOWHERE)
    back = np.array(found, np.int64)
    return np.where(back == NOWHERE, NOWHERE, high - back)


def after(texts: Sequence[str], words: Words, signs: re.Pattern[str], at: Whole) -> Whole:
    """Return where the signs right after these words end, or `NOWHERE`, as in `before`."""
    low = words.ends(at)
    stop = words.begins[words.text_of(low) + 1] - 1
    following = np.append(words.starts, np.int32(0))[at + 1]
    high = np.where(at + 1 < len(words.starts), np.minimum(following, stop), stop)
    found = []
    for gap, free in zip(words.spelled(texts, low, high), (high == stop).tolist(), strict=True):
        match = signs.match(gap)
        found.append(match.end() if match and (match.end() < len(gap) or free) else NOWHERE)
    on = np.array(found, np.int64)
    return np.where(on == NOWHERE, NOWHERE, low + on)


def alone(texts: Sequence[str], words: Words, signs: re.Pattern[str]) -> tuple[Whole, Whole]:
    """Return where signs stand that touch no word: their starts and ends."""
    ahead = re.compile(rf"(?=({signs.pattern}))", signs.flags)  # one match does not hide the next
    spans = [
        (begin + match.start(1), begin + match.end(1))
        for text, begin in zip(texts, words.begins.tolist(), strict=False)
        for match in ahead.finditer(text)
    ]
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    if not len(words.starts):
        return start, end
    following = np.searchsorted(words.starts, start.astype(np.int32))
    touched = (words.ends(following - 1) == start) & (following > 0)
    touching = np.append(words.starts, np.int32(-1))[following] == end
    return start[~touched & ~touching], end[~touched & ~touching]
