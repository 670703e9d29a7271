"""Tests of the base audit in print."""

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report.bases import bases_table, distributions_table
from mixedmethods.survey import audit_bases, audit_distributions


def frame(*lines):
    columns = ["item", "statement", "percent", "base", "asked", "parts", "answers"]
    return pd.DataFrame(lines, columns=columns)


def test_a_line_says_what_was_printed_and_the_largest_bases_that_fit():
    audit = audit_bases(frame(("A", "good", "55", 41, None, 2, None)))
    (row,) = bases_table(audit, [Item("A", "How good?", "likert")]).to_dict("records")
    assert (row["Question"], row["Printed"]) == ("How good?", "55% of 41")
    assert row["Verdict"] == "Not on this base"
    assert row["Bases that fit"].startswith("22 of 40, 21 of 38, 18 of 33 and ")


def test_people_are_one_number_a_span_or_unknown():
    lines = [("A", "no", "45", 11), ("A", "yes", "54.5", 11), ("B", "no", "9", 200)]
    lines += [("B", "yes", "8", 200), ("C", "no", "50", 11), ("C", "yes", "50", 11)]
    audit = audit_distributions(frame(*((*line, None, 1, 2) for line in lines)))
    table = distributions_table(audit, []).set_index("Question")
    assert table["People"].tolist() == ["11", "32 to 34", "\N{EN DASH}"]
    assert table["Verdict"].tolist() == ["Possible", "Impossible", "Not on this base"]
    assert table["These are"].tolist() == ["all answers"] * 3
