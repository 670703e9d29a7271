"""Suggest codes for the sentences of a source, each with its reason."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Protocol, TypeVar

import pandas as pd

from mixedmethods.coding.entry import BREAK, TIE
from mixedmethods.coding.find import search
from mixedmethods.coding.match import Suggestion
from mixedmethods.coding.sentences import sentences
from mixedmethods.coding.words import fold
from mixedmethods.model import Code, Source

COLUMNS = ["source", "code", "turn", "start", "end", "words", "quote"]


class Placed(Protocol):
    """What is suggested for a stretch, whatever suggested it."""

    @property
    def code(self) -> str: ...  # noqa: D102 -- the names say it
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


P = TypeVar("P", bound=Placed)


def suggest(
    source: Source,
    codes: Iterable[Code],
    settled: Collection[tuple[int, int, str]] = (),
    muted: Collection[tuple[str, str]] = frozenset(),
) -> list[Suggestion]:
    """Suggest the sentences in which a code's lexicon matches.

    Parameters
    ----------
    source : Source
        What to look through; the moderator's turns are left out.
    codes : iterable of Code
        Codes with their lexicons.
    settled : collection of (start, end, code id)
        Stretches of the source that a person has coded or decided on: a suggestion of the same
        code that overlaps one of them is left out.
    muted : collection of (code id, words)
        Words that a person does not want to be shown for a code again: a match that reads so does
        not count, in any case and with any spaces, hyphens and apostrophes. A suggestion that has
        other reasons stays, with those.

    Returns
    -------
    list of Suggestion
        By place, then code. Matches of one code in one sentence make one suggestion.
    """
    found = _found(source, list(codes), {(code, same_words(words)) for code, words in muted})
    left = still_open(found, settled)
    return sorted(left, key=lambda each: (each.start, each.end, each.code))


def same_words(words: str) -> str:
    r"""Return the form under which two matches read the same.

    Examples
    --------
    >>> same_words("Waiting-\nList") == same_words("waiting list")
    True
    """
    return re.sub(TIE, "'", re.sub(BREAK, " ", fold(words)))


def still_open(found: Iterable[P], settled: Collection[tuple[int, int, str]]) -> list[P]:
    """Leave out suggestions of a code that overlap a stretch settled for that code.

    Parameters
    ----------
    found : iterable of Suggestion or Proposal
        Suggestions of one source; their order is kept.
    settled : collection of (start, end, code id)
        As in `suggest`.
    """
    taken: dict[str, list[tuple[int, int]]] = {}
    for start, end, code in sorted(settled):
        taken.setdefault(code, []).append((start, end))
    starts = {code: [start for start, _ in each] for code, each in taken.items()}
    # How far those reach that start so early: long ones hide behind short ones.
    reach = {code: list(accumulate((end for _, end in each), max)) for code, each in taken.items()}

    def is_open(each: Placed) -> bool:
        before = bisect_left(starts.get(each.code, ()), each.end)
        return not before or reach[each.code][before - 1] <= each.start

    return [each for each in found if is_open(each)]


def suggestions_frame(source: Source, found: Iterable[Suggestion]) -> pd.DataFrame:
    """Return suggestions as a table.

    Returns
    -------
    DataFrame
        ``source code turn start end words quote``. `start` and `end` count code points inside the
        turn's words, as in a file of codings; `words` are the reasons; `quote` is the stretch.
    """
    begin = {turn.number: turn.start for turn in source.turns}
    rows = [
        (
            s.source,
            s.code,
            s.turn,
            s.start - begin[s.turn],
            s.end - begin[s.turn],
            "; ".join(s.words),
            source.text[s.start : s.end],
        )
        for s in found
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _found(
    source: Source, codes: Sequence[Code], muted: Collection[tuple[str, str]]
) -> Iterator[Suggestion]:
    turns = [turn for turn in source.turns if not turn.moderator]
    texts = [source.text[turn.start : turn.end] for turn in turns]
    found = search(texts, [code.lexicon for code in codes])

    @cache  # the splitter costs more than the search, so it sees each turn with a match once
    def cuts(turn: int) -> tuple[list[int], list[int]]:
        stretches = sentences(texts[turn])
        return [start for start, _ in stretches], [end for _, end in stretches]

    inside: dict[tuple[int, int, int, int], dict[str, None]] = {}
    columns = (found.lexicon, found.text, found.start, found.end)
    for k, turn, start, end in zip(*(column.tolist() for column in columns), strict=True):
        words = texts[turn][start:end]
        if not muted or (codes[k].id, same_words(words)) not in muted:
            place = (k, turn, *_whole(*cuts(turn), start, end))
            inside.setdefault(place, {})[words] = None
    for (k, at, start, end), reasons in inside.items():
        turn, code, begin = turns[at].number, codes[k].id, turns[at].start
        yield Suggestion(source.id, turn, begin + start, begin + end, code, tuple(reasons))


def _whole(starts: list[int], ends: list[int], start: int, end: int) -> tuple[int, int]:
    """Widen a match to the sentences it touches."""
    first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    return (starts[first], ends[last]) if first <= last else (start, end)
