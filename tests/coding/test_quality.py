"""Tests of how good the lexicon is: two shares, each with its base, none over nothing."""

import pandas as pd
import pytest

from mixedmethods.coding import suggest
from mixedmethods.coding.match import Suggestion
from mixedmethods.coding.quality import entry_quality, lexicon_quality
from mixedmethods.interval import wilson
from mixedmethods.model import Code
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source

WAIT, LIST = Code("WAIT", "Waiting", "book"), Code("LIST", "The list", "book")


def decisions(*rows):
    """Rows of (code, decision, words, origin)."""
    full = [(*row, *("", "lexicon")[len(row) - 2 :]) for row in rows]
    return pd.DataFrame(full, columns=["code", "decision", "words", "origin"])


def codings(*rows):
    """Rows of (start, end, code, origin, moderator)."""
    full = [("FG1", *row, *("WAIT", "manual", False)[len(row) - 2 :]) for row in rows]
    columns = ["source", "start", "end", "code", "origin", "moderator"]
    return pd.DataFrame(full, columns=columns)


def suggestion(start, end, code="WAIT", source="FG1"):
    return Suggestion(source, 1, start, end, code, ("wait",))


def test_precision_is_what_was_accepted_of_what_was_decided():
    given = decisions(*[("WAIT", "accepted")] * 6, *[("WAIT", "rejected")] * 5)
    row = lexicon_quality(given, codings(), [], [WAIT]).iloc[0]
    assert (row["accepted"], row["rejected"], row["decided"]) == (6, 5, 11)
    low, high = wilson(6, 11)
    assert (row["precision"], row["precision_low"], row["precision_high"]) == pytest.approx(
        (6 / 11, low, high)
    )
    assert (low, high) == pytest.approx((0.280, 0.787), abs=5e-4)  # Wilson (1927)


def test_decisions_on_other_origins_say_nothing_about_the_lexicon():
    given = decisions(("WAIT", "accepted"), ("WAIT", "rejected", "", "learned"))
    row = lexicon_quality(given, codings(), [], [WAIT]).iloc[0]
    assert (row["accepted"], row["decided"]) == (1, 1)


def test_recall_is_how_many_codings_overlap_a_suggestion_of_the_same_code():
    made = codings((0, 9), (9, 20), (30, 40), (0, 9, "LIST"))
    row = lexicon_quality(
        decisions(), made, [suggestion(5, 9), suggestion(35, 36), suggestion(9, 20, "LIST")], [WAIT]
    ).iloc[0]
    assert (row["found"], row["coded"], row["recall"]) == (2, 3, pytest.approx(2 / 3))


def test_codings_that_came_from_suggestions_are_told_apart():
    made = codings((0, 9), (10, 20, "WAIT", "accepted suggestion"), (30, 40, "WAIT", "import"))
    row = lexicon_quality(decisions(), made, [suggestion(10, 20), suggestion(30, 31)], [WAIT])
    names = ["found", "coded", "from_suggestions", "found_unled", "unled"]
    assert row[names].to_numpy().tolist() == [[2, 3, 1, 1, 2]]


def test_a_stretch_of_several_coders_counts_once_and_as_unled_if_one_found_it_alone():
    made = codings((0, 9, "WAIT", "accepted suggestion"), (0, 9), (0, 9))
    row = lexicon_quality(decisions(), made, [suggestion(0, 9)], [WAIT]).iloc[0]
    assert (row["coded"], row["from_suggestions"], row["unled"]) == (1, 0, 1)


def test_prompts_are_no_codings():
    made = codings((0, 9, "WAIT", "manual", True))
    assert lexicon_quality(decisions(), made, [], [WAIT])["coded"].tolist() == [0]


def test_nothing_decided_or_coded_gives_a_missing_share_and_never_0():
    table = lexicon_quality(decisions(), codings(), [], [WAIT, LIST])
    shares = ["precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high"]
    assert table["code"].tolist() == ["WAIT", "LIST"]
    assert table[shares].isna().all(axis=None)
    assert table[["decided", "coded"]].to_numpy().tolist() == [[0, 0], [0, 0]]


def test_a_code_that_only_groups_others_has_no_row():
    table = lexicon_quality(decisions(), codings(), [], [Code("TOP", "Top", "b", codable=False)])
    assert len(table) == 0
    assert table.columns[:3].tolist() == ["code", "name", "accepted"]


def test_each_word_has_what_was_decided_on_its_suggestions():
    table = entry_quality(
        decisions(
            ("WAIT", "accepted", "Waiting; list"), ("WAIT", "rejected", "waiting"),
            ("WAIT", "rejected", "I’m stuck"), ("LIST", "accepted", ""),
        )
    )  # fmt: skip
    assert table[["code", "word", "accepted", "rejected", "decided"]].to_numpy().tolist() == [
        ["WAIT", "i'm stuck", 0, 1, 1], ["WAIT", "waiting", 1, 1, 2], ["WAIT", "list", 1, 0, 1],
    ]  # fmt: skip


def test_no_decisions_give_an_empty_table_of_words():
    assert entry_quality(decisions()).columns.tolist()[:5] == [
        "code", "word", "accepted", "rejected", "decided",
    ]  # fmt: skip


def test_the_lexicon_finds_122_of_the_204_segments_of_the_sample(sample_file, sample_study):
    with open_project(sample_file) as project:
        sources = [read_source(project, group) for group in ("FG1", "FG2", "FG3", "FG4")]
    book = next(b for b in sample_study.codebooks if b.id == "nccmh_focus_groups")
    found = [each for source in sources for each in suggest(source, book.codes)]
    table = lexicon_quality(decisions(), sample_study.group_codings, found, book.codes)
    assert table[["found", "coded", "from_suggestions"]].sum().tolist() == [122, 204, 0]
