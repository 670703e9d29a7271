"""Funnel limits: which areas are further from the average than chance makes them, at their size.

Source
------
Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; limits of proportions by the normal
approximation, cut off at 0 and 1, at 95% (a warning) and 99.8% (an alarm), as the Office for Health
Improvement and Disparities draws them.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError

WARNING, ALARM = 0.95, 0.998
WITHIN, UNSURE = "within both limits", "cannot be told"
FURTHER = {  # (direction, level)
    (-1, ALARM): "below the 99.8% limit",
    (-1, WARNING): "below the 95% limit",
    (1, WARNING): "above the 95% limit",
    (1, ALARM): "above the 99.8% limit",
}


def funnel_limits(
    average: float, base: np.ndarray, level: float = WARNING
) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits about an average for areas of so many people.

    Parameters
    ----------
    average : float
        A share, 0 to 1.
    base : array of float
        People of each area, above 0.
    level : float, default 0.95
        Of areas that differ by chance alone, the share that lies within.

    Returns
    -------
    low, high : array of float
        Shares, cut off at 0 and 1.

    Examples
    --------
    >>> low, high = funnel_limits(0.5, np.array([100.0]))
    >>> f"{low[0]:.3f} to {high[0]:.3f}"
    '0.402 to 0.598'
    """
    reach = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(average * (1 - average) / base)
    return np.clip(average - reach, 0, 1), np.clip(average + reach, 0, 1)


def funnel(rates: pd.DataFrame, average: float) -> pd.DataFrame:
    """Place areas in the funnel, as surely as their counts are known.

    Parameters
    ----------
    rates : DataFrame
        ``area low high base_low base_high``: the least and the most that the rate (0 to 1) and the
        people it is of can be, as `bounds.rates_within` gives them.
    average : float
        The rate of all areas together, 0 to 1.

    Returns
    -------
    DataFrame, one row per area that has people
        The columns of `rates` and ``place``: within both limits, beyond one, or ``cannot be told``
        where rounding leaves it open. The widest limits that the counts allow decide whether an
        area is beyond, the narrowest whether it is within. The smallest areas come first.

    Raises
    ------
    DataError
        If no area has people, or the average is not between 0 and 1.
    """
    known = rates[rates["base_low"] > 0]
    if known.empty or not 0 < average < 1:
        raise DataError(
            "A funnel needs areas with people, and an average between 0 and 100%. Got "
            f"{len(known)} areas and {100 * average:.1f}%. Choose another measure or level."
        )
    low, high = known["low"].to_numpy(float), known["high"].to_numpy(float)
    fewest, most = known["base_low"].to_numpy(float), known["base_high"].to_numpy(float)
    inner = funnel_limits(average, most)
    place = np.where((low >= inner[0]) & (high <= inner[1]), WITHIN, UNSURE).astype(object)
    for level in (WARNING, ALARM):
        wide = funnel_limits(average, fewest, level)
        place[high < wide[0]] = FURTHER[-1, level]
        place[low > wide[1]] = FURTHER[1, level]
    return known.assign(place=place).sort_values("base_low", kind="stable", ignore_index=True)
