"""Tests of match: where the words of a lexicon stand in a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.match import matches, may_match
from mixedmethods.model import Lexicon


def found(text, *words, **parts):
    return [text[m.start : m.end] for m in matches(text, Lexicon(words, **parts))]


def test_a_word_is_found_whole_and_in_any_case():
    assert found("Wait. We WAIT, they waited, await.", "wait") == ["Wait", "WAIT"]


def test_a_star_stands_for_any_ending_or_none():
    assert found("I wait, waited; the wait’s end", "wait*") == ["wait", "waited", "wait’s"]
    assert found("racism and sexism", "*ism") == ["racism", "sexism"]
    assert found("a colour, a color", "col*r") == ["colour", "color"]


def test_a_star_stops_before_the_apostrophe_that_closes_a_quotation():
    assert found("She said 'I waited' and ‘I wait’.", "wait*") == ["waited", "wait"]


@pytest.mark.parametrize(
    "between", [" ", "  ", "\n", " \n ", "-", "\u2011", "\u00a0"], ids=lambda gap: f"{gap!r}"
)
def test_a_space_of_a_phrase_stands_for_spaces_line_breaks_and_hyphens(between):
    assert found(f"the waiting{between}list is long", "waiting list") == [f"waiting{between}list"]
    assert found(f"the waiting{between}list is long", "waiting-list") == [f"waiting{between}list"]


def test_a_phrase_is_not_found_across_other_punctuation_or_inside_words():
    assert found("waiting, list; waiting. List; waitinglist; a waiting lists", "waiting list") == []


def test_straight_and_curly_apostrophes_are_the_same_in_text_and_lexicon():
    for written in ("didn't", "didn’t"):
        assert found("I didn't know; I didn’t ask", written) == ["didn't", "didn’t"]


def test_places_are_code_points_whatever_stands_before():
    text = "👩🏽‍⚕️ é e\u0301 🙂 wait"
    (match,) = matches(text, Lexicon(("wait",)))
    assert (match.start, match.end) == (len(text) - 4, len(text))


def test_overlapping_matches_of_several_entries_are_all_there():
    words = ("waiting list", "waiting", "list price")
    assert found("waiting list price", *words) == ["waiting", "waiting list", "list price"]


def test_overlapping_matches_of_one_entry_are_all_there():
    assert found("very very very", "very very") == ["very very", "very very"]


def test_the_same_stretch_comes_once_and_matches_run_by_place():
    assert found("list, then wait", "wait", "wait*", "list") == ["list", "wait"]


def test_punctuation_in_an_entry_is_taken_as_it_stands():
    assert found("c++ or a.m. or axm", "a.m", "c++") == ["c++", "a.m"]


@pytest.mark.parametrize("entry", ["", " ", "-", " - "])
def test_an_entry_without_a_word_finds_and_cancels_nothing(entry):
    assert found("a long wait", entry) == []
    assert found("a long wait", "long wait", cancel=(entry,)) == ["long wait"]
    assert found("a long wait", near=((entry, "wait", 9), ("wait", entry, 9))) == []


def test_an_empty_lexicon_or_text_gives_nothing():
    assert found("a long wait") == []
    assert found("", "wait", near=(("wait", "long", 3),), stem=("wait",), cancel=("x",)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my family did find out", ["family did find out"]),
        ("they find out my family", ["find out my family"]),
        ("family one two find out", ["family one two find out"]),
        ("family one two three find out", []),
        ("family. Find\nout", ["family. Find\nout"]),
        ("family", []),
    ],
)
def test_near_counts_words_in_either_order_between_the_starts_of_the_two(text, expected):
    assert found(text, near=(("family", "find out", 3),)) == expected


def test_near_needs_two_different_words_even_where_both_entries_fit_one():
    assert found("they waited", near=(("wait*", "waited", 5),)) == []
    assert found("a wait and a wait", near=(("wait", "wait", 5),)) == ["wait and a wait"]


def test_near_takes_the_nearest_of_several():
    text = "colour of her skin, and the colour, skin"
    assert found(text, near=(("colour", "skin", 4),)) == ["colour of her skin", "colour, skin"]


def test_an_apostrophe_does_not_make_two_words_of_one():
    assert found("family don't won't find", near=(("family", "find", 3),)) == [
        "family don't won't find"
    ]


def test_a_cancelling_phrase_cancels_what_it_overlaps_and_nothing_else():
    text = "waiting in the waiting-room, waiting"
    places = [
        (m.start, m.end) for m in matches(text, Lexicon(("wait*",), cancel=("waiting room",)))
    ]
    assert places == [(0, 7), (29, 36)]


def test_a_cancelling_phrase_that_only_touches_a_match_leaves_it():
    assert found("long wait? Time", "wait", cancel=("long", "?", "time")) == ["wait"]


def test_a_cancelling_phrase_cancels_near_and_stem_too():
    assert found("colour of skin", near=(("colour", "skin", 4),), cancel=("of skin",)) == []
    assert found("it was referring", stem=("refer",), cancel=("was referring",)) == []


def test_a_stem_finds_every_inflected_form_and_no_other_word():
    text = "Referred, referring, refers; the referee; a therapist’s therapists"
    assert found(text, stem=("refer", "therapist")) == [
        "Referred", "referring", "refers", "therapist’s", "therapists",
    ]  # fmt: skip


WORDS = st.text(alphabet="abÄ1", min_size=1, max_size=3)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", ", ", "-", " 🙂 "]))).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@given(TEXTS, st.lists(WORDS, max_size=4))
def test_plain_words_are_found_where_a_naive_search_finds_them(text, words):
    wanted = {word.casefold() for word in words}
    naive = [m.span() for m in re.finditer(r"\w+", text) if m[0].casefold() in wanted]
    assert [(m.start, m.end) for m in matches(text, Lexicon(tuple(words)))] == naive


PHRASES = st.lists(WORDS.flatmap(lambda w: st.sampled_from([w, f"{w}*"])), max_size=3).map(" ".join)
LEXICONS = st.builds(
    Lexicon,
    st.lists(PHRASES, max_size=3).map(tuple),
    st.lists(st.tuples(PHRASES, PHRASES, st.integers(1, 4)), max_size=2).map(tuple),
    st.lists(PHRASES, max_size=1).map(tuple),
    st.lists(WORDS, max_size=1).map(tuple),
)


@given(st.lists(TEXTS, max_size=4), LEXICONS)
def test_the_quick_look_never_misses_a_part_in_which_something_is_found(parts, lexicon):
    text = "".join(f"P: {part}\n" for part in parts)
    places, at = may_match(text, lexicon), 0
    for part in parts:
        start = at + len("P: ")
        if matches(part, lexicon):
            assert any(start <= place < start + len(part) for place in places)
        at = start + len(part) + 1
    assert places == sorted(places)


@given(TEXTS, LEXICONS)
def test_matches_are_inside_the_text_in_order_and_never_empty(text, lexicon):
    places = [(m.start, m.end) for m in matches(text, lexicon)]
    assert places == sorted(set(places))
    assert all(0 <= start < end <= len(text) for start, end in places)
