"""Tests of rebuilding the reference reading: each of its numbers from the sample's data."""

import re

import pytest

from mixedmethods.integration.rebuild import ITEM, parts, rebuild
from mixedmethods.survey import tabulate

PERIODS = ("2015-16", "2021-22")
PRINTED = {
    "rate_2015_16": "rate_first", "rate_2021_22": "rate_last", "gap_pp_2015_16": "gap_first",
    "gap_pp_2021_22": "gap_last", "change_pp": "change",
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger(sample_study):
    return sample_study.readings["ledger"]


@pytest.fixture(scope="module")
def rebuilt(sample_study, ledger):
    return rebuild(sample_study, ledger, PERIODS, "White British").set_index("row")


def test_every_rate_and_gap_of_the_69_rows_comes_out_of_the_data(rebuilt, ledger):
    checked = 0
    for row in ledger:
        for column, name in PRINTED.items():
            ends = [float(text) for text in row[column].split(" to ")] if row[column] else []
            scale = 100 if name.startswith("rate") else 1
            low, high = (rebuilt.loc[row["row_id"], f"{name}_{end}"] for end in ("low", "high"))
            if not ends:
                assert low != low, row["row_id"]  # nothing printed, nothing invented
                continue
            places = len(row[column].split(" to ")[0].rpartition(".")[2])
            assert [round(scale * low, places), round(scale * high, places)] == [ends[0], ends[-1]]
            checked += 1
    assert len(rebuilt) == 69
    assert checked == 5 * sum(bool(row["gap_pp_2021_22"]) for row in ledger) == 200


def shares(survey, item):
    """Return the percentages that neighbouring options of an item add up to, as printed."""
    table = tabulate(survey.responses, item)
    counts, base = table["n"].tolist(), int(table["base"].iloc[0])
    found = set()
    for start in range(len(counts)):
        for end in range(start, len(counts)):
            exact = 100 * sum(counts[start : end + 1]) / base
            rounded = [int(100 * n / base + 0.5) for n in counts[start : end + 1]]
            found |= {int(exact + 0.5), int(round(exact, 1) + 0.5), sum(rounded)}
    return found


def test_every_survey_percentage_comes_out_of_the_answers(rebuilt, ledger, sample_study):
    by_item = {item.id: (s, item) for s in sample_study.surveys for item in s.instrument.items}
    checked = 0
    for row in ledger:
        named: list[str] = []
        for part in parts(row["survey_item_id"].replace(" v ", ";")):
            named = ITEM.findall(part) or named  # brackets may hold a semicolon
            assert all(id in rebuilt.loc[row["row_id"], "survey"] for id in named)
            printed = [int(text) for text in re.findall(r"(\d+)%", part)]
            if printed:
                there = shares(*by_item[named[0]])
                # Words in brackets may count several options together, and say so.
                assert set(printed) <= there, (row["row_id"], part, sorted(there))
                checked += len(printed)
    assert checked > 60


def test_every_theme_comes_with_its_counts_or_as_not_raised(rebuilt, ledger):
    for row in ledger:
        themes = parts(rebuilt.loc[row["row_id"], "theme"])
        assert [text.partition(":")[0] for text in themes] == parts(row["theme_id"])
    assert rebuilt.loc["L08", "theme"] == "GE-STIGMA: not raised"
    assert rebuilt.loc["L16", "theme"].startswith("AC-WAIT: 10 segments, 4 of 4 groups")
    assert (rebuilt["theme"] == "").sum() == 14


def test_filters_give_what_the_reading_counts(rebuilt):
    assert rebuilt["relation"].value_counts().to_dict() == {
        "dissonance": 21, "silence": 20, "complement": 18, "convergence": 10,
    }  # fmt: skip


def test_a_study_without_the_numbers_gives_none(made):
    reading = [{"row_id": "1", "measure": "recovery", "groups": "Low; Nobody", "theme_id": "WAIT",
                "survey_item_id": "", "relation": "silence"}]  # fmt: skip
    for study in (made.study(), made.study(rates=[])):
        (row,) = rebuild(study, reading, ("2016", "2022"), "Reference").to_dict("records")
        assert row["gap_last_low"] != row["gap_last_low"]
    (row,) = rebuild(
        made.study(), [reading[0] | {"groups": "Low"}], ("2016", "2022"), "Reference"
    ).to_dict("records")
    assert (row["gap_first_low"], row["gap_last_high"], row["change_low"]) == (-10.0, -6.9, 3.1)
