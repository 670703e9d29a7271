"""Tests of joint: a link reads from left to right as an argument."""

import pandas as pd

from mixedmethods.report.joint import joint_table, quote_line

MINUS = "\N{MINUS SIGN}"
ROW = {
    "code": "WAIT",
    "name": "Waiting",
    "segments": 1,
    "speakers": 1,
    "groups": 1,
    "of": 2,
    "measure": "recovery",
    "label": "Above threshold at start and below at end",
    "period": "2021-22",
    "reference": "White British",
    "below": 1,
    "compared": 2,
    "lowest_group": "African",
    "lowest_gap": -5.0,
    "highest_group": "Irish",
    "highest_gap": 2.0,
    "decimals": 1,
    "relation": "dissonance",
    "reason": "Because.",
    "author": "me",
    "changed": "2026-01-02T03:04:05",
    "fresh": True,
}


def printed(**changed):
    return joint_table(pd.DataFrame([{**ROW, **changed}])).iloc[0]


def test_a_link_reads_from_the_theme_to_its_evidence():
    assert list(printed().items()) == [
        ("Theme", "Waiting (WAIT)"),
        ("Measure", "Recovery, 2021-22"),
        ("Relation", "Dissonance"),
        ("Reason", "Because."),
        ("Gap", f"1 of 2 groups below White British; {MINUS}5.0 (African) to +2.0 (Irish)"),
        ("Said by", "1 segment, 1 speaker, 1 of 2 groups"),
        ("By", "me, 2026-01-02"),
        ("Evidence", "as it was"),
    ]


def test_evidence_that_has_changed_or_gone_is_said_so():
    assert printed(fresh=False)["Evidence"] == "has changed"
    assert printed(compared=0)["Gap"] == "no rates there any more"
    assert printed(segments=3)["Said by"].startswith("3 segments, 1 speaker")
    assert printed(compared=1)["Gap"] == f"African: {MINUS}5.0 to White British"


def test_no_links_are_a_table_with_its_columns():
    assert list(joint_table(pd.DataFrame(columns=list(ROW)))) == list(printed().index)


def test_a_long_quote_is_cut_at_a_word():
    quote = pd.Series({"speaker": "P1", "source": "FG1", "turn": 3, "quote": "some words " * 20})
    line = quote_line(quote)
    assert line.startswith("P1, FG1, turn 3: some words some")
    assert line.endswith("words …")


def test_a_gap_is_printed_as_exactly_as_it_is_known():
    assert f"{MINUS}7.83 (African)" in printed(lowest_gap=-7.83, decimals=2)["Gap"]


def test_a_link_without_a_theme_or_gap_says_so():
    row = printed(code="", name="", measure="", period="", compared=0)
    assert (row["Theme"], row["Measure"], row["Gap"]) == ("no theme", "no gap", "–")
