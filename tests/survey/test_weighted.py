"""Tests of weights: equal ones change nothing, unequal ones cost people."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Item, Scale
from mixedmethods.survey import tabulate, weigh

ITEM = Item("A", "A?", "likert", Scale("s", "ordinal", ("no", "yes"), aside=("don't know",)))
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["no", "yes", "don't know", None]), st.sampled_from(["x", "y"]),
              st.floats(0.1, 9)), min_size=1, max_size=25,
)  # fmt: skip


def frame(people):
    columns = pd.DataFrame(people, columns=["A", "G", "w"])
    return columns.astype({"A": object, "w": float})


@given(PEOPLE, st.floats(0.5, 4))
def test_equal_weights_of_any_size_give_the_unweighted_table(people, weight):
    held = frame(people)
    table = weigh(held, ITEM, pd.Series(weight, held.index), "G")
    plain = tabulate(held, ITEM, "G")
    pd.testing.assert_frame_equal(table.drop(columns="effective"), plain)
    assert table["effective"].to_numpy() == pytest.approx(plain["base"].to_numpy())


@given(PEOPLE)
def test_shares_are_plain_weighted_sums_and_nobody_is_worth_more_than_one(people):
    held = frame(people)
    for row in weigh(held, ITEM, held["w"], "G").to_dict("records"):
        here = held[(held["G"] == row["group"]) & held["A"].isin(["no", "yes"])]
        assert row["base"] == len(here)
        assert 0 <= row["effective"] <= len(here) * (1 + 1e-9)
        if len(here):
            chosen = here.loc[here["A"] == row["option"], "w"].sum()
            assert row["share"] == pytest.approx(chosen / here["w"].sum())
            assert row["ci_low"] - 1e-9 <= row["share"] <= row["ci_high"] + 1e-9


def test_the_interval_is_wilsons_at_kishs_effective_base():
    held = frame([("yes", "x", 3.0), ("no", "x", 1.0)])
    row = weigh(held, ITEM, held["w"]).iloc[1]
    assert (row["share"], row["effective"]) == (0.75, pytest.approx(16 / 10))
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(wilson(0.75 * 1.6, 1.6))


def test_who_has_no_weight_is_left_out_and_strange_weights_are_refused():
    held = frame([("yes", "x", 2.0), ("no", "x", 1.0)])
    table = weigh(held, ITEM, pd.Series([2.0, np.nan]))
    assert table["base"].tolist() == [1, 1]
    for bad in ([-1.0, 1.0], [0.0, 0.0], [np.inf, 1.0]):
        with pytest.raises(DataError, match="Weights must be"):
            weigh(held, ITEM, pd.Series(bad))
