"""Tests of the fits, against statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.design import make_design
from mixedmethods.outcomes.episodes.effects import counts_of
from mixedmethods.outcomes.episodes.fit import fit_linear, fit_logistic
from mixedmethods.outcomes.episodes.results import outcome
from mixedmethods.outcomes.episodes.tables import patterns_for, rows_for


def plain_matrix(design):
    return np.column_stack([np.ones(design.rows), design.matrix.toarray()])


@pytest.mark.parametrize("name", ["recovery", "reliable_improvement", "dropout"])
@pytest.mark.parametrize("model", [1, 3, 5])
def test_a_logistic_model_is_that_of_statsmodels(episodes, name, model):
    columns = covariates(model)
    frame = rows_for(episodes, outcome(name), columns, columns)
    design = make_design(frame, columns, {})
    fit = fit_logistic(design, *counts_of(frame))
    oracle = sm.Logit(counts_of(frame)[0], plain_matrix(design)).fit(disp=0, tol=1e-14, maxiter=50)
    assert np.abs((fit.coefficients - oracle.params) / oracle.bse).max() < 1e-6
    assert fit.errors == pytest.approx(oracle.bse, rel=1e-4)  # of the step before


def test_a_linear_model_is_that_of_statsmodels_with_robust_errors(episodes):
    columns = covariates(5)
    frame = rows_for(episodes, outcome("attended"), columns, columns)
    design = make_design(frame, columns, {})
    fit = fit_linear(design, counts_of(frame)[0])
    oracle = sm.OLS(frame["y"].to_numpy(), plain_matrix(design)).fit(cov_type="HC1")
    assert fit.coefficients == pytest.approx(oracle.params, abs=1e-12)
    assert fit.errors == pytest.approx(oracle.bse, rel=1e-9)


def test_patterns_say_as_much_as_the_rows(episodes):
    columns = covariates(2)
    rows = rows_for(episodes, outcome("recovery"), columns, columns)
    counts = patterns_for(episodes, outcome("recovery"), columns, columns)
    fits = []
    for frame in (rows, counts):
        design = make_design(frame, columns, {"ethnic_group": "White British"})
        order = np.argsort([f"{term}" for term in design.terms])
        fit = fit_logistic(design, *counts_of(frame))
        fits.append((np.array(design.terms)[order], fit.coefficients[order], fit.errors[order]))
    assert (fits[0][0] == fits[1][0]).all()
    assert fits[0][1] == pytest.approx(fits[1][1], abs=1e-10)
    assert fits[0][2] == pytest.approx(fits[1][2], rel=1e-9)


def test_a_start_near_the_end_ends_there(episodes):
    columns = covariates(2)
    counts = patterns_for(episodes, outcome("recovery"), columns, columns)
    design = make_design(counts, columns, {})
    cold = fit_logistic(design, *counts_of(counts))
    warm = fit_logistic(design, *counts_of(counts), start=cold.coefficients + 0.01)
    assert warm.coefficients == pytest.approx(cold.coefficients, abs=1e-9)
    assert warm.steps <= cold.steps


def frame_of(groups, n, base):
    category = pd.Categorical(groups, categories=sorted(set(groups)))
    return pd.DataFrame({"ethnic_group": category, "n": n, "base": base})


def test_two_groups_give_the_odds_ratio_of_their_table():
    frame = frame_of(["African", "Chinese"], [30.0, 10.0], [100.0, 50.0])
    design = make_design(frame, ["ethnic_group"], {"ethnic_group": "African"})
    fit = fit_logistic(design, *counts_of(frame))
    assert np.exp(fit.coefficients[1]) == pytest.approx((10 / 40) / (30 / 70))
    assert fit.errors[1] == pytest.approx(np.sqrt(1 / 10 + 1 / 40 + 1 / 30 + 1 / 70))


@pytest.mark.parametrize("n", [[30.0, 0.0], [30.0, 50.0]])
def test_a_group_with_only_one_result_is_named(n):
    frame = frame_of(["African", "Chinese"], n, [100.0, 50.0])
    design = make_design(frame, ["ethnic_group"], {"ethnic_group": "African"})
    with pytest.raises(DataError, match="only one of these for Ethnic group: Chinese"):
        fit_logistic(design, *counts_of(frame))


@pytest.mark.parametrize("n", [[0.0, 0.0], [100.0, 50.0]])
def test_an_outcome_that_everybody_or_nobody_has_is_refused(n):
    frame = frame_of(["African", "Chinese"], n, [100.0, 50.0])
    design = make_design(frame, ["ethnic_group"], {})
    with pytest.raises(DataError, match="with the outcome and without it"):
        fit_logistic(design, *counts_of(frame))


def test_two_columns_that_say_the_same_are_named(episodes):
    columns = ["ethnic_group", "phq9_first"]
    frame = rows_for(episodes, outcome("recovery"), columns, columns)
    frame["gad7_first"] = 2 * frame["phq9_first"] + 1
    design = make_design(frame, [*columns, "gad7_first"], {})
    with pytest.raises(DataError, match="First PHQ-9 score, per point, First GAD-7"):
        fit_logistic(design, *counts_of(frame))
    with pytest.raises(DataError, match="say the same"):
        fit_linear(design, counts_of(frame)[0])


def test_a_reference_that_nobody_is_of_is_refused_and_no_rows_too():
    frame = frame_of(["African", "Chinese"], [1.0, 2.0], [3.0, 4.0])
    with pytest.raises(DataError, match="Got 'Indian'"):
        make_design(frame, ["ethnic_group"], {"ethnic_group": "Indian"})
    with pytest.raises(DataError, match="Got none with all of its columns"):
        make_design(frame.iloc[:0], ["ethnic_group"], {})
    with pytest.raises(DataError, match="two different values"):
        make_design(frame.iloc[:1], ["ethnic_group"], {})
