"""Tests of interval: the published values, the referee's values, and what no interval may break."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from mixedmethods.interval import newcombe, wilson

CONFIDENCE = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@st.composite
def counts(draw, largest=500):
    base = draw(st.integers(1, largest))
    return draw(st.integers(0, base)), base


@pytest.mark.parametrize(  # Newcombe (1998), Stat Med 17, 857-872, Table I, method 3
    ("n", "base", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_one_share_matches_the_published_table(n, base, low, high):
    assert wilson(n, base) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(  # Newcombe (1998), Stat Med 17, 873-890, Table II, method 10
    ("n1", "base1", "n2", "base2", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_a_difference_matches_the_published_table(n1, base1, n2, base2, low, high):
    assert newcombe(n1, base1, n2, base2) == pytest.approx((low, high), abs=5e-5)


@settings(deadline=None)
@given(counts(), CONFIDENCE)
def test_one_share_agrees_with_statsmodels(count, confidence):
    expected = proportion_confint(*count, alpha=1 - confidence, method="wilson")
    assert wilson(*count, confidence) == pytest.approx(expected, abs=1e-12)


@settings(deadline=None)
@given(counts(), counts(), CONFIDENCE)
def test_a_difference_agrees_with_statsmodels(first, second, confidence):
    expected = confint_proportions_2indep(
        *first, *second, method="newcomb", compare="diff", alpha=1 - confidence
    )
    assert newcombe(*first, *second, confidence) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(counts(10**9), CONFIDENCE)
def test_the_share_lies_inside_its_interval_and_the_interval_inside_zero_to_one(count, confidence):
    n, base = count
    low, high = wilson(n, base, confidence)
    assert 0 <= low <= n / base <= high <= 1


@settings(deadline=None)
@given(counts(), CONFIDENCE)
def test_those_who_chose_mirror_those_who_did_not(count, confidence):
    n, base = count
    low, high = wilson(n, base, confidence)
    assert wilson(base - n, base, confidence) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@settings(deadline=None)
@given(counts(), counts())
def test_swapping_the_groups_swaps_the_sign(first, second):
    low, high = newcombe(*first, *second)
    assert newcombe(*second, *first) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] + 1e-12
    assert high <= 1


@settings(deadline=None)
@given(counts())
def test_more_confidence_is_a_wider_interval(count):
    low, high = wilson(*count, 0.9)
    wide_low, wide_high = wilson(*count, 0.99)
    assert wide_low <= low <= high <= wide_high


@pytest.mark.parametrize(("base", "share"), [(11, 0.5), (41, 0.1), (41, 0.9), (100, 0.03)])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(base, share):
    chances = np.random.default_rng(1).binomial(base, share, 20_000)
    low, high = wilson(chances, base)
    assert 0.92 <= np.mean((low <= share) & (share <= high)) <= 0.99


def test_an_empty_base_and_an_unknown_count_have_no_interval():
    low, high = wilson([0, np.nan, 3], [0, 5, 5])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]
    assert np.isnan(newcombe(3, 5, 0, 0)).all()
    unknown, _ = wilson(pd.Series([1, 2]), pd.Series([pd.NA, 4], dtype="Int64"))
    assert np.isnan(unknown).tolist() == [True, False]


def test_a_column_of_counts_gives_a_column_of_limits():
    low, high = newcombe([37, 23], 41, [4, 6], 11)
    assert np.round(100 * low, 1).tolist() == [22.9, -26.9]
    assert np.round(100 * high, 1).tolist() == [75.9, 31.6]


@pytest.mark.parametrize("count", [(-1, 5), (6, 5), (0, -1)])
def test_a_count_outside_its_base_is_refused(count):
    with pytest.raises(ValueError, match="between 0 and its base"):
        wilson(*count)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_in_percent_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)
