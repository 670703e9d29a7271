"""Cliff's delta: how far one group answers higher on a scale than the other, with its interval."""

from collections.abc import Sequence
from statistics import NormalDist

from mixedmethods.survey.exact.table import checked

STEPS = 200  # halvings; the interval is then exact to the last bit


def cliffs_delta(
    table: Sequence[Sequence[int]], confidence: float = 0.95
) -> tuple[float, float, float]:
    """Return Cliff's delta of the first group against the second, with its interval.

    Parameters
    ----------
    table : two rows of int
        How many of each group chose each option, the options in the order of their scale.
    confidence : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    (delta, low, high) : floats
        -1 to 1: the chance that somebody of the first group answers higher than somebody of the
        second, less the chance of the reverse. NaN where a group has no answers.

    Raises
    ------
    DataError
        If the table does not hold two groups.

    Notes
    -----
    Cliff (1993), Dominance statistics, Psychological Bulletin 114(3), 494-509. With theta =
    (delta + 1) / 2, the interval is method 5 of Newcombe (2006), Confidence intervals for an
    effect size measure based on the Mann-Whitney statistic, part 2, Statistics in Medicine 25(4),
    559-573: all theta for which

        (estimate - theta)^2 <= z^2 theta (1 - theta)
            (1 + ((m + n) / 2 - 1) ((1 - theta) / (2 - theta) + theta / (1 + theta))) / (m n)

    It has width where one group lies wholly above the other, and stays within -1 and 1.

    Examples
    --------
    >>> round(cliffs_delta([[3, 6, 9, 15, 8], [4, 3, 2, 2, 0]])[0], 6)
    0.547672
    """
    first, second = checked(table)
    m, n = sum(first), sum(second)
    if not m or not n:
        return (float("nan"),) * 3
    above = sum(a * sum(second[:k]) for k, a in enumerate(first))
    below = sum(a * sum(second[k + 1 :]) for k, a in enumerate(first))
    delta = (above - below) / (m * n)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low, high = (_end((delta + 1) / 2, end, m, n, z) for end in (0.0, 1.0))
    return delta, 2 * low - 1, 2 * high - 1


def _end(theta: float, end: float, m: int, n: int, z: float) -> float:
    """Return the last value between the estimate and an end that the interval holds."""
    inside, outside = theta, end
    if _holds(end, theta, m, n, z):
        return end
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        if _holds(middle, theta, m, n, z):
            inside = middle
        else:
            outside = middle
    return inside


def _holds(theta: float, estimate: float, m: int, n: int, z: float) -> bool:
    spread = (1 - theta) / (2 - theta) + theta / (1 + theta)
    variance = theta * (1 - theta) * (1 + ((m + n) / 2 - 1) * spread) / (m * n)
    return (estimate - theta) ** 2 <= z**2 * variance
