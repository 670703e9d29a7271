"""Check claims about the numbers of an open study."""

import pandas as pd

from mixedmethods.desk.outcomes import ENGLAND, count_rates
from mixedmethods.errors import DataError
from mixedmethods.ingest.table import read_table
from mixedmethods.integration import Study
from mixedmethods.integration.claims import check_claims, read_claim
from mixedmethods.integration.claims.known import Known
from mixedmethods.model.code_lists import DECILE, ETHNIC_5, ETHNIC_16, EVERYONE, MEMBERS, NOT_STATED
from mixedmethods.outcomes.definitions import CASE, COURSE, DEFINITIONS, REFERRALS
from mixedmethods.outcomes.pooled import pool
from mixedmethods.survey import tabulate

LEVELS = (ETHNIC_16, ETHNIC_5, DECILE, EVERYONE)
WEIGHTS = {"recovery": CASE, "reliable_recovery": CASE, "access_rate": REFERRALS}
COLUMNS = ["level", "measure", "period", "group", "year", "estimate", "decimals", "source"]
COUNTED = "counts of England"
POOLED = "the sixteen categories, pooled by the people of each year that has counts"
MOST = 2_000


def check(study: Study, claims: list[tuple[str, str]]) -> pd.DataFrame:
    """Check claims, each with its id.

    Returns
    -------
    DataFrame
        As `integration.claims.check_claims`.
    """
    rates = known_rates(study)
    better = {each.id: each.better for each in DEFINITIONS.values()}
    known = Known(rates, better | {each.id: each.better for each in study.measures})
    names = measure_names(study)
    groups = sorted(set(rates["group"]))
    read = [read_claim(id, text, names, groups) for id, text in claims]
    return check_claims(read, known, lambda item: _counted(study, item))


def lines(text: str) -> list[tuple[str, str]]:
    """Return each line of a text that is not empty as a claim, with its number."""
    return [(f"{k}", line.strip()) for k, line in enumerate(text.splitlines(), 1) if line.strip()]


def read_claims(name: str, content: bytes) -> list[tuple[str, str]]:
    """Read a claims file: a table with the columns ``id`` and ``claim``.

    Raises
    ------
    DataError
        If a column is absent, or there are more claims than a page can hold.
    """
    table = read_table(name, content)
    folded = {column.strip().casefold(): column for column in table.columns}
    absent = [column for column in ("id", "claim") if column not in folded]
    if absent:
        raise DataError(
            f"A claims file must have the columns id and claim. Got none for {', '.join(absent)} "
            f"in {name}. Add or rename them."
        )
    if len(table.rows) > MOST:
        raise DataError(
            f"A claims file must have {MOST:,} rows or fewer. Got {len(table.rows):,} in {name}. "
            "Split it."
        )
    id, claim = folded["id"], folded["claim"]
    return [
        (row.cells[id].strip() or f"{row.number}", row.cells[claim])
        for row in table.rows
        if row.cells[claim].strip()
    ]


def known_rates(study: Study) -> pd.DataFrame:
    """Return every rate that claims are checked against, published ones first.

    Returns
    -------
    DataFrame
        ``level measure period group year estimate decimals source``; estimates are shares (0 to
        1), exact ones only. `year` is that of the weights, where categories were pooled.
    """
    tables = [study.rates.assign(level=ETHNIC_16)]
    england = study.counts[study.counts["area"] == ENGLAND] if len(study.counts) else study.counts
    there = set(england["characteristic"]) if len(england) else set()
    for level in [each for each in LEVELS if each in there]:
        counted = (count_rates(study, id, ENGLAND, level) for id in DEFINITIONS)
        tables += [table.assign(level=level, source=COUNTED) for table in counted]
    for id in study.rates["measure"].unique():
        pooled = pool(study.rates[study.rates["measure"] == id], _people(england, id), MEMBERS)
        tables.append(pooled.assign(level=ETHNIC_5, source=POOLED))
    held = [table.assign(year=table.get("year", ""))[COLUMNS] for table in tables if len(table)]
    every = pd.concat(held, ignore_index=True) if held else pd.DataFrame(columns=COLUMNS)
    every["source"] = every["source"].where(every["source"] != "", "the project's rates")
    return every.dropna(subset=["estimate"])


def measure_names(study: Study) -> dict[str, str]:
    """Return what measures may be called in a sentence, with their ids."""
    names = {each.id: each.id for each in study.measures}
    names |= {each.id.replace("_", " "): each.id for each in study.measures}
    names |= {each.name.casefold(): each.id for each in DEFINITIONS.values()}
    return names | {each.id: each.id for each in DEFINITIONS.values()}


def _people(england: pd.DataFrame, measure: str) -> pd.DataFrame:
    if england.empty:
        return pd.DataFrame(columns=["period", "group", "n"])
    mine = england[
        (england["characteristic"] == ETHNIC_16)
        & (england["step"] == WEIGHTS.get(measure, COURSE))
        & (england["low"] == england["high"])
        & (england["group"] != NOT_STATED)
    ]
    return mine.rename(columns={"low": "n"})[["period", "group", "n"]]


def _counted(study: Study, item: str) -> list[tuple[str, int, int]]:
    """Return each option, and all from one end, with people and base: the top ones first."""
    known = study.items.get(item)
    if known is None or known.scale is None:
        return []
    survey = next(s for s in study.surveys if item in s.responses)
    table = tabulate(survey.responses, known)
    options, counts = list(table["option"]), [int(n) for n in table["n"]]
    base = int(table["base"].iloc[0]) if len(table) else 0
    runs = [
        (" + ".join(options[start : start + many]), sum(counts[start : start + many]), base)
        for many in range(1, len(options))
        for start in range(len(options) - many + 1)
        if many == 1 or start in (0, len(options) - many)  # one option, or all from one end
    ]
    top = " + ".join(option for option in options if option in known.scale.top)
    return sorted((run for run in runs if base), key=lambda run: run[0] != top)
