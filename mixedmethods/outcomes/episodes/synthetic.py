"""Synthetic episodes of care with a known truth, for those without access to real ones.

All of it is invented: no number here describes real people or a real service. Recovery and dropout
follow logistic models, the share of appointments attended a linear one, so that a method can be
checked against what was put in.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mixedmethods.outcomes.episodes.columns import COLUMNS
from mixedmethods.outcomes.episodes.queries import bands

MOST_ROWS = 20_000_000
GROUPS = {  # share of people, effect on recovery, on dropout (log odds), on attended (share)
    "White British": (0.76, 0.0, 0.0, 0.0),
    "White Irish": (0.01, 0.03, 0.0, 0.005),
    "Other White background": (0.06, -0.02, 0.05, -0.005),
    "White and Black Caribbean": (0.013, -0.18, 0.3, -0.03),
    "White and Black African": (0.006, -0.15, 0.25, -0.02),
    "White and Asian": (0.008, -0.1, 0.15, -0.01),
    "Other mixed background": (0.012, -0.12, 0.15, -0.015),
    "Indian": (0.025, 0.0, 0.1, 0.0),
    "Pakistani": (0.024, -0.25, 0.3, -0.04),
    "Bangladeshi": (0.01, -0.25, 0.35, -0.04),
    "Other Asian background": (0.017, -0.15, 0.2, -0.02),
    "Caribbean": (0.016, -0.02, 0.25, -0.03),
    "African": (0.015, 0.04, 0.2, -0.02),
    "Other Black background": (0.007, -0.08, 0.3, -0.03),
    "Chinese": (0.004, 0.12, 0.0, 0.01),
    "Other ethnic group": (0.013, -0.24, 0.25, -0.03),
}
YEARS = tuple(f"20{k}-{k + 1}" for k in range(15, 22))
LEVELS: Mapping[str, Mapping[str, tuple[float, float, float]]] = {  # share, recovery, dropout
    "age": {
        "Under 18": (0.01, 0.1, 0.2), "18 to 25": (0.22, 0.0, 0.3), "26 to 35": (0.26, 0.0, 0.15),
        "36 to 45": (0.19, -0.03, 0.0), "46 to 55": (0.16, -0.04, -0.1),
        "56 to 65": (0.1, 0.05, -0.25), "66 to 75": (0.04, 0.2, -0.45),
        "76 and over": (0.02, 0.15, -0.4),
    },
    "gender": {"Female": (0.65, 0.0, 0.0), "Male": (0.35, 0.03, 0.08)},
    "year": {year: (1 / 7, 0.02 * k, -0.02 * k) for k, year in enumerate(YEARS)},
    "medication": {
        "Not prescribed": (0.48, 0.0, 0.0), "Prescribed and taking": (0.46, -0.12, -0.1),
        "Prescribed and not taking": (0.06, -0.2, 0.15),
    },
    "employment": {
        "Employed": (0.6, 0.0, 0.0), "Unemployed": (0.13, -0.35, 0.3), "Student": (0.09, 0.05, 0.1),
        "Long-term sick or disabled": (0.08, -0.6, 0.15), "Looking after home": (0.05, -0.15, 0.1),
        "Retired": (0.05, 0.2, -0.2),
    },
    "long_term_condition": {"No": (0.72, 0.0, 0.0), "Yes": (0.28, -0.14, 0.0)},
    "deprivation": {f"{k}": (0.1, 0.035 * k, -0.03 * k) for k in range(1, 11)},
}  # fmt: skip
SLOPES = {  # per unit of the models: on recovery, on dropout
    "phq9_first": (-0.06, 0.01), "gad7_first": (-0.05, 0.01), "wait_assessment": (-0.03, 0.02),
    "wait_treatment": (-0.02, 0.03), "sessions": (0.05, -0.12),
}  # fmt: skip
CONSTANTS = {"recovery": 0.85, "dropout": -0.6}
ATTENDED = 0.8
SPREAD = {"recovery": 0.2, "dropout": 0.6}  # standard deviation of the services' intercepts
MISSING = {
    "ethnic_group": 0.08, "gender": 0.005, "medication": 0.05, "employment": 0.06,
    "long_term_condition": 0.1, "deprivation": 0.015, "wait_assessment": 0.01,
}  # fmt: skip
NO_LAST = 0.03


def synthetic_episodes(
    rows: int, seed: int = 1, services: int = 180, *, complete: bool = False, spread: float = 1.0
) -> pd.DataFrame:
    """Make episodes.

    Parameters
    ----------
    rows : int
        How many.
    seed : int
        The same seed makes the same episodes.
    services : int
        How many services, with intercepts of their own.
    complete : bool, default False
        Leave no value out; by default some are, completely at random.
    spread : float, default 1.0
        Times the standard deviation of the services' intercepts; 0 for services that are alike.

    Returns
    -------
    DataFrame
        The columns of `columns.COLUMNS`, one row per episode. The intercepts that the services
        have are in ``attrs["intercepts"]``, by outcome.
    """
    chance = np.random.default_rng(seed)
    table = _people(chance, rows, services)
    drawn = {outcome: spread * chance.normal(0, each, services) for outcome, each in SPREAD.items()}
    fits = {outcome: _line(table, outcome) for outcome in CONSTANTS}
    happens = {
        outcome: chance.random(rows)
        < 1 / (1 + np.exp(-(line + drawn[outcome][table["service"].cat.codes])))
        for outcome, line in fits.items()
    }
    table["phq9_last"], table["gad7_last"] = _last_scores(chance, table, happens["recovery"])
    table["end_code"] = np.where(happens["dropout"], "47", "46")
    if not complete:
        for id, share in MISSING.items():
            table[id] = table[id].mask(chance.random(rows) < share)
        gone = chance.random(rows) < NO_LAST
        for id in ("phq9_last", "gad7_last"):
            table[id] = table[id].mask(gone)
    ordered = table[[id for id in COLUMNS if id in table]]
    ordered.attrs["intercepts"] = drawn
    return ordered


def true_effects(outcome: str) -> dict[tuple[str, str], float]:
    """Return the effect of each (column, level) on recovery or dropout, in log odds.

    Effects of categories are against the level whose effect is 0; only their differences are true.
    """
    place = list(CONSTANTS).index(outcome)
    effects = {("ethnic_group", group): each[1 + place] for group, each in GROUPS.items()}
    for id, levels in LEVELS.items():
        effects |= {(id, level): each[1 + place] for level, each in levels.items()}
    return effects | {(id, ""): each[place] for id, each in SLOPES.items()}


def _people(chance: np.random.Generator, rows: int, services: int) -> pd.DataFrame:
    """Draw who they are, what they begin with, and what they are given."""
    group = _drawn(chance, rows, {name: each[0] for name, each in GROUPS.items()})
    table = pd.DataFrame({"episode": np.arange(1, rows + 1), "ethnic_group": group})
    for id, levels in LEVELS.items():
        drawn = _drawn(chance, rows, {level: each[0] for level, each in levels.items()})
        table[id] = _number(chance, id, drawn) if COLUMNS[id].bands else drawn
    worse = 0.25 * (5.5 - table["deprivation"].to_numpy(float))
    shared = chance.normal(0, 3.6, rows)
    table["phq9_first"] = _score(15 + worse + shared + chance.normal(0, 3.6, rows), 27)
    table["gad7_first"] = _score(13.5 + 0.7 * worse + shared + chance.normal(0, 2.8, rows), 21)
    table["wait_assessment"] = chance.gamma(1.6, 14, rows).astype("int16")
    table["wait_treatment"] = chance.gamma(1.5, 38, rows).astype("int16")
    likely = ATTENDED + np.array([each[3] for each in GROUPS.values()])[group.codes]
    table["offered"] = (2 + chance.negative_binomial(3, 0.3, rows)).astype("int16")
    table["attended"] = chance.binomial(table["offered"], likely).astype("int16")
    table["sessions"] = np.maximum(table["attended"] - 1, 0).astype("int16")  # but the assessment
    size = chance.dirichlet(np.full(services, 4.0))
    names = [f"S{k:03d}" for k in range(1, services + 1)]
    table["service"] = _drawn(chance, rows, dict(zip(names, size, strict=True)))
    return table


def _drawn(
    chance: np.random.Generator, rows: int, shares: Mapping[str, float]
) -> "pd.Categorical[str]":
    weights = np.array(list(shares.values()))
    codes = chance.choice(len(weights), rows, p=weights / weights.sum())
    return pd.Categorical.from_codes(pd.Index(codes), categories=pd.Index(list(shares)))


def _number(chance: np.random.Generator, id: str, drawn: "pd.Categorical[str]") -> np.ndarray:
    """Return a number within each band that was drawn; nobody is over 95 or under 16."""
    ends = {label: most for most, label in bands(COLUMNS[id])}
    least = dict(zip(ends, COLUMNS[id].bands, strict=True))
    low = np.array([max(least[level], 16 if id == "age" else 1) for level in drawn.categories])
    high = np.array([min(ends[level], 95) for level in drawn.categories])
    return np.asarray(chance.integers(low[drawn.codes], high[drawn.codes] + 1), dtype="int16")


def _score(values: np.ndarray, most: int) -> np.ndarray:
    return np.asarray(np.clip(np.rint(values), 0, most), dtype="int8")


def _line(table: pd.DataFrame, outcome: str) -> np.ndarray:
    """Return the log odds of each episode, but for its service."""
    effects = true_effects(outcome)
    line = np.full(len(table), CONSTANTS[outcome])
    for id in ("ethnic_group", *LEVELS):
        column = COLUMNS[id]
        if column.bands:
            labels = [label for _, label in bands(column)]
            codes = np.digitize(table[id].to_numpy(), column.bands) - 1
        else:
            labels, codes = list(table[id].cat.categories), table[id].cat.codes.to_numpy()
        line += np.array([effects[id, label] for label in labels])[codes]
    for id in SLOPES:
        line += effects[id, ""] * table[id].to_numpy(float) / COLUMNS[id].unit
    return line


def _last_scores(
    chance: np.random.Generator, table: pd.DataFrame, well: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return last scores: below both thresholds for those who are well, and only for those."""
    rows = len(table)
    first = table["phq9_first"].to_numpy(float), table["gad7_first"].to_numpy(float)
    change = chance.normal(2.5, 4.5, rows)
    phq9 = _score(first[0] - change - chance.normal(0, 2, rows), 27)
    gad7 = _score(first[1] - change - chance.normal(0, 2, rows), 21)
    healthy = chance.integers(0, 10, rows), chance.integers(0, 8, rows)
    over = ~well & (phq9 < 10) & (gad7 < 8)
    phq9[over & (first[0] >= 10)] = 10
    gad7[over & (first[0] < 10)] = 8
    return (
        np.where(well, np.minimum(healthy[0], phq9), phq9).astype("int8"),
        np.where(well, np.minimum(healthy[1], gad7), gad7).astype("int8"),
    )
