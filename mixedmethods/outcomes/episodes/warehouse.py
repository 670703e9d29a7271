"""Episodes in a warehouse: the same questions, put to PostgreSQL or Spark by ibis.

Rows stay where they are: what comes back are counts, of levels, of covariate patterns and of what
is missing. The SQL is that of `queries`, translated by sqlglot; Databricks speaks Spark's.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from mixedmethods.errors import DataError, FileError
from mixedmethods.outcomes.episodes.files import Episodes, opened

if TYPE_CHECKING:
    from ibis.backends.sql import SQLBackend

DUCKDB, POSTGRES, SPARK = "duckdb", "postgres", "spark"
ENGINES = (DUCKDB, POSTGRES, SPARK)
TABLE = "mixedmethods_episodes"  # a file that is laid into a warehouse for as long as it is open


@contextmanager
def open_warehouse(
    engine: str, source: Path, mapping: Mapping[str, str] | None = None
) -> Iterator[Episodes]:
    """Open episodes that a warehouse holds, or lay a file into it for as long as it is open.

    Parameters
    ----------
    engine : {"postgres", "spark"}
        PostgreSQL is reached as its own tools reach it (PGHOST, PGDATABASE, PGUSER, a password
        file); Spark is the session that is running, or one on this machine (Java 17 or newer).
    source : Path
        A Parquet file, or else the name of a table, as ``schema.table``.
    mapping : mapping of str to str, optional
        As for `files.open_episodes`.

    Yields
    ------
    Episodes
        With `counts_only`.

    Raises
    ------
    DataError
        If the engine is not known, cannot be reached, or the extra ``warehouse`` is missing.
    FileError
        If there is no such table, it has no column of ethnic groups, or the file is CSV.
    """
    if engine not in (POSTGRES, SPARK):
        raise DataError(f"An engine must be {', '.join(ENGINES)}. Got {engine!r}. Choose one.")
    if source.suffix.casefold() == ".csv":
        raise FileError(
            f"A file that is laid into {engine} must be .parquet. Got {source.name}. Save it as "
            "Parquet, or use the engine duckdb."
        )
    with _reached(engine) as warehouse:
        try:
            place = _laid(warehouse, engine, source)
            laid = f"WITH source AS (SELECT * FROM {place})"

            def ask(sql: str) -> pd.DataFrame:
                rest = sql.removeprefix("WITH ")
                joined = f"{laid}, {rest}" if rest != sql else f"{laid} {sql}"
                frame: pd.DataFrame = warehouse.sql(joined, dialect=DUCKDB).to_pandas()
                return frame

            table = opened(ask, source.name, mapping or {})
        except (DataError, FileError):
            raise
        except Exception as error:  # each engine has errors of its own
            raise FileError(
                f"{source.name} must be a table that {engine} can read, its numbers stored as "
                f"numbers. Got {type(error).__name__}. Check its name, your rights and its columns."
            ) from error
        yield replace(table, counts_only=True)


@contextmanager
def _reached(engine: str) -> "Iterator[SQLBackend]":
    try:
        import ibis
    except ImportError as error:
        raise DataError(
            "PostgreSQL and Spark need the extra “warehouse”. Got none of its packages. Install "
            "them: pip install 'mixedmethods[warehouse]'"
        ) from error
    ours = engine == POSTGRES or not _spark_runs()  # a session of the user's is left running
    try:
        warehouse = _postgres(ibis) if engine == POSTGRES else _spark(ibis)
    except Exception as error:  # each engine has errors of its own
        raise DataError(
            f"{engine} must be reachable. Got {type(error).__name__}. PostgreSQL is found by "
            "PGHOST, PGDATABASE and PGUSER; Spark needs pyspark and Java 17 or newer."
        ) from error
    try:
        yield warehouse
    finally:
        if ours:
            with suppress(Exception):  # it may be gone already
                warehouse.disconnect()


def _postgres(ibis: Any) -> "SQLBackend":
    made: SQLBackend = ibis.postgres.connect(
        host=os.environ.get("PGHOST"),
        port=int(os.environ.get("PGPORT", "5432")),
        user=os.environ.get("PGUSER"),
        password=os.environ.get("PGPASSWORD"),
        database=os.environ.get("PGDATABASE"),
    )
    return made


def _spark_runs() -> bool:
    with suppress(ImportError):
        from pyspark.sql import SparkSession

        return SparkSession.getActiveSession() is not None
    return False


def _spark(ibis: Any) -> "SQLBackend":
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    session = running or (
        SparkSession.builder.master("local[*]")
        .appName("mixedmethods")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    made: SQLBackend = ibis.pyspark.connect(session)
    return made


def _laid(warehouse: "SQLBackend", engine: str, source: Path) -> str:
    """Return what to select from: a table of the warehouse, or the file laid into it."""
    if source.suffix.casefold() != ".parquet":
        parts = f"{source}".split(".")
        return ".".join('"' + part.replace('"', '""') + '"' for part in parts)
    if engine == SPARK:
        warehouse.read_parquet(f"{source.resolve()}", table_name=TABLE)
    else:
        _copied(warehouse, source)
    return TABLE


def _copied(warehouse: Any, source: Path) -> None:
    """Copy a Parquet file into a temporary table of PostgreSQL, batch by batch, as CSV."""
    import io

    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(source)
    kinds = {}
    for field in file.schema_arrow:
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        kinds[field.name.replace('"', '""')] = "double precision" if number else "text"
    columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
    options = pyarrow.csv.WriteOptions(include_header=False)
    with warehouse.con.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} ({columns})")
        with cursor.copy(f"COPY {TABLE} FROM STDIN (FORMAT csv)") as copy:
            for batch in file.iter_batches():
                text = io.BytesIO()
                pyarrow.csv.write_csv(batch, text, options)
                copy.write(text.getvalue())
