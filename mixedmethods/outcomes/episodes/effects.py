"""What a fitted model says: odds ratios, and the standardised share of each group.

Source
------
Standardised share: the mean of what the model expects if everybody were of the group and all else
as it is (Lane and Nelder 1982, Biometrics 38(3), 613-621), with errors by the delta method.
"""

from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from mixedmethods.outcomes.episodes.design import Design
from mixedmethods.outcomes.episodes.fit import Fit
from mixedmethods.outcomes.episodes.results import LINEAR, Outcome

GROUP = "ethnic_group"
Z = NormalDist().inv_cdf(0.975)
EFFECTS = [
    "outcome", "model", "column", "level", "reference", "kind", "estimate", "ci_low", "ci_high",
    "coefficient", "error", "people",
]  # fmt: skip
SHARES = [
    "outcome", "model", "group", "n", "base", "share", "standardised", "ci_low", "ci_high",
]  # fmt: skip


def effect_table(
    outcome: Outcome, model: int, design: Design, fit: Fit, frame: pd.DataFrame
) -> pd.DataFrame:
    """Lay out the coefficients of a model with their 95% intervals."""
    middle, reach = fit.coefficients, Z * fit.errors
    turn = np.array if outcome.family == LINEAR else np.exp
    table = pd.DataFrame(
        {
            "column": [id for id, _ in design.terms],
            "level": [level for _, level in design.terms],
            "estimate": turn(middle),
            "ci_low": turn(middle - reach),
            "ci_high": turn(middle + reach),
            "coefficient": middle,
            "error": fit.errors,
        }
    )
    first, others = ("share", "difference") if outcome.family == LINEAR else ("odds", "odds ratio")
    table = table.assign(
        outcome=outcome.id,
        model=model,
        kind=[first, *[others] * (len(table) - 1)],
        people=int(counts_of(frame)[1].sum()),
    )
    table["reference"] = table["column"].map(design.references).fillna("")
    return table[EFFECTS]


def share_table(
    outcome: Outcome, model: int, design: Design, fit: Fit, frame: pd.DataFrame
) -> pd.DataFrame:
    """Work out the standardised share of each group, beside its share as it is."""
    n, base = counts_of(frame)
    codes = np.asarray(frame[GROUP].cat.codes)
    levels = list(frame[GROUP].cat.categories)
    by_n = np.bincount(codes, n, minlength=len(levels))
    by_base = np.bincount(codes, base, minlength=len(levels))
    places = {level: k for k, (id, level) in enumerate(design.terms) if id == GROUP}
    line = design.times(fit.coefficients)
    own = np.array([fit.coefficients[places[level]] if level in places else 0 for level in levels])
    rest = line - own[codes]
    rows = []
    for k, level in enumerate(levels):
        if not by_base[k]:
            continue
        mean, error = _standardised(design, fit, base, rest + own[k], places, level, outcome)
        low, high = max(mean - Z * error, 0.0), min(mean + Z * error, 1.0)
        share = by_n[k] / by_base[k]
        counted = np.nan if outcome.family == LINEAR else by_n[k]
        rows.append((outcome.id, model, level, counted, by_base[k], share, mean, low, high))
    table = pd.DataFrame(rows, columns=SHARES)
    return table.astype({"n": "Int64", "base": "int64"})


def _standardised(
    design: Design, fit: Fit, base: np.ndarray, line: np.ndarray, places: Mapping[str, int],
    level: str, outcome: Outcome,
) -> tuple[float, float]:  # fmt: skip
    """Return the mean share if everybody were of a group, and its error by the delta method."""
    from scipy.special import expit  # slow to import

    linear = outcome.family == LINEAR
    share = line if linear else expit(line)
    weight = base if linear else base * share * (1 - share)
    gradient = design.sums(weight)
    for at in places.values():
        gradient[at] = 0.0
    if level in places:
        gradient[places[level]] = weight.sum()
    people = base.sum()
    variance = gradient @ fit.covariance @ gradient / people**2
    return float(base @ share / people), float(np.sqrt(variance))


def counts_of(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return how many of each row's episodes had the outcome, and how many there are.

    They are copies: what a frame hands out may be read only, which tabmat does not take.
    """
    if "base" in frame:
        return np.array(frame["n"], dtype=float), np.array(frame["base"], dtype=float)
    return np.array(frame["y"], dtype=float), np.ones(len(frame))


def lone_effects(outcome: Outcome, model: int, lone: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of levels that no model can place, without estimates."""
    rows = lone[["column", "level"]].assign(
        outcome=outcome.id, model=model, kind="not placed", reference="", people=lone["base"]
    )
    return rows.reindex(columns=EFFECTS)


def lone_shares(outcome: Outcome, model: int, lone: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of groups that no model can place, as they are."""
    rows = lone[lone["column"] == GROUP].rename(columns={"level": "group"})
    rows = rows.assign(outcome=outcome.id, model=model, share=rows["n"] / rows["base"])
    return rows.reindex(columns=SHARES)


def joined(parts: Sequence[pd.DataFrame], by: list[str]) -> pd.DataFrame:
    """Return the parts that have rows as one table, sorted."""
    table = pd.concat([part for part in parts if len(part)], ignore_index=True)
    return table.sort_values(by, kind="stable", ignore_index=True)
