"""Tests of top: options summed, and nothing summed that has no top."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey import headline, items_of, tabulate, tabulate_roles, top_two


def test_a_tick_list_has_no_top_two_and_its_headline_is_who_ticked(build):
    surveys = build.two_roles()
    table = tabulate_roles(surveys, "CL_GROUPS")
    assert top_two(table, items_of(surveys))["group"].tolist() == ["lead"]
    rows = headline(table, items_of(surveys))[["group", "option", "n", "base"]]
    assert rows.to_numpy().tolist() == [
        ["lead", "agree + strongly agree", 20, 41],
        ["commissioner", "ticked", 6, 11],
    ]


def test_yes_and_no_have_no_headline(build):
    asked = build.survey("lead", build.item("data", build.YES_NO, "single"), data={"Yes": 3})
    table = tabulate_roles([asked], "data")
    assert headline(table, items_of([asked])).empty
    assert list(headline(table, items_of([asked])).columns) == list(table.columns)


def test_a_silent_group_keeps_its_row(build):
    frame = build.survey("lead", build.item("a"), a={"agree": 2}).responses
    frame = frame.assign(site=["x", "y"]).astype(object)
    frame.loc[frame["site"] == "y", "a"] = None
    top = top_two(tabulate(frame, build.item("a"), by="site"), [build.item("a")])
    assert top["base"].tolist() == [1, 0]
    assert top["share"].isna().tolist() == [False, True]


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=5, max_size=5))
def test_the_top_is_the_sum_of_its_options(build, counts):
    options = build.AGREEMENT.options
    asked = build.survey("lead", build.item("a"), a=dict(zip(options, counts, strict=True)))
    top = top_two(tabulate_roles([asked], "a"), items_of([asked])).iloc[0]
    assert (top["n"], top["base"]) == (counts[3] + counts[4], sum(counts))


def test_an_item_that_is_not_given_is_refused(build):
    table = tabulate_roles(build.two_roles(), "CL_LENGTHS")
    with pytest.raises(DataError, match="none for CO_LENGTHS"):
        top_two(table, build.two_roles()[0].instrument.items)
