"""Each group's rate as a ratio to the reference's, with an interval where counts allow."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.outcomes.gap import KEYS, gaps


def ratios(
    rates: pd.DataFrame, reference: str, measure: str | None = None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Divide every group's rate by the reference group's.

    Parameters
    ----------
    rates : DataFrame
        As for `gaps`.
    reference : str
        The group that is divided by.
    measure : str, optional
        Keep this one only.
    confidence : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    DataFrame, one row per measure, period and group other than the reference
        ``measure period group reference ratio ci_low ci_high note``, in the order of `gaps`. The
        limits are NaN where a count is not known or is 0; the ratio where a rate is not known, or
        the reference's is 0.

    Raises
    ------
    DataError
        As `gaps`.

    Notes
    -----
    The interval is that of the logarithm of the ratio, by the delta method (Katz, Baptista, Azen
    and Pike 1978, Biometrics 34, 469-474). A ratio of recovery rates and one of rates of not
    recovering are not each other's inverse.
    """
    table = gaps(rates, reference, measure, confidence=confidence)
    ours, theirs = (table[name].to_numpy(float) for name in ("estimate", "reference_estimate"))
    counted = table["ci_low"].notna() & table["gap"].notna()
    bases = [table[name].to_numpy(float, na_value=np.nan) for name in ("base", "reference_base")]
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(theirs > 0, ours / theirs, np.nan)
        spread = (1 - ours) / (ours * bases[0]) + (1 - theirs) / (theirs * bases[1])
        reach = np.where(counted & np.isfinite(spread), np.exp(z * np.sqrt(spread)), np.nan)
    made = table[[*KEYS, "group", "reference"]].assign(
        ratio=ratio, ci_low=ratio / reach, ci_high=ratio * reach, note=table["note"]
    )
    return made.reset_index(drop=True)
