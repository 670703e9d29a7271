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
    "outcome", "model", "group", "n", "base", "share", "standardised", "ci_low", "ci_high", "gap",
    "gap_low", "gap_high",
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
    """Work out the standardised share of each group, beside its share as it is, and the gaps."""
    n, base = counts_of(frame)
    codes = np.asarray(frame[GROUP].cat.codes)
    levels = list(frame[GROUP].cat.categories)
    by_n = np.bincount(codes, n, minlength=len(levels))
    by_base = np.bincount(codes, base, minlength=len(levels))
    reference = design.references[GROUP]
    there = [k for k in range(len(levels)) if by_base[k]]
    there.sort(key=lambda k: levels[k] != reference)  # the reference first
    places = {level: k for k, (id, level) in enumerate(design.terms) if id == GROUP}
    own = np.array([fit.coefficients[places[name]] if name in places else 0.0 for name in levels])
    rest = design.times(fit.coefficients) - own[codes]
    linear = outcome.family == LINEAR
    found = [_expected(design, base, rest + own[k], places, levels[k], linear) for k in there]
    first, first_gradient = found[0]
    rows = []
    for k, (mean, gradient) in zip(there, found, strict=True):
        error = _error(gradient, fit)
        gap, reach = 100 * (mean - first), 100 * Z * _error(gradient - first_gradient, fit)
        counted = np.nan if linear else by_n[k]
        rows.append(
            (
                outcome.id, model, levels[k], counted, by_base[k], by_n[k] / by_base[k], mean,
                max(mean - Z * error, 0.0), min(mean + Z * error, 1.0),
                gap, gap - reach, gap + reach,
            )
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=SHARES).astype({"n": "Int64", "base": "int64"})
    order = [levels.index(group) for group in table["group"]]
    return table.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def _expected(
    design: Design, base: np.ndarray, line: np.ndarray, places: Mapping[str, int], level: str,
    linear: bool,
) -> tuple[float, np.ndarray]:  # fmt: skip
    """Return the mean share of everybody at these linear predictors, and its gradient."""
    from scipy.special import expit  # slow to import

    share = line if linear else expit(line)
    weight = base if linear else base * share * (1 - share)
    gradient = design.sums(weight)
    for name, at in places.items():
        gradient[at] = weight.sum() if name == level else 0.0
    people = base.sum()
    return float(base @ share / people), gradient / people


def _error(gradient: np.ndarray, fit: Fit) -> float:
    return float(np.sqrt(max(gradient @ fit.covariance @ gradient, 0.0)))


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
