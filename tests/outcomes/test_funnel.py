"""Tests of funnels: limits as published, and areas placed as surely as their counts allow."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from mixedmethods.errors import DataError
from mixedmethods.outcomes.funnel import ALARM, UNSURE, WITHIN, funnel, funnel_limits


def areas(*rows):
    columns = ["area", "low", "high", "base_low", "base_high"]
    return pd.DataFrame(rows, columns=columns)


@given(st.floats(0.01, 0.99), st.integers(1, 100_000), st.sampled_from([0.95, 0.998]))
def test_limits_are_those_of_the_normal_distribution_cut_off_at_0_and_1(average, base, level):
    low, high = funnel_limits(average, np.array([base]), level)
    error = np.sqrt(average * (1 - average) / base)
    ends = norm.interval(level, average, error)
    assert low[0] == pytest.approx(max(ends[0], 0), abs=1e-12)
    assert high[0] == pytest.approx(min(ends[1], 1), abs=1e-12)


def test_areas_are_placed_by_their_own_size():
    table = funnel(
        areas(
            ("small", 0.42, 0.42, 100, 100), ("large", 0.42, 0.42, 2000, 2000),
            ("high", 0.62, 0.62, 100, 100), ("even", 0.5, 0.5, 50, 50),
        ),
        0.5,
    ).set_index("area")  # fmt: skip
    assert table["place"].to_dict() == {
        "even": WITHIN, "small": WITHIN, "high": "above the 95% limit",
        "large": "below the 99.8% limit",
    }  # fmt: skip
    assert table.index[0] == "even"


@given(st.integers(1, 400), st.floats(0, 1), st.floats(0.1, 0.9))
def test_a_sure_place_is_the_place_of_the_true_counts(base, share, average):
    n = round(base * share)
    bounds = [(max(true - 2, 0), true + 2) for true in (n, base)]
    low, high = bounds[0][0] / bounds[1][1], min(bounds[0][1] / max(bounds[1][0], 1), 1)
    if bounds[1][0] < 1:
        return
    told = funnel(areas(("A", low, high, *bounds[1])), average)["place"].iloc[0]
    truth = funnel(areas(("A", n / base, n / base, base, base)), average)["place"].iloc[0]
    sides = {word: told.startswith(word) for word in ("below", "above")}
    for word, is_so in sides.items():
        if is_so:
            assert truth.startswith(word)
    if "99.8" in told:
        assert truth == told
    if told == WITHIN:
        assert truth == WITHIN


def test_what_rounding_leaves_open_is_not_told():
    assert funnel(areas(("A", 0.3, 0.6, 98, 102)), 0.5)["place"].iloc[0] == UNSURE
    assert ALARM > 0.95


@pytest.mark.parametrize(("rows", "average"), [([], 0.5), ([("A", 0, 1, 0, 4)], 0.5),
                                               ([("A", 0, 1, 9, 9)], 0.0)])  # fmt: skip
def test_without_people_or_an_average_there_is_no_funnel(rows, average):
    with pytest.raises(DataError, match="areas with people"):
        funnel(areas(*rows), average)
