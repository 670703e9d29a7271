"""Tables as one Excel workbook: a contents sheet, then one sheet per table."""

import io
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from mixedmethods.report import labels
from mixedmethods.report.archive import undated
from mixedmethods.report.guard import guard, printable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

CONTENTS = "Contents"
FORMATS = {
    **dict.fromkeys(["share", "reference_share", "ci_low", "ci_high"], "0.0%"),
    **dict.fromkeys(["estimate", "reference_estimate"], "0.0#%"),
    **dict.fromkeys(["gap", "gap_first", "gap_last", "change"], '+0.0#;"−"0.0#;0.0'),
}
IN_POINTS = ("ci_low", "ci_high")  # percentage points where the table has a gap, else shares
WIDEST = 60
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f']")


def workbook(
    tables: Mapping[str, pd.DataFrame],
    about: Mapping[str, str] | None = None,
    figures: Mapping[str, tuple[bytes, str]] | None = None,
) -> bytes:
    """Write tables as an .xlsx file.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Sheet names to tables. Names are cleaned, cut to 31 characters and made unique. Numbers
        stay numbers: shares are shown as percentages, gaps as points with their sign. Known
        columns get their printed headings.
    about : mapping of str to str, optional
        Under a table's name what it is; under ``title`` the title; whatever else (source, date,
        warning) comes as a line of its own on the contents sheet.
    figures : mapping of str to (bytes, str), optional
        Under a table's name its figure as PNG, and what it shows in words: it stands to the right
        of the table, with that alternative text.

    Returns
    -------
    bytes
        The same tables give the same bytes. Text that a spreadsheet would run as a formula is
        guarded with an apostrophe; a missing value is an empty cell.
    """
    from openpyxl import Workbook

    about = dict(about or {})
    book = Workbook()
    contents = book.worksheets[0]
    contents.title = CONTENTS
    names = _names(tables)
    _write_contents(contents, tables, names, about)
    for name, frame in tables.items():
        sheet = _write_table(book, names[name], frame)
        if name in (figures or {}):
            _add_figure(sheet, len(frame.columns) + 1, *(figures or {})[name])
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())


def _names(tables: Iterable[str]) -> dict[str, str]:
    """Give each table a sheet name that Excel takes; Excel does not tell upper from lower case."""
    used = {CONTENTS.lower(), "history"}  # Excel keeps the second for itself
    names = {}
    for name in tables:
        clean = " ".join(FORBIDDEN.sub(" ", name).split())[:31].strip() or "Table"
        unique, k = clean, 2
        while unique.lower() in used:
            unique = f"{clean[: 31 - len(f' {k}')]} {k}"
            k += 1
        used.add(unique.lower())
        names[name] = unique
    return names


def _write_contents(
    sheet: "Worksheet",
    tables: Mapping[str, pd.DataFrame],
    names: Mapping[str, str],
    about: Mapping[str, str],
) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    rows: list[tuple[str, str]] = [(about.get("title", "Tables"), "")]
    rows += [
        (labels.readable(key), text)
        for key, text in about.items()
        if key != "title" and key not in tables
    ]
    rows += [("", ""), ("Sheet", "What it is")]
    first = len(rows) + 1
    rows += [(names[name], about.get(name, name)) for name in tables]
    for row, pair in enumerate(rows, 1):
        for column, text in enumerate(pair, 1):
            _put(sheet.cell(row, column), text)
    sheet["A1"].font = Font(bold=True, size=14)
    for column in (1, 2):
        sheet.cell(first - 1, column).font = Font(bold=True)
    for row in range(first, len(rows) + 1):
        cell = sheet.cell(row, 1)
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{cell.value}'!A1")
        cell.font = Font(color="1F5F9E", underline="single")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90


def _add_figure(sheet: "Worksheet", column: int, png: bytes, alt: str) -> None:
    """Set a picture to the right of the table, half as large as its pixels."""
    from openpyxl.drawing.fill import Blip
    from openpyxl.drawing.geometry import PresetGeometry2D
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.picture import PictureFrame
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D
    from openpyxl.utils.units import pixels_to_EMU

    image, frame = Image(io.BytesIO(png)), PictureFrame()
    size = XDRPositiveSize2D(*(pixels_to_EMU(side // 2) for side in (image.width, image.height)))
    frame.nvPicPr.cNvPr.id, frame.nvPicPr.cNvPr.name = 1, "Figure"
    frame.nvPicPr.cNvPr.descr = printable(alt)
    frame.blipFill.blip = Blip()
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    image.anchor = OneCellAnchor(AnchorMarker(col=column, row=1), size, pic=frame)
    sheet.add_image(image)


def _write_table(book: "Workbook", name: str, frame: pd.DataFrame) -> "Worksheet":
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for column, heading in enumerate(frame.columns, 1):
        cell = sheet.cell(1, column)
        _put(cell, labels.column(f"{heading}"))
        cell.font, cell.border = Font(bold=True), Border(bottom=Side("thin"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        longest = len(f"{cell.value}")
        for row, value in enumerate(frame.iloc[:, column - 1], 2):
            cell = sheet.cell(row, column)
            _put(cell, value)
            cell.number_format = _format(f"{heading}", value, frame.columns)
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
            longest = max(longest, len(f"{value}") if isinstance(value, str) else 8)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # 9 is A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _format(column: str, value: object, columns: Iterable[object]) -> str:
    if isinstance(value, str):
        return "@"
    if column in IN_POINTS and "gap" in columns:
        return FORMATS["gap"]
    return FORMATS.get(column, "General")


def _put(cell: "Cell", value: object) -> None:
    """Write one value: text always as text, a missing value as nothing."""
    if isinstance(value, str):
        cell.value = f"{guard(printable(value))}"
        cell.data_type = "s"  # else openpyxl reads a leading = as a formula
    elif value is not None and value is not pd.NA and value is not pd.NaT:
        plain = value.item() if hasattr(value, "item") else value
        if not (isinstance(plain, float) and not math.isfinite(plain)):
            cell.value = plain
