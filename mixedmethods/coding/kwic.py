"""Words in their context: every place where a word or phrase stands, with what is around it."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from mixedmethods.coding.find import search
from mixedmethods.errors import DataError
from mixedmethods.model import Lexicon

ORDERS = ("place", "before", "after")
COLUMNS = ["source", "turn", "speaker", "start", "end", "before", "match", "after"]
JOINER = "\N{ZERO WIDTH JOINER}"
SKIN = range(0x1F3FB, 0x1F400)  # what changes the emoji before it
FLAG = range(0x1F1E6, 0x1F200)  # two of these make one flag


def kwic(
    sources: Mapping[str, str],
    turns: pd.DataFrame,
    pattern: str,
    width: int = 60,
    *,
    moderators: bool = False,
    order: str = "place",
) -> pd.DataFrame:
    """Show each match of a word or phrase with the words around it.

    Parameters
    ----------
    sources : mapping
        Source id to text; turns of other sources are left out.
    turns : DataFrame
        ``source turn start end speaker moderator``.
    pattern : str
        As in a lexicon: a word, a phrase, ``wait*`` for any ending; several on lines of their own.
        Upper and lower case count the same.
    width : int, default 60
        How many code points to show at most on either side, never more than the turn. A side is
        cut between words and, where a word is longer than it, never inside a character.
    moderators : bool, default False
        Whether to look into the moderator's turns too.
    order : {"place", "before", "after"}
        By source and place; or by what comes before (from the last word back) or after.

    Returns
    -------
    DataFrame
        ``source turn speaker start end before match after``. `start` and `end` are code points of
        the source. Line breaks around a match become spaces. Without a match there is no row.

    Raises
    ------
    DataError
        If the pattern has no word, the width is below 0 or the order is not known.
    """
    entries = tuple(line.strip() for line in pattern.splitlines() if re.search(r"\w", line))
    _check(entries, width, order)
    looked_at = turns if moderators else turns[~turns["moderator"].astype(bool)]
    looked_at = looked_at[looked_at["source"].isin(list(sources))]
    places = looked_at[["source", "turn", "speaker", "start", "end"]].sort_values(
        ["source", "turn"]
    )
    rows = list(places.itertuples(index=False, name=None))
    texts = [sources[source][start:end] for source, _, _, start, end in rows]
    found = search(texts, [Lexicon(entries)])
    lines = [
        (*rows[k][:3], rows[k][3] + start, rows[k][3] + end, *_around(texts[k], start, end, width))
        for k, start, end in zip(
            found.text.tolist(), found.start.tolist(), found.end.tolist(), strict=True
        )
    ]
    if order != "place":
        lines.sort(key=_backwards if order == "before" else _onwards)
    return pd.DataFrame(lines, columns=COLUMNS)


def _check(entries: tuple[str, ...], width: int, order: str) -> None:
    if not entries:
        raise DataError("A search needs a word or phrase. Got none. Write one, such as wait*.")
    if width < 0:
        raise DataError(f"The width must be 0 or more. Got {width}. Change it.")
    if order not in ORDERS:
        raise DataError(f"The order must be one of {', '.join(ORDERS)}. Got {order!r}. Choose one.")


def _around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """Return what stands before a match, the match, and what stands after it."""
    low, high = max(start - width, 0), min(end + width, len(text))
    while low < start and not _between_words(text, low):
        low += 1
    while high > end and not _between_words(text, high):
        high -= 1
    if low == start:
        low = max(start - width, 0)
        while low < start and _inside(text, low):
            low += 1
    if high == end:
        high = min(end + width, len(text))
        while high > end and _inside(text, high):
            high -= 1
    return _one_line(text[low:start]), text[start:end], _one_line(text[end:high])


def _between_words(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace()


def _inside(text: str, at: int) -> bool:
    """Say whether a cut here would part what is read as one character."""
    if at in (0, len(text)):
        return False
    before, after = text[at - 1], text[at]
    if JOINER in (before, after) or unicodedata.category(after).startswith("M"):
        return True
    if ord(after) in SKIN:
        return True
    flags = 0
    while flags < at and ord(text[at - 1 - flags]) in FLAG:
        flags += 1
    return ord(after) in FLAG and flags % 2 == 1


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _backwards(line: tuple[str, ...]) -> tuple[object, ...]:
    return (line[5].casefold().split()[::-1], line[0], line[3])


def _onwards(line: tuple[str, ...]) -> tuple[object, ...]:
    return (line[7].casefold().split(), line[0], line[3])
