"""Change a text before it is stored: replace stretches, and keep the turns where they belong."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from mixedmethods.model import Source


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of a text (code points, half open) and what is to stand there instead."""

    start: int
    end: int
    new: str = field(repr=False)


def rewrite(source: Source, made: Sequence[Replacement]) -> Source:
    """Replace stretches of a source's text.

    Parameters
    ----------
    source : Source
        As an importer read it; nothing is coded in it yet.
    made : sequence of Replacement
        What `apart` gave: in order, none overlapping another or holding the edge of a turn.

    Returns
    -------
    Source
        The new text, with each turn round the same words as before.
    """
    ends = [each.end for each in made]
    shifts = [0, *accumulate(len(each.new) - (each.end - each.start) for each in made)]
    pieces, at = [], 0
    for each in made:
        pieces += [source.text[at : each.start], each.new]
        at = each.end

    def moved(edge: int) -> int:
        return edge + shifts[bisect.bisect_right(ends, edge)]

    turns = tuple(replace(t, start=moved(t.start), end=moved(t.end)) for t in source.turns)
    return replace(source, text="".join([*pieces, source.text[at:]]), turns=turns)


def apart(source: Source, wanted: Iterable[Replacement]) -> list[Replacement]:
    """Return the replacements that can be made together, in the order of the text.

    Of two that overlap, the one that starts first counts, and of those that start together the
    longer. One that holds the edge of a turn inside it is left out.
    """
    edges = sorted(edge for turn in source.turns for edge in (turn.start, turn.end))
    made: list[Replacement] = []
    for each in sorted(wanted, key=lambda r: (r.start, -r.end)):
        whole = bisect.bisect_right(edges, each.start) == bisect.bisect_left(edges, each.end)
        if each.start < each.end and whole and (not made or made[-1].end <= each.start):
            made.append(each)
    return made
