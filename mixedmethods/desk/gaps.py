"""Gaps from the numbers that a user chose: published rates, or the counts of an area."""

import pandas as pd

from mixedmethods.desk.outcomes import ENGLAND, count_rates, counted_measures
from mixedmethods.integration import Study
from mixedmethods.model import Measure
from mixedmethods.model.code_lists import ETHNIC_5, ETHNIC_16, MEMBERS
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.definitions import DEFINITIONS
from mixedmethods.outcomes.granularity import hidden_by_groups
from mixedmethods.outcomes.rates import USUAL

PUBLISHED = ""
"""The area that stands for published rates, which come without one."""


def areas_of(study: Study) -> list[str]:
    """Return where numbers come from: published rates where there are some, then areas."""
    counts = sorted(study.counts["area"].unique()) if len(study.counts) else []
    return [*([PUBLISHED] if len(study.rates) else []),
            *sorted(counts, key=lambda name: (name != ENGLAND, name))]  # fmt: skip


def kinds_of(study: Study, area: str) -> list[str]:
    """Return the characteristics that an area has counts by, the 16 ethnic categories first."""
    there = study.counts.loc[study.counts["area"] == area, "characteristic"]
    counts = there.value_counts()
    several = [name for name in counts.index if _groups(study, area, name) > 1]
    return sorted(several, key=lambda name: (name != ETHNIC_16, name != ETHNIC_5, name))


def measures_of(study: Study, area: str) -> list[Measure]:
    """Return the measures that the numbers give."""
    if area == PUBLISHED:
        there = set(study.rates["measure"])
        return [each for each in study.measures if each.id in there]
    names = counted_measures()
    return [Measure(id, names[id], "", each.better) for id, each in DEFINITIONS.items()]


def rates_of(study: Study, measure: str, area: str, kind: str) -> pd.DataFrame:
    """Return the rates of a measure, ready for `outcomes.gaps`."""
    if area == PUBLISHED:
        return study.rates[study.rates["measure"] == measure]
    return count_rates(study, measure, area, kind)


def opposites(study: Study, measure: str, area: str, period: str) -> pd.DataFrame:
    """Find what is true of the five ethnic groups and false of a category of theirs.

    Returns
    -------
    DataFrame
        As `outcomes.granularity.hidden_by_groups`; empty where an area lacks either.
    """
    tables = []
    for kind in (ETHNIC_16, ETHNIC_5):
        if kind not in kinds_of(study, area):
            return pd.DataFrame()
        rates = count_rates(study, measure, area, kind)
        rates = rates[rates["period"] == period]
        reference = "White" if kind == ETHNIC_5 else USUAL
        if reference not in set(rates["group"]):
            return pd.DataFrame()
        tables.append(gaps(rates, reference, measure))
    return hidden_by_groups(tables[0], tables[1], MEMBERS)


def _groups(study: Study, area: str, kind: str) -> int:
    here = study.counts
    return int(here[(here["area"] == area) & (here["characteristic"] == kind)]["group"].nunique())
