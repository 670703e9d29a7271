"""Tests of labels: what is printed is what a careful person would have written."""

import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.model import Measure
from mixedmethods.report import labels


@pytest.mark.parametrize(
    ("n", "base", "printed"),
    [(1, 8, "13%"), (3, 8, "38%"), (5, 200, "3%"), (22, 41, "54%"), (22, 40, "55%"), (0, 9, "0%")],
)
def test_a_share_is_rounded_half_up_and_never_to_the_even_number(n, base, printed):
    assert labels.percent(n / base) == printed


@settings(deadline=None)
@given(st.integers(0, 1000), st.sampled_from([8, 16, 40, 125, 200, 1000]), st.integers(0, 2))
def test_a_share_from_counts_is_rounded_as_the_exact_fraction_is(n, base, decimals):
    n = min(n, base)
    step = Decimal(1).scaleb(-decimals)
    exact = (Decimal(100 * n) / base).quantize(step, "ROUND_HALF_UP")
    assert labels.percent(n / base, decimals) == f"{exact}%"


@pytest.mark.parametrize(
    ("gap", "decimals", "printed"),
    [
        (53.88, 1, "+53.9"),
        (-26.94, 1, "\N{MINUS SIGN}26.9"),
        (-7.83, 2, "\N{MINUS SIGN}7.83"),
        (0.0, 1, "0.0"),
        (-0.04, 1, "0.0"),
        (0.04, 1, "0.0"),
        (0.05, 1, "+0.1"),
        (-0.5, 0, "\N{MINUS SIGN}1"),
        (math.nan, 1, "\N{EN DASH}"),
    ],
)
def test_a_gap_has_its_sign_a_real_minus_and_no_signed_zero(gap, decimals, printed):
    assert labels.points(gap, decimals) == printed


def test_a_count_comes_first_then_the_percentage_then_the_interval():
    assert labels.answer(6, 11, 0.2801, 0.7873) == "6 of 11 (55%, 28.0 to 78.7)"
    assert labels.answer(0, 0, math.nan, math.nan) == "no answers"
    assert labels.of(1234, 5678) == "1,234 of 5,678"
    assert labels.of(pd.NA, 5) == "\N{EN DASH}"


def test_limits_of_a_gap_say_why_they_are_absent():
    assert labels.interval_points(-26.94, 31.56) == "\N{MINUS SIGN}26.9 to 31.6"
    assert labels.interval_points(math.nan, math.nan, 1, "counts not supplied") == (
        "counts not supplied"
    )
    assert labels.interval_points(math.nan, math.nan, 1, "rate does not fit its base") == (
        "\N{EN DASH}"
    )
    assert labels.interval(math.nan, math.nan) == "\N{EN DASH}"


def test_names_are_made_readable_but_a_users_own_group_is_left_alone():
    assert labels.group("clinical_lead") == "Clinical leads"
    assert labels.group("all") == "Everyone"
    assert labels.group("peer_worker") == "Peer worker"
    assert labels.group("iCBT cohort") == "iCBT cohort"
    assert labels.column("ci_low") == "Lower limit"
    assert labels.column("something_new") == "Something new"
    assert labels.measure("reliable_recovery") == "Reliable recovery"


@pytest.mark.parametrize(
    ("id", "label", "said"),
    [
        ("recovery", "Above threshold at start", "Recovery: above threshold at start."),
        ("severity", "PHQ-9 at assessment.", "Severity: PHQ-9 at assessment."),
        ("white_share", "a share", "White share: a share."),
        ("recovery", "recovery", ""),
        ("recovery", " ", ""),
    ],
)
def test_a_measure_is_explained_once_where_its_label_says_more_than_its_name(id, label, said):
    assert labels.explained(Measure(id, label)) == said


def test_the_counts_of_a_theme_have_their_singular_and_plural():
    row = pd.Series({"segments": 1, "speakers": 2, "groups": 1, "of": 1})
    assert labels.said_by(row) == "1 segment, 2 speakers, 1 of 1 group"


def test_decimals_that_were_not_supplied_are_one():
    assert labels.places(pd.NA) == 1
    assert labels.places(2) == 2
