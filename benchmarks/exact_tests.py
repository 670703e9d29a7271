"""The exact rank test at the size of the sample's survey, beside drawing permutations."""

from collections.abc import Iterator

import numpy as np

from benchmarks.timing import Figure, median
from mixedmethods.survey.exact import rank_sum

TIMES = 20
TABLE = ((3, 6, 9, 15, 8), (4, 3, 2, 2, 0))
DRAWS = 9_999


def figures() -> Iterator[Figure]:
    """Yield the seconds of the exact Wilcoxon-Mann-Whitney test of 41 against 11."""
    exact = rank_sum(TABLE)[0]
    if abs(exact - _drawn()) > 0.003:
        raise AssertionError("the two ways to test differ")
    yield Figure(
        "Exact rank test of 41 against 11",
        median(lambda: rank_sum(TABLE), TIMES),
        f"{DRAWS:,} permutations in NumPy",
        median(_drawn, 3),
        0.02,
    )


def _drawn() -> float:
    """Return the p of as many permutations as scipy draws by default."""
    ours, theirs = np.array(TABLE)
    both = ours + theirs
    ranks = both.cumsum() - (both - 1) / 2
    people = np.repeat(ranks, both)
    middle = ours.sum() * (len(people) + 1) / 2
    seen = abs((ranks * ours).sum() - middle)
    draw = np.random.default_rng(1)
    sums = [draw.permutation(people)[: ours.sum()].sum() for _ in range(DRAWS)]
    return float((np.abs(np.array(sums) - middle) >= seen - 1e-9).mean())
