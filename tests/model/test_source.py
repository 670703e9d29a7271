"""Tests of sources: a stretch across turns is cut at the turns and never loses a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.model import Coding, Selection, Turn, split_by_turn

TEXT = "P1: I waited.\nP2:  Me too 😀 \nP1: "
TURNS = (Turn(1, 4, 13, "P1"), Turn(2, 19, 27, "P2"), Turn(3, 32, 32, "P1"))


def cut(start, end, turns=TURNS, text=TEXT):
    return [
        (turn.number, text[low:high]) for turn, low, high in split_by_turn(turns, text, start, end)
    ]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, len(TEXT), [(1, "I waited."), (2, "Me too 😀")]),
        (4, 6, [(1, "I")]),
        (5, 6, []),
        (0, 4, []),
        (6, 21, [(1, "waited."), (2, "Me")]),
        (26, 27, [(2, "😀")]),
        (13, 19, []),
        (9, 9, []),
        (12, 5, []),
        (-5, 5, [(1, "I")]),
        (32, 900, []),
    ],
)
def test_stretch_is_cut_at_turns_and_trimmed(start, end, found):
    assert cut(start, end) == found


words = st.text(alphabet="ab 😀é\n\t\u00a0\u2003", max_size=8)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(words, min_size=1, max_size=5), st.integers(-2, 50), st.integers(-2, 50))
def test_pieces_hold_every_letter_of_the_stretch_that_lies_in_a_turn(spoken, start, end):
    text, turns = "", []
    for number, said in enumerate(spoken, start=1):
        text += "P: "
        turns.append(Turn(number, len(text), len(text) + len(said)))
        text += f"{said}|"
    pieces = list(split_by_turn(turns, text, start, end))
    assert all(turn.start <= low < high <= turn.end for turn, low, high in pieces)
    assert all(text[low:high] == text[low:high].strip() for _, low, high in pieces)
    kept = {k for _, low, high in pieces for k in range(low, high)}
    inside = {k for turn in turns for k in range(max(start, turn.start), min(end, turn.end))}
    assert kept <= inside
    assert all(text[k].isspace() for k in inside - kept)


def test_a_coding_does_not_print_what_was_said():
    coding = Coding("1", Selection("FG1", 0, 5), "A", "Ann", quote="a secret")
    assert "secret" not in repr(coding)
