"""Tests of a rate over time in words."""

import pandas as pd

from mixedmethods.outcomes.spc import xmr
from mixedmethods.report.over_time import time_sentences, time_table


def series(*values):
    return xmr(pd.Series(values, index=[f"20{k:02}" for k in range(len(values))]))


def test_periods_beyond_noise_are_named_and_few_periods_are_said_to_be_few():
    said = time_sentences(series(0.50, 0.51, 0.50, 0.51, 0.50, 0.51, 0.50, 0.20), "African")
    assert said[0].startswith("African: mean 46.6%, limits 44.0 to 49.3.")
    assert "2007 (outside the limits)" in said[0]
    assert said[1] == "There are 8 periods: with fewer than 12 the limits are provisional."


def test_noise_alone_is_called_noise():
    (said,) = time_sentences(series(*[0.50, 0.51] * 6), "African")
    assert said.endswith("No period is more than noise.")


def test_the_table_has_a_row_per_period():
    table = time_table(series(0.5, 0.51, 0.5))
    assert table.to_numpy().tolist() == [["2000", "50.0%", ""], ["2001", "51.0%", ""],
                                         ["2002", "50.0%", ""]]  # fmt: skip
