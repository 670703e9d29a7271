"""Tests of the base audit: which whole people can print a percentage, against a plain search."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey.bases import audit_bases, bases_for, fitting, sums_of_rounded


def printed(count, base, decimals=0):
    """Round as a person would who was taught to round halves up, by another way than the code."""
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(100 * count) / base).quantize(step, ROUND_HALF_UP)


def audited(percent, base, asked=None, parts=1):
    frame = pd.DataFrame(
        [["A", "yes", percent, base, asked, parts]],
        columns=["item", "statement", "percent", "base", "asked", "parts"],
    )
    return audit_bases(frame).iloc[0]


@given(st.integers(0, 100), st.integers(1, 300))
def test_counts_are_those_that_a_search_of_all_people_finds(percent, base):
    searched = [k for k in range(base + 1) if printed(k, base) == percent]
    assert fitting(f"{percent}", base) == searched


@given(st.integers(0, 1000), st.integers(1, 120))
def test_decimals_say_how_a_percentage_was_rounded(tenths, base):
    searched = [k for k in range(base + 1) if printed(k, base, 1) == Decimal(tenths) / 10]
    assert fitting(f"{tenths // 10}.{tenths % 10}", base) == searched


@given(st.integers(1, 60), st.integers(1, 60))
def test_every_share_of_a_base_is_possible_on_it(count, base):
    percent = f"{printed(min(count, base), base)}"
    assert audited(percent, base)["verdict"] == "possible"
    assert base in dict(bases_for(percent, base))


@given(st.integers(0, 100), st.integers(1, 25))
def test_sums_of_rounded_shares_are_those_of_a_plain_search(percent, base):
    searched = {
        one + two
        for one in range(base + 1)
        for two in range(base - one + 1)
        if printed(one, base) + printed(two, base) == percent
    }
    assert sums_of_rounded(f"{percent}", base, 2) == sorted(searched)


def test_55_percent_of_41_people_fits_other_bases_only_and_56_fits_it():
    assert audited("55", 41, parts=2)["verdict"] == "needs another base"
    bases = "22 of 40, 21 of 38, 18 of 33, 17 of 31, 16 of 29, 12 of 22, 11 of 20, 6 of 11"
    assert audited("55", 41)["bases"] == bases
    assert audited("56", 41)[["verdict", "counts"]].tolist() == ["possible", "23"]


@pytest.mark.parametrize(
    ("percent", "base", "asked", "parts", "verdict", "counts"),
    [
        ("46", 11, None, 1, "needs double rounding", "5"),
        ("77", 41, None, 3, "sum of rounded shares", "31, 32"),
        ("70", 11, None, 2, "needs another base", ""),
        ("37", 41, 27, 1, "needs another base", "10"),
        ("12", 3, None, 1, "impossible", ""),
        ("0", 11, None, 1, "possible", "0"),
        ("100", 11, None, 1, "possible", "11"),
        (" 55 % ", 11, None, 1, "possible", "6"),
    ],
)
def test_the_mildest_explanation_is_given(percent, base, asked, parts, verdict, counts):
    assert audited(percent, base, asked, parts)[["verdict", "counts"]].tolist() == [verdict, counts]


@pytest.mark.parametrize("percent", ["about half", "", "-3", "101", "1e3", "5.5.5"])
def test_what_is_no_percentage_is_refused(percent):
    with pytest.raises(DataError, match="A percentage must be"):
        audited(percent, 41)


def test_what_no_base_up_to_the_stated_one_can_print_names_the_next_that_can():
    assert audited("55", 10)["verdict"] == "impossible"
    assert audited("55", 10)["note"] == "no base up to 10; the next that fits is 11"


def test_a_base_of_nobody_is_refused():
    with pytest.raises(DataError, match="A base must be"):
        audited("50", 0)


def test_a_national_base_is_checked_at_once_and_not_listed_whole():
    row = audited("11.83", 3_699_969)
    assert (row["verdict"], row["counts"]) == ("possible", "437522 to 437891")
    assert len(row["bases"].split(", ")) == 1000
