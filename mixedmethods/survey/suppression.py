"""Small counts hidden, with as many others as keep them from being worked out.

What is published is a system of equations: the options of a group sum to its base, some options
sum to the top of the scale, and the groups sum to the table that is not split. A reader who
solves it must be left with more than one value for every count that is hidden.

Source
------
Hundepool and others (2012), Statistical Disclosure Control, Wiley, chapter 4: primary and secondary
suppression, and the range that the margins leave a hidden cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.survey.questionnaire import closed_by_id
from mixedmethods.survey.tabulate import with_shares

HIDDEN = "hidden"
SMALL = "fewer than {threshold}"
PROTECTS = "would give another away"
CELLS = ["item", "group", "option", "n", "reason"]
BASE = "(base)"
OF_BASE = 1000.0  # what hiding a base costs, where other counts cost 1 to 2


@dataclass(frozen=True, slots=True)
class System:
    """The counts of one question and what ties them together.

    Attributes
    ----------
    counts : array of int, shape (k,)
        The rows of the table, then a base per group; then those of the table that is not split.
    sums : array of int, shape (m, k)
        One row per equation: 1 for the parts, -1 for their sum.
    loose : array of bool, shape (m,)
        Where the parts may fall short of the sum: people without a group stand in no part.
    bases, settled, away : array of bool, shape (k,)
        Which counts are bases; which are settled, being those of the table that is not split; and
        which of those are hidden there.
    """

    counts: np.ndarray
    sums: np.ndarray
    loose: np.ndarray
    bases: np.ndarray
    settled: np.ndarray
    away: np.ndarray


def suppress(
    table: pd.DataFrame,
    items: Iterable[Item],
    *,
    threshold: int = 5,
    rounding: int = 1,
    whole: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hide the small counts of a table, and others that would give them away.

    Parameters
    ----------
    table : DataFrame
        What `tabulate`, `tabulate_roles` or `block` gave; rows of `top_two` may stand among it.
        Every option of an item and group must be there.
    items : iterable of Item
        The items of the table.
    threshold : int, default 5
        Counts and bases from 1 to threshold - 1 are hidden. Zero is shown.
    rounding : int, default 1
        What is shown is rounded to the nearest multiple (5, say; 1 does not round), halves up.
    whole : DataFrame, optional
        The same items not split, where readers see that table too, with its own small counts
        hidden: neither table then gives away the other's.

    Returns
    -------
    shown : DataFrame
        `table` with ``n`` and ``base`` as Int64, NA where hidden; ``share``, ``ci_low`` and
        ``ci_high`` from what is shown, NaN where either is hidden; and ``note``, ``hidden`` where
        a count or base is, else empty. The note does not say why, for that would help to solve.
    hidden : DataFrame, for the owner of the study alone
        ``item group option n reason``: what was hidden and why; ``option`` of a base is
        ``(base)``.

    Raises
    ------
    DataError
        If the threshold is below 2, rounding is not from 1 to twice the threshold, options are
        missing, or an item is not among `items`.

    Notes
    -----
    A hidden count keeps at least two values that fit all that is shown, taking for granted that
    it is 1 or more (0 or more in the rare table where zeros had to be hidden). This is no shield
    against what readers know from elsewhere, nor does it hide that all of a group gave one answer.
    """
    _check(threshold, rounding)
    known = closed_by_id(items)
    frames, lists = [], []
    for id, part in table.groupby("item", sort=False, observed=True):
        scale = known[str(id)].scale if str(id) in known else None
        if scale is None:
            raise DataError(
                f"Every item of the table must be given. Got none for {id}. Pass the items of all "
                "instruments that were counted."
            )
        system = _system(part, scale)
        if whole is not None:
            other = whole[whole["item"] == id]
            system = _joined(part, system, other, _system(other, scale), threshold, rounding)
        hidden = _protected(system, threshold, rounding)
        shown, told = _hide(part, system, hidden, threshold, rounding)
        frames.append(shown)
        lists.append(told)
    return (
        pd.concat(frames).reindex(table.index) if frames else table.assign(note=""),
        pd.concat([pd.DataFrame(columns=CELLS), *lists], ignore_index=True),
    )


def rounded(counts: np.ndarray, rounding: int) -> np.ndarray:
    """Round to the nearest multiple, halves up."""
    return (2 * counts + rounding) // (2 * rounding) * rounding


def _check(threshold: int, rounding: int) -> None:
    if threshold < 2 or not 1 <= rounding <= 2 * threshold:  # beyond, what is shown could become 0
        raise DataError(
            "Counts are hidden below a threshold of 2 or more, and rounded to at most twice that. "
            f"Got a threshold of {threshold} and rounding to {rounding}. Use 5 and 1, or 5 and 5."
        )


def _system(part: pd.DataFrame, scale: Scale) -> System:
    """Write down one question: the rows of the table, then a base per group."""
    names = _names(part)
    place = {name: k for k, name in enumerate(names)}
    groups = list(dict.fromkeys(part["group"]))
    absent = sum((group, option) not in place for group in groups for option in scale.options)
    if absent:
        raise DataError(
            "Small counts are hidden in whole tables. "
            f"Got none for {absent} options of item {part['item'].iloc[0]}. "
            "Pass the table before rows are chosen from it."
        )
    equations = [_equation(place, group, scale.options, (group, BASE)) for group in groups]
    for group, option in names:
        if option not in (*scale.options, BASE):
            equations.append(_equation(place, group, scale.top, (group, option)))
    bases = part.drop_duplicates("group")["base"]
    counts = np.concatenate([part["n"], bases]).astype(np.int64)
    nothing = np.zeros(len(counts), dtype=bool)
    sums = np.array(equations).reshape(-1, len(counts))
    is_base = np.arange(len(counts)) >= len(part)
    return System(counts, sums, np.zeros(len(sums), dtype=bool), is_base, nothing, nothing)


def _names(part: pd.DataFrame) -> list[tuple[str, str]]:
    rows = list(zip(part["group"], part["option"], strict=True))
    return rows + [(group, BASE) for group in dict.fromkeys(part["group"])]


def _equation(
    place: dict[tuple[str, str], int], group: str, parts: Iterable[str], whole: tuple[str, str]
) -> np.ndarray:
    equation = np.zeros(len(place), dtype=np.int64)
    equation[[place[group, part] for part in parts]] = 1
    equation[place[whole]] = -1
    return equation


def _joined(
    part: pd.DataFrame,
    ours: System,
    other: pd.DataFrame,
    theirs: System,
    threshold: int,
    rounding: int,
) -> System:
    """Put a table and the one that is not split into one system: each option sums over groups."""
    mine, yours = _names(part), [option for _, option in _names(other)]
    over = [
        [*(name[1] == option for name in mine), *(-1 * (option == each) for each in yours)]
        for option in yours
    ]
    k, m = len(ours.counts), len(theirs.counts)
    counts = np.concatenate([ours.counts, theirs.counts])
    short = (np.array(over) @ counts).any()
    return System(
        counts,
        np.concatenate(
            [
                np.pad(ours.sums, ((0, 0), (0, m))),
                np.pad(theirs.sums, ((0, 0), (k, 0))),
                np.array(over, dtype=np.int64),
            ]
        ),
        np.concatenate([ours.loose, theirs.loose, np.full(len(over), short != 0)]),
        np.concatenate([ours.bases, theirs.bases]),
        np.arange(k + m) >= k,
        np.concatenate([ours.away, _protected(theirs, threshold, rounding)]),
    )


def _protected(system: System, threshold: int, rounding: int) -> np.ndarray:
    """Return which counts are hidden: the small ones, and what each of them needs beside it.

    Readers will take what is hidden for 1 or more, as long as zeros are shown. Where they could
    then solve a small count whatever else is hidden, zeros are hidden too.
    """
    small = (system.counts > 0) & (system.counts < threshold)
    must = np.where(system.settled, system.away, small)
    limits = partial(_limits, system, threshold=threshold, rounding=rounding, least=1)
    hidden: np.ndarray = must.copy()
    for k in _in_order(system, must):
        beside = _shield(system, k, hidden, *limits(hidden))
        if beside is None:
            limits = partial(limits, least=0)
            hidden = ~system.settled | system.away
            if not _safe(system, hidden, must, *limits(hidden)):
                return hidden  # nothing of this question can be shown
            break
        hidden |= beside
    for k in _in_order(system, hidden & ~must):
        hidden[k] = False
        hidden[k] = not _safe(system, hidden, must, *limits(hidden))
    in_vain = ~must & _solved(system, hidden, *limits(hidden))
    return np.where(in_vain, False, hidden)


def _in_order(system: System, places: np.ndarray) -> list[int]:
    """Return places in the order in which readers would miss them most."""
    order = zip(~system.bases, -system.counts, range(len(places)), strict=True)
    rank = list(order)
    return sorted(map(int, np.flatnonzero(places)), key=lambda k: rank[k])


def _shield(
    system: System, place: int, hidden: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray | None:
    """Return the least that must be hidden so that a count may be one more, or one less.

    The counts change together so that all sums stay; what is hidden already changes freely, what
    is shown costs its size, and a base more, for other questions have the same. Zeros stay. None:
    there is no way.
    """
    counts = system.counts
    k = len(counts)
    cost = 1 + counts / counts.max() + OF_BASE * system.bases
    free = ~(hidden | system.settled) & (counts > 0)
    most = np.where(free, counts.max() + 1, 0)
    least = np.where(free, counts - 1, 0)
    ties = np.vstack([system.sums, np.eye(k)[place]])
    found = []
    for change in (1, -1):
        answer = _least(
            np.concatenate([np.zeros(k), cost, cost]),
            np.concatenate([low - counts, np.zeros(2 * k)]),
            np.concatenate([high - counts, most, least]),
            np.hstack([ties, ties, -ties]),
            np.append(np.where(system.loose, -np.inf, 0), change),
            np.append(-system.sums @ counts, change),
        )
        if answer is not None:
            beside = answer[k : 2 * k] + answer[2 * k :] > 0
            found.append((float(cost[beside].sum()), beside))
    return min(found, key=lambda each: each[0])[1] if found else None


def _safe(
    system: System, hidden: np.ndarray, must: np.ndarray, low: np.ndarray, high: np.ndarray
) -> bool:
    """Say whether no count that must be hidden can be solved.

    Where readers are to think that what is hidden may be 0, one of those that are must be in doubt.
    """
    if (must & _solved(system, must, low, high)).any():
        return False
    zeros = hidden & (system.counts == 0) & ~system.settled
    may_be_zero = bool((low[hidden] == 0).any())
    return not may_be_zero or bool((zeros & ~_solved(system, zeros, low, high)).any())


def _solved(system: System, asked: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return which of the counts asked for have one possible value only."""
    fixed = asked.copy()
    for sign in (1, -1):  # most counts move in these two already
        if fixed.any():
            fixed &= _solve(system, low, high, sign * fixed.astype(float)) == system.counts
    for k in np.flatnonzero(fixed):
        for sign in (1, -1):
            goal = sign * np.eye(len(low))[k]
            fixed[k] = fixed[k] and _solve(system, low, high, goal)[k] == system.counts[k]
    return fixed


def _limits(
    system: System, hidden: np.ndarray, *, threshold: int, rounding: int, least: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return what a reader knows of each count before solving."""
    counts = system.counts
    shown = rounded(counts, rounding)
    low = np.maximum(shown - rounding // 2, np.where(counts == 0, 0, threshold))
    high = np.where(counts == 0, 0, shown + (rounding - 1) // 2)
    beyond = 2 * counts.max(initial=0) + threshold
    return np.where(hidden, least, low), np.where(hidden, beyond, high)


def _solve(system: System, low: np.ndarray, high: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """Return counts within the bounds that fit all sums and make the goal least."""
    short = np.where(system.loose, -np.inf, 0)
    found = _least(goal, low, high, system.sums, short, np.zeros(len(short)))
    if found is None:  # the true counts are one answer
        raise AssertionError("the counts do not fit their own sums")
    return found


def _least(
    goal: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    sums: np.ndarray,
    least_sum: np.ndarray,
    most_sum: np.ndarray,
) -> np.ndarray | None:
    """Return the whole numbers within all limits that make the goal least, if there are any."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to import

    answer = milp(
        goal,
        integrality=np.ones(len(goal)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(sums, least_sum, most_sum),
    )
    return np.rint(answer.x).astype(np.int64) if answer.success else None


def _hide(
    part: pd.DataFrame, system: System, hidden: np.ndarray, threshold: int, rounding: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = len(part)
    groups = list(dict.fromkeys(part["group"]))
    of_base = part["group"].map({group: rows + k for k, group in enumerate(groups)}).to_numpy()
    values = pd.Series(rounded(system.counts, rounding), dtype="Int64").mask(hidden)
    shown = part.assign(n=values[:rows].array, base=values[of_base].array)
    both = shown["n"].notna() & shown["base"].notna()
    shares = with_shares(shown[both].astype({"n": "int64", "base": "int64"}))
    for name in ("share", "ci_low", "ci_high"):
        shown[name] = shares[name].reindex(shown.index)
    shown["note"] = np.where(both, "", HIDDEN)
    told = pd.DataFrame(
        {
            "item": part["item"].iloc[0],
            "group": [*part["group"], *groups],
            "option": [*part["option"], *[BASE] * len(groups)],
            "n": system.counts[: rows + len(groups)],
        }
    )
    small = told["n"] < threshold
    reason = np.where(small & (told["n"] > 0), SMALL.format(threshold=threshold), PROTECTS)
    return shown, told.assign(reason=reason)[hidden[: len(told)]]
