"""What coders are compared on: turns, sentences or characters, and who gave each which code."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from mixedmethods.coding.sentences import sentences
from mixedmethods.errors import DataError
from mixedmethods.model import Source, Turn

UNITS = ("turn", "sentence", "character")
STRETCHES = ["source", "turn", "start", "end", "weight"]


def units(
    source: Source, unit: str, cuts: Collection[int] = (), moderators: bool = False
) -> pd.DataFrame:
    """Return the units of one source, in order; none overlaps another.

    Parameters
    ----------
    source : Source
        The text and its turns.
    unit : str
        ``turn``, ``sentence`` (the sentences of each turn) or ``character`` (every code point of
        each turn, white space too).
    cuts : collection of int
        Where codings start or end. Characters between two cuts share one row, so that a long text
        takes a row for each stretch and none for each character. Turns and sentences ignore it.
    moderators : bool, default False
        Keep the moderator's turns.

    Returns
    -------
    DataFrame
        ``source turn start end weight``: offsets in code points of the source, half open.
        `weight` is 1, or how many characters the row stands for. Turns without a word are left
        out.

    Raises
    ------
    DataError
        If `unit` is none of the three.
    """
    if unit not in UNITS:
        raise DataError(
            f"A unit must be one of {', '.join(UNITS)}. Got {unit!r}. Choose one of these."
        )
    spoken = (
        turn
        for turn in source.turns
        if (moderators or not turn.moderator) and source.text[turn.start : turn.end].strip()
    )
    within = np.unique(np.fromiter(cuts, dtype=np.int64, count=len(cuts)))
    rows = [
        (source.id, turn.number, start, end, end - start if unit == "character" else 1)
        for turn in spoken
        for start, end in _parts(source.text, turn, unit, within)
    ]
    return pd.DataFrame(rows, columns=STRETCHES)


def ratings(
    codings: pd.DataFrame,
    sources: Iterable[Source],
    coders: Sequence[str],
    unit: str = "turn",
    *,
    coded_only: bool = False,
    moderators: bool = False,
    read: Collection[tuple[str, str]] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the units of several sources and who gave them which code.

    A coder gives a unit a code where a coding of theirs shares at least one character with it.
    However many do, the unit has the code from that coder once.

    Parameters
    ----------
    codings : DataFrame
        ``source start end code coder``; those of other sources and coders are passed over.
    sources : iterable of Source
        Texts that the coders coded.
    coders : sequence of str
        Whom to compare.
    unit : str
        As in `units`.
    coded_only : bool, default False
        Keep only units to which at least one of the coders gave at least one code, whichever of
        the codes in `codings` it is.
    moderators : bool, default False
        Keep the moderator's turns.
    read : collection of (source id, coder)
        Who has read which source to its end, beside those who coded in it.

    Returns
    -------
    units : DataFrame
        The columns of `units` and ``coders``, how many of the coders rated the unit: those who
        coded or read its source.
    given : DataFrame
        ``unit code coder``, each once; `unit` is the row of `units`, counted from 0.

    Raises
    ------
    DataError
        If a source comes twice, or `rated_by` or `units` raise it.
    """
    chosen = list(sources)
    names = [source.id for source in chosen]
    if len(set(names)) < len(names):
        raise DataError(
            f"Each source must be compared once. Got {', '.join(names)}. Name none of them twice."
        )
    raters = rated_by(codings, names, coders, read)
    here = codings[codings["coder"].isin(list(coders))]
    parts, given, base = [], [], 0
    for source in chosen:
        coded = here[here["source"] == source.id]
        cuts = set(coded["start"]) | set(coded["end"])
        rows = units(source, unit, cuts, moderators)
        found = _given(rows, coded)
        if coded_only:
            kept, at = np.unique(found["unit"].to_numpy(), return_inverse=True)
            rows, found = rows.iloc[kept], found.assign(unit=at)
        parts.append(rows.assign(coders=len(raters[source.id])))
        given.append(found.assign(unit=found["unit"] + base))
        base += len(rows)
    return pd.concat(parts, ignore_index=True), pd.concat(given, ignore_index=True)


def rated_by(
    codings: pd.DataFrame,
    sources: Sequence[str],
    coders: Sequence[str],
    read: Collection[tuple[str, str]] = (),
) -> dict[str, list[str]]:
    """Return which of the coders rated each source; who did not is no coder of nothing.

    Parameters
    ----------
    codings : DataFrame
        ``source coder`` of every coding, prompts too.
    sources : sequence of str
        Ids of sources.
    coders : sequence of str
        Two or more.
    read : collection of (source id, coder)
        Who has read which source to its end, beside those who coded in it.

    Returns
    -------
    dict
        Id of the source to the coders with a coding of any code in it, or who have read it.

    Raises
    ------
    DataError
        If there are no sources or fewer than two coders, a coder has rated none of the sources,
        or a source was rated by fewer than two of the coders.
    """
    if not sources:
        raise DataError("Coders are compared on sources. Got none. Name at least one source.")
    if len(set(coders)) < max(len(coders), 2):
        raise DataError(
            f"At least two coders, each once, are compared. Got {', '.join(coders) or 'none'}. "
            "Name two or more."
        )
    pairs = set(zip(codings["source"], codings["coder"], strict=True)) | set(read)
    raters = {source: [coder for coder in coders if (source, coder) in pairs] for source in sources}
    for coder in coders:
        _check(all(coder not in who for who in raters.values()), coder, ", ".join(sources))
    for source, who in raters.items():
        missing = [coder for coder in coders if coder not in who]
        _check(len(who) < 2, ", ".join(missing), source)
    return raters


def _check(fails: bool, coder: str, source: str) -> None:
    if fails:
        raise DataError(
            f"Coders are compared on sources that at least two of them have coded. Got {source}, "
            f"without a coding by {coder}. Leave out the source or the coder, or code it first."
        )


def _parts(
    text: str, turn: Turn, unit: str, cuts: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Iterator[tuple[int, int]]:
    if unit == "turn":
        yield turn.start, turn.end
    elif unit == "sentence":
        for start, end in sentences(text[turn.start : turn.end]):
            yield turn.start + start, turn.start + end
    else:
        low, high = np.searchsorted(cuts, turn.start, "right"), np.searchsorted(cuts, turn.end)
        yield from pairwise([turn.start, *cuts[low:high].tolist(), turn.end])


def _given(rows: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """Return which unit has which code from whom; units are sorted and do not overlap."""
    start, end = codings["start"].to_numpy(dtype=np.int64), codings["end"].to_numpy(dtype=np.int64)
    first = np.searchsorted(rows["end"].to_numpy(dtype=np.int64), start, "right")
    last = np.searchsorted(rows["start"].to_numpy(dtype=np.int64), end, "left")
    many = np.maximum(last - first, 0)
    behind = np.arange(many.sum()) - np.repeat(many.cumsum() - many, many)
    given = codings[["code", "coder"]].iloc[np.repeat(np.arange(len(codings)), many)]
    unit = np.repeat(first, many) + behind
    return given.assign(unit=unit)[["unit", "code", "coder"]].drop_duplicates(ignore_index=True)
