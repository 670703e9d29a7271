"""Find segments by their codes, by what stands near them, and by who said them.

A query is about one code, whose segments come back; the other codes say what must, or must not,
stand with them. ``all_of=("WAIT", "COST")`` gives the segments of WAIT that share words with a
coding of COST.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.matrix import check_variable
from mixedmethods.coding.query import Near, Query, families_of, subject_of
from mixedmethods.coding.themes import STRETCH
from mixedmethods.model import Code

__all__ = ["Near", "Query", "counts", "retrieve"]

PLACE = ["source", "start", "end", "code", "coder", "id"]
COLUMNS = [
    "id", "source", "turn", "start", "end", "speaker", "case", "moderator", "code", "coder",
    "stance", "elicitation", "quote", "matched",
]  # fmt: skip

Flags = NDArray[np.bool_]
Way = tuple[str, int]  # unit, and how far apart at most; -1 characters is one shared
TOGETHER: dict[str, Way] = {"overlap": ("characters", -1), "turn": ("turns", 0)}


def retrieve(codings: pd.DataFrame, query: Query, codes: Iterable[Code] = ()) -> pd.DataFrame:
    """Return the segments that a query asks for.

    Parameters
    ----------
    codings : DataFrame
        One row per coding: ``id source turn start end code coder stance elicitation quote speaker
        case moderator`` and the variables that the query names.
    query : Query
        An empty one asks for every segment.
    codes : iterable of Code
        Every code of the project: needed for the codes below a code. Where they are given, the
        codes of the query must be among them.

    Returns
    -------
    DataFrame
        ``id source turn start end speaker case moderator code coder stance elicitation quote
        matched``, one row per coding, by source and place. `matched` names the code of the segment
        and then the codes of the query that stand with it, with semicolons between. Who coded the
        same stretch with the same code has a row each; `counts` counts them once.

    Raises
    ------
    DataError
        If a code or variable is not there, the query asks for the segments of two codes at once,
        or `within`, a unit or a distance is not known.
    """
    family = families_of(query, list(codes))
    pool = codings if query.prompts else codings[~codings["moderator"].astype(bool)]
    if query.coders:
        pool = pool[pool["coder"].isin(query.coders)]
    pool = pool.sort_values(PLACE, ignore_index=True)
    wanted, matched = _by_code(pool, query, family)
    wanted &= _by_words(pool, query)
    found = pool[wanted].reset_index(drop=True)
    names = found["code"].astype(object)
    for code, standing in matched.items():
        more = standing[wanted] & (found["code"] != code).to_numpy()
        names = names.where(~more, names + f"; {code}")
    return found.assign(matched=names)[COLUMNS]


def counts(segments: pd.DataFrame) -> tuple[int, int, int]:
    """Return how many segments, speakers and groups there are.

    Parameters
    ----------
    segments : DataFrame
        As `retrieve` gives it: ``source start end code case moderator``.

    Returns
    -------
    (int, int, int)
        Stretches that several coders gave the same code count once; prompts do not count.
    """
    said = segments[~segments["moderator"].astype(bool)]
    return len(said.drop_duplicates(STRETCH)), said["case"].nunique(), said["source"].nunique()


def _by_code(
    pool: pd.DataFrame, query: Query, family: dict[str, list[str]]
) -> tuple[Flags, dict[str, Flags]]:
    """Return which rows have the codes that are asked for, and where each other code stands."""
    code = pool["code"].to_numpy(object)
    every = {each for below in family.values() for each in below}
    coded = {each: code == each for each in every}
    about = [coded[each] for id in subject_of(query) for each in family[id]]
    wanted = np.any(about, axis=0) if about else np.ones(len(pool), bool)
    matched: dict[str, Flags] = {}
    for ids, way, itself in _rules(query):
        met = np.zeros(len(pool), bool)
        for each in (each for id in ids for each in family[id]):
            standing = _meets(pool, coded[each], way)
            matched[each] = matched.get(each, False) | standing
            met |= standing | (coded[each] & itself)
        wanted &= met
    for each in (each for id in query.none_of for each in family[id]):
        wanted &= ~(_meets(pool, coded[each], TOGETHER[query.within]) | coded[each])
    return wanted, matched


def _rules(query: Query) -> Iterator[tuple[Sequence[str], Way, bool]]:
    """Yield codes of which one must stand so near, and whether the segment's own code will do."""
    for id in query.all_of[1:]:
        yield (id,), TOGETHER[query.within], True
    for pair in query.near:
        yield (pair.second,), (pair.unit, pair.apart), False
    for _, second in query.overlap:
        yield (second,), TOGETHER["overlap"], False
    if query.any_of:
        yield query.any_of, TOGETHER[query.within], True


def _meets(pool: pd.DataFrame, others: Flags, way: Way) -> Flags:
    """Say which rows have another segment among `others` no further away than `way` says.

    Those that start too late, and those that end too early, are counted apart: what is left is
    near.
    """
    unit, apart = way
    low, high = ("turn", "turn") if unit == "turns" else ("start", "end")
    start, end = (pool[name].to_numpy(np.int64) for name in (low, high))
    width = int(end.max(initial=0)) + 1
    apart = min(apart, width)
    away = pd.factorize(pool["source"])[0].astype(np.int64) * (2 * width + 1)
    start, end = start + away, end + away
    once = others & ~pool[STRETCH].duplicated().to_numpy()
    not_late = np.searchsorted(np.sort(start[once]), end + apart, "right")
    early = np.searchsorted(np.sort(end[once]), start - apart, "left")
    found: Flags = not_late - early - others > 0  # without itself
    return found


def _by_words(pool: pd.DataFrame, query: Query) -> Flags:
    """Return which rows have the speaker, source, variables, labels and text asked for."""
    wanted = pd.Series(True, index=pool.index)
    if query.speakers:
        wanted &= pool["speaker"].isin(query.speakers) | pool["case"].isin(query.speakers)
    for name, values in (
        ("source", query.sources),
        ("stance", query.stances),
        ("elicitation", query.elicitations),
    ):
        wanted &= pool[name].isin(values) | (not values)
    for name, values in query.variables:
        check_variable(pool, name)
        if name in pool:
            wanted &= pool[name].isin(values)
    if query.text:
        part = _plain(query.text)
        wanted &= np.array([part in _plain(quote) for quote in pool["quote"]], bool)
    return wanted.to_numpy(bool)


def _plain(text: str) -> str:
    """Make upper and lower case, and straight and curly apostrophes, the same."""
    return text.replace("’", "'").casefold()
