"""Tests of deprivation in print: deciles in this project's direction, slopes with intervals."""

import pytest

from mixedmethods.desk.outcomes import inequality
from mixedmethods.report.deprivation import decile_rows, slope_sentences, slopes_table
from mixedmethods.report.share_dots import share_dots


@pytest.fixture(scope="module")
def slopes(sample_study):
    return inequality(sample_study, "recovery")


def test_deciles_run_from_the_most_to_the_least_deprived(slopes):
    rows = decile_rows(slopes[1], ["2022-23"])
    assert rows["name"].tolist() == [
        "1 (most deprived)", *"23456789", "10 (least deprived)",
    ]  # fmt: skip
    assert rows["text"].iloc[[0, -1]].tolist() == ["41.6%", "55.2%"]


def test_periods_are_drawn_in_the_order_asked(slopes):
    rows = decile_rows(slopes[1], ["2024-25", "2017-18"])
    assert list(dict.fromkeys(rows["group"])) == ["2024-25", "2017-18"]


def test_a_close_axis_spans_what_is_drawn_and_shows_no_counts(slopes):
    plot = share_dots(decile_rows(slopes[1], ["2022-23"]), close=True)
    assert plot.ends[0] > 0.3
    assert plot.ends[1] < 0.6
    assert all(plot.ends[0] <= step <= plot.ends[1] for step in plot.steps)
    assert len(plot.steps) >= 3
    assert [name for name, _ in plot.groups] == ["2022-23"]
    assert plot.dots["text"].iloc[0] == "41.6%"


def test_slopes_are_printed_with_interval_ratio_and_people(slopes):
    table = slopes_table(slopes[0]).set_index("Period")
    assert table.loc["2021-22", "Slope, points"].startswith("+12.2 (")
    assert table.loc["2024-25", "Ratio"].startswith("1.32 (")
    assert table["People"].str.fullmatch(r"[\d,]+").all()


def test_the_sentence_names_the_last_period_and_the_first(slopes):
    last, first = slope_sentences(slopes[0], "Recovery")
    assert last.startswith("Recovery in 2024-25: 14.0 points higher at the least deprived end")
    assert first == "In 2017-18 the slope was +17.7 points."
    (alone,) = slope_sentences(slopes[0].tail(1), "Recovery")
    assert alone == last
