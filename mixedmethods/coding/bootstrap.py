"""Resampling of clusters within strata: turns within their source."""

from collections.abc import Iterator, Sequence

import numpy as np

from mixedmethods.coding.coefficients import Floats

ENOUGH = 0.95  # of the resamples must have a value, or there is no interval
NO_WIDTH = 1e-12  # rounding alone
AT_ONCE = 4_000_000  # drawn clusters in memory


def draws(sizes: Sequence[int], resamples: int, seed: int) -> Iterator[Floats]:
    """Yield how often each cluster was drawn: with replacement, as many as its stratum has.

    Parameters
    ----------
    sizes : sequence of int
        Clusters in each stratum.
    resamples : int
        How many times all of them are drawn again.
    seed : int
        The same seed and sizes give the same draws.

    Yields
    ------
    array, shape (n_at_once, n_clusters)
        One row for each resample, clusters in the order of their strata; together the yields have
        `resamples` rows. So many at once that memory stays bounded.
    """
    generator = np.random.default_rng(seed)
    step = max(AT_ONCE // max(sum(sizes), 1), 1)
    for done in range(0, resamples, step):
        count = min(step, resamples - done)
        strata = [_times(generator, size, count) for size in sizes]
        yield np.hstack([np.empty((count, 0)), *strata])


def percentile_interval(values: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """Return the percentile interval of resampled values.

    Parameters
    ----------
    values : array, shape (n_resamples,)
        NaN where a resample has none.
    confidence : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    (low, high) : pair of float
        Both NaN where fewer than 95 of 100 resamples have a value (what is left would leave out
        just those in which a code is rare) or all have the same.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, sections 3.8 and 5.3.
    """
    known = values[~np.isnan(values)]
    if len(known) == 0 or len(known) < ENOUGH * len(values) or np.ptp(known) < NO_WIDTH:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _times(generator: np.random.Generator, size: int, count: int) -> Floats:
    """Return how often each cluster of one stratum was drawn, shape (count, size)."""
    drawn = generator.integers(size, size=(count, size)) + size * np.arange(count)[:, None]
    return np.bincount(drawn.ravel(), minlength=count * size).reshape(count, size).astype(float)
