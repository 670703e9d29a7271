"""Two groups compared: the difference of their shares, its interval, and what may be said."""

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import newcombe

ESTABLISHED = "difference established among respondents"
NOT_ESTABLISHED = "difference not established at these sizes"
OTHER_SCALE = "not compared: the groups had different answer options"
NO_ANSWERS = "not compared: a group gave no answers"
ONE_GROUP = "not compared: only one group was asked"
SMALL = 20  # below this base one person weighs more than 5 points


def compare(
    table: pd.DataFrame, reference: str | None = None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare the two groups of a table that has one row per item and group.

    Parameters
    ----------
    table : DataFrame
        What `top_two` or `headline` gave, for exactly two groups. Rows belong together by
        ``topic`` where there is one; else by item; a table of one question by role needs neither.
    reference : str, optional
        The group that is subtracted; the second one by default.
    confidence : float, default 0.95
        Coverage of the Newcombe interval.

    Returns
    -------
    DataFrame, one row per topic
        ``topic`` (or item), ``group``, ``reference``, ``option``, ``n``, ``base``, ``share``,
        ``reference_n``, ``reference_base``, ``reference_share``, ``gap``, ``ci_low``, ``ci_high``
        (percentage points, group minus reference), ``verdict`` and ``note`` (small bases). Where
        there is nothing to compare the gap is NaN and the verdict says why.

    Raises
    ------
    DataError
        If the table does not have two groups, or the reference is not one of them.

    Notes
    -----
    The verdict speaks of those who answered: it says nothing of those who did not. A difference
    that is not established is not evidence of equality.
    """
    group, reference = _pair(table, reference)
    topic = _topic(table)
    sides = [
        table.assign(topic=topic)[table["group"] == name].set_index("topic")
        for name in (group, reference)
    ]
    if any(side.index.has_duplicates for side in sides):
        raise DataError(
            "The table must have one row per item and group. Got several. Use `top_two` first."
        )
    return _compared(group, reference, sides[0], sides[1], list(topic.unique()), confidence)


def _compared(
    group: str,
    reference: str,
    ours: pd.DataFrame,
    theirs: pd.DataFrame,
    topics: list[str],
    confidence: float,
) -> pd.DataFrame:
    ours, theirs = ours.reindex(topics), theirs.reindex(topics)
    low, high = newcombe(ours["n"], ours["base"], theirs["n"], theirs["base"], confidence)
    verdict = _verdict(ours, theirs, low, high)
    stands = np.isin(verdict, [ESTABLISHED, NOT_ESTABLISHED])
    gap = (ours["share"] - theirs["share"]).to_numpy()
    frame = pd.DataFrame(
        {
            "topic": topics,
            "group": group,
            "reference": reference,
            "option": ours["option"].fillna(theirs["option"]).to_numpy(),
            "n": ours["n"].astype("Int64").to_numpy(),
            "base": ours["base"].astype("Int64").to_numpy(),
            "share": ours["share"].to_numpy(),
            "reference_n": theirs["n"].astype("Int64").to_numpy(),
            "reference_base": theirs["base"].astype("Int64").to_numpy(),
            "reference_share": theirs["share"].to_numpy(),
        }
    )
    for name, value in (("gap", gap), ("ci_low", low), ("ci_high", high)):
        frame[name] = np.where(stands, np.round(100 * value, 8), np.nan)  # 8: only float noise goes
    note = [_note(one, other) for one, other in zip(ours["base"], theirs["base"], strict=True)]
    return frame.assign(verdict=verdict, note=note)


def _verdict(
    ours: pd.DataFrame, theirs: pd.DataFrame, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    alone = ours["base"].isna() | theirs["base"].isna()
    silent = (ours["base"] == 0) | (theirs["base"] == 0)
    other_scale = ours["option"] != theirs["option"]
    spans_zero = (low <= 0) & (high >= 0)
    return np.select(
        [alone, other_scale, silent, spans_zero],
        [ONE_GROUP, OTHER_SCALE, NO_ANSWERS, NOT_ESTABLISHED],
        ESTABLISHED,
    ).astype(object)


def _note(*bases: float) -> str:
    small = [f"{base:.0f}" for base in bases if base < SMALL]
    return f"small base: {' and '.join(small)} people" if small else ""


def _pair(table: pd.DataFrame, reference: str | None) -> tuple[str, str]:
    groups = list(table["group"].unique())
    if len(groups) != 2:
        raise DataError(
            f"A comparison must have two groups. Got {len(groups)}: {', '.join(map(str, groups))}. "
            "Choose two of them."
        )
    if reference is None:
        return groups[0], groups[1]
    if reference not in groups:
        raise DataError(
            f"The reference must be one of the groups {', '.join(map(str, groups))}. "
            f"Got {reference!r}. Choose one of them."
        )
    groups.remove(reference)
    return groups[0], reference


def _topic(table: pd.DataFrame) -> pd.Series:
    """Return what joins the two groups' rows: the topic, the item, or simply the one question."""
    if "topic" in table:
        return table["topic"]
    one_question = len(table) == table["group"].nunique()
    return pd.Series(table["item"].iloc[0], table.index) if one_question else table["item"]
