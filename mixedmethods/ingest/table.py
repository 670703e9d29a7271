"""CSV and XLSX to rows of text: every cell as it stands, nothing guessed."""

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO
from xml.parsers import expat

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import EncodingError, decode

MAX_ROWS = 200_000
MAX_CELLS = 20_000_000
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


Grid = list[tuple[int, list[str]]]


def read_grid(name: str, content: bytes, encoding: str = "") -> Grid:
    """Read a CSV (comma, semicolon or tab) or the first sheet of an XLSX file as it stands.

    Parameters
    ----------
    name : str
        The file's name; its ending says which of the two it is.
    content : bytes
        The file.
    encoding : str, optional
        Of a CSV that is not UTF-8, where a person has chosen it.

    Returns
    -------
    list of (int, list of str)
        Each row with its number as a spreadsheet counts it; rows may differ in length.

    Raises
    ------
    FileError
        If the file is neither, or is too large.
    """
    if name.lower().endswith((".xlsx", ".xlsm")):
        return _xlsx(name, content)
    return _csv(name, content, encoding)


def headings(name: str, content: bytes) -> list[str]:
    """Return the first row of a table, which may have further header rows below.

    The letters of a file that is not UTF-8 are guessed: they do not matter for what it is.

    Raises
    ------
    FileError
        If it cannot be read, or its first row is empty.
    """
    try:
        grid = read_grid(name, content)
    except EncodingError as error:
        if not error.choices:
            raise
        grid = read_grid(name, content, error.choices[0][0])
    return _header(name, grid)


def _header(name: str, grid: Grid) -> list[str]:
    if not grid or not any(cell.strip() for cell in grid[0][1]):
        raise _bad(name, "no header", "Put the column names in the first row.")
    return [" ".join(cell.split()) for cell in grid[0][1]]


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
        Cells are text, outer white space kept; a cell that is not there is empty. A column
        without a heading is named by its place, as ``column 3``.

    Raises
    ------
    FileError
        If the file is neither, has no header, a heading stands twice, or a row is longer than
        the header.
    """
    grid = read_grid(name, content)
    header = _header(name, grid)
    while header and not header[-1]:
        header.pop()
    header = [heading or f"column {k}" for k, heading in enumerate(header, start=1)]
    twice = sorted({h for h in header if header.count(h) > 1})
    if twice:
        raise _bad(name, f"the column {twice[0]!r} twice", "Rename one of them.")
    for number, cells in grid[1:]:
        if any(cell.strip() for cell in cells[len(header) :]):
            raise _bad(
                name, f"a row longer than its header (row {number})", "Check commas and quotes."
            )
    rows = tuple(
        Row(n, {h: cells[k] if k < len(cells) else "" for k, h in enumerate(header)})
        for n, cells in grid[1:]
    )
    return Table(tuple(header), rows)


def _csv(name: str, content: bytes, encoding: str = "") -> Grid:
    text = decode(name, content, encoding)
    grid: Grid = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for cells in reader:
            grid.append((len(grid) + 1, cells))
            if len(grid) > MAX_ROWS:
                raise _bad(name, f"more than {MAX_ROWS:,} rows", "Split the file.")
    except csv.Error as error:
        raise _bad(name, f"broken quotes near row {len(grid) + 1}", "Save it again.") from error
    return grid


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the header, quotes respected, into most columns.

    A header whose wordings hold bare commas is told by the semicolons or tabs of the row below.
    """
    lines = [line for line in text.lstrip("\n").split("\n", 20) if line.strip()][:2]
    widths = {
        delimiter: [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        for delimiter in ",;\t"
    }
    return max(widths, key=lambda each: (_even(widths[each]), widths[each][:1]))


def _even(widths: list[int]) -> bool:
    return len(set(widths)) == 1 and widths[0] > 1


def _xlsx(name: str, content: bytes) -> Grid:
    from openpyxl import load_workbook

    _check_archive(name, content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file claims may be a million rows too many
            rows = ([as_text(cell.value, cell.number_format) for cell in row] for row in sheet.rows)
            return _filled(rows, name)
        finally:
            book.close()
    except FileError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do on a damaged file
        raise _bad(name, "a damaged workbook", "Open it and save it again.") from error


def _filled(rows: Iterable[list[str]], name: str) -> Grid:
    """Return the numbered rows up to the last that holds something; refuse too many."""
    grid: Grid = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        while row and not row[-1]:
            row.pop()
        if not row:
            continue
        cells += len(row)
        if number > MAX_ROWS or cells > MAX_CELLS:
            raise _bad(name, f"more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells", "Split it.")
        grid += ((blank, []) for blank in range(len(grid) + 1, number))
        grid.append((number, row))
    return grid


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
                        if _has_doctype(file):
                            raise _bad(name, "XML with a DOCTYPE", "Save it again in Excel.")
    except FileError:
        raise
    except Exception as error:  # so do zipfile and its decompressors
        raise _bad(name, "a file that is not an XLSX workbook", "Save it as .xlsx.") from error


def _has_doctype(file: IO[bytes]) -> bool:
    """Read up to the first element, in whatever encoding; a DOCTYPE can only stand before it."""
    met: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: met.append("doctype")
    parser.StartElementHandler = lambda *_: met.append("element")
    while not met and (piece := file.read(4096)):
        parser.Parse(piece)
    return met[:1] == ["doctype"]


def as_text(value: object, shown: str = "General") -> str:
    """Return the value of a cell as text; 0.764 that the sheet shows as a percentage is 76.4%."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int() | float() if "%" in shown:
            return f"{as_text(round(value * 100, 10))}%"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _bad(name: str, what: str, remedy: str) -> FileError:
    return FileError(BAD_CSV.format(what=what, name=name, remedy=remedy))
