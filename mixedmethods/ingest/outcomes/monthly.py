"""Monthly files of NHS Talking Therapies: one row per area and measure, everyone together.

Columns as NHS England publishes them: REPORTING_PERIOD_START, GROUP_TYPE, ORG_CODE1, ORG_CODE2,
MEASURE_NAME (as Count_Recovery) and MEASURE_VALUE_SUPPRESSED. A provider's code is the second.
"""

from collections.abc import Collection
from datetime import datetime

from mixedmethods.errors import FileError
from mixedmethods.ingest.outcomes.nhs import (
    ENGLAND,
    LICENCE,
    PARTS,
    PERCENTAGES,
    STEPS,
    bare_name,
    count_bounds,
    whole_percentage,
)
from mixedmethods.ingest.outcomes.sense import check_parts
from mixedmethods.ingest.table import read_table
from mixedmethods.model import Audit, Count
from mixedmethods.model.code_lists import EVERYONE

COLUMNS = {
    "start": "reportingperiodstart", "level": "grouptype", "first": "orgcode1",
    "second": "orgcode2", "measure": "measurename", "value": "measurevaluesuppressed",
}  # fmt: skip
LEVELS = {"integrated care board (icb)": "ICB", "subicb": "SubICB"}
SAME = {"reliableimprovement": "improvement", "reliabledeterioration": "deterioration"}
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d%b%Y", "%d-%b-%y", "%d %B %Y", "%Y-%m-%d %H:%M:%S")


def is_monthly(columns: Collection[str]) -> bool:
    """Say whether a table's columns are those of a monthly file."""
    return {*COLUMNS.values()} <= {bare_name(column) for column in columns}


def read_monthly(
    name: str, content: bytes, *, levels: Collection[str] = (ENGLAND,)
) -> tuple[tuple[Count, ...], Audit]:
    """Read a monthly file of NHS Talking Therapies.

    Parameters
    ----------
    name, content : str, bytes
        CSV or XLSX.
    levels : collection of str, default England
        Kinds of areas to read; empty for all.

    Returns
    -------
    tuple of Count, Audit
        Of everyone, with periods as ``2024-M10`` (2009-10 is a year); bounds as in
        `nhs.read_annual`. Rows of other measures and areas are dropped.

    Raises
    ------
    FileError
        If columns are missing, a date or a count is none, or a part is above its whole.
    """
    table = read_table(name, content)
    found = {bare_name(column): column for column in table.columns}
    lacks = [column for column in COLUMNS.values() if column not in found]
    if lacks:
        raise FileError(
            f"A monthly file must have the columns REPORTING_PERIOD_START, GROUP_TYPE, ORG_CODE1, "
            f"ORG_CODE2, MEASURE_NAME and MEASURE_VALUE_SUPPRESSED. Got {len(lacks)} of them not "
            f"in {name}. Choose the file as NHS England publishes it."
        )
    counts: dict[tuple[str, ...], Count] = {}
    for row in table.rows:
        at = {key: row.cells[found[column]].strip() for key, column in COLUMNS.items()}
        level = LEVELS.get(at["level"].casefold(), at["level"])
        step = _step(at["measure"])
        if not step or (levels and level not in levels):
            continue
        exact = level == ENGLAND
        if step in PERCENTAGES.values():
            ends = None if exact else whole_percentage(at["value"])
        else:
            ends = count_bounds(name, row.number, at["value"], rounded=not exact)
        if ends:
            area = ENGLAND if exact else at["second" if level == "Provider" else "first"]
            month = _month(name, row.number, at["start"])
            count = Count(area, level, EVERYONE, "Everyone", month, step, *ends, LICENCE)
            counts[(area, month, step)] = count
    if not any(count.step in STEPS.values() for count in counts.values()):
        raise FileError(
            f"A monthly file must hold counts of the areas asked for. Got none in {name}. Choose "
            "other areas."
        )
    check_parts(name, counts.values())
    return tuple(counts.values()), Audit(len(counts), len(table.rows) - len(counts))


def _step(measure: str) -> str:
    """Return what a measure counts, as Count_Recovery or Percentage_Recovery; empty for others."""
    kind, _, rest = measure.partition("_")
    id = bare_name(rest)
    return PARTS.get(kind.casefold(), {}).get(SAME.get(id, id), "")


def _month(name: str, row: int, text: str) -> str:
    for form in DATES:
        try:
            return f"{datetime.strptime(text, form):%Y-M%m}"  # noqa: DTZ007  # a date has no zone
        except ValueError:
            continue
    raise FileError(
        f"A period must start with a date, as 01/10/2024. Got another in row {row} of {name}. "
        "Mend it."
    )
