"""Tests of change: the published report's gaps, how they moved, and how many are below."""

from pathlib import Path

import pandas as pd
import pytest

import mixedmethods
from mixedmethods.errors import DataError
from mixedmethods.outcomes import below, change, gaps

TABLES = Path(mixedmethods.__file__).parent / "sample/data/outcomes_tables_4_5.csv"


@pytest.fixture(scope="module")
def report():
    """Gaps to White British in Tables 4 and 5 of the NCCMH report (2023)."""
    table = pd.read_csv(TABLES, dtype={"rate_pct": "string"})
    rates = pd.DataFrame(
        {
            "measure": table["measure"],
            "period": table["year"],
            "group": table["group"],
            "estimate": table["rate_pct"].astype(float) / 100,
            "decimals": table["rate_pct"].str.split(".").str[1].str.len(),
            "base": table["n"].astype("Int64"),
            "source": table["source"],
        }
    )
    return gaps(rates, "White British")


@pytest.mark.parametrize(
    ("measure", "group", "first", "last", "moved"),
    [
        ("course_rate", "Bangladeshi", -15.92, -7.83, 8.09),
        ("access_rate", "Bangladeshi", 1.26, -5.90, -7.16),
        ("recovery", "Bangladeshi", -10.5, -6.8, 3.7),
        ("recovery", "African", -7.4, 0.8, 8.2),
    ],
)
def test_published_gaps_and_their_change(report, measure, group, first, last, moved):
    table = change(report, "2015-16", "2021-22").set_index(["measure", "group"])
    row = table.loc[(measure, group)]
    assert row[["gap_first", "gap_last", "change"]].tolist() == [first, last, moved]


def test_groups_below_white_british_in_2021_22(report):
    table = below(report[report["period"] == "2021-22"]).set_index("measure")
    assert table["below"].to_dict() == {
        "access_rate": 11,
        "course_rate": 14,
        "recovery": 9,
        "reliable_improvement": 12,
        "reliable_recovery": 9,
    }
    assert table["groups"].unique().tolist() == [15]


def test_every_published_gap_lacks_counts(report):
    assert report.groupby("period").size().to_dict() == {"2015-16": 75, "2021-22": 75}
    assert report["note"].unique().tolist() == ["counts not supplied"]
    assert report[["ci_low", "ci_high"]].isna().all(axis=None)


def test_the_largest_fall_comes_first(report):
    table = change(report, "2015-16", "2021-22")
    access = table[table["measure"] == "access_rate"]
    assert access["group"].iloc[0] == "Bangladeshi"
    assert access["change"].is_monotonic_increasing
    course = table[table["measure"] == "course_rate"]
    assert course["group"].iloc[-1] == "Bangladeshi"


def test_a_group_that_one_period_lacks_has_no_change(report):
    gone = (report["period"] == "2021-22") & (report["group"] == "African")
    table = change(report[~gone], "2015-16", "2021-22")
    african = table[table["group"] == "African"]
    assert african["change"].isna().all()
    assert len(african) == 5


def test_an_equal_rate_is_not_below_and_an_unknown_gap_is_not_counted():
    table = pd.DataFrame(
        {
            "measure": "recovery",
            "period": "1",
            "reference": "R",
            "group": ["A", "B", "C"],
            "gap": [0.0, -0.1, None],
        }
    )
    assert below(table)[["below", "groups"]].to_numpy().tolist() == [[1, 2]]


def test_an_absent_period_is_refused_with_those_there_are(report):
    with pytest.raises(DataError, match=r"among: 2015-16, 2021-22\. Got 2019-20"):
        change(report, "2019-20", "2021-22")
