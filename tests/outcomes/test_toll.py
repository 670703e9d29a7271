"""Tests of ratios, of what gaps come to, and of what five groups hide of sixteen."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import relative_risk

from mixedmethods.errors import DataError
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.bounds import rates_within
from mixedmethods.outcomes.definitions import definition
from mixedmethods.outcomes.granularity import hidden_by_groups
from mixedmethods.outcomes.ratio import ratios
from mixedmethods.outcomes.toll import toll

counts = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def rates(*rows, period="1", measure="recovery"):
    """(group, n, base) as rates printed exactly."""
    frame = pd.DataFrame(rows, columns=["group", "n", "base"])
    return frame.assign(
        measure=measure, period=period, estimate=frame["n"] / frame["base"], source="",
        decimals=pd.array([1] * len(frame), dtype="Int64"),
    ).astype({"base": "Int64"})  # fmt: skip


@given(counts, counts)
def test_the_interval_of_a_ratio_is_that_of_scipys_relative_risk(ours, theirs):
    row = ratios(rates(("us", *ours), ("them", *theirs)), "them").iloc[0]
    if not ours[0] or not theirs[0]:
        assert np.isnan(row["ci_low"])
        return
    known = relative_risk(*ours, *theirs)
    assert row["ratio"] == pytest.approx(known.relative_risk)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(tuple(known.confidence_interval(0.95)))


def test_a_ratio_without_counts_has_no_interval_and_none_is_by_0():
    table = rates(("us", 30, 100), ("them", 40, 100))
    row = ratios(table.assign(base=pd.array([pd.NA] * 2, dtype="Int64")), "them").iloc[0]
    assert row["ratio"] == pytest.approx(0.75)
    assert np.isnan(row["ci_low"])
    assert row["note"] == "counts not supplied"
    assert np.isnan(ratios(rates(("us", 3, 10), ("them", 0, 10)), "them")["ratio"].iloc[0])


def test_people_are_counted_in_the_groups_below_alone():
    table = rates(("low", 30, 100), ("high", 60, 100), ("them", 500, 1000))
    row = toll(table, "them", "recovery").iloc[0]
    assert (row["groups"], row["below"]) == (2, 1)
    assert row["extra"] == pytest.approx(100 * 0.5 - 30)
    error = np.sqrt(100 * 0.3 * 0.7 + 100**2 * 0.5 * 0.5 / 1000)
    assert row["extra_high"] - row["extra"] == pytest.approx(1.959964 * error, rel=1e-6)
    mean = (30 + 60 + 500) / 1200
    spread = (100 * (0.3 - mean) ** 2 + 100 * (0.6 - mean) ** 2 + 1000 * (0.5 - mean) ** 2) / 1200
    assert row["variance"] == pytest.approx(1e4 * spread)


def test_fewer_gaps_stand_up_when_there_are_many_of_them():
    many = [(f"g{k}", 430, 1000) for k in range(20)]
    row = toll(rates(*many, ("them", 5000, 10_000)), "them", "recovery").iloc[0]
    assert (row["apart"], row["apart_all"]) == (20, 20)
    weak = [(f"g{k}", 465, 1000) for k in range(20)]
    row = toll(rates(*weak, ("them", 5000, 10_000)), "them", "recovery").iloc[0]
    assert (row["apart"], row["apart_all"]) == (20, 0)


def test_without_bases_no_people_are_counted():
    table = rates(("us", 30, 100), ("them", 40, 100))
    with pytest.raises(DataError, match="came with counts"):
        toll(table.assign(base=pd.array([pd.NA] * 2, dtype="Int64")), "them", "recovery")


def test_a_category_that_points_the_other_way_than_its_group_is_found():
    fine = gaps(rates(("a", 40, 100), ("b", 55, 100), ("z", 50, 100)), "z")
    coarse = gaps(rates(("ab", 95, 200), ("zz", 50, 100)), "zz")
    found = hidden_by_groups(fine, coarse, {"ab": ("a", "b"), "zz": ("z",)})
    assert found["category"].tolist() == ["b"]
    assert found[["gap", "category_gap"]].iloc[0].tolist() == pytest.approx([-2.5, 5.0])


small = st.integers(0, 300)


@given(st.lists(st.tuples(small, small), min_size=2, max_size=2))
def test_the_span_of_a_gap_between_rounded_counts_holds_the_true_one(pairs):
    rows, true = [], {}
    for name, (one, two) in zip(("us", "them"), pairs, strict=True):
        recovered, course = sorted((one, two))
        if not course:
            return
        true[name] = 100 * recovered / course
        for step, n in (("course", course), ("improved", recovered)):
            rounded = (n + 2) // 5 * 5
            low, high = (0, 4) if n < 5 else (max(rounded - 2, 5), rounded + 2)
            rows.append(("A", "Provider", "c", name, "1", step, low, high))
    columns = ["area", "level", "characteristic", "group", "period", "step", "low", "high"]
    table = rates_within(pd.DataFrame(rows, columns=columns), definition("reliable_improvement"))
    table = table.assign(source="", decimals=pd.array([1] * len(table), dtype="Int64"))
    row = gaps(table, "them").iloc[0]
    assert row["ci_low"] - 1e-6 <= true["us"] - true["them"] <= row["ci_high"] + 1e-6
    assert np.isnan(row["gap"])
    assert "span" in row["note"]
