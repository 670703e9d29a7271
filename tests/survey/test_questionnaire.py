"""Tests of questionnaire: how items are found and grouped."""

import pytest

from mixedmethods.errors import DataError
from mixedmethods.model import Instrument, Item
from mixedmethods.survey import blocks, items_of, tabulate_roles


def test_blocks_are_sections_in_the_order_asked_without_free_text(build):
    items = (
        build.item("b", section="5.1.6 Table 10"),
        build.item("why", None, "free_text", section="5.1.7"),
        build.item("a", section="5.1.1"),
        build.item("c", section="5.1.6 Table 10"),
    )
    found = blocks(Instrument("i", "I", "lead", items))
    assert list(found.items()) == [("5.1.6 Table 10", ("b", "c")), ("5.1.1", ("a",))]


def test_items_run_instrument_by_instrument(build):
    ids = [item.id for item in items_of(build.two_roles())]
    assert ids[0] == "CL_LENGTHS"
    assert ids[3] == "CO_LENGTHS"


def test_unknown_item_is_refused_with_ids_that_are_near(build):
    with pytest.raises(DataError, match=r"'CL_LENGHT'.*CL_LENGTHS"):
        tabulate_roles(build.two_roles(), "CL_LENGHT")


def test_free_text_item_is_refused_as_free_text(build):
    why = build.survey("lead", build.item("why", None, "free_text"), build.item("a"), a={})
    with pytest.raises(DataError, match=r"'why', which is free text.*example a"):
        tabulate_roles([why], "why")


def test_one_id_for_two_questions_is_refused(build):
    first = build.survey("lead", build.item("Q1"), Q1={"agree": 1})
    second = build.survey(
        "commissioner", Item("Q1", "Your region", "single", build.YES_NO), Q1={"Yes": 1}
    )
    with pytest.raises(DataError, match="two different questions named 'Q1'"):
        tabulate_roles([first, second], "Q1")
