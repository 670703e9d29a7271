"""Tests of the smallest difference that groups of given sizes would establish."""

from math import comb, isnan

import numpy as np
import pytest
from statsmodels.stats.power import NormalIndPower

from mixedmethods.interval import newcombe
from mixedmethods.survey.exact import detectable


def power_by_hand(base, other, share, other_share):
    """Sum the probability of every pair of counts whose interval leaves out 0 on the right side."""
    total = 0.0
    for k in range(base + 1):
        for j in range(other + 1):
            low, high = newcombe(k, base, j, other)
            if (low > 0) if share > other_share else (high < 0):
                total += (
                    comb(base, k) * share**k * (1 - share) ** (base - k)
                    * comb(other, j) * other_share**j * (1 - other_share) ** (other - j)
                )  # fmt: skip
    return total


@pytest.mark.parametrize(
    ("base", "other", "share", "up"),
    [(41, 11, 5 / 11, True), (41, 10, 0.7, False), (27, 9, 1 / 9, True), (38, 10, 0.0, True)],
)
def test_it_is_the_first_point_at_which_four_of_five_surveys_would_show_it(base, other, share, up):
    points = detectable(base, other, share, up=up)
    sign = 1 if up else -1
    powers = [
        power_by_hand(base, other, share + sign * d / 100, share) for d in (points - 1, points)
    ]
    assert powers[0] < 0.8 <= powers[1]


def test_large_groups_agree_with_the_textbook_formula():
    points = detectable(3000, 3000, 0.5) / 100
    effect = 2 * np.arcsin(np.sqrt(0.5 + points)) - 2 * np.arcsin(np.sqrt(0.5))
    assert NormalIndPower().power(effect, 3000, 0.05) >= 0.79
    effect = 2 * np.arcsin(np.sqrt(0.49 + points)) - 2 * np.arcsin(np.sqrt(0.5))
    assert NormalIndPower().power(effect, 3000, 0.05) < 0.81


def test_enumeration_and_approximation_meet():
    assert detectable(999, 999, 0.4) == pytest.approx(detectable(1001, 1001, 0.4), abs=1)


def test_where_there_is_no_room_there_is_none():
    assert isnan(detectable(41, 11, 1.0))
    assert isnan(detectable(3, 2, 0.5))
    assert detectable(41, 11, 1.0, up=False) == 35
