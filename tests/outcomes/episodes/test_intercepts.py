"""Tests of the random intercept: the variance that was put in comes out, with an interval."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.between import between_services, differences_table
from mixedmethods.outcomes.episodes.design import make_design
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.intercepts import ends, fit_intercepts, most_likely
from mixedmethods.outcomes.episodes.results import outcome
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes


@pytest.mark.parametrize("name", ["recovery", "dropout"])
def test_the_variance_that_services_have_comes_out_within_a_tenth(name, file_of):
    made = synthetic_episodes(250_000, seed=3, services=60, complete=True)
    real = made.attrs["intercepts"][name].var(ddof=1)
    with open_episodes(file_of(made)) as table:
        _, found = between_services(table, outcome(name), 5)
    assert found.variance == pytest.approx(real, rel=0.1)
    assert found.variance_low < real < found.variance_high
    assert found.correlation == pytest.approx(found.variance / (found.variance + np.pi**2 / 3))
    assert (found.services, found.small) == (60, 0)


def test_services_that_are_alike_have_no_variance_to_speak_of(file_of):
    made = synthetic_episodes(60_000, seed=4, services=40, complete=True, spread=0.0)
    with open_episodes(file_of(made)) as table:
        _, found = between_services(table, outcome("recovery"), 1)
    assert found.variance_low == 0
    assert found.variance < 0.003


def of_quadrature(n, base, group, services):
    """Fit the same model by maximum likelihood over 30 points of Gauss and Hermite's rule."""
    points, weights = np.polynomial.hermite_e.hermegauss(30)
    weights = weights / weights.sum()

    def loss(parameters):
        constant, effect, log = parameters
        line = constant + effect * group[:, None] + np.exp(log) * points[None, :]
        rows = n[:, None] * line - base[:, None] * np.logaddexp(0, line)
        each = np.zeros((services.max() + 1, len(points)))
        np.add.at(each, services, rows)
        top = each.max(axis=1, keepdims=True)
        return -(top[:, 0] + np.log(np.exp(each - top) @ weights)).sum()

    result = minimize(loss, [0.0, 0.0, -1.0], method="Nelder-Mead",
                      options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000})  # fmt: skip
    return result.x[0], result.x[1], np.exp(2 * result.x[2])


def test_it_is_near_the_exact_likelihood_of_the_model():
    chance = np.random.default_rng(5)
    services, size = 50, 150
    effects = chance.normal(0, 0.4, services)
    service = np.repeat(np.arange(services), 2)
    group = np.tile([0.0, 1.0], services)
    n = chance.binomial(size, expit(-0.3 + 0.25 * group + effects[service])).astype(float)
    base = np.full(2 * services, float(size))
    constant, effect, variance = of_quadrature(n, base, group, service)
    frame = pd.DataFrame(
        {
            "ethnic_group": pd.Categorical(np.where(group == 1, "African", "White British")),
            "service": pd.Categorical([f"S{k:02d}" for k in service]),
        }
    )
    design = make_design(frame, ["ethnic_group"], {"ethnic_group": "White British"})
    fit, found = fit_intercepts(design, frame["service"], n, base)
    assert fit.coefficients == pytest.approx([constant, effect], abs=0.005)
    # restricted likelihood divides by one service less
    assert found.variance == pytest.approx(variance * services / (services - 1), rel=0.03)


def test_the_variance_of_effects_without_error_is_their_sample_variance():
    effects = np.array([-0.3, 0.1, 0.4, -0.2, 0.5, 0.0])
    spread = np.full(6, 1e-9)
    assert most_likely(effects, spread) == pytest.approx(effects.var(ddof=1), rel=1e-4)
    low, high = ends(effects, spread, effects.var(ddof=1))
    assert low < effects.var(ddof=1) < high


def test_differences_are_laid_out_by_model(episodes):
    found = [(k, between_services(episodes, outcome("recovery"), k)[1]) for k in (1, 3)]
    table = differences_table("recovery", found)
    assert table[["outcome", "model", "services"]].to_numpy().tolist() == [
        ["recovery", 1, 40], ["recovery", 3, 40],
    ]  # fmt: skip


def test_few_services_a_share_or_no_services_are_refused(small, file_of, episodes):
    with pytest.raises(DataError, match="Got a share"):
        between_services(episodes, outcome("attended"), 1)
    with open_episodes(file_of(small)) as table, pytest.raises(DataError, match="no column"):
        between_services(table, outcome("recovery"), 1)
    small["service"] = list("ABABABAB")
    with open_episodes(file_of(small)) as table, pytest.raises(DataError, match="Got 2"):
        between_services(table, outcome("recovery"), 1)
