"""Tests of sentences: exact stretches that hold every word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.sentences import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


def test_stretches_are_exact_and_hold_no_outer_space():
    assert sentences("  I waited.  Nobody rang!\n\nWhy?  ") == [(2, 11), (13, 25), (27, 31)]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_text_without_words_has_no_sentence(text):
    assert sentences(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I saw Dr. Smith and Mrs. Khan.",
        "They offered groups, e.g. Saturday ones.",
        "It is in Hill St. near here.",
        "It is No. 5 on the list",
        "no full stop at all",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text):
    assert cut(text) == [text]


def test_an_ordinary_word_that_is_an_abbreviation_too_may_end_a_sentence():
    assert cut("I said no. Then she rang. I waited ten mins. He came.") == [
        "I said no.", "Then she rang.", "I waited ten mins.", "He came.",
    ]  # fmt: skip


def test_quotation_marks_and_brackets_stay_with_their_sentence():
    assert cut("“Who are you?” she said. (I laughed.) 🙂 Fine.") == [
        "“Who are you?”", "she said.", "(I laughed.)", "🙂 Fine.",
    ]  # fmt: skip


@given(st.text(alphabet="Aab.?! \n\"')(…🙂1", max_size=60))
def test_sentences_hold_every_word_once_and_in_order(text):
    stretches = sentences(text)
    ends = [0, *(end for _, end in stretches)]
    assert all(before <= start < end for before, (start, end) in zip(ends, stretches, strict=False))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert all(piece == piece.strip() for piece in cut(text))
