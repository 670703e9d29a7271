"""How much services differ: a logistic model with a random intercept for each service.

The variance of the intercepts is the one that makes them, each known with its own error, most
likely: at every step the coefficients and intercepts are fitted under the present variance, then
the variance is fitted to the intercepts, until neither moves.

Source
------
Breslow and Clayton (1993), JASA 88(421), 9-25, penalised quasi-likelihood for the coefficients;
restricted likelihood of the intercepts as in DerSimonian and Laird's model (Viechtbauer 2005,
Journal of Educational and Behavioral Statistics 30(3), 261-293). It holds for services with many
episodes; those with few make the variance too small. Intra-class correlation on the latent scale:
Goldstein, Browne and Rasbash (2002), Understanding Statistics 1(4), 223-231.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.design import Design
from mixedmethods.outcomes.episodes.fit import Fit, fit_logistic

SERVICE = "service"
LEAST_SERVICES = 10
FEW_EPISODES = 20  # a service with fewer says little by itself
LATENT = np.pi**2 / 3
BEGIN, LEAST, MOST = 0.05, 1e-8, 25.0  # variances, in log odds squared
CLOSE, MOST_STEPS = 1e-4, 30
DROP = 1.9207  # of the log-likelihood at the ends of a 95% interval: half of 3.8415


@dataclass(frozen=True, slots=True)
class Intercepts:
    """How much services differ.

    `variance` (log odds squared) with its 95% interval; `correlation` (0 to 1) that of two
    episodes of one service, likewise; `services` how many there are, `small` those with fewer than
    20 episodes.
    """

    variance: float
    variance_low: float
    variance_high: float
    correlation: float
    correlation_low: float
    correlation_high: float
    services: int
    small: int


def fit_intercepts(
    design: Design, services: "pd.Series[str]", n: np.ndarray, base: np.ndarray
) -> tuple[Fit, Intercepts]:
    """Fit a logistic model with a random intercept for each service.

    Parameters
    ----------
    design : Design
        The covariates.
    services : Series of category
        The service of each row.
    n, base : array of float
        How many of each row's episodes had the outcome.

    Returns
    -------
    Fit, Intercepts
        The coefficients of the covariates, without those of the services; and the variance.

    Raises
    ------
    DataError
        If there are fewer than ten services, or the variance does not settle.
    """
    import tabmat  # slow to import

    values = pd.Categorical(services).remove_unused_categories()
    names = [f"{level}" for level in values.categories]
    if len(names) < LEAST_SERVICES:
        raise DataError(
            f"Differences between services need {LEAST_SERVICES} services or more. Got "
            f"{len(names)}. Leave the services out."
        )
    matrix = tabmat.SplitMatrix([design.matrix, tabmat.CategoricalMatrix(values)])
    terms = (*design.terms, *((SERVICE, name) for name in names))
    whole, size = Design(matrix, terms, design.references), len(design.terms)
    variance, start = BEGIN, None
    for _ in range(MOST_STEPS):
        penalty = np.r_[np.zeros(size), np.full(len(names), 1 / variance)]
        fit = fit_logistic(whole, n, base, start, penalty)
        start = fit.coefficients
        effects, spread = _effects(whole, fit, base, size, variance)
        before, variance = variance, most_likely(effects, spread)
        if abs(variance - before) <= CLOSE * max(before, CLOSE):
            break
    else:
        raise DataError(
            "The differences between services must settle at one size. Got none after "
            f"{MOST_STEPS} rounds. Leave the services out, or those with few episodes."
        )
    low, high = ends(effects, spread, variance)
    people = np.bincount(values.codes, base, minlength=len(names))
    found = Intercepts(
        variance,
        low,
        high,
        _correlation(variance),
        _correlation(low),
        _correlation(high),
        len(names),
        int((people < FEW_EPISODES).sum()),
    )
    covariance = fit.covariance[:size, :size]
    return Fit(fit.coefficients[:size], covariance, fit.steps), found


def most_likely(effects: np.ndarray, spread: np.ndarray) -> float:
    """Return the variance that makes effects with known error variances most likely."""
    from scipy.optimize import minimize_scalar  # slow to import

    result = minimize_scalar(
        lambda log: -_likelihood(np.exp(log), effects, spread),
        bounds=(np.log(LEAST), np.log(MOST)), method="bounded", options={"xatol": 1e-8},
    )  # fmt: skip
    return float(np.exp(result.x))


def ends(effects: np.ndarray, spread: np.ndarray, variance: float) -> tuple[float, float]:
    """Return the 95% interval of a variance: where the likelihood has fallen by 1.92."""
    from scipy.optimize import brentq  # slow to import

    top = _likelihood(variance, effects, spread)

    def left(log: float) -> float:
        return _likelihood(np.exp(log), effects, spread) - top + DROP

    middle, least, most = np.log(variance), np.log(LEAST), np.log(MOST)
    low = 0.0 if left(least) >= 0 else float(np.exp(brentq(left, least, middle)))
    high = MOST if left(most) >= 0 else float(np.exp(brentq(left, middle, most)))
    return low, high


def _effects(
    whole: Design, fit: Fit, base: np.ndarray, size: int, variance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the effect of each service as it would be without shrinking, and its variance."""
    from scipy.special import expit  # slow to import

    share = expit(whole.times(fit.coefficients))
    precision = np.maximum(whole.sums(base * share * (1 - share))[size:], 1e-12)
    return fit.coefficients[size:] * (1 + 1 / (variance * precision)), 1 / precision


def _likelihood(variance: float, effects: np.ndarray, spread: np.ndarray) -> float:
    """Return the restricted log-likelihood of a variance, but for a constant."""
    weight = 1 / (variance + spread)
    mean = weight @ effects / weight.sum()
    inner = np.log(weight).sum() - np.log(weight.sum()) - weight @ (effects - mean) ** 2
    return float(inner / 2)


def _correlation(variance: float) -> float:
    return float(variance / (variance + LATENT))
