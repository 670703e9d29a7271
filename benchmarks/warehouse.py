"""The counts behind Model 2 in PostgreSQL and Spark, beside DuckDB, over 1.6 million episodes."""

import importlib.util
import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks.episodes import ROWS
from benchmarks.timing import Figure, seconds
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.files import Episodes, open_episodes
from mixedmethods.outcomes.episodes.results import outcome
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes
from mixedmethods.outcomes.episodes.tables import patterns_for
from mixedmethods.outcomes.episodes.warehouse import POSTGRES, SPARK, open_warehouse
from tools.postgres import programs, server


def figures() -> Iterator[Figure]:
    """Yield the second run of each engine that is there; print what laying the file took."""
    if not importlib.util.find_spec("ibis"):
        print("  the extra “warehouse” is not installed: nothing to measure")
        return
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "episodes.parquet"
        made = synthetic_episodes(ROWS, complete=True)
        made.attrs.clear()
        made.to_parquet(path, index=False)
        del made
        with open_episodes(path) as ours:
            base = seconds(lambda: _counted(ours))
        if programs():
            with server() as variables:
                os.environ.update(variables)
                yield _figure(POSTGRES, path, base)
        if shutil.which("java"):
            yield _figure(SPARK, path, base)


def _figure(engine: str, path: Path, base: float) -> Figure:
    start = time.perf_counter()
    with open_warehouse(engine, path) as table:
        took = time.perf_counter() - start
        print(f"  {engine}: started, the file laid and looked at in {took:.1f} s")
        _counted(table)
        again = seconds(lambda: _counted(table))
    return Figure(f"{engine}: patterns of Model 2, second run", again, "DuckDB", base)


def _counted(table: Episodes) -> pd.DataFrame:
    columns = covariates(2)
    return patterns_for(table, outcome("recovery"), columns, columns)
