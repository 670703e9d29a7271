"""Can this percentage come from this base? Published shares checked by whole people.

A share of n people can only be one of n + 1 values. After Brown and Heathers (2017), The GRIM
test, Social Psychological and Personality Science 8(4), 363-369, who check means this way.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from mixedmethods.errors import DataError

POSSIBLE = "possible"
TWICE = "needs double rounding"
SUMMED = "sum of rounded shares"
ANOTHER = "needs another base"
IMPOSSIBLE = "impossible"
LARGE = 300
FURTHER = 1000
LISTED = 10  # counts; where more fit, they are neighbours and only the ends are given
COLUMNS = ["item", "statement", "percent", "base", "verdict", "counts", "bases", "note"]


def fitting(percent: str, base: int, *, twice: bool = False) -> list[int]:
    """Return the numbers of people out of a base that print as a percentage.

    Parameters
    ----------
    percent : str
        As printed: its decimals say how it was rounded, halves up.
    base : int
        People.
    twice : bool, default False
        Rounded to one decimal more first, and then once again.

    Examples
    --------
    >>> fitting("55", 41), fitting("56", 41), fitting("46", 11), fitting("46", 11, twice=True)
    ([], [23], [], [5])
    """
    wanted, decimals = _printed(percent)
    step = Fraction(1, 10**decimals)
    # Halves go up. Twice, a share reaches the percentage from 0.05 of a step lower, as 45.45 does
    # 46 by way of 45.5, and leaves it as much earlier.
    low = wanted - step / 2 - (step / 20 if twice else 0)
    first = max(0, ceil(low * base / 100))
    last = min(base, ceil((low + step) * base / 100) - 1)
    return list(range(first, last + 1))


def bases_for(percent: str, most: int) -> list[tuple[int, int]]:
    """Return the bases up to `most` that can print a percentage, largest first, with the count.

    Of more than `FURTHER` bases only the largest are sought.

    Examples
    --------
    >>> bases_for("55", 41)[:3]
    [(40, 22), (38, 21), (33, 18)]
    """
    found = ((base, fitting(percent, base)) for base in nearest(most))
    return [(base, counts[0]) for base, counts in found if counts]


def nearest(most: int) -> range:
    """Return the bases that are sought: those up to `most`, largest first, `FURTHER` of them."""
    return range(most, max(0, most - FURTHER), -1)


def sums_of_rounded(percent: str, base: int, parts: int) -> list[int]:
    """Return the numbers of people whose share is the sum of `parts` shares rounded one by one.

    Parameters
    ----------
    percent, base : str, int
        As in `fitting`.
    parts : int
        How many answers were added up; below two there is nothing to add. Above `LARGE` people
        nothing is sought: every whole percentage is possible there.

    Examples
    --------
    >>> sums_of_rounded("77", 41, 3), sums_of_rounded("55", 41, 2)
    ([31, 32], [])
    """
    if parts < 2 or base > LARGE:
        return []
    wanted, decimals = _printed(percent)
    shares = [_rounded(Fraction(100 * count, base), decimals) for count in range(base + 1)]
    reached = {(0, Fraction(0))}
    for _ in range(parts):
        reached = {
            (people + count, total + shares[count])
            for people, total in reached
            for count in range(base - people + 1)
            if total + shares[count] <= wanted
        }
    return sorted(people for people, total in reached if total == wanted)


def audit_bases(published: pd.DataFrame) -> pd.DataFrame:
    """Check published percentages against their bases.

    Parameters
    ----------
    published : DataFrame
        ``item``, ``statement`` (what was said), ``percent`` (text, as printed), ``base`` (people,
        as stated), ``asked`` (people who were asked, where the question was routed; else missing)
        and ``parts`` (how many answers the statement adds up).

    Returns
    -------
    DataFrame
        ``item statement percent base verdict counts bases note``: `verdict` is ``possible`` or
        the mildest explanation that fits: double rounding, a sum of rounded shares, another base;
        ``impossible`` where nothing fits. `counts` are the people that fit the stated base by that
        reading, `bases` every base that fits, largest first, as ``22 of 40``; the base of a
        routed question is those who were asked. Bases larger than the stated one are not sought,
        but `note` gives the next where none up to it fits.

    Raises
    ------
    DataError
        If a percentage is not one, or a base is not above 0.
    """
    rows = [_audited(row) for row in published.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS)


def _audited(row: dict[Any, Any]) -> dict[str, object]:
    percent, base = f"{row['percent']}", int(row["base"])
    if base < 1:
        raise DataError(f"A base must be 1 or more people. Got {base}. Give the base as stated.")
    told = row.get("asked")
    asked = base if told is None or pd.isna(told) else int(told)
    parts = int(row.get("parts") or 1)
    verdict, counts = _verdict(percent, base, asked, parts)
    fits = bases_for(percent, base)
    note = f"asked of {asked} only" if asked != base else ""
    if verdict == IMPOSSIBLE:
        larger = next((b for b in range(base + 1, base + FURTHER) if fitting(percent, b)), None)
        note = f"no base up to {base}{f'; the next that fits is {larger}' if larger else ''}"
    return {
        "item": row["item"],
        "statement": row["statement"],
        "percent": percent,
        "base": base,
        "verdict": verdict,
        "counts": ", ".join(map(str, counts))
        if len(counts) <= LISTED
        else f"{counts[0]} to {counts[-1]}",
        "bases": ", ".join(f"{count} of {other}" for other, count in fits),
        "note": note,
    }


def _verdict(percent: str, base: int, asked: int, parts: int) -> tuple[str, Sequence[int]]:
    if asked != base:  # those who were not asked are no part of the base
        return (ANOTHER if bases_for(percent, base) else IMPOSSIBLE), fitting(percent, asked)
    readings: Iterable[tuple[str, list[int]]] = (
        (POSSIBLE, fitting(percent, base)),
        (TWICE, fitting(percent, base, twice=True)),
        (SUMMED, sums_of_rounded(percent, base, parts)),
    )
    for verdict, counts in readings:
        if counts:
            return verdict, counts
    return (ANOTHER if bases_for(percent, base) else IMPOSSIBLE), []


def _printed(percent: str) -> tuple[Fraction, int]:
    """Return a printed percentage and its decimals."""
    whole, _, decimals = percent.strip().removesuffix("%").strip().partition(".")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdecimal() and whole and len(digits) < 12):
        raise DataError("A percentage must be a number such as 55 or 50.2. Mend it as printed.")
    value = Fraction(int(digits), 10 ** len(decimals))
    if value > 100:
        raise DataError(f"A percentage must be 100 or less. Got {value}. Mend it as printed.")
    return value, len(decimals)


def _rounded(value: Fraction, decimals: int) -> Fraction:
    """Round halves up, exactly."""
    step = 10**decimals
    return Fraction(int(value * step + Fraction(1, 2)), step)
