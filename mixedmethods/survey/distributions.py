"""Can these percentages of one question come from the same people? Whole distributions checked."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from mixedmethods.survey.bases import ANOTHER, IMPOSSIBLE, POSSIBLE, TWICE, fitting, nearest

COLUMNS = ["item", "percents", "base", "whole", "verdict", "least", "most", "bases"]


def audit_distributions(published: pd.DataFrame) -> pd.DataFrame:
    """Check the percentages of each question together against their base.

    Each person gave one answer, so the counts of all answers add up to the base, and those of
    some answers to no more than it.

    Parameters
    ----------
    published : DataFrame
        ``item``, ``statement``, ``percent`` (text, as printed), ``base`` (people, as stated) and
        ``answers`` (how many answers the question offered; missing where that is not known). One
        row per single answer: no sums of answers, and no lists of which people tick several. A
        line that says the same once more counts once.

    Returns
    -------
    DataFrame, one row per item and base with two percentages or more
        ``item``; ``percents``, as given; ``base``; ``whole``, whether these are all answers;
        ``verdict`` (``possible``, ``needs double rounding``, ``needs another base`` or
        ``impossible``); ``least`` and ``most``, the people that these percentages can add up to at
        the stated base (NA where one of them fits no number); ``bases``, those up to the
        stated one (`bases.nearest`) that fit all of them together without rounding twice.

    Raises
    ------
    DataError
        If a percentage is not one.
    """
    again = published.duplicated(["item", "base", "statement", "percent"])
    groups = published[~again | published["statement"].eq("")].groupby(["item", "base"], sort=False)
    rows = [
        _row(f"{group['item'].iloc[0]}", int(group["base"].iloc[0]), group)
        for _, group in groups
        if len(group) > 1
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"least": "Int64", "most": "Int64"})


def reach(percents: Sequence[str], base: int, *, twice: bool = False) -> tuple[int, int] | None:
    """Return the fewest and the most people that percentages can add up to; None if one fits none.

    Parameters
    ----------
    percents, base, twice
        As in `bases.fitting`; with `twice`, a percentage may be rounded once or twice.

    Examples
    --------
    >>> reach(["45", "27", "27"], 11), reach(["46", "36"], 11), reach(["46", "36"], 11, twice=True)
    ((11, 11), None, (9, 9))
    """
    fits = [fitting(p, base) + (fitting(p, base, twice=True) if twice else []) for p in percents]
    if not all(fits):
        return None
    return sum(map(min, fits)), sum(map(max, fits))


def _row(item: str, base: int, group: pd.DataFrame) -> dict[str, Any]:
    percents, whole = [f"{percent}" for percent in group["percent"]], _whole(group)
    once, twice = reach(percents, base), reach(percents, base, twice=True)
    bases = [b for b in nearest(base) if _fits(reach(percents, b), b, whole)]
    if _fits(once, base, whole):
        verdict = POSSIBLE
    elif _fits(twice, base, whole):
        verdict = TWICE
    else:
        verdict = ANOTHER if bases else IMPOSSIBLE
    least, most = once or twice or (pd.NA, pd.NA)
    given = (item, ", ".join(percents), base, whole, verdict, least, most)
    return dict(zip(COLUMNS, (*given, ", ".join(map(str, bases))), strict=True))


def _fits(reached: tuple[int, int] | None, base: int, whole: bool) -> bool:
    # Counts that fit a percentage are neighbours, so every sum between the two can be reached.
    return reached is not None and reached[0] <= base and (not whole or base <= reached[1])


def _whole(group: pd.DataFrame) -> bool:
    answers = group["answers"].dropna()
    return bool(len(answers)) and len(group) >= int(answers.iloc[0])
