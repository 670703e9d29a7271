"""Passages: what learned and semantic suggestions compare, a turn or a piece of a long one."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.sentences import sentences
from mixedmethods.model import Source

LONGEST = 800  # characters; most turns of a focus group are one passage
COLUMNS = ["source", "turn", "start", "end", "text"]


def passages(sources: Iterable[Source], longest: int = LONGEST) -> pd.DataFrame:
    """Cut what participants said into passages: whole sentences of one turn.

    Parameters
    ----------
    sources : iterable of Source
        The moderators' turns are left out.
    longest : int
        A passage ends before the sentence that would make it longer than this many code points;
        a longer sentence is a passage of its own. 1 gives sentences.

    Returns
    -------
    DataFrame
        ``source turn start end text``, in the order of the text; offsets in the source. Empty,
        with these columns, where nobody speaks.
    """
    rows = []
    for source in sources:
        for turn in source.turns:
            words = "" if turn.moderator else source.text[turn.start : turn.end]
            for low, high in _pieces(words, longest):
                at = (source.id, turn.number, turn.start + low, turn.start + high)
                rows.append((*at, words[low:high]))
    return pd.DataFrame(rows, columns=COLUMNS)


def overlaps(pieces: pd.DataFrame, stretches: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which passages overlap at least one stretch (``source start end``).

    Returns
    -------
    array of bool, shape (n_pieces,)
    """
    found = np.zeros(len(pieces), dtype=bool)
    for source, here in stretches.groupby("source"):
        at = np.flatnonzero((pieces["source"] == source).to_numpy())
        start, end = (pieces[name].to_numpy()[at, None] for name in ("start", "end"))
        low, high = (here[name].to_numpy()[None, :] for name in ("start", "end"))
        found[at] = ((start < high) & (low < end)).any(axis=1)
    return found


def _pieces(words: str, longest: int) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in sentences(words):
        if made and end - made[-1][0] <= longest:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made
