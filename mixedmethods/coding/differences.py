"""Where two coders differ: what one left out or added, other ends, another code.

Their codings are paired one to one, inside each source, in three rounds. What a round pairs is
gone from the next.

1. Same code, same ends: agreed.
2. Same code, overlapping, other ends: a different boundary.
3. Another code on the same or an overlapping stretch: a different code. Two codings are no such
   pair where either coder has *both* codes on the words in question: nobody chose one over the
   other there.

Within a round the pair that shares the largest part of its joint stretch comes first; of equal
ones the pair that starts, then ends first, then the code that sorts first. What is left over is
omitted (by the second coder) or added (by them).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pandas as pd

from mixedmethods.coding.units import rated_by

COLUMNS = [
    "kind", "source", "turn", "code", "code_second", "start", "end", "start_second", "end_second",
    "first", "second", "note",
]  # fmt: skip
NUMBERS = ["turn", "start", "end", "start_second", "end_second"]
ALSO = "The other coder has this code on overlapping words; that is in a row of its own."


@dataclass(frozen=True, slots=True)
class _Piece:
    """A coding, as far as pairing looks at it."""

    id: str
    turn: int
    start: int
    end: int
    code: str

    @property
    def place(self) -> tuple[int, int, str]:
        return self.start, self.end, self.code


_Pair = tuple[_Piece, _Piece]
_Sides = tuple[list[_Piece], list[_Piece]]


def differences(
    codings: pd.DataFrame,
    first: str,
    second: str,
    source: str | None = None,
    *,
    moderators: bool = False,
    read: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """List where two coders differ, for them to talk over.

    Parameters
    ----------
    codings : DataFrame
        ``id source turn start end code coder moderator``: offsets in code points of the source,
        half open. Stance and elicitation are not compared.
    first, second : str
        The two coders. The first is the measure for the words omitted and added.
    source : str, optional
        Id of the one source to compare. Without it every source that both have coded or read.
    moderators : bool, default False
        Compare prompts (codings on the moderator's turns) too.
    read : collection of (source id, coder)
        Who has read which source to its end, beside those who coded in it.

    Returns
    -------
    DataFrame
        By source and place: ``kind source turn code code_second start end start_second end_second
        first second note``. `kind` is ``omitted``, ``added``, ``different_boundary`` or
        ``different_code``; `first` and `second` are ids of codings. What one coder did not code
        is NA in that coder's columns. `note` tells where an omitted or added coding overlaps one
        of the same code that is paired with another. Every compared coding of either coder is in
        exactly one row here, or in one pair of `agreed`.

    Raises
    ------
    DataError
        If the coders are one, or there is no source that both have coded or read.
    """
    rows = [
        row
        for name, sides in _sides(codings, first, second, source, moderators, read)
        for row in _rows(name, sides)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype(dict.fromkeys(NUMBERS, "Int64"))


def agreed(
    codings: pd.DataFrame,
    first: str,
    second: str,
    source: str | None = None,
    *,
    moderators: bool = False,
    read: Collection[tuple[str, str]] = (),
) -> list[tuple[str, str]]:
    """Return the codings on which two coders agree: same code, same ends.

    Parameters
    ----------
    codings, first, second, source, moderators, read
        As in `differences`.

    Returns
    -------
    list of (str, str)
        Id of the first coder's coding and of the second's, by source and place.

    Raises
    ------
    DataError
        As in `differences`.
    """
    return [
        (one.id, other.id)
        for _, sides in _sides(codings, first, second, source, moderators, read)
        for one, other in _paired(sides, _same)[0]
    ]


def _sides(
    codings: pd.DataFrame,
    first: str,
    second: str,
    source: str | None,
    moderators: bool,
    read: Collection[tuple[str, str]],
) -> Iterator[tuple[str, _Sides]]:
    """Yield each compared source with the codings of both coders, by place."""
    coders = [first, second]
    mine = codings[codings["coder"].isin(coders)]
    names = [source] if source is not None else _shared(mine, coders, read)
    for name in rated_by(mine, names or sorted(set(mine["source"])), coders, read):
        here = mine[mine["source"] == name]
        if not moderators:
            here = here[~here["moderator"].astype(bool)]
        yield name, (_pieces(here, first), _pieces(here, second))


def _shared(
    codings: pd.DataFrame, coders: list[str], read: Collection[tuple[str, str]]
) -> list[str]:
    seen = set(zip(codings["source"], codings["coder"], strict=True)) | set(read)
    names = {name for name, _ in seen}
    return sorted(name for name in names if all((name, coder) in seen for coder in coders))


def _pieces(codings: pd.DataFrame, coder: str) -> list[_Piece]:
    own = codings[codings["coder"] == coder]
    columns = (own[name].tolist() for name in ("id", "turn", "start", "end", "code"))
    return sorted(map(_Piece, *columns), key=lambda piece: (piece.place, piece.id))


def _rows(source: str, sides: _Sides) -> list[tuple[object, ...]]:
    _, left = _paired(sides, _same)
    bounds, left = _paired(left, lambda one, other: one.code == other.code)
    by_code = _by_code(sides[0]), _by_code(sides[1])

    def one_for_the_other(one: _Piece, other: _Piece) -> bool:
        return not (_meets(by_code[0][other.code], other) or _meets(by_code[1][one.code], one))

    codes, (omitted, added) = _paired(left, one_for_the_other)
    found: list[tuple[_Piece, tuple[object, ...]]] = [
        *((one, _row("different_boundary", source, one, other)) for one, other in bounds),
        *((one, _row("different_code", source, one, other)) for one, other in codes),
        *(
            (one, _row("omitted", source, one, None, _meets(by_code[1][one.code], one)))
            for one in omitted
        ),
        *(
            (other, _row("added", source, None, other, _meets(by_code[0][other.code], other)))
            for other in added
        ),
    ]
    return [row for _, row in sorted(found, key=lambda pair: (pair[0].place, pair[1][0]))]


def _row(
    kind: str, source: str, one: _Piece | None, other: _Piece | None, also: bool = False
) -> tuple[object, ...]:
    turn = one.turn if one else other.turn if other else None
    code, start, end, id = (one.code, one.start, one.end, one.id) if one else (None,) * 4
    code2, start2, end2, id2 = (
        (other.code, other.start, other.end, other.id) if other else (None,) * 4
    )
    note = ALSO if also else ""
    return kind, source, turn, code, code2, start, end, start2, end2, id, id2, note


def _paired(sides: _Sides, fits: Callable[[_Piece, _Piece], bool]) -> tuple[list[_Pair], _Sides]:
    """Pair what overlaps and fits, the largest common part first; return also what is left."""
    possible = [pair for pair in _overlapping(*sides) if fits(*pair)]
    ranked = sorted(possible, key=lambda pair: (-_common(*pair), _order(*pair)))
    pairs: list[_Pair] = []
    ones, others = {one.id: one for one in sides[0]}, {other.id: other for other in sides[1]}
    for one, other in ranked:
        if one.id in ones and other.id in others:
            pairs.append((ones.pop(one.id), others.pop(other.id)))
    left = list(ones.values()), list(others.values())
    return sorted(pairs, key=lambda pair: pair[0].place), left


def _overlapping(ones: list[_Piece], others: list[_Piece]) -> Iterator[_Pair]:
    """Yield every pair that shares a character; codings stand in one turn, so few are tried."""
    by_turn = defaultdict(list)
    for other in others:
        by_turn[other.turn].append(other)
    for one in ones:
        for other in by_turn[one.turn]:
            if one.start < other.end and other.start < one.end:
                yield one, other


def _common(one: _Piece, other: _Piece) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def _order(one: _Piece, other: _Piece) -> list[tuple[tuple[int, int, str], str]]:
    """Break ties by place, the same whoever is called the first coder."""
    return sorted([(one.place, one.id), (other.place, other.id)])


def _same(one: _Piece, other: _Piece) -> bool:
    return one.place == other.place


def _by_code(pieces: list[_Piece]) -> dict[str, list[_Piece]]:
    found = defaultdict(list)
    for piece in pieces:
        found[piece.code].append(piece)
    return found


def _meets(pieces: list[_Piece], piece: _Piece) -> bool:
    """Tell whether any of the pieces shares a character with this one."""
    return any(each.start < piece.end and piece.start < each.end for each in pieces)
