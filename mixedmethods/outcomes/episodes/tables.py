"""What leaves an episode file for a model: rows as codes and numbers, or counts by pattern."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from mixedmethods.outcomes.episodes.files import Episodes
from mixedmethods.outcomes.episodes.queries import (
    Level,
    level_sql,
    levels_sql,
    missing_sql,
    patterns_sql,
    quoted,
    usable_sql,
)
from mixedmethods.outcomes.episodes.results import Outcome


def rows_for(
    episodes: Episodes,
    outcome: Outcome,
    columns: Iterable[str],
    complete: Iterable[str],
    without: Iterable[Level] = (),
) -> pd.DataFrame:
    """Draw the episodes that an outcome is looked at in, with the covariates of a model.

    Parameters
    ----------
    episodes : Episodes
        The open file.
    outcome : Outcome
        What is modelled.
    columns : iterable of str
        Which to draw.
    complete : iterable of str
        Only episodes without a missing value in these are drawn.
    without : iterable of (column, level)
        Episodes of these are not drawn.

    Returns
    -------
    DataFrame
        ``y`` (0 or 1, or a share) and the columns: categories as such, numbers as float.
    """
    drawn = ", ".join(f"{_typed(episodes, id)} AS {id}" for id in columns)
    query = (
        f"SELECT CAST({outcome.event} AS DOUBLE) AS y, {drawn} FROM episodes "
        f"WHERE {usable_sql(outcome, complete, without)}"
    )
    return episodes.ask(query)


def patterns_for(
    episodes: Episodes,
    outcome: Outcome,
    columns: Sequence[str],
    complete: Iterable[str],
    without: Iterable[Level] = (),
) -> pd.DataFrame:
    """Count episodes by covariate pattern, which says as much as all the rows.

    Returns
    -------
    DataFrame
        The columns, ``base`` (episodes) and ``n`` (of them with the outcome), a row per pattern.
    """
    table = episodes.ask(patterns_sql(outcome, columns, complete, without))
    return typed_patterns(table, columns, episodes.levels)


def typed_patterns(
    table: pd.DataFrame, columns: Sequence[str], levels: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Return patterns with categories in their order, sorted, whatever engine counted them."""
    for id in columns:
        if id in levels:
            table[id] = pd.Categorical(table[id], categories=list(levels[id]))
    table = table.astype({"base": float, "n": float})
    return table.sort_values(list(columns), ignore_index=True)


def lone_levels(
    episodes: Episodes, outcome: Outcome, columns: Iterable[str], complete: Iterable[str]
) -> pd.DataFrame:
    """Find the levels of which everybody had the outcome, or nobody: no model can place them.

    Returns
    -------
    DataFrame
        ``column level n base``.
    """
    listed = [id for id in columns if id in episodes.levels]
    table = episodes.ask(levels_sql(outcome, listed, complete))
    lone = table[(table["n"] == 0) | (table["n"] == table["base"])]
    long = lone.melt(["n", "base"], listed, "column", "level").dropna(subset="level")
    return long[["column", "level", "n", "base"]].reset_index(drop=True)


def missing_table(episodes: Episodes, outcome: Outcome, columns: Iterable[str]) -> pd.DataFrame:
    """Say how many episodes cannot be used, and why.

    Returns
    -------
    DataFrame
        ``column missing base``: of the `base` episodes of the population, how many lack the
        column; ``outcome`` is the outcome itself, ``any`` any of them.
    """
    names = list(columns)
    base, *missing = episodes.ask(missing_sql(outcome, names)).iloc[0].fillna(0)
    rows = zip(["outcome", *names, "any"], missing, strict=True)
    return pd.DataFrame(
        [(name, int(n), int(base)) for name, n in rows], columns=["column", "missing", "base"]
    )


def _typed(episodes: Episodes, id: str) -> str:
    """Return a column as it enters a model, a category as codes of its levels."""
    levels = episodes.levels.get(id)
    if not levels:
        return level_sql(id)
    return f"CAST({level_sql(id)} AS ENUM({', '.join(map(quoted, levels))}))"
