"""A table of gaps from the annual file of 4.5 million rows, beside bare reads of it."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from benchmarks.timing import Figure, seconds
from mixedmethods.ingest.outcomes.nhs import read_annual
from mixedmethods.model.code_lists import ETHNIC_16
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.bounds import rates_within
from mixedmethods.outcomes.definitions import definition

FILE = Path(__file__).parents[2] / "shared/data/nhs/measures_annual.parquet"


def figures() -> Iterator[Figure]:
    """Yield what a table of gaps in England takes, from the file on."""
    if not FILE.exists():
        print("  the annual file of NHS England is not beside the project: nothing to measure")
        return
    scan = seconds(_scanned)
    whole = seconds(lambda: pd.read_parquet(FILE))
    yield Figure("recovery gaps of 16 groups, 8 years", seconds(_gaps), "DuckDB counts rows", scan,
                 target=1.0)  # fmt: skip
    yield Figure("the same", seconds(_gaps), "pandas reads the file", whole)


def _gaps() -> pd.DataFrame:
    counts, _ = read_annual(FILE.name, FILE.read_bytes(), characteristics=(ETHNIC_16,))
    columns = ["area", "level", "characteristic", "group", "period", "step", "low", "high"]
    frame = pd.DataFrame([[getattr(each, name) for name in columns] for each in counts],
                         columns=columns)  # fmt: skip
    rates = rates_within(frame, definition("recovery"))
    extra = {"decimals": pd.array([1] * len(rates), dtype="Int64"), "source": ""}
    return gaps(rates.assign(**extra), "White British")


def _scanned() -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            "SELECT org_type, measure_statistic, COUNT(value) FROM read_parquet(?) GROUP BY 1, 2",
            [f"{FILE}"],
        ).fetchall()
