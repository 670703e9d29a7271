"""Tests of XmR charts: limits by hand, and each of the four rules on its own."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.outcomes.spc import CLOSE, OUTSIDE, SHIFT, TREND, xmr


def series(*values):
    return pd.Series(values, index=[f"2024-{k:02}" for k in range(1, len(values) + 1)])


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    table = xmr(series(0.50, 0.52, 0.48, 0.51, 0.49))
    mean_range = np.mean([0.02, 0.04, 0.03, 0.02])
    assert table["mean"].iloc[0] == pytest.approx(0.5)
    assert table["low"].iloc[0] == pytest.approx(0.5 - 2.66 * mean_range)
    assert table["high"].iloc[0] == pytest.approx(0.5 + 2.66 * mean_range)
    assert (table["signal"] == "").all()


def test_a_jump_does_not_widen_the_limits_that_it_is_judged_by():
    table = xmr(series(*[0.50, 0.51] * 8, 0.90))
    assert table["signal"].iloc[-1] == OUTSIDE
    assert table["high"].iloc[0] - table["mean"].iloc[0] == pytest.approx(2.66 * 0.01)


def test_seven_on_one_side_are_a_shift_and_six_are_not():
    wave = [0.45, 0.55, 0.44, 0.56, 0.43, 0.57]
    six = xmr(series(*wave, *[0.46, 0.47] * 3, *[0.55, 0.54] * 3, 0.45, 0.55))
    assert SHIFT not in set(six["signal"])
    seven = xmr(series(*wave, 0.46, 0.47, 0.46, 0.47, 0.46, 0.47, 0.46, *[0.55, 0.54] * 3, 0.55))
    assert (seven["signal"] == SHIFT).sum() == 14
    assert seven["signal"].iloc[6:13].eq(SHIFT).all()


def test_seven_that_all_rise_are_a_trend_and_six_are_not():
    start = [0.3, 0.7, 0.3, 0.7, 0.3, 0.7, 0.3, 0.7]
    rising = [0.44, 0.46, 0.48, 0.50, 0.52, 0.54, 0.56]
    table = xmr(series(*start, *rising, 0.3, 0.7))
    assert (table["signal"] == TREND).sum() >= 7
    assert table["signal"].iloc[8:15].eq(TREND).all()
    flat = [*rising[:3], rising[2], *rising[3:]]  # one step that does not rise
    assert TREND not in set(xmr(series(*start, *flat, 0.3, 0.7))["signal"])


def test_two_of_three_near_a_limit_are_marked():
    calm = [0.50, 0.52, 0.48, 0.51, 0.49] * 4
    reach = 2.66 * np.abs(np.diff(calm)).mean()
    near = 0.5 + 0.8 * reach
    table = xmr(series(*calm, near, 0.505, near, *[0.49, 0.5] * 4))
    assert table["signal"].iloc[[20, 22]].tolist() == [CLOSE, CLOSE]
    assert table["signal"].iloc[21] == ""


@given(st.lists(st.floats(0, 1), min_size=3, max_size=40))
def test_limits_hold_the_mean_and_stay_shares(values):
    table = xmr(series(*values))
    assert (table["low"] <= table["mean"] + 1e-12).all()
    assert (table["mean"] <= table["high"] + 1e-12).all()
    assert table["low"].ge(0).all()
    assert table["high"].le(1).all()
    assert len(table) == len(values)


@pytest.mark.parametrize("values", [(0.5, 0.4), (0.5, float("nan"), 0.4)])
def test_too_few_periods_or_a_gap_are_refused(values):
    with pytest.raises(DataError, match="3 periods with a rate each"):
        xmr(series(*values))
