"""Tests of suggest: sentences with a reason, never a coding."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.coding import suggest, suggestions_frame
from mixedmethods.model import Code, Lexicon, Source, Turn
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source

SHARED = Path(__file__).parents[3] / "shared" / "demo" / "focus_groups"
GROUPS = ("FG1", "FG2", "FG3", "FG4")


def source(*turns):
    """A source of (speaker, words) turns; M is the moderator."""
    text, made = "# FG9\n", []
    for number, (speaker, words) in enumerate(turns, start=1):
        text += f"{speaker} [00:00]: "
        made.append(Turn(number, len(text), len(text) + len(words), speaker, "", speaker == "M"))
        text += f"{words}\n"
    return Source("FG9", text, tuple(made))


def code(id="WAIT", *words, **parts):
    return Code(id, id.title(), "book", lexicon=Lexicon(words, **parts))


def quoted(source, found):
    return [(s.code, s.turn, source.text[s.start : s.end], s.words) for s in found]


def test_a_match_is_suggested_as_its_whole_sentence_with_the_words_as_reason():
    text = source(("P1", "Hello 🙂 all. I waited for months. Then, nothing."))
    assert quoted(text, suggest(text, [code("WAIT", "wait*")])) == [
        ("WAIT", 1, "I waited for months.", ("waited",))
    ]


def test_what_the_moderator_says_is_left_out():
    text = source(("M", "Did you wait?"), ("P1", "We did wait."), ("M", "You wait."))
    assert [s.turn for s in suggest(text, [code("WAIT", "wait")])] == [2]


def test_matches_of_one_code_in_one_sentence_make_one_suggestion():
    text = source(("P1", "I wait, on a list, and wait. A list."))
    assert quoted(text, suggest(text, [code("WAIT", "wait", "list")])) == [
        ("WAIT", 1, "I wait, on a list, and wait.", ("wait", "list")),
        ("WAIT", 1, "A list.", ("list",)),
    ]


def test_a_match_over_two_sentences_is_suggested_with_both():
    text = source(("P1", "One. My family. They find out. Two."))
    (only,) = suggest(text, [code("SHAME", near=(("family", "find out", 5),))])
    assert text.text[only.start : only.end] == "My family. They find out."


def test_suggestions_run_by_place_then_code():
    text = source(("P1", "I wait. I wait on a list."))
    codes = [code("WAIT", "wait"), code("LIST", "list")]
    assert [s.code for s in suggest(text, codes)] == ["WAIT", "LIST", "WAIT"]


def test_what_overlaps_something_settled_of_the_same_code_is_left_out():
    text = source(("P1", "I wait. You wait."))
    start = text.turns[0].start
    codes = [code("WAIT", "wait"), code("STAY", "wait")]
    settled = [(start + 5, start + 6, "WAIT"), (start + 7, start + 8, "STAY")]
    assert [(s.code, s.start - start) for s in suggest(text, codes, settled)] == [
        ("STAY", 0), ("STAY", 8), ("WAIT", 8),
    ]  # fmt: skip


def test_a_long_settled_stretch_counts_although_shorter_ones_start_behind_it():
    text = source(("P1", "I wait. You wait. We wait."))
    start = text.turns[0].start
    settled = [
        (start, start + 26, "WAIT"),
        (start, start + 1, "WAIT"),
        (start + 3, start + 4, "WAIT"),
    ]
    assert suggest(text, [code("WAIT", "wait")], settled) == []
    assert len(suggest(text, [code("WAIT", "wait")], settled[1:])) == 2


def test_a_muted_word_counts_no_more_for_its_code_and_other_reasons_stay():
    text = source(("P1", "I waited on a list. I waited. A list."))
    codes = [code("WAIT", "wait*", "list"), code("STAY", "wait*")]
    assert quoted(text, suggest(text, codes, muted={("WAIT", "waited")})) == [
        ("STAY", 1, "I waited on a list.", ("waited",)),
        ("WAIT", 1, "I waited on a list.", ("list",)),
        ("STAY", 1, "I waited.", ("waited",)),
        ("WAIT", 1, "A list.", ("list",)),
    ]


@pytest.mark.parametrize("written", ["Waiting List", "waiting-\nlist", "WAITING\u2011LIST"])
def test_a_muted_match_is_known_in_any_case_and_with_any_gap(written):
    text = source(("P1", f"The {written}. Don’t wait."))
    codes = [code("LIST", "waiting list", "don't")]
    muted = {("LIST", "waiting list"), ("LIST", "don't"), ("LIST", "don’t"), ("OTHER", "x")}
    assert suggest(text, codes, muted=muted) == []


def test_a_pair_and_a_cancelling_phrase_do_not_reach_another_turn():
    text = source(("P1", "Family."), ("P2", "Find out. Wait,"), ("P1", "list."))
    shame = code(
        "SHAME", "wait", near=(("family", "find out", 9),), cancel=("wait list", "wait, list")
    )
    assert quoted(text, suggest(text, [shame])) == [("SHAME", 2, "Wait,", ("Wait",))]


def test_a_code_without_a_lexicon_and_a_source_without_turns_give_nothing():
    text = source(("P1", "I wait."))
    assert suggest(text, [code("WAIT")]) == []
    assert suggest(Source("FG9", "I wait.", ()), [code("WAIT", "wait")]) == []


def test_the_table_counts_code_points_inside_the_turn():
    text = source(("M", "Well?"), ("P1", "🙂 Hm. I waited, waiting."))
    table = suggestions_frame(text, suggest(text, [code("WAIT", "wait*")]))
    assert table.to_dict("records") == [
        {
            "source": "FG9", "code": "WAIT", "turn": 2, "start": 6, "end": 24,
            "words": "waited; waiting", "quote": "I waited, waiting.",
        }
    ]  # fmt: skip


def test_the_table_of_no_suggestions_has_its_columns():
    text = source(("P1", "Hm."))
    assert suggestions_frame(text, []).columns.tolist() == [
        "source", "code", "turn", "start", "end", "words", "quote",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def groups(sample_file):
    with open_project(sample_file) as project:
        return {id: read_source(project, id) for id in GROUPS}


@pytest.fixture(scope="module")
def suggested(groups, sample_study):
    """The suggestions of the focus-group codebook in the sample, by group."""
    book = next(b for b in sample_study.codebooks if b.id == "nccmh_focus_groups")
    return {id: suggest(source, book.codes) for id, source in groups.items()}


@pytest.mark.parametrize(
    ("group", "segments", "hit", "total"),
    [("FG1", 53, 32, 40), ("FG2", 39, 23, 32), ("FG3", 63, 38, 46), ("FG4", 49, 29, 39)],
)
def test_122_of_the_204_segments_of_the_sample_have_a_suggestion_of_their_code(
    group, segments, hit, total, suggested, sample_study
):
    frame = sample_study.group_codings
    gold = frame[(frame["source"] == group) & ~frame["moderator"].astype(bool)]
    hits = [
        any(s.code == row.code and overlap(s, row.start, row.end) for s in suggested[group])
        for row in gold.itertuples()
    ]
    assert (len(gold), sum(hits), len(suggested[group])) == (segments, hit, total)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the decoys lie outside the project, in ../shared")
@pytest.mark.parametrize("group", GROUPS)
def test_every_decoy_is_suggested_so_that_a_person_has_something_to_reject(
    group, groups, suggested
):
    with (SHARED / f"{group}_decoys.csv").open(encoding="utf-8", newline="") as file:
        decoys = pd.DataFrame(csv.DictReader(file))
    turns = {turn.number: turn for turn in groups[group].turns}
    assert len(decoys) == 5
    for decoy in decoys.itertuples():
        begin = turns[int(decoy.turn)].start
        start, end = begin + int(decoy.start), begin + int(decoy.end)
        assert any(s.code == decoy.code and overlap(s, start, end) for s in suggested[group])


def test_a_suggestion_in_the_sample_is_the_text_between_its_offsets(groups, suggested):
    for id, found in suggested.items():
        for s in found:
            turn = groups[id].turns[s.turn - 1]
            assert turn.start <= s.start < s.end <= turn.end
            assert all(word in groups[id].text[s.start : s.end] for word in s.words)


def overlap(suggestion, start, end):
    return suggestion.start < end and start < suggestion.end
