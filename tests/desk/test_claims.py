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


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_from_the_sentences_that_show_it(sample_study, kind):
    table = check(sample_study, lines(KINDS[kind].replace(" · ", "\n")))
    assert set(table["kind"]) == {kind}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
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
        ("", "none"),
        ("= %", "cannot be checked"),
        ("1" * 400 + "%", "cannot be checked"),
        ("All groups were below White British in course rate in 2021-22", "fails"),
        ("All groups except Other White background were below White British in course rate in "
         "2021-22", "holds"),
    ],
)  # fmt: skip
def test_claims_in_a_persons_own_words(sample_study, claim, verdict):
    table = check(sample_study, lines(claim))
    assert (table["verdict"].tolist() or ["none"]) == [verdict]


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
