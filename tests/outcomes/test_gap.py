"""Tests of gap: the subtraction, its interval, and what is said where there is none."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.interval import newcombe
from mixedmethods.model import Rate
from mixedmethods.outcomes import gaps, rates_frame

REFERENCE = "White British"


def rates(*rows, measure="recovery", period="2021-22", decimals=1):
    """Rates given as (group, per cent) or (group, per cent, base)."""
    return rates_frame(
        Rate(group, measure, period, percent / 100, decimals, *base, source="Table 5")
        for group, percent, *base in rows
    )


def test_the_gap_is_group_minus_reference_in_points_without_float_noise():
    course = rates((REFERENCE, 57.99), ("Bangladeshi", 42.07), measure="course", decimals=2)
    row = gaps(course, REFERENCE).iloc[0]
    assert row["gap"] == -15.92
    assert (row["estimate"], row["reference_estimate"]) == (0.4207, 0.5799)


def test_columns_come_in_the_house_order():
    assert list(gaps(rates((REFERENCE, 50), ("African", 51)), REFERENCE).columns) == [
        "measure",
        "period",
        "group",
        "reference",
        "estimate",
        "reference_estimate",
        "gap",
        "ci_low",
        "ci_high",
        "base",
        "reference_base",
        "decimals",
        "note",
    ]


def test_no_counts_means_no_interval_and_says_so():
    row = gaps(rates((REFERENCE, 50.7, 1000), ("African", 51.5)), REFERENCE).iloc[0]
    assert row["note"] == "counts not supplied"
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["ci_high"])
    assert pd.isna(row["base"])
    assert row["reference_base"] == 1000


def test_counts_give_the_newcombe_interval_in_points():
    row = gaps(rates((REFERENCE, 60.0, 80), ("African", 80.0, 70)), REFERENCE).iloc[0]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((5.24, 33.39), abs=5e-3)
    assert row["note"] == ""


@pytest.mark.parametrize(
    ("percent", "decimals", "base", "fits"),
    [
        (55, 0, 41, False),  # 22/41 prints as 54, 23/41 as 56
        (55, 0, 40, True),
        (55, 0, 11, True),
        (12.5, 0, 8, True),
        (13, 0, 8, True),  # 1 of 8 is 12.5: the tie goes up in most reports
        (12, 0, 8, True),  # and to the even number in some
        (14, 0, 8, False),
        (33.3, 1, 3, True),
        (33.4, 1, 3, False),
        (10, 0, 0, False),
    ],
)
def test_a_rate_that_no_count_gives_is_noted_and_has_no_interval(percent, decimals, base, fits):
    table = rates((REFERENCE, 50.0, 100), ("African", percent, base), decimals=decimals)
    row = gaps(table, REFERENCE).iloc[0]
    assert ("rate does not fit its base" in row["note"]) is not fits
    assert np.isnan(row["ci_low"]) is np.isnan(row["ci_high"])
    assert bool(np.isnan(row["ci_low"])) is not fits
    assert row["gap"] == round(percent - 50, 1)


def test_a_reference_that_does_not_fit_takes_the_interval_from_every_group():
    table = gaps(rates((REFERENCE, 55, 41), ("African", 60, 100), decimals=0), REFERENCE)
    assert table["note"].tolist() == ["reference: rate does not fit its base"]
    assert table["ci_low"].isna().all()


def test_a_small_base_is_noted_with_its_number():
    row = gaps(rates((REFERENCE, 50.0, 100), ("African", 54.5, 11)), REFERENCE).iloc[0]
    assert row["note"] == "small base: 11 people"
    assert not np.isnan(row["ci_low"])


def test_a_small_reference_is_noted_beside_the_group():
    row = gaps(rates((REFERENCE, 50.0, 10), ("African", 54.5, 11)), REFERENCE).iloc[0]
    assert row["note"] == "small base: 11 people; reference: small base: 10 people"


def test_rows_run_by_measure_and_period_the_lowest_gap_first():
    table = pd.concat(
        [
            rates((REFERENCE, 50), ("A", 51), ("B", 40), measure=measure, period=period)
            for measure, period in [("recovery", "2021-22"), ("access", "2021-22"), ("access", "1")]
        ]
    )
    rows = gaps(table, REFERENCE)[["measure", "period", "group"]].to_numpy().tolist()
    assert rows == [
        ["access", "1", "B"],
        ["access", "1", "A"],
        ["access", "2021-22", "B"],
        ["access", "2021-22", "A"],
        ["recovery", "2021-22", "B"],
        ["recovery", "2021-22", "A"],
    ]
    chosen = gaps(table, REFERENCE, "access", "1")
    assert chosen["group"].tolist() == ["B", "A"]


def test_the_gap_is_known_to_the_coarser_of_the_two_rates():
    table = pd.concat([rates((REFERENCE, 50.0)), rates(("A", 51.25), decimals=2)])
    assert gaps(table, REFERENCE)["decimals"].tolist() == [1]


def test_a_cell_without_its_reference_keeps_its_rows_without_a_gap():
    table = pd.concat([rates((REFERENCE, 50), ("A", 51)), rates(("A", 40), period="2015-16")])
    early = gaps(table, REFERENCE).iloc[0]
    assert np.isnan(early["gap"])
    assert early["note"] == "counts not supplied; reference: no rate supplied"


def test_no_rates_an_absent_reference_and_an_absent_measure_are_refused_with_what_there_is():
    table = rates((REFERENCE, 50), ("African", 51))
    with pytest.raises(DataError, match="Got none"):
        gaps(table.iloc[:0], REFERENCE)
    with pytest.raises(DataError, match=r"reference must be one of: African, White British.*Irish"):
        gaps(table, "Irish")
    with pytest.raises(DataError, match=r"measure must be one of: recovery.*'access'"):
        gaps(table, REFERENCE, "access")
    with pytest.raises(DataError, match=r"period must be one of: 2021-22.*'2020'"):
        gaps(table, REFERENCE, "recovery", "2020")


def test_two_rates_for_one_cell_and_a_percentage_for_a_share_are_refused():
    with pytest.raises(DataError, match="1 more, first for recovery, 2021-22, African"):
        gaps(rates((REFERENCE, 50), ("African", 51), ("African", 52)), REFERENCE)
    with pytest.raises(DataError, match=r"1 outside.*Divide percentages by 100"):
        gaps(rates((REFERENCE, 50), ("African", 5100)), REFERENCE)


@settings(deadline=None)
@given(st.integers(1, 300).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_rate_printed_from_a_count_always_fits_and_gives_that_counts_interval(count):
    n, base = count
    printed = round(100 * n / base, 1)
    row = gaps(rates((REFERENCE, 50.0, 200), ("A", printed, base)), REFERENCE).iloc[0]
    assert "fit" not in row["note"]
    expected = 100 * np.array(newcombe(n, base, 100, 200))
    assert [row["ci_low"], row["ci_high"]] == pytest.approx(expected, abs=1e-7)
