"""Stretches of a text as numbers, so that many are sorted, joined and compared at once."""

import numpy as np

from mixedmethods.coding.words import Small, Whole, Words

NONE = np.zeros(0, np.int64)
HALF = 32  # the start is in the upper half of the number, the end in the lower
Both = tuple[Whole, Whole]


def pack(start: Whole | Small, end: Whole) -> Whole:
    """Make one number of each start and end; they sort by place."""
    return start.astype(np.int64) << HALF | end.astype(np.int64)


def unpack(stretches: Whole) -> Both:
    """Return the starts and ends."""
    return stretches >> HALF, stretches & (2**HALF - 1)


def each_once(parts: list[Whole]) -> Whole:
    """Join stretches, in order of place, each once."""
    if len(parts) == 1 and (np.diff(parts[0]) > 0).all():
        return parts[0]
    return np.unique(np.concatenate([NONE, *parts]))


def clear_of(stretches: Whole, cancelling: Whole) -> Whole:
    """Leave out stretches that overlap a cancelling one; both are in order of place."""
    if not len(cancelling) or not len(stretches):
        return stretches
    start, end = unpack(stretches)
    low, high = unpack(cancelling)
    reach = np.append(np.int64(-1), np.maximum.accumulate(high))  # of those that start before
    return stretches[reach[np.searchsorted(low, end)] <= start]


def near(words: Words, first: Whole, second: Whole, furthest: int) -> Whole:
    """Return stretches from each first one to the nearest second one within so many words.

    Both are in order of place.
    Distance is the number of words between the starts; what apostrophes tie together is one word.
    Of two that are as near, the one before is taken.
    """
    if not len(first) or not len(second):
        return NONE
    furthest = min(furthest, len(words.starts))
    here, there = (_numbers(words, stretches, furthest) for stretches in (first, second))
    left = np.searchsorted(there, here) - 1
    left = np.searchsorted(there, there[left])  # the first of those that start at the same word
    right = np.searchsorted(there, here, "right").clip(max=len(there) - 1)
    before, behind = here - there[left], there[right] - here
    before = np.where((before > 0) & (before <= furthest), before, furthest + 1)
    behind = np.where((behind > 0) & (behind <= furthest), behind, furthest + 1)
    other = second[np.where(before <= behind, left, right)]
    kept = np.minimum(before, behind) <= furthest
    (start, end), (low, high) = unpack(first[kept]), unpack(other[kept])
    return pack(np.minimum(start, low), np.maximum(end, high))


def _numbers(words: Words, stretches: Whole, furthest: int) -> Whole:
    """Return the numbers of the words at which stretches start; no text reaches the next."""
    start, _ = unpack(stretches)
    at = np.searchsorted(words.starts, start.astype(np.int32))
    text = words.text_of(start)
    return at - np.searchsorted(words.inner, at, "right") + text * (furthest + 2)
