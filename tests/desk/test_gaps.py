"""Tests of gaps from published rates and from counts: the same numbers where both are there."""

import pandas as pd
import pytest

from mixedmethods.desk.gaps import (
    PUBLISHED,
    areas_of,
    kinds_of,
    measures_of,
    opposites,
    over_time,
    rates_of,
)
from mixedmethods.model.code_lists import DECILE, ETHNIC_5, ETHNIC_16
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.toll import toll


def test_the_sample_has_published_rates_and_counts_of_england(sample_study):
    assert areas_of(sample_study) == [PUBLISHED, "England"]
    assert kinds_of(sample_study, "England") == [ETHNIC_16, ETHNIC_5, DECILE]
    assert "course_rate" in [each.id for each in measures_of(sample_study, PUBLISHED)]
    assert measures_of(sample_study, "England")[0].id == "recovery"


def test_counts_add_intervals_to_the_published_gaps(sample_study):
    tables = [
        gaps(rates_of(sample_study, "recovery", area, kind), "White British", period="2021-22")
        for area, kind in ((PUBLISHED, ""), ("England", ETHNIC_16))
    ]
    published, counted = (table.set_index("group") for table in tables)
    apart = (counted["gap"] - published["gap"]).abs()
    assert apart.max() < 0.11  # two rates printed to a tenth
    assert counted["ci_low"].notna().all()
    assert published["ci_low"].isna().all()


def test_the_toll_of_recovery_gaps_in_2021_22_is_counted(sample_study):
    rates = rates_of(sample_study, "recovery", "England", ETHNIC_16)
    row = toll(rates, "White British", "recovery").set_index("period").loc["2021-22"]
    here = rates[rates["period"] == "2021-22"].set_index("group")
    mark = here.loc["White British", "estimate"]
    below = here[here["estimate"] < mark]
    by_hand = (below["base"].astype(float) * mark - below["n"].astype(float)).sum()
    assert row["extra"] == pytest.approx(by_hand)
    assert (row["below"], row["groups"]) == (9, 15)


def test_indian_people_recover_more_often_than_the_five_groups_say(sample_study):
    found = opposites(sample_study, "recovery", "England", "2021-22").set_index("category")
    assert round(found.loc["Indian", "gap"], 1) == -3.5
    assert round(found.loc["Indian", "category_gap"], 1) == 0.7
    assert isinstance(opposites(sample_study, "recovery", "Nowhere", "2021-22"), pd.DataFrame)


def test_a_rate_over_time_is_in_the_order_of_time(sample_study):
    table = over_time(sample_study, "recovery", "England", ETHNIC_16, "Bangladeshi")
    assert table["period"].tolist()[0] == "2017-18"
    assert table["period"].is_monotonic_increasing
    assert round(table.set_index("period").loc["2021-22", "value"], 3) == 0.439
