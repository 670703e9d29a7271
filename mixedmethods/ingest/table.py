"""CSV and XLSX to rows of text: every cell as it stands, nothing guessed."""

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import decode

MAX_ROWS = 200_000
MAX_UNPACKED = 200 * 1024 * 1024
BAD_CSV = "The file must be a table with one header row. Got {what} in {name}. {remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as a spreadsheet counts it, `cells` by column heading."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; blank rows are there too, with empty cells."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV (comma, semicolon or tab) or the first sheet of an XLSX file.

    Parameters
    ----------
    name : str
        The file's name; its ending says which of the two it is.
    content : bytes
        The file.

    Returns
    -------
    Table
        Cells are text, outer white space kept; a cell that is not there is empty.

    Raises
    ------
    FileError
        If the file is neither, has no header, a heading stands twice, or a row is longer than
        the header.
    """
    grid = (
        _xlsx(name, content) if name.lower().endswith((".xlsx", ".xlsm")) else _csv(name, content)
    )
    if not grid or not any(cell.strip() for cell in grid[0][1]):
        raise _bad(name, "no header", "Put the column names in the first row.")
    header = [" ".join(cell.split()) for cell in grid[0][1]]
    while header and not header[-1]:
        header.pop()
    twice = sorted({h for h in header if h and header.count(h) > 1})
    if twice:
        raise _bad(name, f"the column {twice[0]!r} twice", "Rename one of them.")
    for number, cells in grid[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise _bad(
                name, f"a row longer than its header (row {number})", "Check commas and quotes."
            )
    rows = tuple(
        Row(n, {h: cells[k] if k < len(cells) else "" for k, h in enumerate(header) if h})
        for n, cells in grid[1:]
    )
    return Table(tuple(h for h in header if h), rows)


def _csv(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    text = decode(name, content)
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    grid: list[tuple[int, list[str]]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for cells in reader:
            grid.append((len(grid) + 1, cells))
            if len(grid) > MAX_ROWS:
                raise _bad(name, f"more than {MAX_ROWS:,} rows", "Split the file.")
    except csv.Error as error:
        raise _bad(name, f"broken quotes near row {len(grid) + 1}", "Save it again.") from error
    return grid


def _xlsx(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    _check_archive(name, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            rows = book.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS)
            return [(n, [_cell(value) for value in row]) for n, row in enumerate(rows, start=1)]
        finally:
            book.close()
    except FileError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do on a damaged file
        raise _bad(name, "a damaged workbook", "Open it and save it again.") from error


def _check_archive(name: str, content: bytes) -> None:
    """Refuse archives that unpack without bound, and XML that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _bad(name, "a workbook of more than 200 MB", "Split it.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(4096):
                            raise _bad(name, "XML with a DOCTYPE", "Save it again in Excel.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _bad(name, "a file that is not an XLSX workbook", "Save it as .xlsx.") from error


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _bad(name: str, what: str, remedy: str) -> FileError:
    return FileError(BAD_CSV.format(what=what, name=name, remedy=remedy))
