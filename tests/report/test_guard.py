"""Tests of guard: nothing that was typed into a survey runs in a spreadsheet."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.report import guarded_csv
from mixedmethods.report.guard import guard, printable


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_could_be_a_formula_is_guarded(start):
    assert guard(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["fair", "", " =1", "1-2", -3, 2.5, None, True])
def test_all_else_comes_back_as_it_is(value):
    assert guard(value) is value


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


@settings(deadline=None)
@given(st.lists(TEXT))
def test_no_cell_of_the_csv_starts_as_a_formula_and_none_is_lost(texts):
    frame = pd.DataFrame({"=answer": pd.Series(texts, dtype=object)})
    rows = list(csv.reader(io.StringIO(guarded_csv(frame), newline="")))
    assert rows[0] == ["'=answer"]
    cells = [row[0] for row in rows[1:] if row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert cells == [f"{guard(text)}" for text in texts]


def test_numbers_stay_numbers_and_missing_cells_are_empty():
    frame = pd.DataFrame({"gap": [-1.5, None], "note": ["-", None]})
    assert guarded_csv(frame) == "gap,note\r\n-1.5,'-\r\n,\r\n"


def test_the_index_is_guarded_where_it_is_wanted():
    frame = pd.DataFrame({"n": [1]}, index=pd.Index(["@me"], name="respondent"))
    assert guarded_csv(frame, index=True) == "respondent,n\r\n'@me,1\r\n"


def test_control_characters_go_and_everything_readable_stays():
    assert printable("a\x00b\x07c\ud800\n\tcaf\u00e9 \U0001f600") == "abc\n\tcaf\u00e9 \U0001f600"
