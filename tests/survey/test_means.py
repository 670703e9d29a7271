"""Tests of means: only where scores are declared, with Student's interval."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.survey import means, tabulate

SCALE = Scale("s", "ordinal", ("low", "mid", "high"), aside=("don't know",), scores=(0, 1, 4))
ITEM, TURNED = Item("A", "A?", "likert", SCALE), Item("A", "A?", "likert", SCALE, reverse=True)
NUMBER = Item("N", "N?", "numeric")
ANSWERS = st.lists(st.sampled_from(["low", "mid", "high", "don't know", None]), max_size=30)


def test_the_interval_is_students_on_published_values():
    row = means(pd.DataFrame({"N": ["1", "2", "3", "4", "5"]}), NUMBER).iloc[0]
    assert (row["mean"], row["sd"]) == (3, pytest.approx(math.sqrt(2.5)))
    half = 2.776445 * math.sqrt(2.5) / math.sqrt(5)  # t table, 4 degrees of freedom, 97.5%
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((3 - half, 3 + half), abs=1e-6)
    assert row[["least", "quarter", "median", "three_quarters", "most"]].tolist() == [1, 2, 3, 4, 5]


@given(st.lists(st.integers(0, 60), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_means_and_intervals_are_those_of_statsmodels(values):
    row = means(pd.DataFrame({"N": [f"{value}" for value in values]}), NUMBER).iloc[0]
    other = DescrStatsW(values)
    assert row["mean"] == pytest.approx(other.mean)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(other.tconfint_mean())


@given(ANSWERS)
def test_the_base_is_that_of_the_shares_and_turning_mirrors_the_mean(answers):
    frame = pd.DataFrame({"A": answers}, dtype=object)
    row, turned = means(frame, ITEM).iloc[0], means(frame, TURNED).iloc[0]
    table = tabulate(frame, ITEM)
    assert row["base"] == table["base"].iloc[0] == turned["base"]
    if row["base"]:
        assert row["mean"] == pytest.approx((table["n"] * [0, 1, 4]).sum() / row["base"])
        assert turned["mean"] == pytest.approx(4 - row["mean"])


def test_one_answer_has_no_interval_and_none_no_mean():
    frame = pd.DataFrame({"A": ["low", None, None], "G": ["x", "x", "y"]}, dtype=object)
    table = means(frame, ITEM, "G").set_index("group")
    assert table.loc["x", ["base", "mean"]].tolist() == [1, 0]
    assert table.loc["y", "base"] == 0
    assert table["ci_low"].isna().all()
    assert pd.isna(table.loc["y", "mean"])


def test_a_mean_is_given_only_where_scores_are_declared():
    bare = Item("A", "A?", "likert", Scale("s", "ordinal", ("low", "high")))
    with pytest.raises(DataError, match="declared scores"):
        means(pd.DataFrame({"A": ["low"]}), bare)
    with pytest.raises(DataError, match="column 'G'"):
        means(pd.DataFrame({"A": ["low"]}), ITEM, "G")
