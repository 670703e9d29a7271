"""Annual files of NHS Talking Therapies: counts by area and group, as exactly as they are known.

Three layouts: one row per group with a column per measure, in three generations of column names
(wide); one row per group and measure (tidy), which may be Parquet; and wide without an area, which
is England. `*`, rounded counts, whole-number percentages and NULL mean four different things.
"""

import io
import re
from collections.abc import Collection, Iterable, Iterator

from mixedmethods.errors import FileError
from mixedmethods.ingest.outcomes.sense import check_parts, check_year, financial_year
from mixedmethods.ingest.table import Row, read_table
from mixedmethods.model import Audit, AuditEntry, Count
from mixedmethods.model.code_lists import (
    DECILE,
    ETHNIC_5,
    ETHNIC_16,
    EVERYONE,
    group_of,
    missing_of,
)  # fmt: skip

ENGLAND = "England"
LEVELS = (ENGLAND, "Commissioning Region", "ICB", "SubICB", "STP", "CCG", "Provider")
USUAL = (ETHNIC_16, ETHNIC_5, DECILE, EVERYONE)
VARIABLES = {
    ETHNIC_16: "Ethnic Group",
    ETHNIC_5: "Ethnic Group",
    DECILE: "Indices of Deprivation Decile",
    EVERYONE: "Total",
}
ALL, PERCENTAGE = "All", "percentage"
HIDDEN, NONE = "*", ("null", "n/a", "-", "")
STEPS = {  # what columns are called, without "count", underscores and case
    "referralsreceived": "referrals",
    "finishedcoursetreatment": "course",
    "atcaseness": "at_caseness",
    "notatcaseness": "not_at_caseness",
    "recovery": "recovered",
    "improvement": "improved",
    "reliablerecovery": "reliably_recovered",
    "deterioration": "deteriorated",
    "noreliablechange": "unchanged",
}
PERCENTAGES = {  # measures of which a whole percentage is printed, worked out before rounding
    "recovery": "recovery_percent",
    "improvement": "reliable_improvement_percent",
    "reliablerecovery": "reliable_recovery_percent",
    "deterioration": "reliable_deterioration_percent",
    "noreliablechange": "no_reliable_change_percent",
}
PARTS = {"count": STEPS, "percentage": PERCENTAGES}  # by what a tidy file calls them
TIDY = (
    "reporting_period", "org_type", "org_code", "org_name", "variable_type", "variable_a",
    "variable_b", "measure_name", "measure_statistic", "value",
)  # fmt: skip
WIDE = {
    "area": "orgcode", "level": "orgtype", "variable": "variabletype", "first": "variablea",
    "second": "variableb", "period": "reportingperiod",
}  # fmt: skip
COUNT = re.compile(r"\d{1,9}|\d{1,3}(,\d{3}){1,2}")
NAMED = {  # what a group must be
    ETHNIC_16: "An ethnic group must be one of the 16 categories, or “All” of one of the 5 groups",
    DECILE: "A deprivation decile must be one of the ten, as “10 Most deprived”",
}
STEP = 5  # what counts below national level are rounded to
LICENCE = (
    "Contains information from NHS England, licensed under the current version of the Open "
    "Government Licence"
)

Line = tuple[int, str, str, str, str, str, str, str, str]
"""Row, period, level, area, variable, first, second, step, printed count."""


def is_annual(columns: Collection[str]) -> bool:
    """Say whether a table's columns are those of an annual file."""
    plain = {bare_name(column) for column in columns}
    return {"variabletype", "variablea"} <= plain and (
        bool(plain & STEPS.keys())
        or {"measurename", "value"} <= plain
        or any(column.startswith(PERCENTAGE) for column in plain)
    )


def read_annual(
    name: str,
    content: bytes,
    *,
    levels: Collection[str] = (ENGLAND,),
    characteristics: Collection[str] = USUAL,
) -> tuple[tuple[Count, ...], Audit]:
    """Read an annual file of NHS Talking Therapies.

    Parameters
    ----------
    name, content : str, bytes
        CSV, XLSX or Parquet.
    levels : collection of str, default England
        Kinds of areas to read, as the file names them; empty for all.
    characteristics : collection of str
        As `model.code_lists` names them; by default ethnic groups, deprivation deciles and
        everyone; empty for all.

    Returns
    -------
    tuple of Count, Audit
        A suppressed count lies between 0 and 4, a rounded one within 2 of what is printed; below
        England counts are rounded, and whole percentages that are printed beside them come too,
        as steps. What is not applicable (NULL) is no count. The audit says which groups of a list
        an area lacks in a year.

    Raises
    ------
    FileError
        If columns or the year are missing, an ethnic group or decile is none of its list, a count
        is none, or a part is above its whole. The message names the row or the group.
    """
    lines = (
        _parquet(name, content, levels, characteristics)
        if name.lower().endswith(".parquet")
        else _table(name, content)
    )
    counts: dict[tuple[str, ...], Count] = {}
    skipped = 0
    for number, period, level, area, variable, first, second, step, printed in lines:
        characteristic, group = group_of(variable, first or "", second or "")
        if (levels and level not in levels) or (
            characteristics and characteristic not in characteristics
        ):
            skipped += 1
            continue
        if not group:
            raise FileError(
                f"{NAMED[characteristic]}. Got another, or none, in row {number} of {name}. "
                "Mend it, or leave the row out."
            )
        year = financial_year(period)
        if not year:
            raise FileError(
                f"A period must be a year from April to March, as 2021-22. Got another in row "
                f"{number} of {name}. Mend it."
            )
        if step in PERCENTAGES.values():
            bounds = None if level == ENGLAND else whole_percentage(printed)  # counts say all
        else:
            bounds = count_bounds(name, number, printed, rounded=level != ENGLAND)
        if bounds is not None:
            key = (area, characteristic, group, year, step)
            counts[key] = Count(area, level, characteristic, group, year, step, *bounds, LICENCE)
    if not any(count.step not in PERCENTAGES.values() for count in counts.values()):
        raise FileError(
            f"The file must hold counts of the areas and groups asked for. Got none in {name}. "
            "Choose other areas, or check that it is an annual file of counts."
        )
    check_year(name, {count.period for count in counts.values()})
    check_parts(name, counts.values())
    return tuple(counts.values()), Audit(len(counts), skipped, tuple(_gaps(counts.values())))


def _parquet(
    name: str, content: bytes, levels: Collection[str], characteristics: Collection[str]
) -> Iterator[Line]:
    """Read a tidy Parquet file; rows that were not asked for are not even unpacked."""
    import pyarrow.parquet as parquet  # slow to import
    from pyarrow import ArrowException

    wanted = ["count"] if {*levels} == {ENGLAND} else list(PARTS)
    filters: list[tuple[str, str, object]] = [("measure_statistic", "in", wanted)]
    if levels:
        filters.append(("org_type", "in", list(levels)))
    if characteristics and {*characteristics} <= VARIABLES.keys():
        filters.append(("variable_type", "in", [VARIABLES[each] for each in characteristics]))
    try:
        table = parquet.read_table(io.BytesIO(content), columns=list(TIDY), filters=filters)
    except (ArrowException, OSError, KeyError) as error:
        raise FileError(
            f"A Parquet file must have the columns {', '.join(TIDY)}. Got another in {name}. "
            "Choose the file of annual measures."
        ) from error
    columns = [table.column(column).to_pylist() for column in TIDY]
    for row, cells in enumerate(zip(*columns, strict=True), 2):
        period, level, code, _, variable, first, second, measure, kind, value = cells
        step = PARTS[kind].get(bare_name(f"{measure}"))
        if step:
            area = ENGLAND if level == ENGLAND else f"{code}"
            yield row, period, level, area, variable, first, second, step, f"{value}"


def _table(name: str, content: bytes) -> Iterator[Line]:
    table = read_table(name, content)
    plain = {bare_name(column): column for column in table.columns}
    if not is_annual(table.columns):
        raise FileError(
            "An annual file must have the columns VariableType, VariableA and counts. Got others "
            f"in {name}. Choose the file as NHS England publishes it."
        )
    if {"measurename", "value", "measurestatistic"} <= plain.keys():
        yield from _tidy(table.rows, plain)
        return
    cell = {key: plain[column] for key, column in WIDE.items() if column in plain}
    steps = {plain[column]: step for column, step in STEPS.items() if column in plain}
    if not steps:
        raise FileError(
            f"A percentage must come with the counts that it is of. Got percentages and no counts "
            f"in {name}. Choose the file that has both."
        )
    steps |= {plain[f"{PERCENTAGE}{id}"]: step for id, step in PERCENTAGES.items()
              if f"{PERCENTAGE}{id}" in plain}  # fmt: skip
    year = financial_year(name)
    if "period" not in cell and not year:
        raise FileError(
            f"An annual file must say its year. Got none in {name}. Name the file with it, as "
            "measures_2021-22.csv."
        )
    for row in table.rows:
        at = {key: row.cells[column].strip() for key, column in cell.items()}
        level = at.get("level", ENGLAND)
        area = ENGLAND if level == ENGLAND else at.get("area", "")
        start = (at.get("period") or year, level, area, at["variable"], at["first"])
        for column, step in steps.items():
            yield row.number, *start, at.get("second", ALL), step, row.cells[column]


def _tidy(rows: Iterable[Row], plain: dict[str, str]) -> Iterator[Line]:
    for row in rows:
        cell = {key: row.cells[column].strip() for key, column in plain.items()}
        step = PARTS.get(cell["measurestatistic"].casefold(), {}).get(
            bare_name(cell["measurename"])
        )
        if step:
            level = cell.get("orgtype", ENGLAND)
            area = ENGLAND if level == ENGLAND else cell.get("orgcode", "")
            yield (
                row.number, cell["reportingperiod"], level, area, cell["variabletype"],
                cell["variablea"], cell.get("variableb", ALL), step, cell["value"],
            )  # fmt: skip


def count_bounds(name: str, row: int, printed: str, *, rounded: bool) -> tuple[int, int] | None:
    """Return the least and the most that a printed count can stand for; None for not applicable."""
    text = printed.strip()
    if text.casefold() in NONE:
        return None
    if text == HIDDEN:
        return 0, STEP - 1
    if not COUNT.fullmatch(text):
        raise FileError(
            f"A count must be a whole number, * or NULL. Got another in row {row} of {name}. "
            "Check that the columns of counts hold no percentages."
        )
    count = int(text.replace(",", ""))
    if not rounded or not count:
        return count, count
    return max(count - STEP // 2, STEP), count + STEP // 2


def whole_percentage(printed: str) -> tuple[int, int] | None:
    """Return a whole percentage; None for anything else, which tells nothing more than counts."""
    text = printed.strip()
    return (int(text), int(text)) if text.isdecimal() and int(text) <= 100 else None


def _gaps(counts: Iterable[Count]) -> Iterator[AuditEntry]:
    """Yield what a code list misses: a group that is not there was dropped, and must be seen."""
    met: dict[tuple[str, str, str], set[str]] = {}
    for each in counts:
        met.setdefault((each.area, each.period, each.characteristic), set()).add(each.group)
    for (area, period, characteristic), groups in met.items():
        lacks = missing_of(characteristic, groups)
        if lacks:
            reason = f"{characteristic} of {area}, {period}: no counts for {', '.join(lacks)}"
            yield AuditEntry(0, "flagged", reason)


def bare_name(column: str) -> str:
    """Return the letters and digits of a name, without "count"."""
    letters = re.sub(r"[^a-z0-9]", "", column.casefold())
    return letters.removeprefix("count").removesuffix("count")
