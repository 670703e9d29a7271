"""Tests of entry: what a person wrote in a lexicon, read."""

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.entry import fits, read_entry
from mixedmethods.coding.words import APOSTROPHE, GAP, OTHER


@given(st.text("ab*", min_size=1, max_size=6), st.text("ab", max_size=6))
def test_a_star_stands_for_any_letters_or_none(word, form):
    assert fits(word, form) == fnmatch.fnmatchcase(form, word)


def test_an_entry_is_parted_into_words_and_what_links_them():
    entry = read_entry("Don’t  wait-list 24/7")
    assert entry.words == ("don", "t", "wait", "list", "24", "7")
    assert entry.links == (OTHER, APOSTROPHE, GAP, GAP, GAP, OTHER)
    assert [bool(signs) for signs in entry.signs] == [False] * 5 + [True, False]


@pytest.mark.parametrize("entry", ["", " ", "-", " - "])
def test_spaces_and_hyphens_alone_are_no_entry(entry):
    assert read_entry(entry).words == ()
    assert read_entry(entry).signs == (None,)


def test_a_mark_belongs_to_the_letter_before_it_and_stars_in_a_row_are_one():
    assert read_entry("Cafe\u0301**").words == ("café*",)
    assert read_entry("❤\ufe0f wait").words == ("wait",)


def test_a_star_takes_what_an_apostrophe_ties_only_where_the_word_ends():
    entries = ("wait*", "wait* on", "wait*’s", "wait*/", "w*t")
    assert [read_entry(entry).open(0) for entry in entries] == [True, True, False, False, False]
