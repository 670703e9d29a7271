"""Tests of the order of answers: told by words where they tell it, and left open where not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.ingest.surveys.order import mirrored, ordered

SCALES = (
    "strongly disagree, disagree, neither agree nor disagree, agree, strongly agree",
    "Strongly disagree, Tend to disagree, Neutral, Tend to agree, Strongly agree",
    "strongly disagree, disagree, slightly disagree, slightly agree, agree, strongly agree",
    "very dissatisfied, dissatisfied, neither satisfied nor dissatisfied, satisfied, "
    "very satisfied",
    "very unlikely, unlikely, neutral, likely, very likely",
    "little to no knowledge, minimal, fair, good, excellent",
    "not well at all, slightly well, moderately well, very well, extremely well",
    "very poor, poor, fair, good, very good",
    "extremely inconsistently, inconsistently, neither inconsistently nor consistently, "
    "consistently, extremely consistently",
    "very low, low, adequate, high, very high",
    "poor, fair, good, very good, excellent",
    "not at all important, slightly important, moderately important, very important",
    "not at all confident, not very confident, fairly confident, very confident",
    "Not effective at all, Slightly effective, Effective, Very effective",
    "not at all, a little, somewhat, quite a bit, extremely",
    "never, rarely, sometimes, often, always",
    "never, less often, monthly, weekly, daily",
    "none, some, most, all",
    "much worse, worse, about the same, better, much better",
    "No, Not sure, Yes",
    "1, 2, 3, 4, 5",
    "0, 5, 10",
)


@pytest.mark.parametrize("scale", SCALES)
@given(st.randoms(use_true_random=False))
def test_answers_in_any_order_come_back_from_the_lowest_to_the_highest(scale, chance):
    options = scale.split(", ")
    shuffled = options[:]
    chance.shuffle(shuffled)
    assert ordered(shuffled) == options


@pytest.mark.parametrize("scale", SCALES)
def test_a_part_of_a_scale_keeps_its_order(scale):
    options = scale.split(", ")
    assert ordered(reversed(options[1:])) in (options[1:], None)


@pytest.mark.parametrize(
    "options", [["North", "South"], ["agree"], [], ["1", "55"], ["good", "Good idea", "bad"]]
)
def test_what_has_no_order_in_its_words_gets_none(options):
    assert ordered(options) is None


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_words_at_all_are_ordered_or_not_and_never_lost(options):
    found = ordered(options)
    assert found is None or sorted(found) == sorted(options)
    assert mirrored(options)[: len(options)] == options


def test_what_one_side_of_a_scale_has_so_has_the_other():
    assert mirrored(["Agree", "Strongly agree", "Neutral"]) == [
        "Agree", "Strongly agree", "Neutral", "Disagree", "Strongly disagree",
    ]  # fmt: skip
    assert mirrored(["poor", "good", "excellent"]) == ["poor", "good", "excellent"]
