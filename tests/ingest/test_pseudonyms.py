"""Tests of pseudonyms: found, offered, replaced, and put back with the key alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.ingest.pseudonyms import (
    KINDS,
    identifiers,
    is_nhs_number,
    key_csv,
    pseudonymise,
    read_key,
    restore,
)
from mixedmethods.ingest.transcripts.text import read_transcript

TEXT = (
    "Moderator: Thank you, Christina.\n"
    "Christina M: I am Christina M, and CHRISTINA is my aunt. Christinas are many.\n"
    "Bob: I was born on 3 March 1981, NHS number 943 476 5919, at ann.lee+x@mail.example.org.\n"
    "Bob: Ring 07700 900123 or +44 20 7946 0018, I live at SW1A 1AA since 01/02/2019."
)


def source(text=TEXT):
    return read_transcript("FG.txt", text.encode())[0]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("my number is 943 476 5919", ["NHS number"]),
        ("my number is 9434765919 now", ["NHS number"]),
        ("my number is 943 476 5918", []),  # the check digit is wrong
        ("12345678901234", []),
        ("write to a.b@nhs.example.uk.", ["e-mail address"]),
        ("at EC1A 1BB, or m11ae", ["postcode", "postcode"]),
        ("ring 0113 496 0999", ["phone number"]),
        ("ring +44 7700 900 123", ["phone number"]),
        ("in room 4 at 10:30 for 12 weeks", []),
        ("born 12th of May, 1950", ["date of birth"]),
        ("my DOB is 12/05/1950", ["date of birth"]),
        ("we met on 2021-04-01", ["other full date"]),
        ("in May 1950, on the 12th", []),
    ],
)
def test_what_looks_like_an_identifier_is_found(text, kinds):
    assert [each.kind for each in identifiers(text)] == kinds


def test_a_number_with_the_check_value_ten_is_no_nhs_number():
    # 1*10 + 2*9 + 3*8 + 4*7 + 5*6 + 6*5 + 7*4 + 8*3 + 9*2 = 210, 210 mod 11 = 1, 11 - 1 = 10
    assert not any(is_nhs_number(f"123456789{digit}") for digit in range(10))


def test_the_longest_name_goes_first_and_only_whole_words_are_replaced():
    changed, _ = pseudonymise(source(), {"Christina": "P2", "Christina M": "P1"})
    assert "Moderator: Thank you, P2." in changed.text
    assert "P1: I am P1, and P2 is my aunt. Christinas are many." in changed.text
    assert [turn.speaker for turn in changed.turns] == ["Moderator", "P1", "Bob", "Bob"]
    assert changed.text[changed.turns[1].start :].startswith("I am P1")


def test_nothing_found_is_changed_unless_its_kind_is_chosen():
    assert pseudonymise(source(), {})[0] == source()
    changed, key = pseudonymise(source(), {}, ["NHS number", "date of birth"])
    assert "born on [date of birth], NHS number [NHS number], at ann.lee" in changed.text
    assert len(key) == 2


def test_the_key_brings_back_every_word():
    changed, key = pseudonymise(
        source(), {"Christina M": "P1", "Bob": "P2", "Christina": "P3"}, KINDS
    )
    assert restore("FG", changed.text, read_key(key_csv(key))) == TEXT


def test_a_key_of_another_text_is_refused_without_quoting_it():
    changed, key = pseudonymise(source(), {"Bob": "P2"})
    with pytest.raises(DataError, match="must belong to the text") as refused:
        restore("FG", changed.text.replace("P2", "Q2"), key)
    assert "Bob" not in f"{refused.value}"


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n", b"\xff\xfe\x00", b"source,start,pseudonym,original\nFG,x,a,b\n"]
)
def test_a_file_that_is_no_key_is_refused(content):
    with pytest.raises(DataError, match="A key must be a CSV file"):
        read_key(content)


def test_a_name_without_a_pseudonym_and_an_unknown_kind_are_refused():
    with pytest.raises(DataError, match="needs a pseudonym"):
        pseudonymise(source(), {"Bob": " "})
    with pytest.raises(DataError, match="Got shoe size"):
        pseudonymise(source(), {}, ["shoe size"])


words = st.sampled_from(
    ["Ann", "Bob", "Ann Lee", "ANN", "well", "😀", "943 476 5919", "m11 1ae", "é", "P1"]
)
lines = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(
    st.lists(lines, min_size=1, max_size=5),
    st.dictionaries(words, st.sampled_from(["P1", "X", "Ann"])),
)
def test_whatever_is_replaced_the_key_restores_it(spoken, names):
    text = "\n".join(f"Ann: {line}" for line in spoken)
    whole = source(text)
    changed, key = pseudonymise(whole, names, KINDS)
    assert restore("FG", changed.text, key) == text
    assert len(changed.turns) == len(whole.turns)
