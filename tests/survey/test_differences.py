"""Tests of two roles compared item by item: estimate and interval first, and a p that is exact."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey import differences
from mixedmethods.survey.compare import ESTABLISHED, NOT_ESTABLISHED, OTHER_SCALE
from mixedmethods.survey.differences import holm
from tests.survey.conftest import AGREEMENT, TICK, YES_NO, item


def table(*given):
    """Rows of (topic, item, group, scale, counts)."""
    rows = [
        (topic, id, group, option, n, sum(counts))
        for topic, id, group, scale, counts in given
        for option, n in zip(scale.options, counts, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["topic", "item", "group", "option", "n", "base"])
    return frame.assign(share=frame["n"] / frame["base"])


def likert(topic, leads, others):
    return (
        (topic, topic, "lead", AGREEMENT, leads),
        (topic, f"{topic}2", "commissioner", AGREEMENT, others),
    )


ITEMS = [item(id) for id in ("A", "A2", "B", "B2")]


def test_an_item_has_its_difference_its_interval_and_its_exact_p():
    made = table(*likert("A", [3, 6, 9, 15, 8], [4, 3, 2, 2, 0]))
    (row,) = differences(made, ITEMS).to_dict("records")
    assert row["difference"] == pytest.approx(100 * (23 / 41 - 2 / 11))
    assert row["ci_low"] < row["difference"] < row["ci_high"]
    assert row["p_wmw"] == pytest.approx(0.003719971, abs=5e-10)
    assert row["p_trend"] == pytest.approx(0.00299903, abs=5e-9)
    assert row["delta"] == pytest.approx(0.547672, abs=5e-7)
    assert (row["method"], row["p_holm"]) == ("exact", row["p_wmw"])
    assert row["note"].startswith("small base: 11 people; unless all were asked")


def test_the_other_reference_turns_the_signs_round():
    made = table(*likert("A", [3, 6, 9, 15, 8], [4, 3, 2, 2, 0]))
    one, other = (differences(made, ITEMS, who).iloc[0] for who in ("commissioner", "lead"))
    assert other["difference"] == pytest.approx(-one["difference"])
    assert other["delta"] == pytest.approx(-one["delta"])
    assert (other["ci_low"], other["ci_high"]) == pytest.approx((-one["ci_high"], -one["ci_low"]))
    assert other["p_wmw"] == pytest.approx(one["p_wmw"])


def test_a_list_to_tick_has_shares_and_no_order():
    made = table(("T", "T", "lead", TICK, [16, 25]), ("T", "T2", "commissioner", TICK, [7, 3]))
    (row,) = differences(made, [item("T", TICK), item("T2", TICK)]).to_dict("records")
    assert row["verdict"] == NOT_ESTABLISHED
    assert row["p_fisher"] > 0.05
    assert np.isnan(row["p_wmw"])
    assert row["p_holm"] == row["p_fisher"]


def test_other_options_are_not_compared_and_are_no_part_of_the_family():
    made = table(
        *likert("A", [3, 6, 9, 15, 8], [4, 3, 2, 2, 0]),
        ("T", "T", "lead", TICK, [16, 25]),
        ("T", "B", "commissioner", AGREEMENT, [1, 2, 3, 4, 1]),
    )
    found = differences(made, [*ITEMS, item("T", TICK)]).set_index("topic")
    assert found.loc["T", "verdict"] == OTHER_SCALE
    assert found.loc["T", ["difference", "p_fisher", "p_wmw", "p_holm"]].isna().all()
    assert found.loc["A", "p_holm"] == found.loc["A", "p_wmw"]


def test_items_without_top_options_are_left_out_and_alone_refused():
    made = table(("Y", "Y", "lead", YES_NO, [4, 5]), ("Y", "Y2", "commissioner", YES_NO, [2, 3]))
    known = [*ITEMS, item("Y", YES_NO), item("Y2", YES_NO)]
    with pytest.raises(DataError, match="count as a yes"):
        differences(made, known)
    both = pd.concat([made, table(*likert("A", [3, 6, 9, 15, 8], [4, 3, 2, 2, 0]))])
    assert differences(both, known)["topic"].tolist() == ["A"]


def test_a_family_of_two_doubles_the_smaller_p():
    made = table(*likert("A", [3, 6, 9, 15, 8], [4, 3, 2, 2, 0]), *likert("B", [5] * 5, [2] * 5))
    found = differences(made, ITEMS).set_index("topic")
    assert found.loc["A", "p_holm"] == pytest.approx(2 * found.loc["A", "p_wmw"])
    assert found.loc["B", "p_holm"] == pytest.approx(1)


@given(st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=8))
def test_holm_never_lowers_a_p_and_keeps_their_order(given):
    p = pd.Series(given, dtype=float)
    adjusted = holm(p)
    assert adjusted.isna().tolist() == p.isna().tolist()
    assert (adjusted.dropna() >= p.dropna()).all()
    assert (adjusted.dropna() <= 1).all()
    ordered = adjusted[p.sort_values().index].dropna()
    assert ordered.is_monotonic_increasing


def test_holm_is_each_p_times_those_not_yet_passed_and_never_below_the_one_before():
    adjusted = holm(pd.Series([0.01, 0.02, 0.03, 0.04]))
    assert adjusted.tolist() == pytest.approx([0.04, 0.06, 0.06, 0.06])


def test_what_is_clearly_apart_is_established_among_those_who_answered():
    made = table(*likert("A", [0, 0, 3, 20, 18], [3, 3, 0, 3, 2]))
    assert differences(made, ITEMS)["verdict"].tolist() == [ESTABLISHED]


def test_an_established_difference_warns_of_self_selection_and_an_open_one_does_not():
    made = table(*likert("A", [0, 1, 2, 20, 18], [2, 2, 2, 3, 2]), *likert("B", [1] * 5, [1] * 5))
    one, other = differences(made, ITEMS).to_dict("records")
    assert (one["verdict"], "self-selection" in one["note"]) == (ESTABLISHED, True)
    assert (other["verdict"], "self-selection" in other["note"]) == (NOT_ESTABLISHED, False)
    assert one["detectable"] == pytest.approx(41)
