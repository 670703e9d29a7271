"""Which codes stand together: on the same words, or in the same turn.

Stretches are sorted once and each is joined with those that start before it ends, so that the
work grows with the pairs there are, not with all that could be.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.themes import STRETCH
from mixedmethods.errors import DataError

WAYS = ("overlap", "turn")
COLUMNS = ["code", "other", "n", "speakers", "groups"]
PAIRS = 1_000_000  # that are held in memory at once
BITS = 62  # of a whole number, each a coder
ROOM = 1 << 31  # more than there are speakers or sources

Ints = NDArray[np.int64]


def cooccurrence(
    codings: pd.DataFrame, by: str = "overlap", *, same_coder: bool = False
) -> pd.DataFrame:
    """Count how often two codes stand together.

    Parameters
    ----------
    codings : DataFrame
        One row per coding: ``source turn start end code coder case moderator``. Prompts are left
        out.
    by : {"overlap", "turn"}
        ``overlap``: `n` counts pairs of segments, one of each code, that share at least one
        character. ``turn``: `n` counts turns in which both codes stand.
    same_coder : bool, default False
        Count only what one coder coded with both.

    Returns
    -------
    DataFrame
        ``code other n speakers groups``, each pair of codes once (`code` before `other` by id),
        the most frequent first; pairs that never meet are left out. A stretch that several coders
        gave the same code is one segment. Empty, with its columns, without codings.

    Raises
    ------
    DataError
        If `by` is neither.
    """
    said = stretches(codings[~codings["moderator"].astype(bool)], by)
    segments = said.drop_duplicates(STRETCH).reset_index(drop=True)
    if segments.empty:
        return pd.DataFrame(columns=COLUMNS).astype(dict.fromkeys(COLUMNS[2:], int))
    coders = _coders(said, segments) if same_coder else None
    code, ids = pd.factorize(segments["code"], sort=True)
    counts = _count(segments, code.astype(np.int64), len(ids), coders)
    table = pd.DataFrame(counts, columns=COLUMNS)
    table = table.sort_values(["n", "code", "other"], ascending=[False, True, True])
    return table.assign(code=ids[table["code"]], other=ids[table["other"]]).reset_index(drop=True)


def overlapping(frame: pd.DataFrame, pairs: int = PAIRS) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs of rows whose stretches share at least one character.

    Parameters
    ----------
    frame : DataFrame
        ``source start end``, in code points, half open, none of them empty.
    pairs : int
        About how many to yield at once.

    Yields
    ------
    (array, array) of int
        Positions of rows; each pair once, no row with itself.
    """
    first, last = on_one_line(frame)
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    rows = np.arange(len(order))
    many = np.searchsorted(first, last) - rows - 1  # those after it that start before it ends
    before = np.cumsum(many) - many
    for block in np.split(rows, np.flatnonzero(np.diff(before // pairs)) + 1):
        left = np.repeat(block, many[block])
        at = np.arange(len(left)) - np.repeat(before[block] - before[block[:1]], many[block])
        yield order[left], order[left + 1 + at]


def on_one_line(frame: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return starts and ends as if all sources stood behind one another, none touching."""
    source = _numbered(frame["source"])
    start, end = (frame[name].to_numpy(np.int64) for name in ("start", "end"))
    away = source * (end.max(initial=0) + 1)
    return start + away, end + away


def stretches(codings: pd.DataFrame, way: str) -> pd.DataFrame:
    """Return codings with the stretch in which they meet others as ``start end``.

    Parameters
    ----------
    codings : DataFrame
        With ``turn start end``.
    way : {"overlap", "turn"}
        By ``turn`` every coding reaches over its whole turn, from its number to the next.

    Raises
    ------
    DataError
        If `way` is neither.
    """
    if way not in WAYS:
        raise DataError(
            f"Codes must stand together by overlap or by turn. Got {way!r}. Choose one of the two."
        )
    if way == "overlap":
        return codings
    return codings.assign(start=codings["turn"], end=codings["turn"] + 1)


def _count(segments: pd.DataFrame, code: Ints, codes: int, coders: Ints | None) -> dict[str, Ints]:
    """Return codes, other codes (as numbers) and the three counts of every pair that meets."""
    n = np.zeros(codes * codes, np.int64)
    speaker, source = (_numbered(segments[name]) for name in ("case", "source"))
    met: dict[str, list[Ints]] = {"speakers": [], "groups": []}
    for one, other in overlapping(segments):
        together = code[one] != code[other]
        if coders is not None:
            together &= (coders[one] & coders[other]).any(axis=1)
        one, other = one[together], other[together]
        pair = np.minimum(code[one], code[other]) * codes + np.maximum(code[one], code[other])
        n += np.bincount(pair, minlength=len(n))
        met["speakers"].append(_distinct(pair, speaker[one]))
        met["groups"].append(_distinct(pair, source[one]))
    seen = np.flatnonzero(n)
    counts = {name: _times(blocks, len(n))[seen] for name, blocks in met.items()}
    return {"code": seen // codes, "other": seen % codes, "n": n[seen], **counts}


def _numbered(values: pd.Series) -> Ints:
    return pd.factorize(values)[0].astype(np.int64)


def _distinct(pair: Ints, who: Ints) -> Ints:
    """Return each (pair, who) once, as one number; nobody (-1) is left out."""
    known = who >= 0
    return np.unique(pair[known] * ROOM + who[known])


def _times(blocks: list[Ints], pairs: int) -> Ints:
    """Count who met, by pair."""
    return np.bincount(np.unique(np.concatenate(blocks)) // ROOM, minlength=pairs)


def _coders(said: pd.DataFrame, segments: pd.DataFrame) -> Ints:
    """Return for each segment who coded it, one bit for each coder."""
    number = pd.Series(np.arange(len(segments)), pd.MultiIndex.from_frame(segments[STRETCH]))
    row = number.reindex(pd.MultiIndex.from_frame(said[STRETCH])).to_numpy()
    coder = _numbered(said["coder"])
    bits = np.zeros((len(segments), coder.max(initial=0) // BITS + 1), np.int64)
    np.bitwise_or.at(bits, (row, coder // BITS), np.left_shift(1, coder % BITS))
    return bits
