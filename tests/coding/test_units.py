"""Tests of units: what coders are compared on, and who counts as having rated it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.units import UNITS, rated_by, ratings, units
from mixedmethods.errors import DataError
from mixedmethods.model import Source, Turn

#        0         1         2         3         4         5
#        012345678901234567890123456789012345678901234567890123456789
TEXT = "M: How was it? P: I waited. Nobody rang. Q: 😀 Fine. R:   ."
TALK = Source(
    "A",
    TEXT,
    (
        Turn(1, 3, 14, "M", moderator=True),
        Turn(2, 18, 40, "P"),
        Turn(3, 44, 51, "Q"),
        Turn(4, 55, 57, "R"),  # white space alone
    ),
)


def codings(*rows):
    """Codings given as ``(start, end, code, coder)``, of source A unless a fifth value says so."""
    full = [(*row, "A")[:5] for row in rows]
    frame = pd.DataFrame(full, columns=["start", "end", "code", "coder", "source"])
    return frame.astype({"start": int, "end": int})


def stretches(frame):
    return frame[["turn", "start", "end", "weight"]].to_numpy().tolist()


def given_to(frame):
    return sorted(map(tuple, frame[["unit", "code", "coder"]].to_numpy().tolist()))


def test_turns_of_participants_that_hold_words_are_the_units():
    assert stretches(units(TALK, "turn")) == [[2, 18, 40, 1], [3, 44, 51, 1]]


def test_the_moderators_turns_come_when_asked_for():
    assert stretches(units(TALK, "turn", moderators=True))[0] == [1, 3, 14, 1]


def test_sentences_are_those_of_each_turn_in_code_points():
    rows = units(TALK, "sentence")
    assert [TEXT[row.start : row.end] for row in rows.itertuples()] == [
        "I waited.", "Nobody rang.", "😀 Fine.",
    ]  # fmt: skip
    assert rows["weight"].tolist() == [1, 1, 1]


def test_characters_between_two_cuts_share_a_row_that_weighs_their_number():
    assert stretches(units(TALK, "character", {20, 18, 51, 5, 30})) == [
        [2, 18, 20, 2], [2, 20, 30, 10], [2, 30, 40, 10], [3, 44, 51, 7],
    ]  # fmt: skip


def test_a_source_without_units_gives_an_empty_table():
    silent = Source("A", TEXT, TALK.turns[:1])
    for unit in UNITS:
        assert len(units(silent, unit)) == 0


def test_another_unit_is_refused():
    with pytest.raises(DataError, match=r"turn, sentence, character. Got 'word'"):
        units(TALK, "word")


def test_a_coding_gives_its_code_to_every_unit_that_it_shares_a_character_with():
    made = codings((26, 29, "WAIT", "me"), (44, 45, "OK", "you"))
    rows, found = ratings(made, [TALK], ["me", "you"], "sentence")
    assert len(rows) == 3
    assert given_to(found) == [(0, "WAIT", "me"), (1, "WAIT", "me"), (2, "OK", "you")]


def test_ends_are_half_open():
    made = codings((27, 28, "WAIT", "me"), (44, 45, "OK", "you"))  # the space between sentences
    _, found = ratings(made, [TALK], ["me", "you"], "sentence")
    assert given_to(found) == [(2, "OK", "you")]


def test_overlapping_codings_of_one_coder_count_once_and_never_for_the_other():
    made = codings((18, 26, "WAIT", "me"), (20, 30, "WAIT", "me"), (44, 45, "OK", "you"))
    rows, found = ratings(made, [TALK], ["me", "you"], "character")
    mine = found[found["code"] == "WAIT"]
    assert set(mine["coder"]) == {"me"}
    assert rows["weight"].to_numpy()[mine["unit"]].sum() == 12
    assert not mine.duplicated().any()


def test_only_coded_units_are_those_with_any_code_from_any_of_the_coders():
    made = codings((18, 20, "WAIT", "me"), (44, 45, "OK", "you"), (30, 31, "X", "third"))
    rows, found = ratings(made, [TALK], ["me", "you"], "sentence", coded_only=True)
    assert rows["start"].tolist() == [18, 44]
    assert given_to(found) == [(0, "WAIT", "me"), (1, "OK", "you")]


def test_a_prompt_rates_no_unit_unless_moderators_are_asked_for():
    made = codings((3, 6, "WAIT", "me"), (44, 45, "OK", "you"))
    _, found = ratings(made, [TALK], ["me", "you"])
    assert given_to(found) == [(1, "OK", "you")]
    _, found = ratings(made, [TALK], ["me", "you"], moderators=True)
    assert given_to(found) == [(0, "WAIT", "me"), (2, "OK", "you")]


def test_units_are_numbered_through_all_sources_with_their_number_of_coders():
    second = Source("B", TEXT, TALK.turns)
    made = codings(
        (18, 20, "WAIT", "me"), (18, 20, "WAIT", "you"), (18, 20, "WAIT", "third"),
        (44, 45, "OK", "me", "B"), (44, 45, "OK", "you", "B"),
    )  # fmt: skip
    rows, found = ratings(made, [TALK, second], ["me", "you", "third"])
    assert rows["source"].tolist() == ["A", "A", "B", "B"]
    assert rows["coders"].tolist() == [3, 3, 2, 2]
    assert set(found["unit"]) == {0, 3}


def test_who_has_no_coding_of_any_code_in_a_source_is_no_coder_of_nothing():
    made = codings((18, 20, "WAIT", "me"), (44, 45, "OK", "me", "B"), (44, 45, "OK", "you", "B"))
    with pytest.raises(DataError, match="Got A, without a coding by you"):
        rated_by(made, ["A", "B"], ["me", "you"])
    with pytest.raises(DataError, match="Got A, B, without a coding by third"):
        rated_by(made, ["A", "B"], ["me", "you", "third"])
    assert rated_by(made, ["B"], ["me", "you"]) == {"B": ["me", "you"]}


def test_who_has_read_a_source_has_rated_it_though_nothing_applied():
    made = codings((18, 20, "WAIT", "me"))
    assert rated_by(made, ["A"], ["me", "you"], read=[("A", "you")]) == {"A": ["me", "you"]}


@pytest.mark.parametrize("coders", [[], ["me"], ["me", "me"]])
def test_fewer_than_two_coders_are_refused(coders):
    with pytest.raises(DataError, match="At least two coders"):
        rated_by(codings((18, 20, "WAIT", "me")), ["A"], coders)


def test_no_source_and_a_source_that_comes_twice_are_refused():
    made = codings((18, 20, "WAIT", "me"), (18, 20, "WAIT", "you"))
    with pytest.raises(DataError, match="Name at least one source"):
        ratings(made, [], ["me", "you"])
    with pytest.raises(DataError, match="Got A, A"):
        ratings(made, [TALK, TALK], ["me", "you"])


MADE = st.lists(
    st.builds(
        lambda start, many, code, coder: (start, start + many, code, coder),
        st.integers(18, 50), st.integers(1, 20), st.sampled_from("XY"),
        st.sampled_from(["me", "you"]),
    ),
    max_size=8,
)  # fmt: skip


@given(MADE, st.sampled_from(UNITS), st.booleans())
def test_ratings_are_those_of_a_mark_on_every_character(rows, unit, coded_only):
    read = [("A", "me"), ("A", "you")]
    made, found = ratings(
        codings(*rows), [TALK], ["me", "you"], unit, coded_only=coded_only, read=read
    )
    marked = {(place, code, coder) for low, high, code, coder in rows for place in range(low, high)}
    for k, row in enumerate(made.itertuples()):
        mine = set(zip(*found[found["unit"] == k][["code", "coder"]].to_numpy().T, strict=True))
        touched = {mark[1:] for mark in marked if row.start <= mark[0] < row.end}
        assert mine == touched
        assert mine or not coded_only
        if unit == "character":  # a row is all one thing, or it would need another cut
            assert all(
                (place, *each) in marked for each in mine for place in range(row.start, row.end)
            )
    if not coded_only and unit == "character":
        assert made["weight"].sum() == 22 + 7
    assert (np.diff(made["start"]) > 0).all()
