"""Sixteen categories and five groups: what is true of one and false of the other."""

from collections.abc import Mapping, Sequence

import pandas as pd


def hidden_by_groups(
    fine: pd.DataFrame, coarse: pd.DataFrame, members: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Find the categories whose gap points the other way than that of their group.

    Parameters
    ----------
    fine, coarse : DataFrame
        What `gaps` gave for the categories and for the groups, of one measure and period.
    members : mapping of str to sequence of str
        The categories of each group.

    Returns
    -------
    DataFrame, one row per category
        ``measure period group gap reference category category_gap category_reference``: the gap of
        the group (points) and that of the category, which has the other sign.
    """
    of = {name: group for group, names in members.items() for name in names}
    columns = ["measure", "period", "group", "gap", "reference"]
    ours = fine[columns].rename(
        columns={"group": "category", "gap": "category_gap", "reference": "category_reference"}
    )
    both = coarse[columns].merge(
        ours.assign(group=ours["category"].map(of)), on=["measure", "period", "group"]
    )
    opposite = both["gap"] * both["category_gap"] < 0
    return both[opposite].reset_index(drop=True)
