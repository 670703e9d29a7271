"""Two roles item by item: how far apart, how surely, and only then a p."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Item
from mixedmethods.survey.compare import ESTABLISHED, NOT_ESTABLISHED, compare
from mixedmethods.survey.exact import (
    cliffs_delta,
    detectable,
    fisher,
    fisher_mid_p,
    rank_sum,
    trend,
)
from mixedmethods.survey.top import headline

TESTS = ["detectable", "p_fisher", "p_mid", "p_wmw", "p_trend", "delta", "delta_low", "delta_high"]
SELF_SELECTED = "unless all were asked and answered, those who did not may differ (self-selection)"
NOTHING: dict[str, Any] = {**dict.fromkeys(TESTS, np.nan), "method": ""}


def differences(
    table: pd.DataFrame, items: Iterable[Item], reference: str | None = None
) -> pd.DataFrame:
    """Compare two groups on every item of a table.

    Parameters
    ----------
    table : DataFrame
        What `tabulate`, `tabulate_roles` or `block` gave, for two groups.
    items : iterable of Item
        The items of the table.
    reference : str, optional
        The group that is subtracted; the second one by default.

    Returns
    -------
    DataFrame, one row per topic
        What `compare` gives of the top options, with its ``gap`` named ``difference`` (percentage
        points); ``detectable``, the smallest difference in that direction which these bases would
        establish in 4 of 5 such surveys, taking the reference's share as true (points; NaN where
        none would); ``p_fisher p_mid`` of the same two shares; for ordered scales ``p_wmw p_trend``
        over all options, ``delta delta_low delta_high`` (-1 to 1, above 0 where the group answers
        higher than the reference) and ``method`` of the p's; ``p_holm``, the p_wmw (or where there
        is none the p_fisher) adjusted over the items of this table. Items without top options are
        left out. Where the groups are not compared the numbers are NaN.

    Raises
    ------
    DataError
        If no item has top options, and as `compare` and `headline`.

    Notes
    -----
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6(2), 65-70. The family is what is asked for in one table: it should be chosen
    before the answers are seen.
    """
    known = list(items)
    shares = headline(table, known)
    if shares.empty:
        raise DataError(
            "A comparison needs items with options that count as a yes, or lists to tick. Got "
            "none. Choose others, or declare `top` on their scale."
        )
    frame = compare(shares, reference).rename(columns={"gap": "difference"})
    ordered = {item.id for item in known if item.scale is not None and item.scale.kind == "ordinal"}
    rows = []
    for row in frame.to_dict("records"):
        stands = row["verdict"] in (ESTABLISHED, NOT_ESTABLISHED)
        rows.append(_tests(table, row, ordered) if stands else NOTHING)
    tests = pd.DataFrame(rows, columns=[*TESTS, "method"], index=frame.index)
    family = tests["p_wmw"].fillna(tests["p_fisher"])
    told = frame[["verdict", "note"]].copy()
    chosen = (told["verdict"] == ESTABLISHED) & (told["note"] != "")
    told["note"] += np.where(chosen, "; ", "")
    told["note"] += np.where(told["verdict"] == ESTABLISHED, SELF_SELECTED, "")
    return frame.drop(columns=list(told)).join([tests, holm(family).rename("p_holm"), told])


def holm(p: "pd.Series[float]") -> "pd.Series[float]":
    """Adjust the p of a family by Holm's step-down; missing ones are no part of the family.

    Examples
    --------
    >>> holm(pd.Series([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.06, 0.06]
    """
    ordered = p.dropna().sort_values(kind="stable")
    steps = ordered * np.arange(len(ordered), 0, -1)
    return steps.cummax().clip(upper=1.0).reindex(p.index)


def _tests(table: pd.DataFrame, row: dict[Any, Any], ordered: set[str]) -> dict[str, Any]:
    shares = (row["n"], row["base"], row["reference_n"], row["reference_base"])
    found = {**NOTHING, "p_fisher": fisher(*shares), "p_mid": fisher_mid_p(*shares)}
    bases, true = (row["base"], row["reference_base"]), row["reference_share"]
    found["detectable"] = detectable(*bases, true, up=row["difference"] >= 0)
    here = table[(table["topic"] if "topic" in table else table["item"]) == row["topic"]]
    sides = [here[here["group"] == row[name]] for name in ("group", "reference")]
    scale = [list(side["option"]) for side in sides]
    if scale[0] != scale[1] or not set(here["item"]) <= ordered:
        return found
    counts: Sequence[Sequence[int]] = [[int(n) for n in side["n"]] for side in sides]
    found["p_wmw"], found["method"] = rank_sum(counts)
    found["p_trend"] = trend(counts)[0]
    found["delta"], found["delta_low"], found["delta_high"] = cliffs_delta(counts)
    return found
