"""Tests of counts within bounds: the span of a rate always holds the true one."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.outcomes.bounds import rates_within
from mixedmethods.outcomes.definitions import DEFINITIONS, definition, definitions_table
from mixedmethods.outcomes.slope import slope_index

STEPS = ("course", "not_at_caseness", "recovered")


def frame(*bounds):
    """(step, low, high) of one group."""
    start = {"area": "A", "level": "Provider", "characteristic": "c", "group": "g", "period": "p"}
    return pd.DataFrame([{**start, "step": s, "low": low, "high": high} for s, low, high in bounds])


def published(true):
    """As the NHS prints a count below national level: to 5, and * below 5."""
    if true < 5:
        return 0, 4
    rounded = (true + 2) // 5 * 5
    return max(rounded - 2, 5), rounded + 2


@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 600))
def test_the_span_of_rounded_and_suppressed_counts_holds_the_true_rate(a, b, c):
    course, without = max(a, b), min(a, b)
    recovered = min(c, course - without)
    true = dict(zip(STEPS, (course, without, recovered), strict=True))
    if course == without:
        return
    table = rates_within(
        frame(*((step, *published(n)) for step, n in true.items())), definition("recovery")
    )
    row, rate = table.iloc[0], recovered / (course - without)
    assert row["low"] - 1e-12 <= rate <= row["high"] + 1e-12
    low, high = wilson(recovered, course - without)
    assert row["ci_low"] <= low + 1e-9
    assert row["ci_high"] >= high - 1e-9


def test_exact_counts_give_one_rate_with_wilsons_interval():
    counts = frame(("course", 110, 110), ("not_at_caseness", 10, 10), ("recovered", 50, 50))
    row = rates_within(counts, definition("recovery")).iloc[0]
    assert (row["n"], row["base"], row["estimate"], row["note"]) == (50, 100, 0.5, "")
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(wilson(50, 100))


def test_a_suppressed_count_is_never_0_and_never_a_number():
    counts = frame(("course", 98, 102), ("not_at_caseness", 0, 4), ("recovered", 0, 4))
    row = rates_within(counts, definition("recovery")).iloc[0]
    assert pd.isna(row["estimate"])
    assert (row["low"], row["note"]) == (0, "suppressed: a span from 0")
    assert row["high"] == pytest.approx(4 / 94)


def test_a_rate_whose_steps_are_missing_has_no_rows_and_another_is_refused():
    assert rates_within(frame(("course", 10, 10)), definition("recovery")).empty
    with pytest.raises(DataError, match="Got 'speed'"):
        definition("speed")
    assert len(definitions_table()) == len(DEFINITIONS)


def test_a_slope_over_equal_rates_is_0_and_two_groups_have_none():
    flat = slope_index(pd.Series([5, 10, 20]), pd.Series([10, 20, 40]))
    assert (flat.sii, flat.rii) == pytest.approx((0, 1))
    assert flat.sii_low < 0 < flat.sii_high
    with pytest.raises(DataError, match="three ranked groups"):
        slope_index(pd.Series([1, 2]), pd.Series([3, 4]))


@given(st.integers(0, 600), st.integers(0, 600))
def test_a_printed_percentage_narrows_the_span_and_never_leaves_the_true_rate_out(one, two):
    improved, course = sorted((one, two))
    if course == 0:
        return
    percent = int(100 * improved / course + 0.5)
    counts = [("course", *published(course)), ("improved", *published(improved))]
    measure = definition("reliable_improvement")
    wide = rates_within(frame(*counts), measure).iloc[0]
    printed = (f"{measure.id}_percent", percent, percent)
    row = rates_within(frame(*counts, printed), measure).iloc[0]
    if pd.isna(row["estimate"]):
        assert wide["low"] <= row["low"] <= improved / course + 1e-12
        assert improved / course - 1e-12 <= row["high"] <= wide["high"]
        assert row["high"] - row["low"] <= 0.01 + 1e-12
    low, high = wilson(improved, course)
    assert wide["ci_low"] - 1e-12 <= row["ci_low"] <= low + 1e-9
    assert wide["ci_high"] + 1e-12 >= row["ci_high"] >= high - 1e-9


def test_a_percentage_that_agrees_with_no_counts_is_not_used():
    counts = [("course", 98, 102), ("improved", 48, 52)]
    measure = definition("reliable_improvement")
    plain = rates_within(frame(*counts), measure)
    odd = rates_within(frame(*counts, ("reliable_improvement_percent", 90, 90)), measure)
    pd.testing.assert_frame_equal(plain, odd)
