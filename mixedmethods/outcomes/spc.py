"""XmR charts: what in a rate over time is more than noise, by the rules of the NHS.

Source
------
NHS England, Making Data Count: limits are the mean and 2.66 times the mean moving range to either
side, after ranges above 3.267 times their mean are set aside; four rules. Wheeler (2000),
Understanding Variation, for the chart.
"""

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError

LIMIT, SCREEN = 2.66, 3.267  # in mean moving ranges
RUN = 7  # periods on one side of the mean, or all rising, or all falling
FEW = 12  # periods below which limits are provisional
LEAST = 3
NOISE = 12  # decimals of a share beyond which only the float's own noise stands
OUTSIDE, SHIFT, TREND, CLOSE = "outside the limits", "shift", "trend", "two of three near a limit"


def xmr(values: pd.Series) -> pd.DataFrame:
    """Work out the limits of a series, and mark what is more than noise.

    Parameters
    ----------
    values : Series of float
        A share per period, in the order of time, indexed by period.

    Returns
    -------
    DataFrame, one row per period
        ``period value mean low high`` (shares; the limits are cut off at 0 and 1) and ``signal``:
        the first that holds of ``outside the limits``; ``shift`` (one of 7 or more in a row on the
        same side of the mean); ``trend`` (one of 7 or more in a row that all rise or all fall);
        ``two of three near a limit`` (one of two, out of three in a row on the same side, in the
        outer third between mean and limit); else empty.

    Raises
    ------
    DataError
        If there are fewer than three periods, or a value is missing.
    """
    given = values.to_numpy(float)
    if len(given) < LEAST or np.isnan(given).any():
        raise DataError(
            f"A chart over time needs {LEAST} periods with a rate each. Got {len(given)}, "
            f"{int(np.isnan(given).sum())} of them without. Choose another group or measure."
        )
    mean = float(given.mean())
    ranges = np.abs(np.diff(given))
    kept = ranges[ranges <= SCREEN * ranges.mean()]
    reach = LIMIT * float(kept.mean())
    away = np.round(given - mean, NOISE)
    side, near = np.sign(away), np.abs(away) > reach * 2 / 3
    rules = {
        OUTSIDE: np.abs(away) > np.round(reach, NOISE),
        SHIFT: _in_runs(side, RUN),
        TREND: _in_trends(given),
        CLOSE: _in_pairs(near, side),
    }
    signal = np.full(len(given), "", dtype=object)
    for name, holds in list(rules.items())[::-1]:
        signal[holds] = name
    return pd.DataFrame(
        {
            "period": list(values.index),
            "value": given,
            "mean": mean,
            "low": max(mean - reach, 0.0),
            "high": min(mean + reach, 1.0),
            "signal": signal,
        }
    )


def _in_runs(signs: np.ndarray, length: int) -> np.ndarray:
    """Mark members of runs of one sign, not 0, that are long enough."""
    marked = np.zeros(len(signs), dtype=bool)
    start = 0
    for k in range(1, len(signs) + 1):
        if k == len(signs) or signs[k] != signs[start]:
            if k - start >= length and signs[start]:
                marked[start:k] = True
            start = k
    return marked


def _in_trends(values: np.ndarray) -> np.ndarray:
    """Mark members of runs of values that all rise or all fall."""
    steps = _in_runs(np.sign(np.diff(values)), RUN - 1)
    return np.asarray(np.append(steps, False) | np.insert(steps, 0, False))


def _in_pairs(near: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Mark those near a limit, two out of three in a row on the same side."""
    marked = np.zeros(len(near), dtype=bool)
    for k in range(len(near) - 2):
        window = slice(k, k + 3)
        if abs(side[window].sum()) == 3 and near[window].sum() >= 2:
            marked[window] |= near[window]
    return marked
