"""Tests of dots: sorted, signed, and silent about no interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.report.dots import against, gap_panels, reach, remark, ticks
from mixedmethods.report.palette import ABOVE, BELOW


def test_groups_are_sorted_by_the_last_gap_the_lowest_at_the_top(made):
    table = made.gaps(("A", "1", 40), ("B", "1", 60), ("A", "2", 55), ("B", "2", 45))
    [(title, rows)] = gap_panels(table)
    assert title == "Recovery, 1 and 2"
    latest = rows[rows["latest"]]
    assert latest[["label", "y", "text"]].to_numpy().tolist() == [
        ["B", 0, "\N{MINUS SIGN}5.0"],
        ["A", 1, "+5.0"],
    ]
    assert latest["colour"].tolist() == [BELOW, ABOVE]


def test_a_group_without_a_last_gap_keeps_its_row_at_the_bottom(made):
    table = made.gaps(("A", "1", 40), ("B", "1", 45), ("B", "2", 45))
    [(_, rows)] = gap_panels(table)
    assert rows.set_index(["label", "period"])["y"].to_dict() == {
        ("B", "1"): 0,
        ("B", "2"): 0,
        ("A", "1"): 1,
    }


def test_hover_says_why_there_is_no_interval_and_how_many_people(made):
    [(_, rows)] = gap_panels(made.gaps(("A", "1", 40)))
    assert rows["hover"].iloc[0] == (
        "A, 1: \N{MINUS SIGN}10.0 points (counts not supplied), rate 40.0%"
    )
    [(_, rows)] = gap_panels(made.gaps(("A", "1", 40.0, 1000), base=2000))
    said = rows["hover"].iloc[0]
    assert said.endswith(", rate 40.0%, 1,000 people")
    assert " to " in said


def test_the_remark_says_what_filled_means_and_what_has_no_interval(made):
    assert remark(made.gaps(("A", "1", 40))) == "No intervals: counts not supplied."
    table = made.gaps(("A", "1", 40), ("A", "2", 40))
    assert remark(table).startswith("Filled: 2. Rings: 1.")
    table = made.gaps(("A", "1", 40.0, 1000), ("B", "1", 33.4, 3), base=2000)
    assert remark(table) == (
        "Lines: 95% intervals. No line: counts not supplied, or a rate that does not fit its base."
    )
    assert against(table) == "Percentage points against White British"


def test_the_axis_holds_every_gap_every_interval_and_zero(made):
    table = made.gaps(("A", "1", 40.0, 30), ("B", "1", 45), base=200)
    low, high = reach(table)
    assert low < np.nanmin(table[["gap", "ci_low"]].to_numpy(dtype=float))
    assert high > 0


@settings(deadline=None)
@given(st.floats(-100, 0), st.floats(0, 100))
def test_ticks_are_few_whole_even_and_pass_through_zero(low, high):
    marks = ticks(low, high)
    assert 0 in marks
    assert len(marks) <= 10
    assert all(low <= mark <= high for mark in marks)
    assert len(set(np.diff(marks))) <= 1


def test_no_gaps_are_refused(made):
    with pytest.raises(DataError, match="must have rows"):
        gap_panels(made.gaps(("A", "1", 40)).iloc[:0])
