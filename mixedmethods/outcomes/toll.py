"""What all gaps of a period come to: people, spread, and how many stand up to being many.

Source
------
Extra people: the population attributable number of the WHO Handbook on health inequality monitoring
(2013), section 3.2, against a named reference and not against the best group. Between-group
variance: the same, weighted by the people of each group. Many comparisons: Bonferroni's intervals.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.gap import gaps


def toll(
    rates: pd.DataFrame, reference: str, measure: str, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Sum up the gaps of each period, of the groups whose base is known.

    Parameters
    ----------
    rates : DataFrame
        As for `gaps`, of groups that share nobody.
    reference : str
        Whose rate the others are set against.
    measure : str
        Which rate.
    confidence : float, default 0.95
        Coverage of the intervals.

    Returns
    -------
    DataFrame, one row per period with the bases of the reference and another group
        ``measure period reference groups below`` (groups with a lower rate), ``apart`` (of all
        groups, those whose own interval leaves out 0), ``apart_all`` (those whose interval still
        does when it is widened for `groups` comparisons), ``extra`` (how many more people would
        have had the outcome if the groups below had had the reference's rate, the others their
        own), ``extra_low extra_high`` (by the delta method) and ``variance`` (between groups,
        squared points, weighted by people, the reference among them).

    Raises
    ------
    DataError
        As `gaps`.
    """
    rows = []
    counted = rates[rates["measure"] == measure].dropna(subset=["base", "estimate"])
    known = counted[counted["base"] > 0]
    for period, part in known.groupby("period"):
        if reference not in set(part["group"]) or len(part) < 2:
            continue
        table = gaps(part, reference, measure, confidence=confidence)
        wide = gaps(part, reference, measure, confidence=1 - (1 - confidence) / len(table))
        rows.append(
            {
                "measure": measure,
                "period": period,
                "reference": reference,
                "groups": len(table),
                "below": int((table["gap"] < 0).sum()),
                "apart": _apart(table),
                "apart_all": _apart(wide),
                **_extra(table, confidence),
                "variance": _variance(part),
            }
        )
    if not rows:
        raise DataError(
            "The people behind gaps are counted from bases. Got no period with the bases of the "
            "reference and another group. Choose numbers that came with counts."
        )
    return pd.DataFrame(rows)


def _apart(table: pd.DataFrame) -> int:
    return int(((table["ci_low"] > 0) | (table["ci_high"] < 0)).sum())


def _extra(table: pd.DataFrame, confidence: float) -> dict[str, float]:
    below = table[table["gap"] < 0]
    people, ours = below["base"].to_numpy(float), below["estimate"].to_numpy(float)
    theirs, base = (
        float(table["reference_estimate"].iloc[0]),
        float(table["reference_base"].iloc[0]),
    )
    extra = float((people * (theirs - ours)).sum())
    spread = (people * ours * (1 - ours)).sum() + people.sum() ** 2 * theirs * (1 - theirs) / base
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * float(np.sqrt(spread))
    return {"extra": extra, "extra_low": extra - reach, "extra_high": extra + reach}


def _variance(rates: pd.DataFrame) -> float:
    share = 100 * rates["estimate"].to_numpy(float)
    people = rates["base"].to_numpy(float)
    mean = np.average(share, weights=people)
    return float(np.average((share - mean) ** 2, weights=people))
