"""Tests of words in their context: each match in its turn, cut between words and characters."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.kwic import kwic
from mixedmethods.errors import DataError

FAMILY = "👩‍👩‍👧"
TEXT = "M: did you wait?\nP1: I waited,\nand then waited more.\nP2: No wait for me."


def turns(*given):
    """Rows of (turn, start, end, speaker, moderator) of FG1."""
    names = ["turn", "start", "end", "speaker", "moderator"]
    return pd.DataFrame(given, columns=names).assign(source="FG1")


def standing(words, who, moderator=False):
    start = TEXT.index(words)
    return (who, start, start + len(words), f"P{who}", moderator)


TURNS = turns(
    standing("did you wait?", 1, True),
    standing("I waited,\nand then waited more.", 2),
    standing("No wait for me.", 3),
)


def one(text, pattern, width):
    return kwic({"FG1": text}, turns((1, 0, len(text), "P1", False)), pattern, width)


def test_every_match_comes_with_what_is_around_it_in_its_turn():
    found = kwic({"FG1": TEXT}, TURNS, "wait*")
    assert found[["turn", "before", "match", "after"]].to_numpy().tolist() == [
        [2, "I ", "waited", ", and then waited more."],
        [2, "I waited, and then ", "waited", " more."],
        [3, "No ", "wait", " for me."],
    ]
    assert [TEXT[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == [
        "waited", "waited", "wait",
    ]  # fmt: skip


def test_the_moderator_is_looked_at_when_asked_for():
    assert len(kwic({"FG1": TEXT}, TURNS, "wait*", moderators=True)) == 4


def test_lines_are_sorted_by_what_comes_after_or_before():
    after = kwic({"FG1": TEXT}, TURNS, "wait*", order="after")
    assert after["after"].str.strip().tolist() == [", and then waited more.", "for me.", "more."]
    before = kwic({"FG1": TEXT}, TURNS, "wait*", order="before")
    assert before["before"].str.split().str[-1].tolist() == ["I", "No", "then"]


def test_a_side_is_cut_between_words():
    found = one("aaaa bbbb wait cccc dddd", "wait", 7)
    assert found[["before", "after"]].to_numpy().tolist() == [[" bbbb ", " cccc "]]


@pytest.mark.parametrize("width", range(9))
def test_a_long_word_is_never_cut_inside_a_character(width):
    text = f"{FAMILY}{FAMILY}-wait-e\u0301e\u0301🇬🇧🇫🇷👍🏽"
    found = one(text, "wait", width).iloc[0]
    assert len(found["before"]) <= width
    assert len(found["after"]) <= width
    assert found["before"].lstrip("-") in ("", FAMILY, f"{FAMILY}-")
    whole = ("", "-", "-e\u0301", "-e\u0301e\u0301", "-e\u0301e\u0301🇬🇧")
    assert found["after"] in whole


@given(st.text("ab wit\n😀é", max_size=40), st.integers(0, 12))
def test_before_match_and_after_stand_side_by_side_in_the_text(text, width):
    found = one(text, "a*\nwait", width)
    flat = text.replace("\n", " ")
    for row in found.itertuples():
        assert row.match == text[row.start : row.end]
        low, high = row.start - len(row.before), row.end + len(row.after)
        assert row.before == flat[low : row.start]
        assert row.after == flat[row.end : high]


@pytest.mark.parametrize(
    ("given", "words"),
    [({"pattern": " ! "}, "needs a word"), ({"width": -1}, "0 or more"), ({"order": "x"}, "order")],
)
def test_what_cannot_be_searched_is_refused(given, words):
    with pytest.raises(DataError, match=words):
        kwic({"FG1": TEXT}, TURNS, **({"pattern": "wait"} | given))


def test_nothing_found_and_no_turns_give_an_empty_table():
    assert kwic({"FG1": TEXT}, TURNS, "zebra").empty
    assert kwic({}, TURNS, "wait").empty
