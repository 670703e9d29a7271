"""An episode file, opened by DuckDB: its columns found, what they hold checked.

Nothing is stored: the file stays where it is.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from mixedmethods.errors import DataError, FileError
from mixedmethods.outcomes.episodes.columns import (
    CATEGORY,
    COLUMNS,
    NO_ETHNIC_GROUP,
    Column,
    ethnic_labels,
)
from mixedmethods.outcomes.episodes.queries import bands

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_LEVELS = 40  # of a covariate: more are not a category but an identifier or free text
MOST_SERVICES = 3_000
READERS = (".parquet", ".csv")
NEEDED = "ethnic_group"
Ask = Callable[[str], pd.DataFrame]
UNUSED = ("episode", "end_code")  # categories whose levels nobody asks for


@dataclass(frozen=True, slots=True)
class Episodes:
    """An open table of episodes.

    `ask` answers a query over a table `episodes`, written for DuckDB; `counts_only` says that rows
    stay where they are. `columns` are those that were found, by id, with their names in the file;
    `levels` the values of each category and band, in order.
    """

    ask: Ask = field(repr=False)
    name: str
    rows: int
    columns: Mapping[str, str]
    levels: Mapping[str, tuple[str, ...]]
    counts_only: bool = False


@contextmanager
def open_episodes(
    source: Path | tuple[str, bytes], mapping: Mapping[str, str] | None = None
) -> Iterator[Episodes]:
    """Open an episode file.

    Parameters
    ----------
    source : Path, or (name, bytes)
        Parquet or CSV, one row per episode; on disk, or in memory.
    mapping : mapping of str to str, optional
        The name in the file of each column, by id; the others are found by their usual names.

    Yields
    ------
    Episodes

    Raises
    ------
    FileError
        If it cannot be read, or has no column of ethnic groups.
    DataError
        If a column holds what it may not: an unknown ethnic group, a score above 27, a negative
        wait. The message counts the episodes and quotes none.
    """
    import duckdb  # slow to import
    from pyarrow import ArrowException

    name = source.name if isinstance(source, Path) else source[0]
    if not name.casefold().endswith(READERS):
        raise FileError(
            f"An episode file must be .parquet or .csv. Got {name}. Save it as one of these."
        )
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=config) as connection:
        try:
            _lay(connection, source)
            table = opened(lambda sql: connection.execute(sql).df(), name, mapping or {})
        except (duckdb.Error, ArrowException) as error:
            raise FileError(
                f"The file must be a table of episodes. Got one that cannot be read, {name}. "
                "Open it in the program that made it and save it again."
            ) from error
        yield table


def _lay(connection: "DuckDBPyConnection", source: Path | tuple[str, bytes]) -> None:
    """Make the file the table `source`; the cells of CSV are read as text."""
    if isinstance(source, Path):
        place = f"{source}".replace("'", "''")
        csv = source.suffix.casefold() == ".csv"
        reader = f"read_csv('{place}', all_varchar = true)" if csv else f"read_parquet('{place}')"
        connection.execute(f"CREATE VIEW source AS FROM {reader}")
        return
    import pyarrow.csv
    import pyarrow.parquet

    name, content = source
    if name.casefold().endswith(".parquet"):
        table = pyarrow.parquet.read_table(io.BytesIO(content))
    else:
        head = pyarrow.csv.open_csv(io.BytesIO(content)).schema.names
        text = pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(head, pyarrow.string()), strings_can_be_null=True,
            null_values=[""],
        )  # fmt: skip
        table = pyarrow.csv.read_csv(io.BytesIO(content), convert_options=text)
    connection.register("source", table)


def found_columns(names: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Match the columns of a file with those that an episode has.

    Returns
    -------
    dict of str to str
        The name in the file by column id: as `mapping` says, else found by name.

    Raises
    ------
    FileError
        If `mapping` names a column that is not there, or ethnic groups are not found.
    """
    wrong = [f"{id}={name}" for id, name in mapping.items()
             if id not in COLUMNS or name not in names]  # fmt: skip
    if wrong:
        raise FileError(
            "A column must be matched as id=name, with an id that an episode has and a name that "
            f"the file has. Got {', '.join(wrong)}. Ids: {', '.join(COLUMNS)}. Names: "
            f"{', '.join(names)}."
        )
    plain = {_plain(name): name for name in reversed(names)}
    found = {}
    for id, column in COLUMNS.items():
        usual = (plain[word] for word in (_plain(id), *column.also) if word in plain)
        name = mapping.get(id) or next(usual, "")
        if name:
            found[id] = name
    if NEEDED not in found:
        raise FileError(
            f"An episode file must have a column ethnic_group. Got {', '.join(names)}. Rename it, "
            "or say which it is with ethnic_group=name."
        )
    return found


def opened(ask: Ask, name: str, mapping: Mapping[str, str]) -> Episodes:
    """Check what the columns of a table `source` hold, and lay the table `episodes` over it.

    Parameters
    ----------
    ask : callable
        Answers a query over `source`, written for DuckDB.
    name : str
        What the table is called in messages.
    mapping : mapping of str to str
        As for `open_episodes`.

    Raises
    ------
    FileError, DataError
        As `open_episodes`.
    """
    names = list(map(str, ask("SELECT * FROM source LIMIT 0").columns))
    columns = found_columns(names, mapping)
    _check_numbers(ask, columns)
    levels = {id: _levels(ask, id, columns[id]) for id in columns if _listed(id)}
    levels |= {
        id: tuple(label for _, label in bands(COLUMNS[id])) for id in columns if COLUMNS[id].bands
    }
    drawn = ", ".join(f"{_clean(COLUMNS[id], columns[id], levels)} AS {id}" for id in columns)
    laid = f"WITH episodes AS (SELECT {drawn} FROM source) "
    rows = int(ask("SELECT COUNT(*) AS n FROM source")["n"].iloc[0])
    return Episodes(lambda sql: ask(laid + sql), name, rows, columns, levels)


def _listed(id: str) -> bool:
    return COLUMNS[id].kind == CATEGORY and id not in UNUSED


def _check_numbers(ask: Ask, columns: Mapping[str, str]) -> None:
    """Refuse what is no number, and numbers that cannot be, counted over the whole file."""
    numbers = [id for id in columns if COLUMNS[id].kind != CATEGORY]
    if not numbers:
        return
    tests: list[str] = []
    for id in numbers:
        given, column = _name(columns[id]), COLUMNS[id]
        value = f"TRY_CAST({given} AS DOUBLE)"
        filled = f"NULLIF(TRIM(CAST({given} AS VARCHAR)), '') IS NOT NULL"
        for wrong in (
            f"{filled} AND ({value} IS NULL OR {value} <> FLOOR({value}))",
            f"{value} < {column.least}",
            f"{value} > {column.most}",
        ):
            tests.append(f"COUNT(*) FILTER (WHERE {wrong}) AS c{len(tests)}")
    found = ask(f"SELECT {', '.join(tests)} FROM source").iloc[0].astype(int)
    words = ("no whole number", "below", "above")
    for k, n in enumerate(found):
        if n:
            column, word = COLUMNS[numbers[k // 3]], words[k % 3]
            limit = ("", f" {column.least}", f" {column.most}")[k % 3]
            raise DataError(
                f"{column.name} must be a whole number from {column.least} to {column.most}, or "
                f"empty. Got {n} {'episode' if n == 1 else 'episodes'} with {word}{limit} in the "
                f"column {columns[column.id]}. Mend them, or choose another column."
            )


def _levels(ask: Ask, id: str, name: str) -> tuple[str, ...]:
    """Return the values of a category as they are printed, in order."""
    most = MOST_SERVICES if id == "service" else MOST_LEVELS
    text = f"NULLIF(TRIM(CAST({_name(name)} AS VARCHAR)), '')"
    table = ask(f"SELECT {text} AS level, COUNT(*) AS n FROM source GROUP BY 1 LIMIT {10 * most}")
    filled_in = table.dropna(subset="level")
    counts = dict(zip(filled_in["level"].map(str), filled_in["n"].map(int), strict=True))
    if id == NEEDED:
        known = ethnic_labels()
        wrong = [v for v in counts if v.casefold() not in {*known, *NO_ETHNIC_GROUP}]
        if wrong:
            raise DataError(
                "An ethnic group must be one of the 16 categories, by code (A to S) or name. Got "
                f"{len(wrong)} other values in {sum(counts[v] for v in wrong)} episodes. Recode "
                "them, or leave them empty."
            )
        there = {known[v.casefold()] for v in counts if v.casefold() in known}
        return tuple(level for level in COLUMNS[id].order if level in there)
    if len(counts) > most:
        raise DataError(
            f"{COLUMNS[id].name} must have {most} different values or fewer. Got more in the "
            f"column {name}. Choose another column, or band its values."
        )
    return tuple(sorted(counts))


def _clean(column: Column, name: str, levels: Mapping[str, tuple[str, ...]]) -> str:
    """Return a column of the file as an episode has it: typed, with one label for each value."""
    if column.kind != CATEGORY:
        return f"CAST(TRY_CAST({_name(name)} AS DOUBLE) AS INTEGER)"
    text = f"NULLIF(TRIM(CAST({_name(name)} AS VARCHAR)), '')"
    if column.id != NEEDED:
        return text
    there = {*levels[NEEDED]}
    cases = " ".join(
        f"WHEN '{label}' THEN '{group}'"
        for label, group in ethnic_labels().items()
        if group in there
    )
    return f"CASE LOWER({text}) {cases} END" if cases else "CAST(NULL AS VARCHAR)"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
