"""Tests of roles: the same question side by side."""

import pytest

from mixedmethods.errors import DataError
from mixedmethods.survey import block, items_of, tabulate_roles, top_two


@pytest.mark.parametrize("item_id", ["CL_LENGTHS", "CO_LENGTHS"])
def test_the_pair_is_found_from_either_side(build, item_id):
    table = tabulate_roles(build.two_roles(), item_id)
    assert table[["item", "group"]].drop_duplicates().to_numpy().tolist() == [
        ["CL_LENGTHS", "lead"],
        ["CO_LENGTHS", "commissioner"],
    ]
    assert len(table) == 10


def test_a_weak_pair_keeps_the_options_of_each_side(build):
    table = tabulate_roles(build.two_roles(), "CL_GROUPS")
    theirs = table[table["group"] == "commissioner"]
    assert theirs["option"].tolist() == ["ticked", "not ticked"]
    assert theirs["n"].tolist() == [6, 5]


def test_comparability_is_handed_on_between_three_roles(build):
    surveys = [
        build.survey("a", build.item("A", comparable="B"), A={"agree": 1}),
        build.survey("b", build.item("B"), B={"agree": 2}),
        build.survey("c", build.item("C", comparable="B"), C={"agree": 3}),
    ]
    assert tabulate_roles(surveys, "A")["group"].unique().tolist() == ["a", "b", "c"]


def test_an_item_only_one_role_was_asked_comes_alone(build):
    surveys = [
        build.survey("a", build.item("A"), A={"agree": 1}),
        build.survey("b", build.item("B"), B={"agree": 2}),
    ]
    assert tabulate_roles(surveys, "B")["group"].unique().tolist() == ["b"]


def test_a_block_stacks_its_items_under_the_topic_that_was_asked_for(build):
    table = block(build.two_roles(), ["CL_LENGTHS", "CL_OUTREACH"])
    assert table.columns[0] == "topic"
    assert table[["topic", "item"]].drop_duplicates().to_numpy().tolist() == [
        ["CL_LENGTHS", "CL_LENGTHS"],
        ["CL_LENGTHS", "CO_LENGTHS"],
        ["CL_OUTREACH", "CL_OUTREACH"],
        ["CL_OUTREACH", "CO_OUTREACH"],
    ]


def test_a_pair_asked_for_by_both_ids_comes_once(build):
    table = block(build.two_roles(), ["CL_LENGTHS", "CO_LENGTHS"])
    assert len(table) == 10


def test_a_block_of_nothing_is_refused(build):
    with pytest.raises(DataError, match="at least one item"):
        block(build.two_roles(), [])


def test_top_two_of_a_block_are_the_published_counts(build):
    surveys = build.two_roles()
    top = top_two(block(surveys, ["CL_LENGTHS", "CL_OUTREACH"]), items_of(surveys))
    assert top[["group", "n", "base"]].to_numpy().tolist() == [
        ["lead", 37, 41],
        ["commissioner", 4, 11],
        ["lead", 23, 41],
        ["commissioner", 6, 11],
    ]
    assert top["option"].unique().tolist() == ["agree + strongly agree"]
    limits = (100 * top.loc[:1, ["ci_low", "ci_high"]]).round(1).to_numpy().tolist()
    assert limits == [[77.5, 96.1], [15.2, 64.6]]
