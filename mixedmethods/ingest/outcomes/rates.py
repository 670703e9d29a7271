"""Outcome rates by group and period, and the measures that they are rates of."""

import re
from collections.abc import Mapping

from mixedmethods.errors import FileError
from mixedmethods.ingest.table import Row, read_table
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import Audit, Measure, Rate
from mixedmethods.model.check import mapping_of, schema_of

COLUMNS = {
    "group": ("group",),
    "measure": ("measure",),
    "period": ("period", "year"),
    "rate": ("rate_pct", "rate"),
    "n": ("n", "base"),
    "source": ("source",),
}
BETTER = ("higher", "lower", "na")
NUMBER = re.compile(r"\d{1,3}(?:\.(\d+))?")
COUNT = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}")


def read_rates(name: str, content: bytes) -> tuple[tuple[Rate, ...], Audit]:
    """Read a table of rates.

    Parameters
    ----------
    name, content : str, bytes
        CSV or XLSX with the columns group, measure, period (or year), rate (or rate_pct), and
        where they exist n and source. A rate is a percentage, 0 to 100. `n` is the number of
        people it is a rate of; empty means that counts were not supplied.

    Returns
    -------
    tuple of Rate, Audit
        In file order; blank rows are dropped.

    Raises
    ------
    FileError
        If a column is absent, a rate or n is no number in its range, or a group, measure and
        period come twice. The message names the row.
    """
    table = read_table(name, content)
    columns = _columns(name, table.columns)
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells.values())]
    rates = tuple(_rate(row, columns) for row in rows)
    if not rates:
        raise FileError(f"The file must hold at least one rate. Got none in {name}.")
    if columns["rate"] == "rate" and all(rate.rate <= 0.01 for rate in rates):
        raise FileError(
            f"Rates must be percentages, 0 to 100. Got none above 1 in {name}. Multiply shares "
            "by 100, or name the column rate_pct if they are percentages."
        )
    first: dict[tuple[str, str, str], int] = {}
    for row, rate in zip(rows, rates, strict=True):
        key = (rate.group, rate.measure, rate.period)
        if key in first:
            raise FileError(
                f"Each group, measure and period must come once. Got rows {first[key]} and "
                f"{row.number} for the same in {name}. Remove one."
            )
        first[key] = row.number
    return rates, Audit(len(rates), len(table.rows) - len(rates))


def read_measures(name: str, content: bytes) -> tuple[Measure, ...]:
    """Read an `outcomes/1` file: measures along the pathway, in its order.

    Raises
    ------
    FileError
        If it is another kind of file, has no measures, or one of another form.
    """
    body = schema_of(read_yaml(name, content), "outcomes/1")
    measures = body.get("measures")
    if not isinstance(measures, Mapping) or not measures:
        raise FileError("`measures` must map each measure's id to its label. Got none. Add them.")
    return tuple(_measure(f"{id}", given) for id, given in measures.items())


def _measure(id: str, given: object) -> Measure:
    body = mapping_of(given, f"Measure {id}")
    better = f"{body.get('better') or 'na'}"
    if better not in BETTER:
        raise FileError(
            f"`better` of measure {id} must be one of {', '.join(BETTER)}. Got another. Mend it."
        )
    return Measure(
        id, f"{body.get('label') or id}", f"{body.get('stage') or ''}", better,
        *(_constructs(id, name, body.get(name)) for name in ("measured", "unmeasured")),
    )  # fmt: skip


def _constructs(id: str, name: str, given: object) -> tuple[tuple[str, str], ...]:
    """Read of which codes the data measured the same thing, with where or why not."""
    body = mapping_of(given or {}, f"`{name}` of measure {id}")
    return tuple((f"{code}", f"{where or ''}".strip()) for code, where in body.items())


def _columns(name: str, there: tuple[str, ...]) -> dict[str, str]:
    folded = {column.strip().casefold(): column for column in there}
    found = {
        field: folded[alias]
        for field, aliases in COLUMNS.items()
        for alias in reversed(aliases)
        if alias in folded
    }
    absent = [field for field in ("group", "measure", "period", "rate") if field not in found]
    if absent:
        raise FileError(
            f"A table of rates must have the columns group, measure, period and rate. Got none "
            f"for {', '.join(absent)} in {name}. Add or rename them."
        )
    return {field: found.get(field, "") for field in COLUMNS}


def _rate(row: Row, columns: Mapping[str, str]) -> Rate:
    cell = {field: row.cells.get(column, "").strip() for field, column in columns.items()}
    blank = [field for field in ("group", "measure", "period") if not cell[field]]
    if blank:
        raise FileError(f"Row {row.number} must have a {blank[0]}. Got none. Fill it in.")
    number = NUMBER.fullmatch(cell["rate"].removesuffix("%").strip())
    if number is None or float(number[0]) > 100:
        raise FileError(
            f"A rate must be a percentage, 0 to 100. Got something else in row {row.number}. "
            "Mend it, or leave the row out where the rate was not published."
        )
    if cell["n"] and (COUNT.fullmatch(cell["n"]) is None or int(cell["n"].replace(",", "")) == 0):
        raise FileError(
            f"`n` must be a whole number of people, or empty where counts were not supplied. "
            f"Got something else in row {row.number}. Mend it or empty the cell."
        )
    return Rate(
        group=cell["group"],
        measure=cell["measure"],
        period=cell["period"],
        rate=round(float(number[0]) / 100, 12),
        decimals=len(number[1] or ""),
        base=int(cell["n"].replace(",", "")) if cell["n"] else None,
        source=cell["source"],
    )
