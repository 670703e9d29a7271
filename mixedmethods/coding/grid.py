"""The framework grid: what each case says under each code, and where nobody has looked yet.

A cell may only say that nothing was said when a person has read every turn of the case.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from mixedmethods.coding.themes import STRETCH
from mixedmethods.model import Case, Code

COLUMNS = ["case", "code", "name", "state", "segments", "turns", "read", "text", "quotes"]
STATES = {
    "summary": "A summary, or quotes chosen for the cell.",
    "coded": "Segments are coded; nobody has written a summary.",
    "read, nothing said": "Somebody has read every turn of the case, and nothing is coded.",
    "not read yet": "Nothing is coded, and some turns of the case nobody has read.",
    "no turns": "The case does not speak in any source.",
}

Quote = tuple[str, int, str]


def grid(
    cases: Iterable[Case],
    codes: Iterable[Code],
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    reads: pd.DataFrame,
    summaries: pd.DataFrame,
) -> pd.DataFrame:
    """Set cases against codes.

    Parameters
    ----------
    cases : iterable of Case
        The rows, in this order.
    codes : iterable of Code
        The columns, in this order.
    codings : DataFrame
        ``id source turn start end code quote case moderator``. Prompts are left out.
    turns : DataFrame
        ``source turn case moderator``.
    reads : DataFrame
        ``source turn coder``: who has marked which turn as read.
    summaries : DataFrame
        ``case code text quotes``; `quotes` are ids of codings.

    Returns
    -------
    DataFrame, shape (n_cases * n_codes, 9)
        ``case code name state segments turns read text quotes``, by case, then code. `state` is a
        key of `STATES`, the first that holds. `segments` counts the stretches of the case that
        have the code, `turns` the turns that it speaks, `read` those of them that anybody has
        read. `quotes` is a tuple of (source, turn, words); a coding that was removed since is left
        out.
    """
    spoken = turns[~turns["moderator"].astype(bool)]
    said = codings[~codings["moderator"].astype(bool)]
    segments = said.drop_duplicates(STRETCH).groupby(["case", "code"]).size().to_dict()
    read = spoken.merge(reads[["source", "turn"]].drop_duplicates(), on=["source", "turn"])
    many, seen = (frame.groupby("case").size().to_dict() for frame in (spoken, read))
    written = _written(summaries, said)
    columns, rows = list(codes), []
    for case in cases:
        for code in columns:
            count = segments.get((case.id, code.id), 0)
            of, done = many.get(case.id, 0), seen.get(case.id, 0)
            text, quotes = written.get((case.id, code.id), ("", ()))
            state = _state(bool(text or quotes), count, of, done)
            rows.append((case.id, code.id, code.name, state, count, of, done, text, quotes))
    return pd.DataFrame(rows, columns=COLUMNS)


def _written(
    summaries: pd.DataFrame, said: pd.DataFrame
) -> dict[tuple[str, str], tuple[str, tuple[Quote, ...]]]:
    """Return the text and the quotes of each cell that has any."""
    pinned = {id for ids in summaries["quotes"] for id in ids}
    held = said.loc[said["id"].isin(pinned), ["id", "source", "turn", "quote"]]
    words = {id: (source, turn, quote) for id, source, turn, quote in held.to_numpy().tolist()}
    cells = summaries[["case", "code", "text", "quotes"]].itertuples(index=False, name=None)
    return {
        (case, code): (text.strip(), tuple(words[id] for id in _known(ids, words)))
        for case, code, text, ids in cells
    }


def _known(ids: Sequence[str], words: dict[str, Quote]) -> list[str]:
    return [id for id in ids if id in words]


def _state(written: bool, segments: int, turns: int, read: int) -> str:
    if written:
        return "summary"
    if segments:
        return "coded"
    if not turns:
        return "no turns"
    return "not read yet" if read < turns else "read, nothing said"
