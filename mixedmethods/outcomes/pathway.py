"""Where along the pathway a group falls away: its gap per 100 referred, step by step.

What comes of 100 referrals is a product of shares: how many are seen, of these finish a course, of
these were cases at first, of these recover. The difference of two groups' products is split over
the steps by their logarithms, which leaves no rest.

Source
------
Ang (2005), The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33(7),
867-871, the additive form. Checked against the Shapley value (Das Gupta 1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError

PERIOD_CAVEAT = (
    "Rates of a year are of those discharged, first seen and referred in it: three sets of people "
    "that overlap, and not one set followed through."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its id, its name, and what its share is out of."""

    id: str
    name: str
    of: str


ACCESS = Step("access", "Seen at least once", "referred")
COURSE = Step("course", "Finished a course", "seen")
FINISHED = Step("course", "Finished a course", "referred")
ELIGIBLE = Step("eligible", "Case at first", "finished a course")
RECOVERY = Step("recovery", "Recovered", "cases at first")


def decompose(shares: pd.DataFrame, reference: str, steps: Sequence[Step]) -> pd.DataFrame:
    """Split each group's gap to the reference over the steps of the pathway.

    Parameters
    ----------
    shares : DataFrame
        Indexed by group; one column per step with its share, above 0 and up to 1.
    reference : str
        The group that is subtracted.
    steps : sequence of Step
        In the order of the pathway.

    Returns
    -------
    DataFrame, one row per group, the reference first, then the largest loss first
        ``group``, ``per_100`` (who reach the end of 100 who begin), ``gap`` (points per 100, group
        less reference), and for each step its part of the gap in points under its id: they add up
        to it. Parts of a gap near 0 may be large and cancel out: shares of a gap are not given.

    Raises
    ------
    DataError
        If the reference is not among the groups, or a share is not above 0 and up to 1.
    """
    ids = [step.id for step in steps]
    if reference not in shares.index:
        raise DataError(
            f"The reference must be one of {', '.join(map(str, shares.index)) or 'no group'}. "
            f"Got {reference!r}. Choose one of them."
        )
    values = shares[ids].to_numpy(dtype=float)
    if not ((values > 0) & (values <= 1)).all():
        raise DataError(
            "Every step must have a share above 0 and up to 1. Got others. Leave the groups out in "
            "which nobody reached a step."
        )
    ours, theirs = values, shares.loc[reference, ids].to_numpy(dtype=float)
    ends, end = ours.prod(axis=1), theirs.prod()
    parts = _log_mean(ends, end)[:, None] * np.log(ours / theirs)
    table = pd.DataFrame(100 * parts, columns=ids)
    table.insert(0, "group", list(shares.index))
    table.insert(1, "per_100", 100 * ends)
    table.insert(2, "gap", 100 * (ends - end))
    first = table["group"] == reference
    rest = table[~first].sort_values("gap", kind="stable")
    return pd.concat([table[first], rest], ignore_index=True)


def log_ratios(
    shares: pd.DataFrame,
    bases: pd.DataFrame,
    reference: str,
    steps: Sequence[Step],
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Give each step's ratio to the reference with its interval, where the counts are known.

    Parameters
    ----------
    shares, bases : DataFrame
        Indexed by group, one column per step: the share, and how many people it is out of (NaN
        where that was not supplied).
    reference, steps : as in `decompose`

    Returns
    -------
    DataFrame
        ``group step ratio ci_low ci_high``; the interval by the delta method (Katz and others
        1978), NaN where a base is not known.
    """
    ids = [step.id for step in steps]
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    ours, people = shares[ids].to_numpy(float), bases[ids].to_numpy(float)
    place = list(shares.index).index(reference)
    spread = (1 - ours) / (ours * people)
    reach = np.exp(z * np.sqrt(spread + spread[place]))
    ratio = ours / ours[place]
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(shares.index, dtype=object), len(ids)),
            "step": np.tile(np.array(ids, dtype=object), len(shares)),
            "ratio": ratio.ravel(),
            "ci_low": (ratio / reach).ravel(),
            "ci_high": (ratio * reach).ravel(),
        }
    )
    return table[table["group"] != reference].reset_index(drop=True)


def shapley(ours: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
    """Split the difference of two products by the Shapley value: every order of the factors.

    Returns
    -------
    dict of str to float
        In the units of the products. It is exact too, and needs no logarithm, so that a share may
        be 0.
    """
    parts = dict.fromkeys(ours, 0.0)
    orders = list(permutations(ours))
    for order in orders:
        now = dict(theirs)
        before = float(np.prod(list(now.values())))
        for name in order:
            now[name] = ours[name]
            after = float(np.prod(list(now.values())))
            parts[name] += (after - before) / len(orders)
            before = after
    return parts


def _log_mean(ends: np.ndarray, end: float) -> np.ndarray:
    """Return the logarithmic mean of two numbers, which is the number itself where they are equal.

    Near equality the quotient is lost to rounding; the series is exact to the last bits there.
    """
    ratio = np.log(ends / end)
    near = np.abs(ratio) < 1e-6
    safe = np.where(near, 1.0, ratio)
    return np.where(near, end * (1 + ratio / 2 + ratio**2 / 6), (ends - end) / safe)
