"""A table of two groups, and the tables that share its margins."""

from collections.abc import Sequence
from math import comb, gcd
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from mixedmethods.errors import DataError

EXACT, APPROXIMATE = "exact", "normal approximation"
LARGEST = 20_000_000  # numbers held at once: 160 MB
LONGEST = 1_000_000_000  # additions, about a second
CLOSE = 1e-9  # relative: probabilities that differ by less are of tables equally likely


def checked(table: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the rows of a table without the options that nobody chose.

    Raises
    ------
    DataError
        If there are not two rows of the same length of whole numbers, 0 or more.
    """
    rows = [list(row) for row in table]
    whole = all(int(n) == n and n >= 0 for row in rows for n in row)
    if len(rows) != 2 or len(rows[0]) != len(rows[1]) or not whole:
        raise DataError(
            "A comparison needs two groups with a count, 0 or more, for each option. Got "
            "something else. Tabulate the item by a variable with two values."
        )
    kept = [(int(a), int(b)) for a, b in zip(*rows, strict=True) if a + b]
    return [a for a, _ in kept], [b for _, b in kept]


def p_of_scores(
    first: Sequence[int], second: Sequence[int], scores: Sequence[int]
) -> tuple[float, str]:
    """Return the two-sided p of the total score of a group, and how it was found.

    Parameters
    ----------
    first, second : sequence of int
        The two rows, without empty columns.
    scores : sequence of int
        What one person of each column scores.

    Returns
    -------
    (float, str)
        The probability, over all tables with the same margins, of a total at least as far from
        its mean as the observed one: ``exact``, or where that would fill the memory by the
        ``normal approximation`` with the variance that ties leave. (NaN, ``no answers``) where a
        group has none.
    """
    if not sum(first) or not sum(second):
        return float("nan"), "no answers"
    row = min((first, second), key=sum)  # which of the two makes no difference to the distance
    low = min(scores)
    step = gcd(*(score - low for score in scores)) or 1
    steps = [(score - low) // step for score in scores]
    columns = [a + b for a, b in zip(first, second, strict=True)]
    observed = sum(n * s for n, s in zip(row, steps, strict=True))
    most = sum(row) * max(steps)
    cells = (sum(row) + 1) * (most + 1)
    if cells > LARGEST or cells * sum(min(c, sum(row)) for c in columns) > LONGEST:
        return _approximate(sum(row), columns, steps, observed), APPROXIMATE
    likely = _totals(sum(row), columns, steps, most)
    totals = np.arange(most + 1)
    mean = float(likely @ totals)
    far = np.abs(totals - mean) >= abs(observed - mean) - CLOSE * max(1.0, mean)
    return min(1.0, float(likely[far].sum())), EXACT


def shares(chose: int, people: int) -> list[float]:
    """Return the ways to pick 0, 1, ... of those who chose, as shares of the largest of them.

    Counts of ways outgrow a float at about a thousand people; their ratios do not.
    """
    ways = [comb(chose, i) for i in range(min(chose, people) + 1)]
    return [each / max(ways) for each in ways]


def _totals(
    people: int, columns: Sequence[int], scores: Sequence[int], most: int
) -> NDArray[np.float64]:
    """Return how likely each total score of a group of so many people is.

    The coefficients of x^people in the product over columns of sum_i comb(c, i) x^i y^(i s), by
    the power of y: Mehta, Patel and Tsiatis (1984), Exact significance testing to establish
    treatment equivalence with ordered categorical data, Biometrics 40(3), 819-825. They are
    carried as shares, so that they do not overflow.
    """
    ways = np.zeros((people + 1, most + 1))
    ways[0, 0] = 1.0
    for chose, score in zip(columns, scores, strict=True):
        wider = np.zeros_like(ways)
        for i, share in enumerate(shares(chose, people)):
            moved = ways[: people + 1 - i, : most + 1 - i * score]
            wider[i:, i * score :] += moved * share
        ways = wider / wider.max()
    last: NDArray[np.float64] = ways[people] / ways[people].sum()
    return last


def _approximate(
    people: int, columns: Sequence[int], scores: Sequence[int], observed: int
) -> float:
    every = sum(columns)
    total = sum(c * s for c, s in zip(columns, scores, strict=True))
    square = sum(c * s * s for c, s in zip(columns, scores, strict=True))
    spread = (square - total**2 / every) * people * (every - people) / (every * (every - 1))
    if spread <= 0:
        return 1.0
    return float(2 * NormalDist().cdf(-abs(observed - people * total / every) / spread**0.5))
