"""Tests of codes that stand together, against counting every pair by hand."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.cooccur import cooccurrence, overlapping
from mixedmethods.errors import DataError
from tests.coding.coded import frames, same_turn, segments, share


def plain(frame, together, way):
    """Count by looking at each pair of segments."""
    met = {}
    for one, other in combinations(sorted(segments(frame), key=str), 2):
        if one[4] != other[4] and together(one, other):
            met.setdefault(tuple(sorted((one[4], other[4]))), []).append((one, other))
    counts = {}
    for pair, found in met.items():
        turns = {one[:2] for one, _ in found}
        counts[pair] = (
            len(turns) if way == "turn" else len(found),
            len({one[5] for one, _ in found}),
            len({one[0] for one, _ in found}),
        )
    return counts


def told(table):
    return {
        (row.code, row.other): (row.n, row.speakers, row.groups)
        for row in table.itertuples(index=False)
    }


@given(frames(), st.sampled_from([("overlap", share), ("turn", same_turn)]))
def test_pairs_are_those_that_a_plain_count_finds(frame, way):
    assert told(cooccurrence(frame, way[0])) == plain(frame, way[1], way[0])


@given(frames(), st.integers(1, 5))
def test_pairs_of_stretches_are_each_found_once_whatever_is_held_in_memory(frame, many):
    found = [
        tuple(sorted(pair))
        for one, other in overlapping(frame, many)
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    ]
    rows = [(row.source, 0, row.start, row.end) for row in frame.itertuples()]
    expected = [(a, b) for a, b in combinations(range(len(rows)), 2) if share(rows[a], rows[b])]
    assert sorted(found) == expected


@given(frames())
def test_one_coder_alone_is_counted_as_if_the_other_had_not_coded(frame):
    both = [cooccurrence(frame[frame["coder"] == coder]) for coder in ("Ann", "Ben")]
    pairs = {pair for table in both for pair in told(table)}
    assert set(told(cooccurrence(frame, same_coder=True))) == pairs


def test_what_two_coders_agree_on_is_one_segment():
    rows = [("FG1", 1, 0, 9, code, coder, "P1", False) for code in "AB" for coder in ("x", "y")]
    names = ["source", "turn", "start", "end", "code", "coder", "case", "moderator"]
    table = cooccurrence(pd.DataFrame(rows, columns=names))
    assert told(table) == {("A", "B"): (1, 1, 1)}


def test_stretches_that_touch_share_nothing():
    rows = [("FG1", 1, 0, 5, "A", "x", "P1", False), ("FG1", 1, 5, 9, "B", "x", "P1", False)]
    names = ["source", "turn", "start", "end", "code", "coder", "case", "moderator"]
    frame = pd.DataFrame(rows, columns=names)
    assert cooccurrence(frame).empty
    assert told(cooccurrence(frame, "turn")) == {("A", "B"): (1, 1, 1)}


def test_nothing_coded_gives_an_empty_table_and_an_unknown_way_is_refused():
    names = ["source", "turn", "start", "end", "code", "coder", "case", "moderator"]
    empty = pd.DataFrame(columns=names)
    assert cooccurrence(empty).columns.tolist() == ["code", "other", "n", "speakers", "groups"]
    with pytest.raises(DataError, match="overlap or by turn"):
        cooccurrence(empty, "page")
