"""SPSS files (.sav): variable labels are the questions, value labels the answers."""

import tempfile
from pathlib import Path
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.export import Column, Platform, fold, head
from mixedmethods.ingest.surveys.plain import ID_COLUMNS, PRIVATE
from mixedmethods.ingest.table import MAX_CELLS, MAX_ROWS, Grid, as_text

LIMIT = 200 * 1024 * 1024


def read_sav(name: str, content: bytes) -> Grid:
    """Read an SPSS file as a grid whose first row holds names and whose second holds labels.

    Parameters
    ----------
    name, content : str, bytes
        The file.

    Returns
    -------
    list of (int, list of str)
        Values that have a label are given by their label, those that SPSS takes for missing
        (don't know, refused) too; system-missing values are empty.

    Raises
    ------
    FileError
        If it is no SPSS file, or is too large.
    """
    if len(content) > LIMIT:
        raise FileError(f"An SPSS file must be 200 MB or smaller. Got more in {name}. Split it.")
    with tempfile.TemporaryDirectory() as folder:  # the reader takes a path only
        path = Path(folder) / "survey.sav"
        path.write_bytes(content)
        values, meta = _read(name, path)
    rows: list[list[Any]] = list(map(list, zip(*values.values(), strict=True))) if values else []
    names = list(values)
    if not names or len(rows) > MAX_ROWS or len(rows) * len(names) > MAX_CELLS:
        raise FileError(
            f"An SPSS file must have variables and at most {MAX_ROWS:,} rows. Got another in "
            f"{name}. Split it."
        )
    told = [meta.variable_value_labels.get(variable, {}) for variable in names]
    labels = [f"{meta.column_names_to_labels.get(variable) or ''}" for variable in names]
    cells = [
        [
            f"{of[value]}" if value in of else _cell(value)
            for value, of in zip(row, told, strict=True)
        ]
        for row in rows
    ]
    return list(enumerate([names, labels, *cells], start=1))


def _read(name: str, path: Path) -> tuple[dict[str, Any], Any]:
    import pyreadstat

    try:
        values, meta = pyreadstat.read_sav(
            str(path), user_missing=True, output_format="dict", row_limit=MAX_ROWS + 1
        )
    except Exception as error:  # the reader raises whatever a damaged file leads it to
        raise FileError(
            f"A .sav file must be readable. Got a damaged one, {name}. Save it again in SPSS."
        ) from error
    return values, meta


def _cell(value: Any) -> str:
    return "" if value is None or value != value else as_text(value)  # a NaN is not itself


def _columns(grid: Grid) -> list[Column]:
    names, labels = head(grid), head(grid, 1)
    labels += [""] * (len(names) - len(labels))
    columns = []
    for name, label in zip(names, labels, strict=False):
        role = "private" if fold(name) in PRIVATE else "answer"
        role = "process" if fold(name) == "role" else role
        columns.append(Column(name, label or name, "", "id" if fold(name) in ID_COLUMNS else role))
    return columns


SPSS = Platform("SPSS", lambda grid: 0.7, _columns, header=2)
