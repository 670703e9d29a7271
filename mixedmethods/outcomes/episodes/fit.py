"""Fitting: logistic regression by Newton's method, and least squares with robust errors.

Source
------
McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapters 2 and 4: iteratively
reweighted least squares, which for the logistic link is Newton's method. White (1980),
Econometrica 48(4), 817-838, with the correction n / (n - p) of MacKinnon and White (1985), HC1.
"""

from dataclasses import dataclass, field

import numpy as np

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.design import Design, term_name

TOLERANCE = 1e-9  # of the last step in standard errors, squared, over the root of the episodes:
# what is left after a Newton step is about that part of a standard error
MOST_STEPS = 30
TOO_FAR = 15.0  # log odds: a coefficient that runs off has no maximum


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model: `coefficients` in the order of its terms, and their `covariance`.

    `steps` is how many passes over the data it took.
    """

    coefficients: np.ndarray = field(repr=False)
    covariance: np.ndarray = field(repr=False)
    steps: int

    @property
    def errors(self) -> np.ndarray:
        """Return the standard error of each coefficient."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))


def fit_logistic(
    design: Design,
    n: np.ndarray,
    base: np.ndarray,
    start: np.ndarray | None = None,
    penalty: np.ndarray | None = None,
) -> Fit:
    """Fit a logistic regression.

    Parameters
    ----------
    design : Design
        The covariates, a row per episode or per pattern of covariates.
    n, base : array of float
        How many of each row's episodes had the outcome.
    start : array of float, optional
        Coefficients to begin with, such as those of a sample.
    penalty : array of float, optional
        Half of it times the squared coefficient is subtracted from the log-likelihood: what a
        normal distribution of random intercepts adds.

    Returns
    -------
    Fit
        The covariance is the inverse of the information.

    Raises
    ------
    DataError
        If everybody or nobody had the outcome, in all or in one level of a category; or two
        columns say the same.
    """
    from scipy.special import expit  # slow to import

    if not 0 < n.sum() < base.sum():
        raise DataError(
            "A model must have episodes with the outcome and without it. Got "
            f"{int(n.sum())} of {int(base.sum())} with it. Choose another outcome."
        )
    now = np.zeros(len(design.terms)) if start is None else start.astype(float)
    if start is None:
        now[0] = np.log(n.sum() / (base.sum() - n.sum()))
    ridge = np.zeros(len(now)) if penalty is None else penalty
    steps, gain, enough = 0, np.inf, TOLERANCE * np.sqrt(base.sum())
    while gain >= enough and steps < MOST_STEPS:
        share = expit(design.times(now))
        slope = design.sums(n - base * share) - ridge * now
        curve = design.products(base * share * (1 - share)) + np.diag(ridge)
        inverse = _inverse(curve, design)
        move = inverse @ slope
        now, gain, steps = now + move, move @ slope, steps + 1
    _check_ends(now, inverse, design, settled=gain < enough)
    return Fit(now, inverse, steps)


def fit_linear(design: Design, y: np.ndarray) -> Fit:
    """Fit a linear regression by least squares, in one pass, with robust errors (HC1).

    Parameters
    ----------
    design : Design
        A row per episode.
    y : array of float
        The outcome, as a share.

    Returns
    -------
    Fit

    Raises
    ------
    DataError
        If two columns say the same, or there are no more episodes than terms.
    """
    rows, size = design.rows, len(design.terms)
    if rows <= size:
        raise DataError(
            f"A model must have more episodes than terms. Got {rows} and {size}. Choose a model "
            "with fewer columns."
        )
    inverse = _inverse(design.products(np.ones(rows)), design)
    coefficients = inverse @ design.sums(y)
    left = y - design.times(coefficients)
    covariance = inverse @ design.products(left**2) @ inverse * (rows / (rows - size))
    return Fit(coefficients, covariance, 1)


def _inverse(curve: np.ndarray, design: Design) -> np.ndarray:
    """Return the inverse of a matrix of products, scaled first, so that units do not matter."""
    scale = np.sqrt(np.diag(curve))
    empty = np.flatnonzero(scale == 0)
    if not len(empty):
        ratio = curve / np.outer(scale, scale)
        values, vectors = np.linalg.eigh(ratio)
        if values[0] > values[-1] * 1e-11:
            inverse = vectors / values @ vectors.T
            return np.asarray(inverse / np.outer(scale, scale))
        empty = np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)
    names = ", ".join(term_name(*design.terms[k]) for k in empty[:4])
    raise DataError(
        f"The columns of a model must say different things. Got some that say the same: {names}. "
        "Leave one of them out."
    )


def _check_ends(now: np.ndarray, inverse: np.ndarray, design: Design, *, settled: bool) -> None:
    """Refuse coefficients without a maximum: all or none of a level's people had the outcome."""
    far = (np.abs(now) > TOO_FAR) & (np.sqrt(np.diag(inverse)) > TOO_FAR)
    if settled and not far.any():
        return
    k = int(np.sqrt(np.diag(inverse)).argmax())
    raise DataError(
        "Every level of a category must have people with the outcome and people without it. "
        f"Got only one of these for {term_name(*design.terms[k])}. Leave it out, or join levels."
    )
