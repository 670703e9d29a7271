"""The framework grid as an Excel workbook: cases down, codes across, every cell in words."""

import io
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.coding.grid import STATES
from mixedmethods.report import labels
from mixedmethods.report.archive import undated
from mixedmethods.report.workbook import workbook

GRID, CELLS, LEGEND = "Grid", "Cells", "States"
FILLS = {
    "summary": "FFFFFF",
    "coded": "E3EEF9",
    "read, nothing said": "EEEEEE",
    "not read yet": "FFF3D6",
    "no turns": "EEEEEE",
}
WIDTH = 40  # characters
LONGEST = 16_000  # code points: each may be two of the 32,767 units that a cell of Excel takes
CUT = " … (cut: a cell of Excel holds no more)"


def grid_workbook(frame: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Write a framework grid as an .xlsx file.

    Parameters
    ----------
    frame : DataFrame
        As `coding.grid.grid` gives it; without ``segments``, no cell counts any.
    about : mapping of str to str, optional
        Lines of the contents sheet, as in `workbook`.

    Returns
    -------
    bytes
        Sheets Contents, Grid (the case and the headings stay in view), States (what each state
        means, with its colour and how many cells have it) and Cells (one row per cell, to sort and
        filter). The same frame gives the same bytes.
    """
    tables = {GRID: grid_table(frame), LEGEND: _legend(frame), CELLS: _long(frame)}
    told = {
        "title": "Framework grid",
        GRID: "One row per case, one column per code",
        LEGEND: "What the states of a cell mean",
        CELLS: "One row per cell",
    }
    return _styled(workbook(tables, {**told, **(about or {})}), frame)


def grid_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Set a grid out for reading: one row per case, one column per code, each cell in words.

    Parameters
    ----------
    frame : DataFrame
        As in `grid_workbook`.

    Returns
    -------
    DataFrame of str
        ``Case``, then the codes by name and id.
    """
    texts = frame.assign(cell=[_cell(row) for row in frame.to_dict("records")])
    columns: dict[str, object] = {"Case": list(texts["case"].unique())}
    for (code, name), cells in texts.groupby(["code", "name"], sort=False):
        columns[f"{name} ({code})"] = cells["cell"].tolist()
    return pd.DataFrame(columns)


def _cell(row: Mapping[Hashable, Any]) -> str:
    """Say a cell in words, so that its state can be read without its colour."""
    if row["state"] == "not read yet":
        return f"Not read yet ({row['read']} of {labels.count(row['turns'], 'turn')} read)"
    if row["state"] == "coded":
        many = f" ({labels.count(row['segments'], 'segment')})" if "segments" in row else ""
        return f"No summary yet{many}"
    if row["state"] == "summary":
        return _short("\n\n".join(part for part in (f"{row['text']}", _quotes(row)) if part))
    return labels.readable(f"{row['state']}")


def _quotes(row: Mapping[Hashable, Any]) -> str:
    return "\n".join(f"“{words}” ({source}, turn {turn})" for source, turn, words in row["quotes"])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}{CUT}"


def _legend(frame: pd.DataFrame) -> pd.DataFrame:
    have = frame["state"].value_counts()
    return pd.DataFrame(
        [(labels.readable(state), why, int(have.get(state, 0))) for state, why in STATES.items()],
        columns=["State", "What it means", "Cells"],
    )


def _long(frame: pd.DataFrame) -> pd.DataFrame:
    quotes = [_short(_quotes(row)) for row in frame.to_dict("records")]
    printed = frame.assign(
        state=frame["state"].map(labels.readable), text=frame["text"].map(_short), quotes=quotes
    )
    headings = {"code": "Code", "name": "Name", "read": "Turns read", "text": "Summary"}
    return printed.rename(columns=headings)


def _styled(book: bytes, frame: pd.DataFrame) -> bytes:
    """Keep the case in view beside the headings, and colour the cells by their state."""
    from openpyxl import load_workbook
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    opened = load_workbook(io.BytesIO(book))
    fills = {state: PatternFill("solid", fgColor=colour) for state, colour in FILLS.items()}
    sheet = opened[GRID]
    sheet.freeze_panes, sheet.print_title_cols = "B2", "A:A"
    across = max(sheet.max_column - 1, 1)
    for k, state in enumerate(frame["state"]):
        sheet.cell(k // across + 2, k % across + 2).fill = fills[state]
    for column in range(2, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    for row, state in enumerate(STATES, 2):
        opened[LEGEND].cell(row, 1).fill = fills[state]
    out = io.BytesIO()
    opened.save(out)
    return undated(out.getvalue())
