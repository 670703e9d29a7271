"""Tests of claims: the slips of the real report are caught, the controls are let pass."""

from pathlib import Path

import pandas as pd
import pytest

import mixedmethods.sample
from mixedmethods.desk.claims import check, lines, read_claims
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError
from mixedmethods.integration.claims import KINDS, VERDICTS

FILE = Path(mixedmethods.sample.__file__).parent / "claims.csv"
SLIPS = Path(__file__).parents[3] / "shared/data/report_tables/inconsistencies.csv"
EXPECTED = {  # id: verdict, what the recomputed value or the reason must hold
    "X02": ("needs another base", ["4 of 10 (little to no knowledge)"]),
    "X04": ("needs another base", ["7 of 10"]),
    "X06": ("needs another base", ["30 of 39"]),
    "X10": ("fails", ["9.8 to -9.3", "-7.0 to -6.8", "-9.5 to -9.1"]),
    "X12": ("fails", ["-9.1 to -9.0", "-7.0 to -6.9", "-8.8 to -8.7"]),
    "X14a": ("holds", ["-3.5", "-2.9"]),
    "X14b": ("holds", ["-4.3", "-2.5", "-4.1"]),
    "X14c": ("holds", ["-5.5", "-4.0", "-5.3"]),
    "X16": ("fails", ["Asian 47.1 to 46.1 (2019-20)", "Other 46.1 to 46.0", "45.9 to 45.3"]),
    "X18": ("fails", ["White 76.5", "Asian 76.37 to 76.40", "It is Other"]),
    "X20": ("true at one granularity only",
            ["White -4.56", "Other Black background -2.65", "Other mixed background -3.27",
             "Indian -3.71"]),
    "X28": ("cannot be checked", ["12 v 13.8", "may be a copy"]),
    "X30": ("fails", ["White Irish 52.4", "Other White background 51.7", "Indian 51.5",
                      "African 51.5", "Caribbean 51.1", "50.7"]),
    "X32": ("fails", ["63.8", "Two values"]),
    "X38": ("fails", ["554,507", "26.1%"]),
    "X44": ("fails", ["53.7; 46.3", "22 of 41", "19 of 41"]),
    "X46": ("holds", ["55.2, 54.4, 53.8, 52.6, 51.4, 50.5, 49.1, 48.0, 45.8, 41.6"]),
    "X48": ("needs another base", ["21.08", "1,437,892 to 1,444,659"]),
    "X50": ("fails", ["55.02"]),
    "X52": ("fails", ["3.5 to 5.4 (2022-23)", "6.0 to 6.6 (2024-25)"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def checked(sample_study):
    return check(sample_study, read_claims(FILE.name, FILE.read_bytes())).set_index("id")


@pytest.mark.parametrize("id", EXPECTED)
def test_a_slip_is_caught_with_the_right_value_and_a_control_passes(checked, id):
    verdict, parts = EXPECTED[id]
    row = checked.loc[id]
    assert row["verdict"] == verdict
    assert [part for part in parts if part not in f"{row['recomputed']} {row['why']}"] == []


def test_what_no_kind_covers_is_said_to_be_beyond_the_check(checked):
    rest = checked.drop(index=list(EXPECTED))
    assert set(rest["verdict"]) == {"cannot be checked"}
    assert set(rest["kind"]) == {""}
    assert set(checked["verdict"]) <= set(VERDICTS)


@pytest.mark.skipif(not SLIPS.exists(), reason="the list of slips lies beside the project only")
def test_every_slip_of_the_list_is_among_the_claims(checked):
    listed = pd.read_csv(SLIPS)
    there = {id.rstrip("abc") for id in checked.index}
    assert set(listed["id"]) == there
    controls = set(listed.loc[listed["severity"] == "ok", "id"])
    assert {id for id in checked.index if id.rstrip("abc") in controls} == set(
        checked.index[checked["verdict"] == "holds"]
    )


def test_every_kind_is_read_from_the_sentences_that_show_it(sample_study):
    told = [(kind, text) for kind, shown in KINDS.items() for text in shown.split(" · ")]
    table = check(sample_study, told)
    assert table["kind"].tolist() == [kind for kind, _ in told]
    assert not table["why"].str.contains("more than can be checked").any()


OWN = [
    ("Recovery of Bangladeshi in 2021-22 was 43.9%", "holds"),
    ("In 2021/22 recovery for Bangladeshi people was 44 per cent", "holds"),
    ("Recovery of Bangladeshi in 2021-22 was 44.1%", "fails"),
    ("Recovery of Martian in 2021-22 was 44.1%", "cannot be checked"),
    ("Recovery of Bangladeshi in 1999-00 was 44.1%", "cannot be checked"),
    ("The gap of Bangladeshi in recovery in 2021-22 was 6.8 points", "holds"),
    ("The gap of Bangladeshi in recovery in 2021-22 was 7.8 points", "fails"),
    ("Chinese had the highest recovery in 2021-22", "holds"),
    ("Pakistani had the lowest recovery in 2021-22", "cannot be checked"),  # tied at 43.4
    ("Bangladeshi had the lowest recovery in 2021-22", "fails"),
    ("Bangladeshi had the largest fall in access rate from 2015-16 to 2021-22", "holds"),
    ("CL_WF_CPD: 93% of 41", "holds"),
    ("CL_WF_CPD: 20% of 41", "fails"),
    ("55% of 41", "needs another base"),
    ("18 + 4 = 22", "holds"),
    ("21.08% is 306,990 of 1,456,446", "holds"),
    ("Reliable improvement fell with deprivation in 2022-23", "fails"),
    ("40%", "cannot be checked"),
    ("= %", "cannot be checked"),
    ("1" * 400 + "%", "cannot be checked"),
    ("All groups were below White British in course rate in 2021-22", "fails"),
    ("All groups except Other White background were below White British in course rate in "
     "2021-22", "holds"),
]  # fmt: skip


def test_claims_in_a_persons_own_words(sample_study):
    table = check(sample_study, [(f"{k}", claim) for k, (claim, _) in enumerate(OWN)])
    assert list(zip(table["claim"], table["verdict"], strict=True)) == OWN


def test_empty_lines_are_no_claims():
    assert lines("\n \n") == []


def test_an_empty_project_checks_what_needs_no_data(empty):
    table = check(read_study(empty), lines("40% of 11\nRecovery of White British in 2021-22 is 5%"))
    assert table["verdict"].tolist() == ["needs another base", "cannot be checked"]


def test_a_claims_file_needs_its_two_columns(sample_study):
    with pytest.raises(DataError, match="columns id and claim"):
        read_claims("c.csv", b"id,text\n1,x\n")
    assert read_claims("c.csv", b"ID,Claim\n,40% of 11\nb,\n") == [("2", "40% of 11")]
    many = b"id,claim\n" + b"1,40% of 11\n" * 2001
    with pytest.raises(DataError, match="2,000 rows or fewer"):
        read_claims("c.csv", many)


FALSE = """Recovery of Bangladeshi in 2021-22 is not 43.9%
43.9% of Bangladeshi people did not reach recovery in 2021-22
Pakistani did not have the lowest recovery in 2015-16
All groups except White Irish were not below White British in recovery in 2015-16
Recovery did not fall with deprivation in 2022-23
The gap of Chinese in recovery never widened from 2020-21 to 2021-22
4 of 10 is not 40%
Recovery of Bangladeshi in 2021-22 is more than 43.9%
The gap of Bangladeshi in recovery in 2021-22 is less than 6.8 points
Recovery of Bangladeshi and White British in 2021-22 is 43.9%
Recovery of Bangladeshi in 2021-22 and 2015-16 is 43.9%
The gap of Bangladeshi in recovery in 2021-22 is +6.8 points
The gap of Asian in recovery in 2021-22 is 3.5 points in favour of Asian people
The gap of Chinese in recovery in 2021-22 is a deficit of 4.3 points
The gap between Bangladeshi and Pakistani in recovery in 2021-22 is 6.8 to 7.3 points
The gap of Bangladeshi in recovery rose from 6.8 points in 2015-16 to 10.5 points in 2021-22
Recovery of Chinese went down every year from 2015-16 to 2021-22
Recovery of Chinese worsened from 2015-16 to 2021-22
The gap in recovery of Bangladeshi fell every year from 2021-22 to 2024-25
Chinese had the largest gap in recovery in 2021-22
Pakistani had the second lowest recovery in 2015-16
Chinese had the highest recovery in 2021-22, at 43.9%
Chinese had the highest recovery and Pakistani the highest reliable recovery in 2021-22
Chinese had the highest recovery in every year from 2015-16 to 2021-22
All groups were more than 5 points below White British in recovery in 2015-16
All groups except White Irish were below White British in recovery in 2015-16 and in 2024-25
All groups except White Irish were below White British in recovery and access rate in 2015-16
Recovery was highest in the most deprived decile in 2022-23
Recovery in the most deprived decile in 2022-23 was 80%
Recovery was unrelated to deprivation in 2022-23
Recovery of Bangladeshi fell with deprivation in 2022-23
Black Caribbean recovery in 2021-22 was 50.84%
Recovery of South Asian people in 2021-22 was 47.28%
Recovery of Black women in 2021-22 was 50.84%
Bangladeshi non-recovery in 2021-22 is 43.9%
90% of clinical leads disagree CL_ORG_LENGTHS of 41
20 - 4 = 24
3 x 4 = 7
18 + 4 = 22 = 23
Vacancy is 99 v 1 and sickness 12 v 13.9
Recovery of Bangladeshi fell from 37.2% in 2015-16 to 43.9% in 2021-22"""
TRUE = """Recovery of Bangladeshi in 2021-22 is more than 40%
Recovery of Bangladeshi in 2021-22 is below 50%
The gap of Bangladeshi in recovery in 2021-22 is more than 6 points
Recovery of Chinese was at least 50% in 2021-22
Recovery of Bangladeshi rose from 37.2% in 2015-16 to 43.9% in 2021-22
Recovery was 43.9% for Bangladeshi and 50.7% for White British in 2021-22
Bangladeshi is 6.8 points below White British in recovery in 2021-22
The gap between Asian and White in recovery in 2021-22 was 3.5 points
Bangladeshi is 11.1 points below Chinese in recovery in 2021-22
The gap of Bangladeshi in recovery narrowed from 10.5 points in 2015-16 to 6.8 points in 2021-22
The gap of Bangladeshi in recovery narrowed from 2015-16 to 2021-22
Recovery of Bangladeshi went down every year from 2022-23 to 2024-25
Of Indian, Pakistani and Bangladeshi, Indian had the highest recovery in 2021-22
White British were higher than all other groups except White Irish in recovery in 2015-16
All Black groups were below White British in course rate in 2021-22
All groups had poorer no reliable change than White British in 2024-25
Recovery rose from the most to the least deprived decile in 2022-23
Recovery of Black Caribbean people in 2021-22 was 51.1%
20 - 4 = 16
3 x 4 = 12"""


def test_what_is_false_never_holds(sample_study):
    table = check(sample_study, lines(FALSE))
    assert table.loc[table["verdict"] == "holds", "claim"].tolist() == []


def test_what_is_true_never_fails(sample_study):
    table = check(sample_study, lines(TRUE))
    well = table["verdict"].isin(["holds", "cannot be checked"])
    assert table.loc[~well, "claim"].tolist() == []
    assert (table["verdict"] == "holds").sum() >= 7  # and many of them are read


def test_one_sentence_that_cannot_be_read_does_not_stop_the_others(sample_study):
    text = "110% of 11\n40% of " + "9" * 400 + "\n54% + 47% = 100% of " + "9" * 400 + "\n55% of 38"
    table = check(sample_study, lines(text))
    assert table["verdict"].tolist() == ["cannot be checked"] * 3 + ["holds"]


def test_what_is_not_read_is_named(sample_study):
    (why,) = check(sample_study, lines("Recovery of Black women in 2021-22 was 50.84%"))["why"]
    assert why == "It says more than can be checked: women. Say it without."
