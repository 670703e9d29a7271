"""Models of 1.6 million synthetic episodes beside statsmodels and one pass over the data."""

import multiprocessing
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import Figure, seconds
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.design import Design, make_design
from mixedmethods.outcomes.episodes.effects import counts_of
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.ladder import fitted, ladder
from mixedmethods.outcomes.episodes.results import OUTCOMES, outcome
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes
from mixedmethods.outcomes.episodes.tables import rows_for

ROWS = 1_570_994  # as many courses of treatment as the report of 2023 analysed
FASTER = 5  # times as fast as statsmodels is the target
MOST_MEMORY = 1e9


def figures() -> Iterator[Figure]:
    """Yield what a fit of Models 1 and 5 takes beside statsmodels, and the ladder of each outcome.

    Prints how far the coefficients are apart, in standard errors, and the most memory of each way.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episodes.parquet"
        made = synthetic_episodes(ROWS, complete=True)
        made.attrs.clear()
        made.to_parquet(path, index=False)
        del made
        for model in (1, 5):
            ours, our_memory, (mine, errors) = _apart(_ours, path, model)
            theirs, their_memory, (other, _) = _apart(_statsmodels, path, model)
            target = theirs / FASTER if model == 5 else None
            yield Figure(
                f"Model {model} of recovery, from rows to errors",
                ours,
                "statsmodels",
                theirs,
                target,
            )
            distance = np.abs((mine - other) / errors).max()
            print(f"  largest difference {distance:.1e} standard errors; memory "
                  f"{our_memory / 1e6:.0f} MB and {their_memory / 1e6:.0f} MB")  # fmt: skip
        with open_episodes(path) as episodes:
            frame = rows_for(episodes, outcome("recovery"), covariates(5), covariates(5))
            design = make_design(frame, covariates(5), {})
            ones = np.ones(design.rows)
            bare = seconds(lambda: design.products(ones))
        for id in OUTCOMES:
            took, memory, _ = _apart(_ladder, path, id)
            yield Figure(f"five models of {id}", took, "one pass over the data of Model 5", bare)
            print(f"  memory {memory / 1e6:.0f} MB")


def _ours(path: Path, model: int) -> tuple[float, tuple[np.ndarray, np.ndarray]]:
    frame, columns, references = _drawn(path, model)
    start = time.perf_counter()
    design = make_design(frame, columns, references)
    fit = fitted(frame, design, outcome("recovery"))
    return time.perf_counter() - start, (fit.coefficients, fit.errors)


def _statsmodels(path: Path, model: int) -> tuple[float, tuple[np.ndarray, np.ndarray]]:
    import statsmodels.api as sm

    frame, columns, references = _drawn(path, model)
    start = time.perf_counter()
    design = make_design(frame, columns, references)
    matrix, y = _dense(design), counts_of(frame)[0]
    del frame, design
    fit = sm.Logit(y, matrix).fit(disp=0, tol=1e-12, maxiter=50)
    return time.perf_counter() - start, (fit.params, fit.bse)


def _drawn(path: Path, model: int) -> tuple[pd.DataFrame, tuple[str, ...], dict[str, str]]:
    with open_episodes(path) as episodes:
        frame = rows_for(episodes, outcome("recovery"), covariates(model), covariates(5))
    return frame, covariates(model), {"ethnic_group": "White British"}


def _dense(design: Design) -> np.ndarray:
    matrix = np.empty((design.rows, len(design.terms)))
    matrix[:, 0] = 1
    matrix[:, 1:] = design.matrix.toarray()
    return matrix


def _ladder(path: Path, id: str) -> tuple[float, None]:
    with open_episodes(path) as episodes:
        return seconds(lambda: ladder(episodes, outcome(id), range(1, 6))), None


def _apart(call, *what):  # any of the three ways above
    """Run a way in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (call, *what))


def _measured(call, *what):
    warnings.simplefilter("ignore")
    took, result = call(*what)
    unit = 1 if sys.platform == "darwin" else 1024
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, result
