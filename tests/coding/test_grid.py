"""Tests of the framework grid: silence is claimed only where every turn was read."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.grid import STATES, grid
from mixedmethods.model import Case, Code

CASES, CODES = [Case("FG1/P1", "participant")], [Code("A", "Waiting", "book")]
TURNS = pd.DataFrame(
    [("FG1", 1, None, True), ("FG1", 2, "FG1/P1", False), ("FG1", 3, "FG1/P1", False)],
    columns=["source", "turn", "case", "moderator"],
)


def cell(coded=(), read=(), summary=None, cases=CASES):
    """The one cell of a grid: turns with a coding, turns read, and (text, quotes)."""
    codings = pd.DataFrame(
        [
            (f"c{turn}", "FG1", turn, turn * 10, turn * 10 + 5, "A", f"words of {turn}",
             None if turn == 1 else "FG1/P1", turn == 1)
            for turn in coded
        ],
        columns=["id", "source", "turn", "start", "end", "code", "quote", "case", "moderator"],
    )  # fmt: skip
    reads = pd.DataFrame(
        [("FG1", turn, "Ann") for turn in read], columns=["source", "turn", "coder"]
    )
    written = [] if summary is None else [("FG1/P1", "A", *summary)]
    summaries = pd.DataFrame(written, columns=["case", "code", "text", "quotes"])
    (row,) = grid(cases, CODES, codings, TURNS, reads, summaries).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "not read yet"),
        ({"read": [2]}, "not read yet"),
        ({"read": [1, 2]}, "not read yet"),  # the moderator's turn is none of the case's
        ({"read": [2, 3]}, "read, nothing said"),
        ({"read": [2, 3], "coded": [2]}, "coded"),
        ({"read": [2, 3], "coded": [1]}, "read, nothing said"),  # a prompt was coded
        ({"coded": [2], "summary": ("She waited.", [])}, "summary"),
        ({"summary": ("  ", [])}, "not read yet"),
        ({"coded": [2], "summary": ("", ["c2"])}, "summary"),
        ({"summary": ("", ["gone"])}, "not read yet"),
        ({"cases": [Case("FG9/P9", "participant")]}, "no turns"),
    ],
)
def test_a_cell_has_the_first_state_that_holds(given, state):
    assert cell(**given)["state"] == state


def test_pinned_quotes_come_with_their_place():
    row = cell(coded=[2, 3], summary=("Both.", ["c3", "gone", "c2"]))
    assert row["quotes"] == (("FG1", 3, "words of 3"), ("FG1", 2, "words of 2"))
    assert row["segments"] == 2


@given(st.sets(st.integers(1, 3)), st.sets(st.integers(1, 3)))
def test_silence_is_never_claimed_of_what_was_coded_or_not_read(coded, read):
    row = cell(coded=sorted(coded), read=sorted(read))
    assert row["state"] in STATES
    if row["state"] == "read, nothing said":
        assert {2, 3} <= read
        assert not coded & {2, 3}
    assert (row["turns"], row["read"]) == (2, len(read & {2, 3}))
