"""The ladder of models: each adds columns to the one before, on the same episodes.

Labels say "adjusted for", never "explained by". Odds ratios of two models are not comparable, for
they change when a column is added that has nothing to do with the group; the standardised
probabilities are.

Source
------
NCCMH 2023, appendix 1.5, for the models. Mood (2010), European Sociological Review 26(1), 67-82,
on why odds ratios of different models are not compared.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.columns import COLUMNS, LADDER, covariates
from mixedmethods.outcomes.episodes.design import Design, make_design
from mixedmethods.outcomes.episodes.effects import (
    GROUP,
    counts_of,
    effect_table,
    joined,
    lone_effects,
    lone_shares,
    share_table,
)
from mixedmethods.outcomes.episodes.files import Episodes
from mixedmethods.outcomes.episodes.fit import Fit, fit_linear, fit_logistic
from mixedmethods.outcomes.episodes.results import LINEAR, Outcome
from mixedmethods.outcomes.episodes.tables import lone_levels, patterns_for, rows_for

REFERENCE = "White British"
PILOT, FEW = 100_000, 4  # rows of the sample that gives the start; it pays from four times as many
NOT_COMPARABLE = (
    "Odds ratios of different models are not compared with each other: they change when a column "
    "is added, whether or not it has to do with the group. Compare the standardised probabilities."
)


COUNTS_ONLY = (
    "From a warehouse only counts come, which say all for Models 1 and 2 of a yes or no. Got "
    "another model, which needs every row. Save the rows as Parquet and use the engine duckdb."
)


def highest_model(columns: Iterable[str]) -> int:
    """Return the highest model whose columns are all there.

    Examples
    --------
    >>> highest_model(["ethnic_group", "age", "gender", "year", "medication"])
    2
    """
    there = set(columns)
    reached = [k for k in range(1, len(LADDER) + 1) if {*covariates(k)} <= there]
    return max(reached, default=0)


def adjusted_for(model: int) -> str:
    """Return what a model adjusts for, in words."""
    full = [COLUMNS[id].name for id in covariates(model)[1:]]
    names = [name[0].lower() + name[1:] for name in full]  # not lower(): PHQ-9 stays PHQ-9
    return f"Adjusted for {', '.join(names)}" if names else "Not adjusted"


def ladder(
    episodes: Episodes,
    outcome: Outcome,
    models: Iterable[int],
    reference: str = "",
    same_as: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fit models of the ladder, all on the same episodes: those that the highest one can use.

    Parameters
    ----------
    episodes : Episodes
        The open file.
    outcome : Outcome
        What is modelled.
    models : iterable of int
        Which, 1 to 5.
    reference : str
        The ethnic group that the others are compared with; White British where it is there.
    same_as : int
        The model whose columns every episode must have; the highest of `models` by default.

    Returns
    -------
    effects : DataFrame
        ``outcome model column level reference kind estimate ci_low ci_high coefficient error
        people``, a row per term: `kind` is odds ratio (odds of the constant), or difference for a
        share; `estimate` and the interval are of that, `coefficient` and `error` of its logarithm,
        or of the share itself.
    shares : DataFrame
        ``outcome model group n base share standardised ci_low ci_high gap gap_low gap_high``:
        among `base` episodes of the group the outcome's share as it is, and the share the model
        expects if everybody were of the group, with its 95% interval; and how far that is from
        the reference's, in points.

    A level of which everybody had the outcome, or nobody, no logistic model can place: its
    episodes are left out of every model, and its rows hold no estimate.

    Raises
    ------
    DataError
        If a column of a model or the outcome is not in the file, or a model cannot be fitted.
    """
    wanted = sorted(set(models))
    top = max(same_as, *wanted, 0)
    if episodes.counts_only and any(by_rows(outcome, model) for model in wanted):
        raise DataError(COUNTS_ONLY)
    complete = usable(episodes, outcome, sorted({*wanted, top}))
    lone = unplaced(episodes, outcome, top, complete)
    without = list(zip(lone["column"], lone["level"], strict=True))
    chosen = reference_of(episodes, reference)
    effects, shares, rows = [], [], None
    for model in wanted:
        columns = covariates(model)
        if not by_rows(outcome, model):
            frame = patterns_for(episodes, outcome, columns, complete, without)
        elif rows is None:
            frame = rows = rows_for(episodes, outcome, complete, complete, without)
        else:
            frame = rows
        design = make_design(frame, columns, {GROUP: chosen})
        fit = fitted(frame, design, outcome)
        effects.append(effect_table(outcome, model, design, fit, frame))
        shares.append(share_table(outcome, model, design, fit, frame))
    effects += [lone_effects(outcome, model, lone) for model in wanted if len(lone)]
    shares += [lone_shares(outcome, model, lone) for model in wanted if len(lone)]
    return joined(effects, ["model"]), joined(shares, ["model"])


def by_rows(outcome: Outcome, model: int) -> bool:
    """Say whether a model needs every row: patterns of the later columns are nearly as many."""
    return outcome.family == LINEAR or model > 2


def unplaced(
    episodes: Episodes, outcome: Outcome, model: int, complete: Iterable[str]
) -> pd.DataFrame:
    """Return the levels that no logistic model can place, as `tables.lone_levels`."""
    if outcome.family == LINEAR:
        return pd.DataFrame({"column": [], "level": [], "n": [], "base": []})
    return lone_levels(episodes, outcome, covariates(model), complete)


def reference_of(episodes: Episodes, reference: str) -> str:
    """Return the reference that was chosen, or the usual one; empty for the largest group."""
    return reference or (REFERENCE if REFERENCE in episodes.levels[GROUP] else "")


def usable(episodes: Episodes, outcome: Outcome, models: list[int]) -> tuple[str, ...]:
    """Return the columns that every episode must have filled in; refuse what is not there."""
    if not models or not {*models} <= {*range(1, len(LADDER) + 1)}:
        raise DataError(f"A model must be 1 to {len(LADDER)}. Got {models}. Choose one of them.")
    complete = covariates(models[-1])
    lacks = [id for id in (*complete, *outcome.needs) if id not in episodes.columns]
    if lacks:
        raise DataError(
            f"Model {models[-1]} of {outcome.name.lower()} needs the columns "
            f"{', '.join(dict.fromkeys((*complete, *outcome.needs)))}. Got no "
            f"{', '.join(dict.fromkeys(lacks))} in {episodes.name}. The highest model it has all "
            f"columns for is {highest_model(episodes.columns)}; match others with column=name."
        )
    return complete


def fitted(frame: pd.DataFrame, design: Design, outcome: Outcome) -> Fit:
    """Fit a model to rows or patterns; many rows are begun from the coefficients of a sample."""
    if outcome.family == LINEAR:
        return fit_linear(design, counts_of(frame)[0])
    n, base = counts_of(frame)
    return fit_logistic(design, n, base, _start(design, n, base))


def _start(design: Design, n: np.ndarray, base: np.ndarray) -> np.ndarray | None:
    """Return the coefficients of a sample of many rows; None where it does not pay or fails."""
    step = design.rows // PILOT
    if step < FEW:
        return None
    try:
        return fit_logistic(design.thinned(step), n[::step], base[::step]).coefficients
    except DataError:  # a level that nobody in the sample has, or without the outcome
        return None
