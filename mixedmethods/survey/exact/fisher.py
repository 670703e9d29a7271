"""Fisher's exact test of two shares, and its mid-p, which is less conservative."""

import numpy as np

from mixedmethods.errors import DataError
from mixedmethods.survey.exact.table import CLOSE


def fisher(n: int, base: int, other_n: int, other_base: int) -> float:
    """Return the two-sided p of Fisher's exact test.

    Parameters
    ----------
    n, base : int
        How many of the first group chose, of how many.
    other_n, other_base : int
        The same of the second.

    Returns
    -------
    float
        0 to 1; NaN where a base is 0.

    Raises
    ------
    DataError
        If a count lies outside 0 to its base.

    Notes
    -----
    The sum of the probabilities, with the margins fixed, of all tables no likelier than the
    observed one. Fisher (1935), The logic of inductive inference, JRSS 98(1), 39-82.

    Examples
    --------
    >>> round(fisher(22, 41, 0, 10), 6)
    0.002747
    """
    return _sum(n, base, other_n, other_base, 1.0)


def fisher_mid_p(n: int, base: int, other_n: int, other_base: int) -> float:
    """Return the two-sided mid-p of Fisher's exact test.

    The parameters, result and errors are those of `fisher`.

    Notes
    -----
    Tables as likely as the observed one count half. Lancaster (1961), Significance tests in
    discrete distributions, JASA 56(294), 223-234; recommended by Lydersen, Fagerland and Laake
    (2009), Statistics in Medicine 28(7), 1159-1175.

    Examples
    --------
    >>> round(fisher_mid_p(22, 41, 0, 10), 6)
    0.001963
    """
    return _sum(n, base, other_n, other_base, 0.5)


def _sum(n: int, base: int, other_n: int, other_base: int, weight: float) -> float:
    """Add up tables less likely than the observed one, and the equally likely by their weight."""
    if not (0 <= n <= base and 0 <= other_n <= other_base):
        raise DataError(
            f"A count must lie between 0 and its base. Got {n} of {base} and {other_n} of "
            f"{other_base}. Correct the table."
        )
    if not base or not other_base:
        return float("nan")
    chose = n + other_n
    first = max(0, chose - other_base)
    k = np.arange(first, min(base, chose))  # each table but the last, and by how much the next
    grown = np.log((base - k) * ((chose - k) / (k + 1.0)) / (other_base - chose + k + 1.0))
    logs = np.concatenate([[0.0], np.cumsum(grown)])
    likely = np.exp(logs - logs.max())
    observed = likely[n - first]
    same = np.abs(likely - observed) <= CLOSE * observed
    less = (likely < observed) & ~same
    p = (likely[less].sum() + weight * likely[same].sum()) / likely.sum()
    return min(1.0, float(p))
