"""Tests of ranking: one code counts once a person, of those who said something."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding import answering, rank_codes, says_nothing, voices
from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Code

TIME, STAFF, MONEY = (Code(id, id.title(), "book") for id in ("TIME", "STAFF", "MONEY"))
CODES = [TIME, STAFF, MONEY]


def answers(*rows):
    """(case, words): the case's first letter is its role."""
    frame = pd.DataFrame(rows, columns=["case", "words"])
    return frame.assign(role=frame["case"].str[0])


def codings(*rows):
    """(case, code[, quote])."""
    frame = pd.DataFrame(
        [(case, code, *(more or ("We wait.",))) for case, code, *more in rows],
        columns=["case", "code", "quote"],
    )
    return frame.assign(role=frame["case"].str[0], source="Q", turn=1, speaker=frame["case"])


@pytest.mark.parametrize(
    "words",
    ["N/A", "n.a.", " NA ", "None", "none.", "-", "...", "Nil", "No comment!", "Not applicable",
     "Nothing further to add.", ""],
)  # fmt: skip
def test_answers_that_only_fill_the_box_are_recognised(words):
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words",
    ["None of the staff know it", "No", "Nothing has changed", "NA team", "Yes", "No money"],
)
def test_answers_that_say_something_are_kept(words):
    assert not says_nothing(words)


def test_a_code_counts_once_a_person_of_those_who_said_something():
    wrote = answers(
        ("a1", "No time."), ("a1", "No time, no staff."), ("a2", "N/A"), ("b1", "Staff")
    )
    made = codings(("a1", "TIME"), ("a1", "TIME"), ("a1", "STAFF"), ("b1", "STAFF"))
    table = rank_codes(made, wrote, CODES)
    assert table[["group", "rank", "code", "n", "base"]].to_numpy().tolist() == [
        ["a", 1, "TIME", 1, 1], ["a", 1, "STAFF", 1, 1], ["a", 3, "MONEY", 0, 1],
        ["b", 1, "STAFF", 1, 1], ["b", 2, "TIME", 0, 1], ["b", 2, "MONEY", 0, 1],
    ]  # fmt: skip


def test_the_intervals_are_wilsons_and_shares_run_from_0_to_1():
    wrote = answers(*((f"a{k}", "Words") for k in range(37)))
    made = codings(*((f"a{k}", "TIME") for k in range(10)))
    row = rank_codes(made, wrote, [TIME]).iloc[0]
    assert (row["n"], row["base"], row["share"]) == (10, 37, 10 / 37)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.154, 0.430), abs=5e-4)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(tuple(wilson(10, 37)))


def test_who_wrote_who_had_nothing_to_say_and_who_was_silent_add_up():
    wrote = answers(("a1", "No time."), ("a1", "N/A"), ("a2", "None"), ("b1", "-"))
    table = answering(wrote, pd.Series({"a": 4, "b": 1, "c": 2}))
    assert table.to_numpy().tolist() == [
        ["a", 4, 1, 1, 2], ["b", 1, 0, 1, 0], ["c", 2, 0, 0, 2],
    ]  # fmt: skip


def test_quotes_are_of_different_people_and_those_fit_to_print_first():
    made = codings(
        ("a1", "TIME", "x" * 300), ("a2", "TIME", "short"), ("a2", "TIME", "a longer one"),
        ("a3", "TIME", "y" * 150), ("b1", "TIME", "b"), ("b1", "MONEY", "m"),
    )  # fmt: skip
    table = voices(made, [TIME])
    assert table["speaker"].tolist() == ["a3", "a2", "a1", "b1"]
    assert table["quote"].tolist()[1] == "short"


def test_a_ranking_without_answers_is_empty_and_without_the_variable_refused():
    assert rank_codes(codings(), answers(), CODES).empty
    with pytest.raises(DataError, match="by people with 'age'"):
        rank_codes(codings(), answers(), CODES, by="age")


PEOPLE = st.sampled_from([f"{role}{k}" for role in "ab" for k in range(5)])
WORDS = st.sampled_from(["N/A", "Time", "Staff and money"])


@given(
    st.lists(st.tuples(PEOPLE, WORDS), max_size=12),
    st.lists(st.tuples(PEOPLE, st.sampled_from(["TIME", "STAFF", "OTHER"])), max_size=20),
)
def test_counts_are_those_of_a_plain_count(wrote, made):
    table = rank_codes(codings(*made), answers(*wrote), CODES)
    said = {case for case, words in wrote if words != "N/A"}
    for row in table.to_dict("records"):
        people = {case for case in said if case[0] == row["group"]}
        given = {case for case, code in made if code == row["code"]} & people
        assert (row["n"], row["base"]) == (len(given), len(people))
        others = table[table["group"] == row["group"]]["n"]
        assert row["rank"] == 1 + (others > row["n"]).sum()
    assert set(table["group"]) == {case[0] for case in said}
