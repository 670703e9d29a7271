"""How far coders agree, code by code: percent agreement, kappa, alpha, and their intervals.

For each code a unit either has it from a coder or not, so that several codes on one unit are no
conflict. The interval is a bootstrap: turns are drawn again, with replacement and within their
source, because sentences and characters of one turn are no separate evidence.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mixedmethods.coding.bootstrap import ENOUGH, draws, percentile_interval
from mixedmethods.coding.coefficients import (
    Floats,
    cohen_kappa,
    disagreeing_pairs,
    krippendorff_alpha,
    pooled_alpha,
    pooled_kappa,
)
from mixedmethods.coding.units import ratings
from mixedmethods.errors import DataError
from mixedmethods.model import Code, Source

ALL = "all codes"
COUNTS = ["units", "both", "only_first", "only_second", "neither"]
LIMITS = ["ci_low", "ci_high", "alpha_low", "alpha_high"]
UNUSED = "No coder used it here, so agreement beyond chance is not defined."
UNIFORM = "The coders gave it to every unit, so agreement beyond chance is not defined."
NOTHING = "No code has a coefficient that could be pooled."
NO_UNITS = "There is no unit to compare."
PERFECT = "No interval: the coders never differ here, so resampling cannot show how sure this is."
RARE = "No interval: it is in too few turns, or in nearly all of them."
CONSTANT = "No interval: every resample gives the same value."
CONSTANT_KAPPA = "No interval of kappa: every resample gives the same value."


class _Sums(NamedTuple):
    """Counts over units, for each code on the last axis; `units` and `values` have none."""

    units: Floats  # weight of the units
    values: Floats  # of their ratings: a unit of three coders counts three times
    yes: Floats  # ratings that gave the code
    disagreeing: Floats  # pairs of unlike ratings, as `disagreeing_pairs` counts them
    both: Floats  # the last three are of two coders alone
    only_first: Floats
    only_second: Floats


def agreement(
    codings: pd.DataFrame,
    sources: Iterable[Source],
    coders: Sequence[str],
    codes: Iterable[Code],
    unit: str = "turn",
    coded_only: bool = False,
    seed: int = 1,
    *,
    moderators: bool = False,
    read: Collection[tuple[str, str]] = (),
    resamples: int = 1000,
) -> pd.DataFrame:
    """Compare coders on each code, and on all codes together.

    Parameters
    ----------
    codings : DataFrame
        ``source start end code coder``: offsets in code points of the source, half open.
    sources : iterable of Source
        Texts that the coders coded, each once.
    coders : sequence of str
        Two or more; which is first and second in the columns follows this order.
    codes : iterable of Code
        The rows of the table, in this order.
    unit : str, default "turn"
        ``turn``, ``sentence`` or ``character``. A coder gives a unit a code where a coding of
        theirs shares at least one character with it; several of them count once.
    coded_only : bool, default False
        Compare only units to which at least one of the coders gave at least one code, whichever
        of the codes in `codings`. Otherwise every unit of the participants counts.
    seed : int, default 1
        Of the draws: the same seed and codings give the same interval.
    moderators : bool, default False
        Compare the moderator's turns too.
    read : collection of (source id, coder)
        Who has read which source to its end, so that no coding there means that nothing applied.
        Who has coded in a source need not be named.
    resamples : int, default 1000
        How many times the turns are drawn again; 0 leaves the intervals out.

    Returns
    -------
    DataFrame, shape (n_codes + 1, 18)
        ``code name units both only_first only_second neither percent kappa alpha
        prevalence_first prevalence_second ci_low ci_high alpha_low alpha_high resamples note``.
        `units` is the base (for characters their number) and the next four add up to it.
        `percent` and the prevalences are shares of it, 0 to 1. `ci_low` and `ci_high` enclose
        kappa. `resamples` is how many of the resamples have a coefficient; with fewer than 95 of
        100, or the same value in each, there is no interval. What is not defined is NA, and
        `note` says why. The last row, ``all codes``, adds up the counts of the codes; its `units`
        count once for each code, and its kappa and alpha are pooled (see `pooled_kappa`).

        With three coders or more there are no counts of two, no kappa and no prevalence: `alpha`
        compares them all, and `percent` is the share of pairs of coders that agree. Units of a
        source that a coder has neither coded in nor read are missing for that coder.

    Raises
    ------
    DataError
        If there is no code, fewer than two coders, a coder with no coding in the sources, a
        source that fewer than two of the coders have coded, or another unit.

    References
    ----------
    The coefficients: `cohen_kappa`, `pooled_kappa`, `krippendorff_alpha`. The interval: the
    bootstrap percentiles of turns that hold a unit, drawn within their source (see
    `percentile_interval`). Where agreement is perfect it would have no width and is left out.
    """
    rows = list(codes)
    if not rows:
        raise DataError("Coders are compared on codes. Got none. Choose at least one code.")
    unit_rows, given = ratings(
        codings, sources, coders, unit, coded_only=coded_only, moderators=moderators, read=read
    )
    by_turn = _by_turn(unit_rows, given, list(coders), [code.id for code in rows])
    whole = _Sums(*(part.sum(axis=0) for part in by_turn))
    table = pd.DataFrame(
        {"code": [*(code.id for code in rows), ALL], "name": [*(code.name for code in rows), ALL]}
    )
    kappa, alpha = _coefficients(whole)
    table = table.assign(**_counts(whole), percent=_percent(whole), kappa=kappa, alpha=alpha)
    table["prevalence_first"] = _share(table["both"] + table["only_first"], table["units"])
    table["prevalence_second"] = _share(table["both"] + table["only_second"], table["units"])
    if len(coders) > 2:
        table[COUNTS[1:]] = pd.NA
        table[["kappa", "prevalence_first", "prevalence_second"]] = np.nan
    turns = unit_rows.drop_duplicates(["source", "turn"]).groupby("source", sort=False).size()
    drawn = [
        _coefficients(_Sums(*(times @ part for part in by_turn)))
        for times in draws(turns.tolist(), resamples, seed)
    ]
    return _with_intervals(table, drawn, whole)


def _by_turn(
    units: pd.DataFrame, given: pd.DataFrame, coders: list[str], codes: list[str]
) -> _Sums:
    """Count each turn's units; shape (n_turns,) or (n_turns, n_codes)."""
    turns = units.groupby(["source", "turn"], sort=False)
    turn = turns.ngroup().to_numpy(dtype=np.int64)
    weight = units["weight"].to_numpy(dtype=float)
    raters = units["coders"].to_numpy(dtype=float)
    given = given[given["code"].isin(codes)]
    place = given["unit"].to_numpy() * len(codes) + _places(given["code"], codes)
    pairs, at = np.unique(place, return_inverse=True)
    who = _places(given["coder"], coders)
    yes, first = np.bincount(at, minlength=len(pairs)), np.bincount(at[who == 0], None, len(pairs))
    unit, code = np.divmod(pairs, len(codes))
    shape = (turns.ngroups, len(codes))

    def per_turn(values: Floats) -> Floats:
        cells = turn[unit] * shape[1] + code
        sums = np.bincount(cells, values * weight[unit], shape[0] * shape[1])
        return np.asarray(sums.reshape(shape), dtype=float)

    tallies = np.stack([yes, raters[unit] - yes], axis=-1)
    return _Sums(
        np.bincount(turn, weight, shape[0]).astype(float),  # whole numbers where there is none
        np.bincount(turn, weight * raters, shape[0]).astype(float),
        per_turn(yes.astype(float)),
        per_turn(disagreeing_pairs(tallies)),
        per_turn((yes == 2).astype(float)),
        per_turn(((yes == 1) & (first == 1)).astype(float)),
        per_turn(((yes == 1) & (first == 0)).astype(float)),
    )


def _places(values: pd.Series, among: list[str]) -> NDArray[np.int64]:
    return np.asarray(pd.Index(among).get_indexer(pd.Index(values)), dtype=np.int64)


def _coefficients(sums: _Sums) -> tuple[Floats, Floats]:
    """Return kappa and alpha of each code and, last, of all codes."""
    units, values = sums.units[..., None], sums.values[..., None]
    neither = units - sums.both - sums.only_first - sums.only_second
    cells = np.stack([sums.both, sums.only_first, sums.only_second, neither], axis=-1)
    tables = cells.reshape(*cells.shape[:-1], 2, 2)
    totals = np.stack([sums.yes, values - sums.yes], axis=-1)
    kappa, alpha = cohen_kappa(tables), krippendorff_alpha(sums.disagreeing, totals)
    pooled = pooled_kappa(tables), pooled_alpha(sums.disagreeing, totals)
    return _and_last(kappa, pooled[0]), _and_last(alpha, pooled[1])


def _and_last(each: Floats, last: Floats) -> Floats:
    return np.concatenate([each, np.asarray(last)[..., None]], axis=-1)


def _counts(whole: _Sums) -> dict[str, pd.Series]:
    cells = [whole.both, whole.only_first, whole.only_second]
    units = np.broadcast_to(whole.units, whole.both.shape)
    columns = [units, *cells, units - sum(cells)]
    return {
        name: pd.Series([*column, column.sum()]).astype("Int64")
        for name, column in zip(COUNTS, columns, strict=True)
    }


def _percent(whole: _Sums) -> Floats:
    """Return the share of pairs of ratings that agree: for two coders, of units."""
    unlike = np.append(whole.disagreeing, whole.disagreeing.mean())
    return np.asarray(1 - unlike / (whole.values if whole.values else np.nan))


def _share(part: pd.Series, base: pd.Series) -> pd.Series:
    return part.astype(float) / base.astype(float).where(base > 0)


def _with_intervals(
    table: pd.DataFrame, drawn: list[tuple[Floats, Floats]], whole: _Sums
) -> pd.DataFrame:
    none = np.empty((0, len(table)))
    kappas = np.concatenate([none, *(kappa for kappa, _ in drawn)])
    alphas = np.concatenate([none, *(alpha for _, alpha in drawn)])
    kappas[:, table["kappa"].isna()] = np.nan  # three coders have none
    limits = [
        [*percentile_interval(kappas[:, k]), *percentile_interval(alphas[:, k])]
        for k in range(len(table))
    ]
    table[LIMITS] = np.array(limits, dtype=float)
    table["resamples"] = (~np.isnan(alphas)).sum(axis=0)
    yes = [*whole.yes, whole.yes.sum()]
    rows = zip(table.to_dict("records"), yes, strict=True)
    return table.assign(note=[_note(row, used > 0, len(alphas)) for row, used in rows])


def _note(row: dict[Hashable, Any], used: bool, resamples: int) -> str:
    if row["units"] == 0:
        return NO_UNITS
    if np.isnan(row["alpha"]):
        return NOTHING if row["code"] == ALL else UNIFORM if used else UNUSED
    return _note_on_interval(row, resamples) if resamples else ""


def _note_on_interval(row: dict[Hashable, Any], resamples: int) -> str:
    if row["alpha"] == 1:
        return PERFECT
    if row["resamples"] < ENOUGH * resamples:
        return RARE
    if np.isnan(row["alpha_low"]):
        return CONSTANT
    return CONSTANT_KAPPA if np.isnan(row["ci_low"]) and not np.isnan(row["kappa"]) else ""
