"""Tests of compare: the difference, its interval, and what may not be said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey import block, compare, headline, items_of, tabulate_roles, top_two


def compared(build, *ids, reference=None):
    surveys = build.two_roles()
    return compare(headline(block(surveys, ids), items_of(surveys)), reference)


def two(build, n1, base1, n2, base2):
    """Compare n1 of base1 who agree with n2 of base2."""
    surveys = [
        build.survey("a", build.item("A", comparable="B"), A={"agree": n1, "neither": base1 - n1}),
        build.survey("b", build.item("B"), B={"agree": n2, "neither": base2 - n2}),
    ]
    return compare(top_two(tabulate_roles(surveys, "A"), items_of(surveys))).iloc[0]


def test_session_lengths_differ_and_outreach_is_not_established(build):
    rows = compared(build, "CL_LENGTHS", "CL_OUTREACH")
    assert rows[["gap", "ci_low", "ci_high"]].round(1).to_numpy().tolist() == [
        [53.9, 22.9, 75.9],
        [1.6, -26.9, 31.6],
    ]
    assert rows["verdict"].tolist() == [
        "difference established among respondents",
        "difference not established at these sizes",
    ]
    assert rows["note"].tolist() == ["small base: 11 people"] * 2


@pytest.mark.parametrize(  # research/integration.md section 7, computed there independently
    ("counts", "expected", "established"),
    [
        ((16, 41, 7, 10), (-31.0, -54.4, 3.0), False),
        ((10, 27, 1, 9), (25.9, -10.0, 46.8), False),
        ((38, 41, 5, 11), (47.2, 18.1, 71.9), True),
        ((21, 38, 0, 10), (55.3, 23.4, 69.9), True),
    ],
)
def test_published_contrasts_get_the_verdict_their_sizes_allow(
    build, counts, expected, established
):
    row = two(build, *counts)
    assert tuple(round(row[name], 1) for name in ("gap", "ci_low", "ci_high")) == expected
    assert row["verdict"].startswith("difference established") is established


def test_the_reference_is_subtracted_and_the_sign_kept(build):
    row = compared(build, "CL_LENGTHS", reference="lead").iloc[0]
    assert (row["group"], row["reference"]) == ("commissioner", "lead")
    assert (round(row["gap"], 1), round(row["ci_low"], 1)) == (-53.9, -75.9)
    assert (row["n"], row["base"], row["reference_n"], row["reference_base"]) == (4, 11, 37, 41)


def test_different_answer_options_are_not_compared(build):
    row = compared(build, "CL_GROUPS").iloc[0]
    assert row["verdict"] == "not compared: the groups had different answer options"
    assert row[["gap", "ci_low", "ci_high"]].isna().all()


def test_a_silent_group_is_not_compared(build):
    row = two(build, 3, 5, 0, 0)
    assert row["verdict"] == "not compared: a group gave no answers"
    assert row[["gap", "ci_low", "ci_high"]].isna().all()


def test_a_topic_that_one_role_alone_was_asked_is_not_compared(build):
    surveys = build.two_roles()
    surveys[0] = build.survey(
        "lead",
        *surveys[0].instrument.items,
        build.item("CL_ONLY"),
        CL_LENGTHS={"agree": 1},
        CL_ONLY={"agree": 1},
    )
    rows = compare(top_two(block(surveys, ["CL_LENGTHS", "CL_ONLY"]), items_of(surveys)))
    assert rows["verdict"].iloc[1] == "not compared: only one group was asked"
    assert rows["reference_base"].isna().tolist() == [False, True]


def test_three_groups_or_an_absent_reference_are_refused(build):
    with pytest.raises(DataError, match="must be one of the groups lead, commissioner"):
        compared(build, "CL_LENGTHS", reference="nurse")
    table = top_two(
        tabulate_roles(build.two_roles()[:1], "CL_LENGTHS"), items_of(build.two_roles())
    )
    with pytest.raises(DataError, match=r"two groups\. Got 1: lead"):
        compare(table)


def test_a_table_of_options_that_were_not_summed_is_refused(build):
    with pytest.raises(DataError, match="Use `top_two` first"):
        compare(tabulate_roles(build.two_roles(), "CL_LENGTHS"))


@settings(deadline=None)
@given(st.integers(0, 9), st.integers(0, 9))
def test_a_difference_of_nothing_is_never_established(build, n1, n2):
    row = two(build, n1, 9, n2, 9)
    if n1 == n2:
        assert row["gap"] == 0
        assert row["verdict"] == "difference not established at these sizes"
    assert row["ci_low"] <= row["gap"] <= row["ci_high"]
