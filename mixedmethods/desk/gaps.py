"""Gaps from the numbers that a user chose: published rates, or the counts of an area."""

import pandas as pd

from mixedmethods.desk.outcomes import ENGLAND, chosen, count_rates
from mixedmethods.integration import Study
from mixedmethods.model import Measure
from mixedmethods.model.code_lists import ETHNIC_5, ETHNIC_16, MEMBERS, NOT_STATED
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.bounds import steps_for
from mixedmethods.outcomes.definitions import DEFINITIONS
from mixedmethods.outcomes.granularity import hidden_by_groups
from mixedmethods.outcomes.rates import USUAL
from mixedmethods.outcomes.spc import LEAST, xmr

MONTH = "-M"  # in the name of a month, as 2024-M10
PUBLISHED = ""
"""The area that stands for published rates, which come without one."""


def areas_of(study: Study) -> list[str]:
    """Return where numbers come from: published rates if there are any, then areas with groups."""
    there = sorted({area for area, _ in _grouped(study)}, key=lambda name: (name != ENGLAND, name))
    return [*([PUBLISHED] if len(study.rates) else []), *there]


def kinds_of(study: Study, area: str) -> list[str]:
    """Return the characteristics that an area has counts by, the 16 ethnic categories first."""
    kinds = [kind for where, kind in _grouped(study) if where == area]
    return sorted(kinds, key=lambda name: (name != ETHNIC_16, name != ETHNIC_5, name))


def measures_of(study: Study, area: str) -> list[Measure]:
    """Return the measures that the numbers give."""
    if area == PUBLISHED:
        there = set(study.rates["measure"])
        return [each for each in study.measures if each.id in there]
    there = set(study.counts.loc[study.counts["area"] == area, "step"])
    known = [each for each in DEFINITIONS.values() if steps_for(each) <= there]
    return [Measure(each.id, each.name, "", each.better) for each in known]


def rates_of(study: Study, measure: str, area: str, kind: str) -> pd.DataFrame:
    """Return the rates of a measure, ready for `outcomes.gaps`."""
    if area == PUBLISHED:
        return study.rates[study.rates["measure"] == measure]
    return count_rates(study, measure, area, kind)


def counted_rates(study: Study, area: str, kind: str) -> pd.DataFrame:
    """Return every rate that the counts of an area give."""
    chosen(study, area, kind)  # refuses what is not there
    tables = [count_rates(study, each.id, area, kind) for each in measures_of(study, area)]
    return pd.concat(tables, ignore_index=True)


def over_time(study: Study, measure: str, area: str, kind: str, group: str) -> pd.DataFrame:
    """Return a group's rate over time, as `outcomes.spc.xmr`.

    Months and years are not mixed: it is months where there are three or more of them.

    Raises
    ------
    DataError
        If fewer than three periods have an exact rate of the group.
    """
    rates = rates_of(study, measure, area, kind)
    mine = rates[(rates["group"] == group) & rates["estimate"].notna()]
    series = mine.set_index("period")["estimate"].sort_index()
    monthly = series.index.str.contains(MONTH, regex=False)
    return xmr(series[monthly] if monthly.sum() >= LEAST else series[~monthly])


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


def _grouped(study: Study) -> list[tuple[str, str]]:
    """Return each area with each characteristic by which it has two groups or more."""
    counts = study.counts
    if counts.empty:
        return []
    stated = counts[counts["group"] != NOT_STATED]
    groups = stated.groupby(["area", "characteristic"])["group"].nunique()
    return list(groups.index[groups > 1])
