"""Tests of passages: whole sentences of one turn, pointing into the source."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.passages import overlaps, passages
from mixedmethods.model import Source, Turn


def source(*turns):
    text, made = "# FG9\n", []
    for number, (speaker, words) in enumerate(turns, start=1):
        text += f"{speaker}: "
        made.append(Turn(number, len(text), len(text) + len(words), speaker, "", speaker == "M"))
        text += f"{words}\n"
    return Source("FG9", text, tuple(made))


def test_a_turn_is_one_passage_and_the_moderator_has_none():
    made = passages([source(("M", "Well?"), ("P1", "I wait 🙂. Then more."), ("P2", "No."))])
    assert made[["turn", "text"]].to_numpy().tolist() == [[2, "I wait 🙂. Then more."], [3, "No."]]


def test_a_long_turn_is_cut_before_the_sentence_that_is_too_much():
    made = passages([source(("P1", "One is here. Two is here. Three is here."))], longest=25)
    assert made["text"].tolist() == ["One is here. Two is here.", "Three is here."]


def test_a_longer_sentence_is_a_passage_of_its_own():
    assert passages([source(("P1", "One is here. Two."))], longest=1)["text"].tolist() == [
        "One is here.", "Two.",
    ]  # fmt: skip


def test_no_sources_and_silent_sources_give_an_empty_table_with_its_columns():
    for given_ in ([], [source(("M", "Well?"))], [source(("P1", "  "))]):
        made = passages(given_)
        assert made.empty
        assert made.columns.tolist() == ["source", "turn", "start", "end", "text"]


@given(st.lists(st.tuples(st.sampled_from(["M", "P"]), st.text(max_size=40)), max_size=4))
def test_a_passage_is_the_text_between_its_offsets(turns):
    text = source(*turns)
    for row in passages([text], longest=20).itertuples():
        turn = text.turns[row.turn - 1]
        assert turn.start <= row.start < row.end <= turn.end
        assert text.text[row.start : row.end] == row.text


def test_touching_is_no_overlap():
    made = passages([source(("P1", "One. Two."))], longest=1)
    start = made["start"].iloc[0]
    stretch = pd.DataFrame({"source": ["FG9"], "start": [start], "end": [start + 4]})
    assert overlaps(made, stretch).tolist() == [True, False]
    assert overlaps(made, stretch.assign(source="FG1")).tolist() == [False, False]
    assert overlaps(made, stretch.iloc[:0]).tolist() == [False, False]
