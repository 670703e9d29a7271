"""Tests of areas beside each other: against England, from rounded counts."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mixedmethods.desk.areas import area_funnel, groups_of, kinds_of_areas
from mixedmethods.errors import DataError
from mixedmethods.report.funnel import curves, funnel_sentence, funnel_table


def study(*areas, england=(50_000, 25_000)):
    """(area, course, improved, rounding) of everyone, beside England's exact counts."""
    rows = [("England", "England", step, n, n)
            for step, n in zip(("course", "improved"), england, strict=True)]  # fmt: skip
    rows += [
        (area, "ICB", step, n - less, n + less)
        for area, course, improved, less in areas
        for step, n in (("course", course), ("improved", improved))
    ]
    frame = pd.DataFrame(rows, columns=["area", "level", "step", "low", "high"])
    return SimpleNamespace(
        counts=frame.assign(characteristic="everyone", group="Everyone", period="2024-25")
    )


AREAS = (("A", 1000, 500, 2), ("B", 1000, 400, 2), ("C", 30, 20, 2))


def test_areas_are_placed_about_the_rate_of_england():
    table, average = area_funnel(study(*AREAS), "reliable_improvement", "ICB", "2024-25")
    assert average == 0.5
    places = table.set_index("area")["place"].to_dict()
    assert places == {
        "A": "within both limits", "B": "below the 99.8% limit", "C": "cannot be told",
    }  # fmt: skip
    assert table["area"].iloc[0] == "C"


def test_in_print_spans_stay_spans_and_every_place_is_counted():
    table, average = area_funnel(study(*AREAS), "reliable_improvement", "ICB", "2024-25")
    assert funnel_sentence(table, average) == (
        "Of 3 areas, against England’s 50.0%: 1 below the 99.8% limit, 1 within both limits, "
        "1 where rounding leaves it open."
    )
    printed = funnel_table(table).set_index("Area")
    assert printed.loc["C", ["Rate", "People"]].tolist() == ["56.3 to 78.6%", "28 to 32"]
    assert printed.index[-1] == "C"
    lines = curves(table, average)
    assert (lines["low_998"] <= lines["low_95"]).all()
    assert lines["high_95"].is_monotonic_decreasing


def test_exact_areas_are_printed_exactly():
    table, _ = area_funnel(
        study(("A", 1000, 500, 0), ("B", 800, 400, 0)), "reliable_improvement", "ICB", "2024-25"
    )
    assert funnel_table(table).loc[0, ["Rate", "People"]].tolist() == ["50.0%", "1,000"]


def test_kinds_of_areas_are_those_of_which_there_are_three():
    assert kinds_of_areas(study(*AREAS)) == ["ICB"]
    assert kinds_of_areas(study(*AREAS[:2])) == []
    assert groups_of(study(*AREAS), "ICB", "2024-25") == [("everyone", "Everyone")]


def test_without_england_or_areas_there_is_no_funnel():
    with pytest.raises(DataError, match="Got 0 areas of the kind 'Provider'"):
        area_funnel(study(*AREAS), "reliable_improvement", "Provider", "2024-25")
    lone = study(*AREAS)
    lone.counts = lone.counts[lone.counts["level"] == "ICB"]
    with pytest.raises(DataError, match="no rate of England"):
        area_funnel(lone, "reliable_improvement", "ICB", "2024-25")
