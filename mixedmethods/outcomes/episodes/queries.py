"""The questions put to a table of episodes: SQL text, which every engine answers alike.

It is written for DuckDB, over a table `episodes` with the columns of `columns.COLUMNS`; for other
engines it is translated, never rewritten.
"""

from collections.abc import Iterable, Sequence

from mixedmethods.outcomes.episodes.columns import COLUMNS, Column
from mixedmethods.outcomes.episodes.results import Outcome

Level = tuple[str, str]
"""A column and one of its levels."""


def patterns_sql(
    outcome: Outcome,
    columns: Sequence[str],
    complete: Iterable[str],
    without: Iterable[Level] = (),
) -> str:
    """Count episodes by covariate pattern: the columns, `base` episodes, `n` with the outcome."""
    drawn = ", ".join(f"{level_sql(id)} AS {id}" for id in columns)
    places = ", ".join(f"{k}" for k in range(1, len(columns) + 1))
    return (
        f"SELECT {drawn}, COUNT(*) AS base, SUM(CASE WHEN {outcome.event} THEN 1 ELSE 0 END) AS n "
        f"FROM episodes WHERE {usable_sql(outcome, complete, without)} GROUP BY {places}"
    )


def levels_sql(outcome: Outcome, columns: Sequence[str], complete: Iterable[str]) -> str:
    """Count episodes by each column apart, in one pass: of the columns one is filled in a row."""
    drawn = ", ".join(f"{level_sql(id)} AS {id}" for id in columns)
    sets = ", ".join(f"({id})" for id in columns)
    return (
        f"SELECT {', '.join(columns)}, COUNT(*) AS base, SUM(had) AS n FROM "
        f"(SELECT {drawn}, CASE WHEN {outcome.event} THEN 1 ELSE 0 END AS had FROM episodes "
        f"WHERE {usable_sql(outcome, complete)}) AS drawn GROUP BY GROUPING SETS ({sets})"
    )


def missing_sql(outcome: Outcome, columns: Iterable[str]) -> str:
    """Count the population, those without a known outcome, without each column, without any."""
    lacks = [f"({outcome.event}) IS NULL", *(f"{id} IS NULL" for id in columns)]
    sums = (f"SUM(CASE WHEN {lack} THEN 1 ELSE 0 END)" for lack in [*lacks, " OR ".join(lacks)])
    named = ", ".join(f"{text} AS c{k}" for k, text in enumerate(sums, 1))
    return f"SELECT COUNT(*) AS c0, {named} FROM episodes WHERE {outcome.population}"


def usable_sql(outcome: Outcome, complete: Iterable[str], without: Iterable[Level] = ()) -> str:
    """Return who is looked at: the population, with a known outcome and all of the columns.

    Episodes of the levels in `without` are left out.
    """
    left_out = (f"{level_sql(id)} <> {quoted(level)}" for id, level in without)
    known = [f"({outcome.event}) IS NOT NULL", *(f"{id} IS NOT NULL" for id in complete)]
    return " AND ".join([f"({outcome.population})", *known, *left_out])


def level_sql(id: str) -> str:
    """Return a column as it enters a model: a category, a band, or a number per unit."""
    column = COLUMNS[id]
    if column.bands:
        *rest, last = bands(column)
        cases = " ".join(f"WHEN {id} <= {most} THEN '{label}'" for most, label in rest)
        return f"CASE WHEN {id} IS NULL THEN NULL {cases} ELSE '{last[1]}' END"
    return id if column.kind == "category" else f"CAST({id} AS DOUBLE) / {column.unit}"


def bands(column: Column) -> list[tuple[int, str]]:
    """Return the bands of a number: the most of each, and its label.

    Examples
    --------
    >>> bands(COLUMNS["age"])[1], bands(COLUMNS["age"])[-1]
    ((25, '18 to 25'), (120, '76 and over'))
    >>> bands(COLUMNS["deprivation"])[0]
    (1, '1')
    """
    ends = [start - 1 for start in column.bands[1:]] + [column.most]
    made = []
    for start, end in zip(column.bands, ends, strict=True):
        label = f"{start} to {end}" if start < end else f"{start}"
        if start < end == column.most:
            label = f"{start} and over"
        made.append((end, f"Under {end + 1}" if start == 0 else label))
    return made


def quoted(text: str) -> str:
    """Return text as SQL writes it.

    Examples
    --------
    >>> quoted("other's")
    "'other''s'"
    """
    return "'" + text.replace("'", "''") + "'"
