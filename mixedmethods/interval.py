"""Intervals for a share and for the difference of two, both from the score method.

The normal approximation gives 0 of 11 an interval of no width and reaches below 0 or above 1 at
the bases that surveys of commissioners have; the score interval does neither.
"""

from statistics import NormalDist
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@overload
def wilson(n: float, base: float, confidence: float = 0.95) -> tuple[float, float]: ...
@overload
def wilson(n: ArrayLike, base: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]: ...
def wilson(n, base, confidence=0.95):  # type: ignore[no-untyped-def]  # typed by the overloads
    """Return the Wilson score interval of one share.

    Parameters
    ----------
    n : int or array
        How many of the base chose; NaN where that is not known.
    base : int or array
        How many could have chosen, broadcast against `n`.
    confidence : float, default 0.95
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    (low, high) : pair of float, or of arrays of the broadcast shape
        Shares, 0 to 1. Both are NaN where the base is 0 or a count is not known.

    Raises
    ------
    ValueError
        If a count lies outside 0 to its base, or `confidence` outside 0 to 1.

    References
    ----------
    Wilson (1927), JASA 22(158), 209-212. Newcombe (1998), Stat Med 17, 857-872, method 3.

    Examples
    --------
    >>> low, high = wilson(6, 11)
    >>> f"{low:.3f} to {high:.3f}"
    '0.280 to 0.787'
    """
    z = _quantile(confidence)
    n, base = _counts(n, base)
    middle = n + z**2 / 2
    reach = z * np.sqrt(n * (base - n) / base + z**2 / 4)
    # Pinned: at 0 and at the base the limit is 0 or 1 exactly, which rounding would miss by 1e-17.
    low = np.where(n == 0, 0.0, (middle - reach) / (base + z**2))
    high = np.where(n == base, 1.0, (middle + reach) / (base + z**2))
    return _plain(np.where(np.isnan(base), np.nan, low), np.where(np.isnan(base), np.nan, high))


@overload
def newcombe(
    n1: float, base1: float, n2: float, base2: float, confidence: float = 0.95
) -> tuple[float, float]: ...
@overload
def newcombe(
    n1: ArrayLike, base1: ArrayLike, n2: ArrayLike, base2: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]: ...
def newcombe(n1, base1, n2, base2, confidence=0.95):  # type: ignore[no-untyped-def]  # as above
    """Return Newcombe's hybrid score interval of the first share minus the second.

    Parameters
    ----------
    n1, base1, n2, base2 : int or array
        The counts of two groups that share no one, broadcast together.
    confidence : float, default 0.95
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    (low, high) : pair of float, or of arrays of the broadcast shape
        Differences of shares, -1 to 1. Both are NaN where a base is 0 or a count is not known.

    Raises
    ------
    ValueError
        If a count lies outside 0 to its base, or `confidence` outside 0 to 1.

    References
    ----------
    Newcombe (1998), Stat Med 17, 873-890, method 10.

    Examples
    --------
    >>> low, high = newcombe(37, 41, 4, 11)
    >>> f"{low:.3f} to {high:.3f}"
    '0.229 to 0.759'
    """
    low1, high1 = wilson(n1, base1, confidence)
    low2, high2 = wilson(n2, base2, confidence)
    (n1, base1), (n2, base2) = _counts(n1, base1), _counts(n2, base2)
    p1, p2 = n1 / base1, n2 / base2
    low = p1 - p2 - np.hypot(p1 - low1, high2 - p2)
    high = p1 - p2 + np.hypot(high1 - p1, p2 - low2)
    return _plain(np.maximum(low, -1.0), np.minimum(high, 1.0))


def _quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"`confidence` must be between 0 and 1. Got {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _counts(n: ArrayLike, base: ArrayLike) -> tuple[Floats, Floats]:
    """Return both as floats of one shape; a base of 0 becomes NaN, so that it never divides."""
    n, base = np.broadcast_arrays(_floats(n), _floats(base))
    if np.any((n < 0) | (n > base) | (base < 0)):
        raise ValueError("`n` must lie between 0 and its base. Got a count outside.")
    return n, np.where(base == 0, np.nan, base)


def _floats(given: ArrayLike) -> Floats:
    if hasattr(given, "to_numpy"):  # a nullable column: its missing value becomes NaN
        return np.asarray(given.to_numpy(dtype=float, na_value=np.nan), dtype=float)
    return np.asarray(given, dtype=float)


def _plain(low: Floats, high: Floats) -> tuple[Floats, Floats] | tuple[float, float]:
    if np.ndim(low) == 0:
        return float(low), float(high)
    return low, high
