"""Tests of whole percentages: each rule as declared, in whole numbers."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey.rounding import HALF_EVEN, HALF_UP, LARGEST, whole_percentages

COUNTS = st.lists(st.integers(0, 400), min_size=1, max_size=7)


def table(counts):
    return pd.DataFrame({"item": "A", "group": "all", "n": counts, "base": sum(counts)})


@pytest.mark.parametrize(("rule", "mode"), [(HALF_UP, ROUND_HALF_UP), (HALF_EVEN, ROUND_HALF_EVEN)])
@given(counts=COUNTS)
def test_halves_are_rounded_as_decimal_arithmetic_does(rule, mode, counts):
    found = whole_percentages(table(counts), rule)
    for n, percent in zip(counts, found, strict=True):
        if not sum(counts):
            assert percent is pd.NA
            continue
        with localcontext() as context:
            context.prec = 60
            exact = Decimal(100 * n) / sum(counts)
            assert percent == int(exact.quantize(Decimal(1), mode))


@given(COUNTS)
def test_the_largest_remainder_adds_up_to_100_and_is_off_by_less_than_one(counts):
    found = whole_percentages(table(counts), LARGEST)
    if sum(counts):
        assert found.sum() == 100
        for n, percent in zip(counts, found, strict=True):
            assert abs(percent - 100 * n / sum(counts)) < 1


def test_the_rules_differ_at_halves():
    halves = table([1, 7])  # 12.5 and 87.5
    assert whole_percentages(halves, HALF_UP).tolist() == [13, 88]
    assert whole_percentages(halves, HALF_EVEN).tolist() == [12, 88]
    assert whole_percentages(halves, LARGEST).tolist() == [13, 87]


def test_another_rule_and_a_part_of_the_answers_are_refused():
    with pytest.raises(DataError, match="Got 'down'"):
        whole_percentages(table([1]), "down")
    with pytest.raises(DataError, match="add up to 1 of 8"):
        whole_percentages(table([1, 7]).head(1), LARGEST)
