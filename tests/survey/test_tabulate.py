"""Tests of tabulate: what a reader of a frequency table relies on."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.model import Item, Scale
from mixedmethods.survey import tabulate

TRUST = Item("trust", "I trust the clinic.", "single", Scale("yn", "nominal", ("no", "yes")))


def responses(**answers_by_site):
    pairs = [(site, answer) for site, given in answers_by_site.items() for answer in given]
    return pd.DataFrame(pairs, columns=["site", "trust"])


def test_base_leaves_out_those_who_did_not_answer():
    table = tabulate(responses(a=["yes", "no", None]), TRUST)
    assert table["group"].tolist() == ["all", "all"]
    assert table["base"].tolist() == [2, 2]
    assert table["share"].tolist() == [0.5, 0.5]


def test_columns_come_in_the_house_order():
    columns = ["item", "group", "option", "n", "base", "share", "ci_low", "ci_high"]
    assert list(tabulate(responses(a=["yes"]), TRUST, by="site").columns) == columns


def test_limits_are_the_wilson_limits_of_each_row():
    table = tabulate(responses(a=["yes"] * 6 + ["no"] * 5), TRUST).set_index("option")
    assert table.loc["yes", ["ci_low", "ci_high"]].tolist() == pytest.approx(
        [0.2801, 0.7873], abs=5e-5
    )


def test_silent_group_keeps_its_rows_without_a_share():
    table = tabulate(responses(a=["yes"], b=[None, None]), TRUST, by="site")
    silent = table[table["group"] == "b"]
    assert silent["base"].tolist() == [0, 0]
    assert silent[["share", "ci_low", "ci_high"]].isna().all(axis=None)


def test_no_respondents_at_all_is_a_table_of_zeros():
    table = tabulate(responses(), TRUST)
    assert table[["n", "base"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert tabulate(responses(), TRUST, by="site").empty


def test_rows_run_by_group_then_in_instrument_order_whoever_has_no_group_left_out():
    answers = responses(b=["yes"], a=["no"])
    answers.loc[len(answers)] = (None, "yes")
    rows = tabulate(answers, TRUST, by="site")[["group", "option", "n"]].to_numpy().tolist()
    assert rows == [["a", "no", 1], ["a", "yes", 0], ["b", "no", 0], ["b", "yes", 1]]


def test_a_categorical_group_keeps_its_own_order_and_its_empty_category():
    answers = responses(b=["yes"], a=["no"])
    answers["site"] = pd.Categorical(answers["site"], categories=["b", "c", "a"])
    table = tabulate(answers, TRUST, by="site")
    assert table["group"].unique().tolist() == ["b", "c", "a"]
    assert table.loc[table["group"] == "c", "base"].tolist() == [0, 0]


def test_more_groups_than_a_small_integer_holds_are_counted_right():
    answers = pd.DataFrame({"site": [f"{k:04}" for k in range(300)], "trust": "yes"})
    table = tabulate(answers, TRUST, by="site")
    assert table["n"].tolist() == [0, 1] * 300


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["yes", "no", None])), max_size=40
    ).map(lambda rows: pd.DataFrame(rows, columns=["site", "trust"], dtype=object))
)
def test_counts_sum_to_the_base_and_the_groups_to_everyone(answers):
    grouped = tabulate(answers, TRUST, by="site")
    whole = tabulate(answers, TRUST)
    assert (grouped.groupby("group")["n"].sum() == grouped.groupby("group")["base"].first()).all()
    sums = grouped.groupby("option")["n"].sum().reindex(["no", "yes"], fill_value=0)
    assert sums.tolist() == whole["n"].tolist()
    assert whole["base"].iloc[0] == answers["trust"].notna().sum()
    assert np.allclose(whole["share"].sum(), 1) or whole["base"].iloc[0] == 0


def test_answer_off_the_instrument_is_refused_without_quoting_it():
    with pytest.raises(DataError, match="1 other answers, first in row 1") as error:
        tabulate(responses(a=["yes", "my own words"]), TRUST)
    assert "my own words" not in str(error.value)


def test_absent_column_and_free_text_are_refused():
    with pytest.raises(DataError, match="column 'school'"):
        tabulate(responses(a=["yes"]), TRUST, by="school")
    with pytest.raises(DataError, match="column 'trust'"):
        tabulate(responses(a=["yes"])[["site"]], TRUST)
    with pytest.raises(DataError, match="Code it instead"):
        tabulate(responses(a=["yes"]), Item("trust", "Why?", "free_text"))


def test_confidence_in_percent_is_refused():
    with pytest.raises(ValueError, match=r"between 0 and 1\. Got 95"):
        tabulate(responses(a=["yes"]), TRUST, confidence=95)


SITES = st.sampled_from(["a", "b", "c", None])
ANSWERED = st.lists(st.tuples(SITES, st.sampled_from(["yes", "no", None])), max_size=40)


@given(ANSWERED)
def test_no_base_exceeds_its_group(rows):
    answers = pd.DataFrame(rows, columns=["site", "trust"], dtype=object)
    people = answers["site"].value_counts()
    for row in tabulate(answers, TRUST, by="site").to_dict("records"):
        assert 0 <= row["n"] <= row["base"] <= people[row["group"]]


@given(ANSWERED, st.randoms(use_true_random=False))
def test_order_and_counts_do_not_hang_on_the_order_of_respondents(rows, random):
    answers = pd.DataFrame(rows, columns=["site", "trust"], dtype=object)
    order = list(answers.index)
    random.shuffle(order)
    for by in (None, "site"):
        table = tabulate(answers, TRUST, by)
        pd.testing.assert_frame_equal(tabulate(answers.loc[order], TRUST, by), table)
