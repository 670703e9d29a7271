"""Tests of workbook: what a person who opens it in Excel relies on."""

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.report import workbook


def opened(*args):
    return openpyxl.load_workbook(io.BytesIO(workbook(*args)))


def test_the_contents_sheet_comes_first_and_says_what_each_sheet_is(made):
    book = opened(
        {"Answers": made.one},
        {"title": "Sample", "Answers": "Session lengths", "source": "NCCMH"},
    )
    assert book.sheetnames == ["Contents", "Answers"]
    rows = [[cell.value for cell in row] for row in book["Contents"].iter_rows()]
    assert rows == [
        ["Sample", None],
        ["Source", "NCCMH"],
        [None, None],
        ["Sheet", "What it is"],
        ["Answers", "Session lengths"],
    ]
    assert book["Contents"]["A5"].hyperlink.location == "'Answers'!A1"


def test_numbers_stay_numbers_with_their_formats(made):
    sheet = opened({"Answers": made.one})["Answers"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-5:] == ["Number", "People", "Share", "Lower limit", "Upper limit"]
    n, base, share, *_ = sheet[5][-5:]
    assert (n.value, base.value) == (20, 41)
    assert share.value == pytest.approx(20 / 41)
    assert share.number_format == "0.0%"


def test_limits_of_gaps_are_points_and_not_per_cent(made):
    sheet = opened({"Gaps": made.gaps(("African", "1", 45.0, 200), base=900)})["Gaps"]
    cells = {heading.value: cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["Gap, points"].value == -5
    assert "%" not in cells["Lower limit"].number_format
    assert "%" in cells["Rate"].number_format


def test_headings_are_bold_and_stay_in_view(made):
    sheet = opened({"Answers": made.one})["Answers"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_formulas_and_error_names_are_text_and_missing_values_empty():
    frame = pd.DataFrame({"=x": ["=1+1", "-", "#N/A", None], "n": [1.5, float("nan"), 2, 3]})
    sheet = opened({"T": frame}, {"title": "=2+2"})["T"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells == [["'=x", "Number"], ["'=1+1", 1.5], ["'-", None], ["#N/A", 2], [None, 3]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_control_characters_do_not_break_the_file():
    sheet = opened({"T": pd.DataFrame({"a": ["bell\x07 rings"]})})["T"]
    assert sheet["A2"].value == "bell rings"


def test_nullable_missing_values_are_empty():
    frame = pd.DataFrame({"base": pd.array([5, pd.NA], dtype="Int64")})
    sheet = opened({"T": frame})["T"]
    assert [sheet["A2"].value, sheet["A3"].value] == [5, None]


def test_the_same_tables_give_the_same_bytes(made):
    assert workbook({"A": made.one}) == workbook({"A": made.one})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6, unique=True))
def test_any_names_become_sheet_names_that_excel_takes(names):
    frame = pd.DataFrame({"n": [1]})
    sheets = opened(dict.fromkeys(names, frame)).sheetnames
    assert len(sheets) == len(names) + 1
    assert len({name.lower() for name in sheets}) == len(sheets)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets)


def test_names_that_differ_only_after_31_characters_or_in_case_are_told_apart():
    frame = pd.DataFrame({"n": [1]})
    long = "Answers on the organisation of sessions"
    book = opened({f"{long} A": frame, f"{long} B": frame, "gaps": frame, "Gaps": frame})
    assert book.sheetnames[1:] == [
        "Answers on the organisation of",
        "Answers on the organisation o 2",
        "gaps",
        "Gaps 2",
    ]
