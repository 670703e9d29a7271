"""Tests of retrieval: what a query finds is what a plain reading of it finds."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.query import Near, Query
from mixedmethods.coding.retrieve import counts, retrieve
from mixedmethods.errors import DataError
from mixedmethods.model import Code
from tests.coding.coded import COLUMNS, frames, same_turn, share

CODES = [Code("A", "A", "book"), Code("B", "B", "book", parent="A"), Code("C", "C", "book")]
WAYS = st.sampled_from([("overlap", share), ("turn", same_turn)])


def rows(frame):
    """The participants' codings as tuples that begin as in `segments`, then id and coder."""
    said = frame[~frame["moderator"].astype(bool)]
    names = ["source", "turn", "start", "end", "code", "case", "id", "coder"]
    return list(said[names].itertuples(index=False, name=None))


def other(one, two):
    """Whether two codings are two segments, and not two coders' coding of one."""
    return one[:5] != two[:5]


def one(quote):
    return ("c", "FG2", 2, 24, 30, "A", "Ann", "", "", quote, "P1", "FG2/P1", False, "user")


def ids(frame):
    return set(frame["id"])


@given(frames())
def test_an_empty_query_finds_every_segment_and_no_prompt(frame):
    assert ids(retrieve(frame, Query())) == {row[6] for row in rows(frame)}


@given(frames(), WAYS)
def test_all_of_finds_segments_of_the_first_with_each_of_the_others(frame, way):
    said = rows(frame)
    expected = {
        a[6] for a in said
        if a[4] == "A" and all(any(b[4] == c and way[1](a, b) for b in said) for c in "BC")
    }  # fmt: skip
    assert ids(retrieve(frame, Query(all_of=("A", "B", "C"), within=way[0]))) == expected


@given(frames(), WAYS)
def test_none_of_leaves_out_what_stands_with_them(frame, way):
    said = rows(frame)
    expected = {
        a[6] for a in said if a[4] == "A" and not any(b[4] == "B" and way[1](a, b) for b in said)
    }
    found = retrieve(frame, Query(any_of=("A",), none_of=("B",), within=way[0]))
    assert ids(found) == expected


@given(frames(), st.integers(0, 3))
def test_near_counts_turns_apart(frame, apart):
    said = rows(frame)
    expected = {
        a[6] for a in said if a[4] == "A"
        and any(b[4] == "C" and a[0] == b[0] and abs(a[1] - b[1]) <= apart for b in said)
    }  # fmt: skip
    assert ids(retrieve(frame, Query(near=(Near("A", "C", apart),)))) == expected


@given(frames(), st.integers(0, 20))
def test_near_counts_characters_between(frame, apart):
    said = rows(frame)
    expected = {
        a[6] for a in said if a[4] == "A"
        and any(b[4] == "C" and a[0] == b[0] and max(a[2] - b[3], b[2] - a[3]) <= apart
                for b in said)
    }  # fmt: skip
    found = retrieve(frame, Query(near=(Near("A", "C", apart, "characters"),)))
    assert ids(found) == expected


@given(frames())
def test_a_code_near_itself_needs_another_segment(frame):
    said = rows(frame)
    expected = {
        a[6] for a in said
        if a[4] == "A" and any(b[4] == "A" and other(a, b) and same_turn(a, b) for b in said)
    }  # fmt: skip
    assert ids(retrieve(frame, Query(near=(Near("A", "A", 0),)))) == expected


@given(frames())
def test_a_code_stands_for_those_below_it_where_that_is_asked_for(frame):
    expected = {row[6] for row in rows(frame) if row[4] in "AB"}
    assert ids(retrieve(frame, Query(any_of=("A",), with_children=True), CODES)) == expected
    alone = {row[6] for row in rows(frame) if row[4] == "A"}
    assert ids(retrieve(frame, Query(any_of=("A",)), CODES)) == alone


@given(frames())
def test_who_speaks_and_who_coded_narrow_what_comes_back(frame):
    found = retrieve(
        frame, Query(coders=("Ann",), sources=("FG2",), variables=(("role", ("user",)),))
    )
    assert ids(found) == {row[6] for row in rows(frame) if row[7] == "Ann" and row[0] == "FG2"}
    by_case = retrieve(frame, Query(speakers=("FG10/P1",)))
    assert ids(by_case) == {row[6] for row in rows(frame) if row[5] == "FG10/P1"}


@given(frames())
def test_counts_take_a_stretch_of_two_coders_once(frame):
    said = rows(frame)
    expected = (
        len({(*row[:1], *row[2:5]) for row in said}),
        len({row[5] for row in said}),
        len({row[0] for row in said}),
    )
    assert counts(retrieve(frame, Query())) == expected
    assert counts(retrieve(frame, Query(prompts=True))) == expected


def test_text_is_found_in_any_case_and_with_any_apostrophe():
    made = pd.DataFrame([one("I CAN’T wait")], columns=COLUMNS)
    assert ids(retrieve(made, Query(text="can't WAIT"))) == {"c"}
    assert ids(retrieve(made, Query(text="cant"))) == set()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query(all_of=("A",), near=(Near("B", "C"),)), "one code"),
        (Query(any_of=("A",), within="page"), "overlap or turn"),
        (Query(near=(Near("A", "B", -1),)), "0 or more"),
        (Query(near=(Near("A", "B", 1, "pages"),)), "turns or characters"),
        (Query(any_of=("Z",)), "'Z'"),
        (Query(variables=(("age", ("1",)),)), "'age'"),
    ],
)
def test_what_a_query_cannot_ask_is_refused(query, words):
    with pytest.raises(DataError, match=words):
        retrieve(pd.DataFrame([one("I wait")], columns=COLUMNS), query, CODES)
