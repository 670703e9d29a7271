"""Tests of the framework grid as a workbook: the states can be read, and nothing is a formula."""

import io

import pandas as pd
from openpyxl import load_workbook

from mixedmethods.report.grid import LONGEST, grid_workbook

COLUMNS = ["case", "code", "name", "state", "segments", "turns", "read", "text", "quotes"]


def cells(*rows):
    """Rows of (case, state, segments, turns, read, text, quotes) of one code."""
    return pd.DataFrame([(row[0], "A", "Waiting", *row[1:]) for row in rows], columns=COLUMNS)


FRAME = cells(
    ("P1", "summary", 1, 4, 4, "=She waited.", (("FG1", 3, "I waited 😀"),)),
    ("P2", "coded", 2, 4, 0, "", ()),
    ("P3", "read, nothing said", 0, 1, 1, "", ()),
    ("P4", "not read yet", 0, 3, 1, "", ()),
    ("P5", "no turns", 0, 0, 0, "", ()),
)


def opened(frame):
    return load_workbook(io.BytesIO(grid_workbook(frame, {"title": "A study"})))


def column(book):
    return [row[1] for row in book["Grid"].iter_rows(min_row=2, values_only=True)]


def test_each_cell_says_its_state_in_words():
    told = column(opened(FRAME))
    assert told[0].endswith("She waited.\n\n“I waited 😀” (FG1, turn 3)")
    assert told[1:] == [
        "No summary yet (2 segments)",
        "Read, nothing said",
        "Not read yet (1 of 3 turns read)",
        "No turns",
    ]


def test_a_summary_that_looks_like_a_formula_is_text():
    book = opened(FRAME)
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_the_legend_counts_the_cells_of_each_state():
    sheet = opened(FRAME)["States"]
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == [1] * 5


def test_a_reflexive_study_shows_no_counts():
    assert column(opened(FRAME.drop(columns="segments")))[1] == "No summary yet"


def test_a_summary_longer_than_a_cell_says_that_it_was_cut():
    told = column(opened(cells(("P1", "summary", 0, 1, 1, "😀" * (LONGEST + 9), ()))))
    assert told[0].endswith("(cut: a cell of Excel holds no more)")
    assert len(told[0].encode("utf-16-le")) // 2 <= 32_767


def test_the_same_grid_gives_the_same_bytes():
    assert grid_workbook(FRAME) == grid_workbook(FRAME)
