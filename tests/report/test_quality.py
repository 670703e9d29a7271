"""Tests of how good the words are, as people read it: a base for each share."""

import pandas as pd

from mixedmethods.coding.quality import entry_quality, lexicon_quality
from mixedmethods.model import Code
from mixedmethods.report.quality import quality_table, words_table

CODES = [Code("WAIT", "Waiting", "book"), Code("COST", "Cost", "book")]
DECIDED = pd.DataFrame(
    [("WAIT", "accepted", "wait", "lexicon")] * 6 + [("WAIT", "rejected", "late", "lexicon")] * 5,
    columns=["code", "decision", "words", "origin"],
)
CODED = pd.DataFrame(
    [("FG1", 0, 9, "WAIT", "manual", False), ("FG1", 9, 12, "WAIT", "manual", True)],
    columns=["source", "start", "end", "code", "origin", "moderator"],
)


def test_each_share_has_its_base_and_interval_and_none_is_made_of_nothing():
    printed = quality_table(lexicon_quality(DECIDED, CODED, [], CODES))
    assert printed.to_numpy().tolist() == [
        ["Waiting (WAIT)", "6 of 11 (55%, 28.0 to 78.7)", "0 of 1 (0%, 0.0 to 79.3)", "0 of 1"],
        ["Cost (COST)", "nothing decided yet", "nothing coded yet", "nothing coded yet"],
    ]


def test_words_stand_with_the_most_rejected_first():
    printed = words_table(entry_quality(DECIDED))
    assert printed["Word"].tolist() == ["late", "wait"]
    assert printed["Accepted of decided"].str.startswith(("0 of 5", "6 of 6")).all()


def test_nothing_to_print_gives_an_empty_table():
    nothing = lexicon_quality(DECIDED[:0], CODED[:0], [], [])
    assert quality_table(nothing).empty
    assert words_table(entry_quality(DECIDED[:0])).empty
