"""Rates of groups from those of their categories, where the groups' own are not published."""

from collections.abc import Mapping, Sequence

import pandas as pd

COLUMNS = ["measure", "period", "group", "year", "estimate", "decimals"]


def pool(
    rates: pd.DataFrame, weights: pd.DataFrame, members: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Average the rates of categories into those of their groups, by the people of other years.

    The people behind the rates were not published, so the weights are those of each year that
    has them: the rate is known to no more than the span over those years.

    Parameters
    ----------
    rates : DataFrame
        ``measure period group estimate decimals`` of the categories (shares, 0 to 1).
    weights : DataFrame
        ``period group n``: people per category and year.
    members : mapping of str to sequence of str
        The categories of each group.

    Returns
    -------
    DataFrame
        One row per rate and year of weights: ``measure period group year estimate decimals``. A
        group of which a category lacks a rate or weights has no row. Empty where there are no
        rates or weights.
    """
    if rates.empty or weights.empty:
        return pd.DataFrame(columns=COLUMNS)
    of = {name: group for group, names in members.items() for name in names}
    sizes = {group: len(names) for group, names in members.items()}
    both = rates.merge(weights.rename(columns={"period": "year"}), on="group")
    both = both.assign(over=both["group"].map(of), part=both["estimate"] * both["n"])
    sums = (
        both.dropna(subset=["over", "part"])
        .groupby(["measure", "period", "over", "year"], as_index=False)
        .agg(part=("part", "sum"), n=("n", "sum"), many=("group", "nunique"),
             decimals=("decimals", "min"))
    )  # fmt: skip
    whole = sums[(sums["many"] == sums["over"].map(sizes)) & (sums["n"] > 0)]
    pooled = whole.assign(estimate=whole["part"] / whole["n"])
    return pooled.rename(columns={"over": "group"})[COLUMNS].reset_index(drop=True)
