"""Suggest codes for the sentences of a source, each with its reason."""

import bisect
from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from mixedmethods.coding.match import Suggestion, matches, may_match
from mixedmethods.coding.sentences import sentences
from mixedmethods.model import Code, Source, Turn

COLUMNS = ["source", "code", "turn", "start", "end", "words", "quote"]


def suggest(
    source: Source, codes: Iterable[Code], settled: Collection[tuple[int, int, str]] = ()
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

    Returns
    -------
    list of Suggestion
        By place, then code. Matches of one code in one sentence make one suggestion.
    """
    found = (suggestion for code in codes for suggestion in _of_code(source, code))
    left = still_open(found, settled)
    return sorted(left, key=lambda each: (each.start, each.end, each.code))


def still_open(
    found: Iterable[Suggestion], settled: Collection[tuple[int, int, str]]
) -> list[Suggestion]:
    """Leave out suggestions of a code that overlap a stretch settled for that code.

    Parameters
    ----------
    found : iterable of Suggestion
        Suggestions of one source; their order is kept.
    settled : collection of (start, end, code id)
        As in `suggest`.
    """
    taken: dict[str, list[tuple[int, int]]] = {}
    for start, end, code in settled:
        taken.setdefault(code, []).append((start, end))
    return [
        each
        for each in found
        if not any(low < each.end and each.start < high for low, high in taken.get(each.code, ()))
    ]


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


def _of_code(source: Source, code: Code) -> Iterator[Suggestion]:
    for turn in _candidates(source, code):
        words = source.text[turn.start : turn.end]
        inside: dict[tuple[int, int], dict[str, None]] = {}
        hits = matches(words, code.lexicon)
        cuts = sentences(words) if hits else []  # the splitter costs more than the matching
        for hit in hits:
            stretch = _whole(cuts, hit.start, hit.end)
            inside.setdefault(stretch, {})[words[hit.start : hit.end]] = None
        for (start, end), reasons in inside.items():
            start, end = turn.start + start, turn.start + end
            yield Suggestion(source.id, turn.number, start, end, code.id, tuple(reasons))


def _candidates(source: Source, code: Code) -> list[Turn]:
    """Return the participants' turns in which the lexicon may match."""
    starts = [turn.start for turn in source.turns]
    near = {bisect.bisect(starts, at) - 1 for at in may_match(source.text, code.lexicon)}
    return [source.turns[k] for k in sorted(near) if k >= 0 and not source.turns[k].moderator]


def _whole(cuts: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Widen a match to the sentences it touches."""
    touched = [(low, high) for low, high in cuts if low < end and start < high]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)
