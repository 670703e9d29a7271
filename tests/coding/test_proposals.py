"""Tests of separating words: counts, a value worked by hand, and nothing the lexicon knows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.proposals import COLUMNS, separating_words
from mixedmethods.coding.sentences import sentences
from mixedmethods.model import Code, Lexicon
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source


def code(*words, **parts):
    return Code("WAIT", "Waiting", "book", lexicon=Lexicon(words, **parts))


def test_the_log_odds_and_z_are_those_worked_by_hand():
    # Words, once a sentence. Coded: weeks 3, queue 1, so n1 = 4. Other: weeks 1, door 4, tea 1, so
    # n2 = 6. Prior 10, so a(weeks) = 10 * 4 / 10 = 4.
    # log_odds = log(7 / (14 - 7)) - log(5 / (16 - 5)) = log 1 - log(5 / 11) = 0.788457
    # z = 0.788457 / sqrt(1 / 7 + 1 / 5) = 0.788457 / 0.585540 = 1.346547
    coded = ["Weeks weeks", "weeks", "weeks queue"]
    other = ["weeks door", "door", "door", "door tea"]
    table = separating_words(coded, other, code(), z=1, prior=10)
    assert table[["word", "in_coded", "coded", "in_other", "other"]].to_numpy().tolist() == [
        ["weeks", 3, 3, 1, 4]
    ]
    assert table.loc[0, "log_odds"] == pytest.approx(math.log(11 / 5)) == pytest.approx(0.788457)
    assert table.loc[0, "z"] == pytest.approx(1.346547, abs=1e-6)


def test_pairs_are_proposed_beside_words():
    coded = ["the waiting room"] * 9
    table = separating_words(coded, ["the cold room", "a big door"] * 40, code())
    assert set(table["word"]) >= {"waiting", "waiting room", "the waiting"}


def test_what_the_lexicon_finds_or_cancels_is_left_out():
    coded = ["waiting weeks in rooms"] * 9
    table = separating_words(coded, ["door tea"] * 40, code("wait*", cancel=("rooms",)))
    assert set(table["word"]) == {"weeks", "weeks in", "in rooms"}  # neither waiting nor rooms


def test_words_that_point_nowhere_are_left_out():
    table = separating_words(["we were there"] * 9, ["door tea"] * 40, code())
    assert table.empty
    assert table.columns.tolist() == COLUMNS


def test_a_word_needs_the_least_count():
    other = ["door tea"] * 40
    assert separating_words(["weeks"] * 2, other, code(), z=0).empty
    assert not separating_words(["weeks"] * 3, other, code(), z=0).empty


@pytest.mark.parametrize(
    ("coded", "other"), [([], []), ([], ["tea"]), (["weeks"] * 9, []), ([""], [""])]
)
def test_without_words_on_both_sides_nothing_is_proposed(coded, other):
    assert separating_words(coded, other, code()).empty


texts = st.lists(st.text(alphabet="abc ", max_size=12), max_size=12)


@given(texts, texts)
def test_counts_never_exceed_their_bases_and_z_falls(coded, other):
    table = separating_words(coded, other, code(), least=1, z=0)
    assert (table["in_coded"] <= table["coded"]).all()
    assert (table["in_other"] <= table["other"]).all()
    assert table["z"].is_monotonic_decreasing
    assert (table["log_odds"] >= 0).all()


def test_weeks_is_proposed_for_waiting_in_the_sample(sample_file, sample_study):
    gold = sample_study.group_codings
    gold = gold[gold["code"] == "AC-WAIT"]
    wait = next(c for b in sample_study.codebooks for c in b.codes if c.id == "AC-WAIT")
    coded, other = [], []
    with open_project(sample_file) as project:
        for group in ("FG1", "FG2", "FG3", "FG4"):
            source, here = read_source(project, group), gold[gold["source"] == group]
            for turn in source.turns:
                for low, high in sentences(source.text[turn.start : turn.end]):
                    low, high = turn.start + low, turn.start + high
                    inside = ((here["start"] < high) & (low < here["end"])).any()
                    if not turn.moderator:
                        (coded if inside else other).append(source.text[low:high])
    assert separating_words(coded, other, wait)["word"].tolist()[0] == "weeks"
