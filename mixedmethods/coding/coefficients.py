"""Agreement beyond chance: Cohen's kappa and Krippendorff's alpha, from counts.

Both are undefined where the coders' values do not vary at all: chance alone then explains all of
the agreement, and the result is NaN, neither 1 nor 0.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def cohen_kappa(tables: ArrayLike) -> Floats:
    """Return Cohen's kappa of two coders, unweighted.

    Parameters
    ----------
    tables : array, shape (..., n_values, n_values)
        Units by the value that the first coder gave (rows) and the second (columns).

    Returns
    -------
    array, shape (...)
        (observed - expected) / (1 - expected), at most 1; NaN where both coders gave every unit
        the same one value, and where there is no unit.

    References
    ----------
    Cohen (1960), Educ Psychol Meas 20(1), 37-46. The expected agreement is the *sum* over the
    values of the product of both coders' shares.

    Examples
    --------
    >>> cohen_kappa([[88, 14, 18], [10, 40, 10], [2, 6, 12]]).round(3).item()
    0.492
    """
    return _divided(*_beyond_chance(tables))


def pooled_kappa(tables: ArrayLike) -> Floats:
    """Return one kappa over many codes.

    Parameters
    ----------
    tables : array, shape (..., n_codes, n_values, n_values)
        As in `cohen_kappa`, one table for each code.

    Returns
    -------
    array, shape (...)
        Observed and expected agreement are each averaged over the codes before they are set
        against each other. A code that nobody used adds nothing to either side. NaN where no code
        has a kappa.

    References
    ----------
    De Vries, Elliott, Kanouse and Teleki (2008), Field Methods 20(3), 272-282.
    """
    gained, possible = _beyond_chance(tables)
    return _divided(np.nansum(gained, axis=-1), np.nansum(possible, axis=-1))


def krippendorff_alpha(disagreeing: ArrayLike, totals: ArrayLike) -> Floats:
    """Return Krippendorff's alpha for nominal values, any number of coders, some values missing.

    Parameters
    ----------
    disagreeing : array, shape (...)
        Pairs of unlike values inside units, as `disagreeing_pairs` counts them, over all units.
    totals : array, shape (..., n_values)
        How often each value was given, in units that have two values or more.

    Returns
    -------
    array, shape (...)
        1 - observed disagreement / expected disagreement; NaN where only one value was given.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania
    (repository.upenn.edu/asc_papers/43), sections A to C.

    Examples
    --------
    Two coders, ten units, of which they agree on one yes and five no:

    >>> krippendorff_alpha(8, [6, 14]).round(3).item()
    0.095
    """
    observed, expected = _disagreements(disagreeing, totals)
    return 1 - _divided(observed, expected)


def pooled_alpha(disagreeing: ArrayLike, totals: ArrayLike) -> Floats:
    """Return one alpha over many codes, pooled as `pooled_kappa` is.

    Parameters
    ----------
    disagreeing : array, shape (..., n_codes)
        As in `krippendorff_alpha`, one for each code.
    totals : array, shape (..., n_codes, n_values)
        As there.

    Returns
    -------
    array, shape (...)
        1 - mean observed disagreement / mean expected disagreement: the step of De Vries et al.
        taken with alpha, for which we know of no published pooling. NaN where no code has one.
    """
    observed, expected = _disagreements(disagreeing, totals)
    return 1 - _divided(np.nansum(observed, axis=-1), np.nansum(expected, axis=-1))


def disagreeing_pairs(tallies: ArrayLike) -> Floats:
    """Return the pairs of unlike values in each unit, each pair in both orders.

    Parameters
    ----------
    tallies : array, shape (..., n_values)
        How many coders gave the unit each value. A coder who did not rate it is in none.

    Returns
    -------
    array, shape (...)
        Pairs / (values in the unit - 1), so that every value weighs the same whatever the number
        of coders; 0 for a unit with fewer than two values.
    """
    given = np.asarray(tallies, dtype=float)
    values = given.sum(axis=-1)
    pairs = values**2 - (given**2).sum(axis=-1)
    return np.asarray(np.where(values < 2, 0, pairs / np.maximum(values - 1, 1)))


def _beyond_chance(tables: ArrayLike) -> tuple[Floats, Floats]:
    """Return observed minus expected agreement and 1 minus expected, as shares of all units.

    They are taken from whole counts and divided last, so that no variation is 0 exactly.
    """
    counts = np.asarray(tables, dtype=float)
    units = counts.sum(axis=(-2, -1))
    chance = (counts.sum(axis=-1) * counts.sum(axis=-2)).sum(axis=-1)
    agreed = np.trace(counts, axis1=-2, axis2=-1)
    return _divided(units * agreed - chance, units**2), _divided(units**2 - chance, units**2)


def _disagreements(disagreeing: ArrayLike, totals: ArrayLike) -> tuple[Floats, Floats]:
    """Return observed and expected disagreement, as shares of all pairs."""
    given = np.asarray(totals, dtype=float)
    values = given.sum(axis=-1)
    unlike = values**2 - (given**2).sum(axis=-1)
    observed = _divided(np.asarray(disagreeing, dtype=float), values)
    return observed, _divided(unlike, values * (values - 1))


def _divided(top: Floats, bottom: Floats) -> Floats:
    """Divide; NaN where the bottom is 0."""
    return np.asarray(top / np.where(bottom == 0, np.nan, bottom))
