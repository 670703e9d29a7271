"""Tests of words: texts cut into numbered words."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.words import APOSTROPHE, GAP, OTHER, fold, words_of


def spelled(texts, size=100):
    words = words_of(texts, size)
    at = np.arange(len(words.ids))
    return words.spelled(texts, words.starts, words.ends(at))


def test_words_are_numbered_by_spelling_and_folded_by_form():
    words = words_of(["Wait, wait.", "WAIT on"])
    assert words.ids.tolist() == [0, 1, 2, 3]
    assert words.forms.tolist() == [0, 0, 0, 1]
    assert words.folded == {"wait": 0, "on": 1}


def test_a_link_says_what_stands_before_a_word():
    words = words_of(["a b-c'd, e' f''g", "h"])
    assert words.links.tolist() == [OTHER, GAP, GAP, APOSTROPHE, OTHER, OTHER, OTHER, OTHER]


def test_what_apostrophes_tie_together_ends_with_its_last_word():
    words = words_of(["a'b'c d e'f"])
    assert words.tied(np.arange(6)).tolist() == [2, 2, 2, 3, 5, 5]


def test_no_text_gives_no_words():
    assert words_of([]).ids.tolist() == words_of(["", " 🙂"]).ids.tolist() == []


@given(st.lists(st.text("aÄé1_ \n-'’🙂,", max_size=30), max_size=4), st.integers(1, 40))
def test_words_are_those_of_a_regular_expression_wherever_the_texts_are_cut(texts, size):
    assert spelled(texts, size) == [word for text in texts for word in re.findall(r"\w+", text)]


@given(st.text(max_size=8))
def test_folding_twice_changes_nothing(word):
    assert fold(fold(word)) == fold(word)
