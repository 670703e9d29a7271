"""Slope and relative index of inequality over ranked groups, such as deprivation deciles.

Source
------
Mackenbach and Kunst (1997), Measuring the magnitude of socio-economic inequalities in health,
Social Science and Medicine 44(6), 757-771; as Public Health England's PHEindicatormethods works
them out: weighted least squares of the rate on the middle of each group's share of the population.
The slope is a weighted sum of the rates, so its interval follows from theirs; that of the ratio by
the delta method on its logarithm.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Slope:
    """The slope index `sii` (percentage points) and relative index `rii`, with their intervals.

    The slope is the rate at the best off end less that at the worst off end of the line through
    all groups, the ratio the one over the other. `people` is everybody in the groups.
    """

    sii: float
    sii_low: float
    sii_high: float
    rii: float
    rii_low: float
    rii_high: float
    people: int


def slope_index(n: "pd.Series[int]", base: "pd.Series[int]", confidence: float = 0.95) -> Slope:
    """Work out the slope and relative index of inequality.

    Parameters
    ----------
    n, base : Series of int
        How many of each group's people reached the outcome, the groups from the worst off to the
        best off.
    confidence : float, default 0.95
        Coverage of the intervals.

    Returns
    -------
    Slope
        Where the line reaches 0 or below at the worst off end the ratio is NaN.

    Raises
    ------
    DataError
        If there are fewer than three groups, or one without people.

    Examples
    --------
    >>> index = slope_index(pd.Series([40, 50, 60]), pd.Series([100, 100, 100]))
    >>> round(index.sii, 1), round(index.rii, 2)
    (30.0, 1.86)
    """
    counts, people = n.to_numpy(dtype=float), base.to_numpy(dtype=float)
    if len(people) < FEWEST or (people <= 0).any() or (counts > people).any() or (counts < 0).any():
        raise DataError(
            "A slope needs three ranked groups or more, each with people. Got "
            f"{len(people)}, {int((people <= 0).sum())} of them empty. Choose others."
        )
    rate, weight = counts / people, people / people.sum()
    middle = np.cumsum(weight) - weight / 2
    centred = middle - (weight * middle).sum()
    effect = weight * centred / (weight * centred**2).sum()  # of each rate on the slope
    slope, mean = float((effect * rate).sum()), float((weight * rate).sum())
    worst = mean - slope * float((weight * middle).sum())
    spread = rate * (1 - rate) / people
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    reach = z * float(np.sqrt((effect**2 * spread).sum()))
    ends = (100 * slope, 100 * (slope - reach), 100 * (slope + reach))
    return Slope(*ends, *_ratio(worst, slope, weight, middle, effect, spread, z), int(people.sum()))


def _ratio(
    worst: float, slope: float, weight: np.ndarray, middle: np.ndarray, effect: np.ndarray,
    spread: np.ndarray, z: float,
) -> tuple[float, float, float]:  # fmt: skip
    """Return the rate at the best off end over that at the worst off, with its interval."""
    best = worst + slope
    if worst <= 0 or best <= 0:
        return (float("nan"),) * 3
    of_worst = weight - effect * (weight * middle).sum()
    log_effect = (of_worst + effect) / best - of_worst / worst
    error = float(np.sqrt((log_effect**2 * spread).sum()))
    ratio = best / worst
    return ratio, ratio * float(np.exp(-z * error)), ratio * float(np.exp(z * error))
