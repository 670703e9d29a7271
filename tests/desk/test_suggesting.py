"""Tests of suggestions in a project: each coder's own, in an order, and what came of them."""

import pytest

from mixedmethods.coding import suggest
from mixedmethods.coding.queue import Proposal
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.suggesting import (
    AFTER,
    BEFORE,
    SENTENCE,
    TURN,
    add_words,
    learned_proposals,
    open_proposals,
    place_of,
    quality,
    ready_codes,
    spans,
    words_to_add,
)
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Selection, Source, Turn
from mixedmethods.sample import make_sample
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import code_selections, codings
from mixedmethods.store.decisions import decide
from mixedmethods.store.settings import Settings, change_settings
from mixedmethods.store.texts import read_source, source_ids


@pytest.fixture
def given(empty, small):
    """The small project with its texts, its codes and what the words find in it."""
    import_files(empty, [small.by[name] for name in ("book.yaml", "FG.txt")], "Ann")
    source = read_source(empty, "FG")
    return empty, [source], list(codes(empty)), suggest(source, codes(empty))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with make_sample(tmp_path_factory.mktemp("suggesting") / "sample.mm") as project:
        texts = [read_source(project, id) for id in source_ids(project, "focus group")]
        book = [code for code in codes(project) if code.codebook == "nccmh_focus_groups"]
        yield project, texts, book


def settle(project, found, coder, accepted):
    place = Selection(found.source, found.start, found.end)
    decide(project, place, found.code, accepted, coder, "; ".join(found.words))


def test_what_a_coder_decided_is_not_shown_to_them_again_but_to_others(given):
    project, _, book, found = given
    assert len(open_proposals(project, "Ann", book, found)) == len(found) == 3
    settle(project, found[0], "Ann", accepted=False)
    assert len(open_proposals(project, "Ann", book, found)) == 2
    assert len(open_proposals(project, "Ben", book, found)) == 3


def test_what_a_coder_coded_by_hand_is_not_suggested(given):
    project, _, book, found = given
    one = found[0]
    code_selections(project, [Selection("FG", one.start, one.start + 4)], [one.code], "Ann")
    left = open_proposals(project, "Ann", book, found)
    assert len(left) == 2
    assert all((each.start, each.code) != (one.start, one.code) for each in left)


def test_a_code_with_a_decision_waits_for_one_without(given):
    project, _, book, found = given
    waiting = [each for each in found if each.code == "WAIT"]
    settle(project, waiting[0], "Ann", accepted=True)
    assert [each.code for each in open_proposals(project, "Ann", book, found)] == ["HOURS", "WAIT"]


def test_only_codes_that_are_asked_for_are_suggested(given):
    project, _, book, found = given
    chosen = [code for code in book if code.id == "HOURS"]
    assert {each.code for each in open_proposals(project, "Ann", chosen, found)} == {"HOURS"}


def test_quality_counts_decisions_with_their_base(given):
    project, _, book, found = given
    for each, accepted in zip(found, (True, True, False), strict=True):
        settle(project, each, "Ann", accepted)
    table, words = quality(project, "Ann", book, found)
    assert table["decided"].sum() == 3
    assert table["accepted"].sum() == words["accepted"].sum() == 2


def test_a_blind_coder_sees_what_came_of_their_own_decisions_only(given):
    project, _, book, found = given
    change_settings(project, Settings(lead="Lea", blind=True), "Lea")
    settle(project, found[0], "Ann", accepted=True)
    for coder, decided in (("Ann", 1), ("Ben", 0), ("Lea", 1)):
        assert quality(project, coder, book, found)[0]["decided"].sum() == decided


def test_a_blind_coder_learns_from_their_own_codings_only(sample):
    project, _, book = sample
    assert ready_codes(project, "Ben", book)["ready"].any()
    change_settings(project, Settings(lead="Lea", blind=True), "Lea")
    try:
        assert not ready_codes(project, "Ben", book)["ready"].any()
    finally:
        change_settings(project, Settings(lead="", blind=True), "Lea")


def test_what_was_learned_is_suggested_in_the_texts_that_were_asked_for(sample):
    project, texts, book = sample
    found = learned_proposals(project, "Ann", texts, texts[:1], book)
    assert found
    assert {each.source for each in found} == {texts[0].id}
    made = codings(project)
    for each in found:  # an example is no suggestion, whoever coded it
        own = made[(made["source"] == each.source) & (made["code"] == each.code)]
        assert not ((own["start"] < each.end) & (each.start < own["end"])).any()


def test_nothing_is_learned_from_nothing(given):
    project, sources, book, _ = given
    assert learned_proposals(project, "Ann", sources, sources, book) == []


def test_words_to_add_come_with_a_sentence_that_has_them(sample):
    project, texts, book = sample
    seen = 0
    for code in [code for code in book if code.codable][:12]:
        table = words_to_add(project, "Ann", texts, code)
        seen += len(table)
        for word, example in zip(table["word"], table["example"], strict=True):
            assert word.split()[0] in example.lower().replace("’", "'")
    assert seen


def test_words_are_added_once_and_undo_takes_them_away(given):
    project, _, book, _ = given
    code = next(each for each in book if each.id == "WAIT")
    add_words(project, code, ["queue", "wait*", "queue"], "Ann")
    now = next(each for each in codes(project) if each.id == "WAIT")
    assert now.lexicon.any == ("wait*", "queue")
    with pytest.raises(ProjectError, match="changed or removed meanwhile"):
        add_words(project, code, ["late"], "Ben")
    project.undo("Ann")
    assert next(each for each in codes(project) if each.id == "WAIT").lexicon.any == ("wait*",)


TEXT = "P: One 😀 here. Two is here. Three is here."
THREE = Source("T", TEXT, (Turn(1, 3, len(TEXT), "P"),))


def proposed(words):
    start = TEXT.index(words)
    return Proposal("T", 1, start, start + len(words), "A", "lexicon", ("is",), 0.5)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Two is here.", [SENTENCE, BEFORE, AFTER, TURN]),
        ("One 😀 here.", [SENTENCE, AFTER, TURN]),
        ("Three is here.", [SENTENCE, BEFORE, TURN]),
    ],
)
def test_a_suggestion_can_be_widened_to_its_neighbours(words, names):
    offers = spans(THREE, proposed(words))
    assert list(offers) == names
    told = {name: TEXT[place.start : place.end] for name, place in offers.items()}
    assert told[SENTENCE] == words
    assert told[TURN] == TEXT[3:]


def test_other_words_of_the_turn_must_touch_what_was_suggested():
    place = place_of(THREE, proposed("Two is here."), "is here.")
    assert TEXT[: place.start].endswith("Two ")
    for words in ("Three", "nobody said this", "", "P: One"):
        with pytest.raises(DataError, match="Copy them from the turn"):
            place_of(THREE, proposed("Two is here."), words)
