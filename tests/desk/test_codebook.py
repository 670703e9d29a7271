"""Tests of what a code is used for, which codings a split takes, and how its history reads."""

from dataclasses import replace

import pytest

from mixedmethods.desk.codebook import codings_to_split, depths, told_history, used_for
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.model import Code, Lexicon, Selection
from mixedmethods.store.codebook_edits import move_code
from mixedmethods.store.codes import change_code, codes
from mixedmethods.store.codings import code_selections
from mixedmethods.store.texts import read_source


@pytest.fixture
def coded(empty, small):
    """The small project; Ann put WAIT on both participants' turns."""
    import_files(empty, [small.by[name] for name in ("book.yaml", "FG.txt")], "Ann")
    turns = [turn for turn in read_source(empty, "FG").turns if not turn.moderator]
    code_selections(
        empty, [Selection("FG", turn.start, turn.end) for turn in turns], ["WAIT"], "Ann"
    )
    return empty


def test_codes_know_how_deep_they_stand():
    tree = (Code("A", "A", "b"), Code("B", "B", "b", parent="A"), Code("C", "C", "b", parent="B"))
    assert depths(tree) == {"A": 0, "B": 1, "C": 2}


def test_a_code_tells_what_uses_it(coded):
    move_code(coded, "HOURS", "WAIT", "", "Ann")
    study = read_study(coded)
    assert used_for(study, "WAIT") == {"coding": 2, "link": 0, "code below it": 1}
    assert used_for(study, "HOURS") == {"coding": 0, "link": 0, "code below it": 0}


@pytest.mark.parametrize(
    ("words", "source", "turns"),
    [
        ("", "", [2, 3]),
        ("evening*", "", [2]),
        ("evening*\nno waiting", "", [2, 3]),
        ("zebra", "", []),
        ("", "FG", [2, 3]),
        ("evening*", "another", []),  # as for a code without codings
    ],
)
def test_a_split_takes_the_codings_with_the_words_or_the_source(coded, words, source, turns):
    found = codings_to_split(read_study(coded), "WAIT", words, source)
    assert found["turn"].tolist() == turns


def test_the_history_says_what_changed_from_what_to_what(coded):
    code = next(each for each in codes(coded) if each.id == "WAIT")
    change_code(coded, replace(code, name="Waits", lexicon=Lexicon(("wait*", "queue"))), "Ben")
    newest, added = told_history(coded, "WAIT")
    assert newest["Who"] == "Ben"
    assert newest["What changed"] == "Name: Waiting → Waits; Words: wait* → wait*, queue"
    assert added["What changed"] == "Added"
