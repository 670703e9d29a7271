"""Tests of alt: a figure in words, with its numbers."""

import pandas as pd

from mixedmethods.report import alt_text

MINUS = "\N{MINUS SIGN}"


def test_bars_are_told_by_their_top_answers_or_those_who_ticked(made):
    assert alt_text(made.answers, made.items) == (
        "Stacked bars of answers to 2 questions. "
        "Sessions of different lengths, Clinical leads: agree + strongly agree 37 of 41; "
        "Sessions of different lengths, Commissioners: agree + strongly agree 4 of 11; "
        "Groups that reflect people, Clinical leads: agree + strongly agree 20 of 41; "
        "Groups that reflect people, Commissioners: ticked 6 of 11."
    )


def test_gaps_are_told_by_their_ends_and_how_many_are_below(made):
    table = made.gaps(("A", "1", 40), ("B", "1", 55), ("C", "1", 45))
    assert alt_text(table) == (
        "Dots of gaps to White British in percentage points. "
        f"Recovery, 1: lowest A {MINUS}10.0, highest B +5.0, 2 of 3 groups below."
    )


def test_a_long_figure_is_cut_at_a_whole_statement(made):
    table = pd.concat([made.gaps((f"Group {k}", f"{k}", 40)) for k in range(60)])
    said = alt_text(table)
    assert len(said) <= 1520
    assert said.endswith("below; and more.")


def test_an_empty_table_is_said_to_be_empty(made):
    assert "no rows" in alt_text(made.answers.iloc[:0], made.items)
