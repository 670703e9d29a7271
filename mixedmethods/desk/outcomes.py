"""Outcomes from published counts: rates, pathway, denominators and inequality, one call each."""

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model.code_lists import DECILE, DECILES, ETHNIC_16, NOT_STATED
from mixedmethods.outcomes import usual_reference
from mixedmethods.outcomes.bounds import rates_within
from mixedmethods.outcomes.definitions import COURSE as FINISHED_STEP
from mixedmethods.outcomes.definitions import (
    DEFINITIONS,
    NOT_CASE,
    RECOVERED,
    REFERRALS,
    definition,
)
from mixedmethods.outcomes.denominators import denominators
from mixedmethods.outcomes.pathway import (
    ACCESS,
    COURSE,
    ELIGIBLE,
    FINISHED,
    RECOVERY,
    Step,
    decompose,
    log_ratios,
)
from mixedmethods.outcomes.rates import RATE_COLUMNS
from mixedmethods.outcomes.slope import slope_index

ENGLAND = "England"
ACCESS_RATE = "access_rate"  # published beside the counts, which do not hold it
NEEDED = (REFERRALS, FINISHED_STEP, NOT_CASE, RECOVERED)


def chosen(study: Study, area: str, characteristic: str, period: str = "") -> pd.DataFrame:
    """Return the counts of an area, a characteristic and (if named) a period.

    Raises
    ------
    DataError
        If there are none; the message lists what there is.
    """
    counts = study.counts
    for column, wanted in (("area", area), ("characteristic", characteristic), ("period", period)):
        there = sorted(counts[column].unique()) if len(counts) else []
        if wanted and wanted not in there:
            raise DataError(
                f"The {column} must be one of: {', '.join(there) or 'none, for no counts are in'}. "
                f"Got {wanted!r}. Choose one of them, or import an annual file of counts."
            )
        counts = counts[counts[column] == wanted] if wanted else counts
    return counts


def count_rates(
    study: Study, measure: str, area: str = ENGLAND, characteristic: str = ETHNIC_16
) -> pd.DataFrame:
    """Work out a rate from counts, ready for `outcomes.gaps`.

    Returns
    -------
    DataFrame
        ``measure period group estimate decimals base source`` and the columns of
        `outcomes.bounds.rates_within`. Where counts are known within bounds only, `estimate` and
        `base` are missing, and `low` and `high` hold the span.
    """
    table = rates_within(chosen(study, area, characteristic), definition(measure))
    table = table[table["group"] != NOT_STATED]
    table = table.assign(
        decimals=pd.array([1] * len(table), dtype="Int64"), source=sources(study, area)
    )
    rest = [name for name in table.columns if name not in RATE_COLUMNS]
    return table[[*RATE_COLUMNS, *rest]].reset_index(drop=True)


def pathway(
    study: Study,
    period: str,
    reference: str | None = None,
    area: str = ENGLAND,
    characteristic: str = ETHNIC_16,
) -> dict[str, pd.DataFrame]:
    """Show where along the pathway each group falls away.

    Parameters
    ----------
    study : Study
        With counts; published rates of access, where there are any for the groups and period,
        split the first step in two.
    period : str
        As 2021-22.
    reference : str, optional
        White British where it is among the groups.
    area, characteristic : str
        Whose counts.

    Returns
    -------
    dict of str to DataFrame
        ``steps`` (id, name, of), ``shares`` (a row per group), ``decomposition`` as
        `outcomes.pathway.decompose`, ``ratios`` as `log_ratios`.

    Raises
    ------
    DataError
        If counts of a step are missing or known within bounds only, or the reference is not there.
    """
    counts = chosen(study, area, characteristic, period)
    counts = counts[counts["group"] != NOT_STATED]
    wide = _exact(counts)
    steps, shares, bases = _steps(wide, _access(study, period, list(wide.index)))
    named = reference or usual_reference(shares.index) or ""
    frame = pd.DataFrame([(s.id, s.name, s.of) for s in steps], columns=["step", "name", "of"])
    return {
        "steps": frame,
        "shares": shares.reset_index(names="group"),
        "decomposition": decompose(shares, named, steps),
        "ratios": log_ratios(shares, bases, named, steps),
    }


def denominator_table(
    study: Study, percent: str, period: str, area: str = ENGLAND, characteristic: str = ""
) -> pd.DataFrame:
    """List every pair of counts that prints as a percentage, as `outcomes.denominators`."""
    return denominators(chosen(study, area, characteristic, period), percent)


def inequality(
    study: Study, measure: str, period: str = "", area: str = ENGLAND
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Work out the slope and relative index of inequality over deprivation deciles.

    Returns
    -------
    tuple of DataFrame
        ``period measure sii sii_low sii_high rii rii_low rii_high people``, a row per period with
        all ten deciles; and the rates of the deciles, the most deprived first.

    Raises
    ------
    DataError
        If there are no counts by decile, or none of the periods has all ten exactly.
    """
    table = rates_within(chosen(study, area, DECILE, period), definition(measure))
    table = table[table["group"].isin(DECILES)]
    rows = []
    for year, rates in table.groupby("period"):
        ranked = rates.set_index("group").reindex(list(DECILES))
        if ranked["n"].notna().all():
            index = slope_index(ranked["n"].astype("int64"), ranked["base"].astype("int64"))
            rows.append((year, measure, index.sii, index.sii_low, index.sii_high, index.rii,
                         index.rii_low, index.rii_high, index.people))  # fmt: skip
    if not rows:
        raise DataError(
            "A slope needs the exact counts of all ten deprivation deciles. Got none in "
            f"{area}{f', {period}' if period else ''}. Choose England, or another period."
        )
    columns = ["period", "measure", "sii", "sii_low", "sii_high", "rii", "rii_low", "rii_high",
               "people"]  # fmt: skip
    rank = {name: k for k, name in enumerate(DECILES)}
    order = table["group"].map(rank)
    ordered = table.assign(rank=order).sort_values(["period", "rank"], kind="stable")
    return pd.DataFrame(rows, columns=columns), ordered.drop(columns="rank").reset_index(drop=True)


def counted_measures() -> dict[str, str]:
    """Return the names of the rates that counts give, by id."""
    return {id: each.name for id, each in DEFINITIONS.items()}


def sources(study: Study, area: str) -> str:
    """Return where the counts of an area come from, as it must be printed beside them."""
    named = study.counts.loc[study.counts["area"] == area, "source"].unique()
    return "; ".join(filter(None, named))


def _exact(counts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per group and one column per step that the pathway needs."""
    wide = counts[counts["step"].isin(NEEDED)].pivot(
        index="group", columns="step", values=["low", "high"]
    )
    there = set(wide.columns.get_level_values(1)) if len(wide) else set()
    if there != {*NEEDED} or (wide["low"] != wide["high"]).any().any():
        raise DataError(
            "A pathway needs exact counts of referrals, finished courses, those below both "
            "thresholds and recoveries. Got them rounded, suppressed or not at all. Choose England."
        )
    exact = pd.DataFrame({step: wide[("low", step)] for step in NEEDED})
    return exact.loc[list(dict.fromkeys(counts["group"]))]


def _access(study: Study, period: str, groups: list[str]) -> "pd.Series[float] | None":
    """Return the published share that was seen, where it is there for every group."""
    rates = study.rates
    known = rates[(rates["measure"] == ACCESS_RATE) & (rates["period"] == period)]
    access = known.set_index("group")["estimate"].reindex(groups)
    return access if len(access) and access.notna().all() else None


def _steps(
    wide: pd.DataFrame, access: "pd.Series[float] | None"
) -> tuple[list[Step], pd.DataFrame, pd.DataFrame]:
    """Return the steps, the share of each in each group, and how many people it is out of."""
    eligible = wide[FINISHED_STEP] - wide[NOT_CASE]
    per_referral = wide[FINISHED_STEP] / wide[REFERRALS]
    shares = pd.DataFrame(
        {ELIGIBLE.id: eligible / wide[FINISHED_STEP], RECOVERY.id: wide[RECOVERED] / eligible}
    )
    bases = pd.DataFrame({ELIGIBLE.id: wide[FINISHED_STEP], RECOVERY.id: eligible}).astype(float)
    if access is None:
        shares.insert(0, FINISHED.id, per_referral)
        bases.insert(0, FINISHED.id, wide[REFERRALS].astype(float))
        return [FINISHED, ELIGIBLE, RECOVERY], shares, bases
    shares.insert(0, COURSE.id, per_referral / access)
    shares.insert(0, ACCESS.id, access)
    bases.insert(0, COURSE.id, wide[REFERRALS] * access)
    bases.insert(0, ACCESS.id, wide[REFERRALS].astype(float))
    return [ACCESS, COURSE, ELIGIBLE, RECOVERY], shares, bases
