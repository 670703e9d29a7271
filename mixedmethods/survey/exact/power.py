"""How large a difference must be for groups of these sizes to establish it."""

from statistics import NormalDist

import numpy as np

from mixedmethods.interval import newcombe

CELLS = 1_000_000  # of the table of all outcomes; above it the normal approximation serves


def detectable(
    base: int, reference_base: int, reference_share: float, *, up: bool = True, power: float = 0.8
) -> float:
    """Return the smallest difference that two groups would establish with a given power.

    Parameters
    ----------
    base, reference_base : int
        People of the two groups, 1 or more.
    reference_share : float
        The reference group's share, 0 to 1, taken as true.
    up : bool, default True
        Whether the group's share is above the reference's, or below it.
    power : float, default 0.8
        In this part of surveys of these sizes Newcombe's 95% interval would leave out 0.

    Returns
    -------
    float
        A size in whole percentage points (1 to 100); NaN where no difference in that direction is
        large enough. It depends on the bases and the reference's share alone, not on the difference
        seen: power worked out from the difference seen says nothing new.

    Notes
    -----
    Every pair of counts is enumerated with its binomial probability (where there are more than
    a million, the normal approximation). On why not from the difference seen: Hoenig and Heisey
    (2001), The abuse of power, American Statistician 55(1), 19-24.

    Examples
    --------
    41 leads and 11 commissioners, of whom 5 say yes: only a very large difference can be shown.

    >>> detectable(41, 11, 5 / 11)
    41.0
    """
    room = int(100 * (1 - reference_share if up else reference_share) + 1e-9)
    if not room:
        return float("nan")
    steps = np.arange(1, room + 1) / 100
    shares = np.clip(reference_share + (steps if up else -steps), 0, 1)
    reached = _power(base, reference_base, reference_share, shares) >= power
    return float(np.argmax(reached) + 1) if reached.any() else float("nan")


def _power(
    base: int, reference_base: int, reference_share: float, shares: np.ndarray
) -> np.ndarray:
    if (base + 1) * (reference_base + 1) > CELLS:
        return _approximate(base, reference_base, reference_share, shares)
    ours, theirs = np.arange(base + 1)[:, None], np.arange(reference_base + 1)[None, :]
    low, high = newcombe(ours, base, theirs, reference_base)
    shown = low > 0 if shares[0] > reference_share else high < 0
    given = shown @ _binomial(reference_base, np.array([reference_share]))[0]
    found: np.ndarray = _binomial(base, shares) @ given
    return found


def _binomial(base: int, shares: np.ndarray) -> np.ndarray:
    """Return the probability of each count 0 to `base`, one row per share."""
    from scipy.special import gammaln, xlog1py, xlogy  # slow to import

    k = np.arange(base + 1)
    ways = gammaln(base + 1) - gammaln(k + 1) - gammaln(base - k + 1)
    p = shares[:, None]
    found: np.ndarray = np.exp(ways + xlogy(k, p) + xlog1py(base - k, -p))
    return found


def _approximate(
    base: int, reference_base: int, reference_share: float, shares: np.ndarray
) -> np.ndarray:
    spread = shares * (1 - shares) / base + reference_share * (1 - reference_share) / reference_base
    normal = NormalDist()
    far = np.abs(shares - reference_share) / np.sqrt(np.maximum(spread, 1e-12))
    return np.array([normal.cdf(z - normal.inv_cdf(0.975)) for z in far])
