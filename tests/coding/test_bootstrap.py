"""Tests of resampling: clusters within strata, and where there is no interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding import bootstrap
from mixedmethods.coding.bootstrap import draws, percentile_interval


@given(st.lists(st.integers(1, 5), max_size=4), st.integers(0, 20), st.integers(0, 9))
def test_each_stratum_keeps_its_size_in_every_resample(sizes, resamples, seed):
    rows = list(draws(sizes, resamples, seed))
    times = np.vstack([np.empty((0, sum(sizes))), *rows])
    assert times.shape == (resamples, sum(sizes))
    for stratum in np.split(times, np.cumsum(sizes)[:-1], axis=1) if sizes else []:
        assert (stratum.sum(axis=1) == stratum.shape[1]).all()


def test_draws_come_in_parts_so_that_memory_stays_bounded(monkeypatch):
    monkeypatch.setattr(bootstrap, "AT_ONCE", 21)
    assert [len(times) for times in draws([4, 3], 7, 1)] == [3, 3, 1]


def test_the_same_seed_gives_the_same_draws_and_another_does_not():
    one, same, other = (next(draws([50], 4, seed)) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_the_interval_lies_at_the_percentiles():
    assert percentile_interval(np.arange(101) / 100) == pytest.approx((0.025, 0.975))
    assert percentile_interval(np.arange(101) / 100, 0.5) == pytest.approx((0.25, 0.75))


@pytest.mark.parametrize(
    "values", [[], [np.nan] * 3, [1.0] * 100, [*np.linspace(0, 1, 94), *[np.nan] * 6]]
)
def test_without_values_without_width_or_with_too_few_there_is_none(values):
    assert np.isnan(percentile_interval(np.array(values))).all()


def test_up_to_5_of_100_may_have_no_value():
    low, high = percentile_interval(np.array([*np.linspace(0, 1, 95), *[np.nan] * 5]))
    assert (low, high) == pytest.approx((0.025, 0.975))
