"""Areas of one kind beside each other, against the rate of England."""

import pandas as pd

from mixedmethods.desk.outcomes import ENGLAND
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model.code_lists import EVERYONE
from mixedmethods.outcomes.bounds import rates_within
from mixedmethods.outcomes.definitions import definition
from mixedmethods.outcomes.funnel import funnel

LEAST = 3  # areas, below which there is nothing to set beside each other


def kinds_of_areas(study: Study) -> list[str]:
    """Return the kinds of areas of which there are three or more, beside England."""
    if study.counts.empty:
        return []
    number = study.counts.groupby("level")["area"].nunique()
    return [f"{level}" for level in number.index[number >= LEAST] if level != ENGLAND]


def groups_of(study: Study, level: str, period: str) -> list[tuple[str, str]]:
    """Return (characteristic, group) of what areas of a kind have counts of, everyone first."""
    here = study.counts[(study.counts["level"] == level) & (study.counts["period"] == period)]
    pairs = set(zip(here["characteristic"], here["group"], strict=True))
    return sorted(pairs, key=lambda pair: (pair[0] != EVERYONE, *pair))


def area_funnel(
    study: Study,
    measure: str,
    level: str,
    period: str,
    characteristic: str = EVERYONE,
    group: str = "Everyone",
) -> tuple[pd.DataFrame, float]:
    """Place areas in a funnel about the rate of England.

    Returns
    -------
    table : DataFrame
        As `outcomes.funnel.funnel`, a row per area.
    average : float
        The rate of England, 0 to 1.

    Raises
    ------
    DataError
        If there are no areas of the kind, or no exact counts of England for the group and period.
    """
    counts = study.counts
    here = counts[
        (counts["characteristic"] == characteristic)
        & (counts["group"] == group)
        & (counts["period"] == period)
        & counts["level"].isin([level, ENGLAND])
    ]
    rates = rates_within(here, definition(measure))
    england = rates.loc[rates["level"] == ENGLAND, "estimate"].dropna()
    areas = rates[rates["level"] == level]
    if england.empty or areas.empty:
        raise DataError(
            f"A funnel needs the counts of England and of areas of one kind. Got {len(areas)} "
            f"areas of the kind {level!r} and {'no rate' if england.empty else 'the rate'} of "
            f"England, for {group}, {period}. Import both from the same file."
        )
    average = float(england.iloc[0])
    return funnel(areas, average), average
