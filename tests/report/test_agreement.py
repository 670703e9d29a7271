"""Tests of agreement as people read it."""

import numpy as np
import pandas as pd

from mixedmethods.report.agreement import agreement_table, differences_table

ROW = {
    "code": "A", "name": "Waiting", "units": 78, "both": 5, "only_first": 1, "only_second": 0,
    "neither": 72, "percent": 0.987, "kappa": 0.9, "alpha": -0.05, "ci_low": 0.7123,
    "ci_high": 0.99, "alpha_low": np.nan, "alpha_high": np.nan, "note": "Rare.",
}  # fmt: skip


def test_a_coefficient_stands_with_its_interval_and_counts_with_their_base():
    (row,) = agreement_table(pd.DataFrame([ROW]), "Ann", "Bob").to_dict("records")
    assert row == {
        "Code": "Waiting", "Both": "5", "Only Ann": "1", "Only Bob": "0", "Neither": "72",
        "Units": "78", "Agree": "99%", "Kappa": "0.90 (0.71 to 0.99)", "Alpha": "−0.05",
        "Note": "Rare.",
    }  # fmt: skip


def test_what_is_not_defined_is_a_dash():
    row = {**ROW, "kappa": np.nan, "both": pd.NA}
    (printed,) = agreement_table(pd.DataFrame([row])).to_dict("records")
    assert (printed["Kappa"], printed["Both"]) == ("–", "–")


def test_a_difference_names_who_did_what():
    found = pd.DataFrame(
        {
            "kind": ["omitted", "different_code"], "source": ["G", "G"], "turn": [1, 2],
            "code": ["A", "A"], "code_second": [None, "B"], "quote": ["w", "x"],
            "quote_second": ["", "x"],
        }
    )  # fmt: skip
    table = differences_table(found, {"A": "Waiting", "B": "Hours"}, "Ann", "Bob")
    assert table["Difference"].tolist() == ["Left out by Bob", "Another code"]
    assert table["Code of Bob"].tolist() == ["–", "Hours"]
    assert table["Words of Bob"].tolist() == ["–", "x"]
