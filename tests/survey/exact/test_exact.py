"""Tests of the exact tests: published values, full enumeration, symmetry and the empty cases."""

from fractions import Fraction
from itertools import product
from math import comb, isnan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.survey.exact import (
    cliffs_delta,
    fisher,
    fisher_mid_p,
    freeman_halton,
    rank_sum,
    trend,
)

ORACLE = [[3, 6, 9, 15, 8], [4, 3, 2, 2, 0]]
SMALL = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4)


def table_of(pairs):
    return [[a for a, _ in pairs], [b for _, b in pairs]]


def every_table(table):
    """Yield the first row of each table with these margins, and the ways to it."""
    columns = [a + b for a, b in zip(*table, strict=True)]
    for row in product(*(range(c + 1) for c in columns)):
        if sum(row) == sum(table[0]):
            ways = 1
            for c, n in zip(columns, row, strict=True):
                ways *= comb(c, n)
            yield row, ways


def enumerated(table, scores):
    """The two-sided p of a total score, in whole numbers all the way."""
    rows = list(every_table(table))
    of = {row: sum(n * s for n, s in zip(row, scores, strict=True)) for row, _ in rows}
    ways = sum(each for _, each in rows)
    mean = Fraction(sum(of[row] * each for row, each in rows), ways)
    observed = abs(of[tuple(table[0])] - mean)
    return sum(each for row, each in rows if abs(of[row] - mean) >= observed) / ways


def midranks(table):
    scores, below = [], 0
    for c in (a + b for a, b in zip(*table, strict=True)):
        scores.append(2 * below + c + 1)
        below += c
    return scores


def test_the_table_of_reference_gives_the_values_of_reference():
    assert freeman_halton(ORACLE) == pytest.approx(0.0555485, abs=5e-8)
    assert rank_sum(ORACLE) == (pytest.approx(0.003719971, abs=5e-10), "exact")
    assert trend(ORACLE) == (pytest.approx(0.00299903, abs=5e-9), "exact")
    assert cliffs_delta(ORACLE)[0] == pytest.approx(0.547672, abs=5e-7)


@pytest.mark.parametrize(
    ("counts", "p", "mid"),
    [
        ((22, 41, 0, 10), 0.002747, 0.001963),
        ((22, 41, 0, 11), 0.001237, 0.000785),
        ((23, 41, 0, 10), 0.001117, 0.000603),
        ((23, 41, 0, 11), 0.001144, 0.000858),
        ((22, 40, 0, 10), 0.001340, 0.000702),
        ((23, 41, 6, 11), 1.000000, 0.867691),
    ],
)
def test_two_shares_give_the_values_of_reference(counts, p, mid):
    assert fisher(*counts) == pytest.approx(p, abs=5e-7)
    assert fisher_mid_p(*counts) == pytest.approx(mid, abs=5e-7)


@given(SMALL)
def test_ranks_and_trends_are_those_of_full_enumeration(pairs):
    table = table_of(pairs)
    assume(sum(table[0]) and sum(table[1]))
    assert rank_sum(table)[0] == pytest.approx(enumerated(table, midranks(table)))
    assert trend(table)[0] == pytest.approx(enumerated(table, range(len(pairs))))


@given(SMALL)
def test_unordered_options_are_those_of_full_enumeration(pairs):
    table = table_of(pairs)
    assume(sum(table[0]) and sum(table[1]))
    ways = dict(every_table(table))
    observed = ways[tuple(table[0])]
    expected = sum(each for each in ways.values() if each <= observed) / sum(ways.values())
    assert freeman_halton(table) == pytest.approx(expected)
    assert freeman_halton(table[::-1]) == pytest.approx(expected)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_a_table_of_two_options_is_fishers(a, b, c, d):
    assume(a + b and c + d)
    p = fisher(a, a + b, c, c + d)
    assert freeman_halton([[a, b], [c, d]]) == pytest.approx(p)
    assert 0 <= fisher_mid_p(a, a + b, c, c + d) <= p <= 1


@given(SMALL)
def test_turning_the_scale_or_the_groups_round_changes_no_p(pairs):
    table = table_of(pairs)
    assume(sum(table[0]) and sum(table[1]))
    for test in (rank_sum, trend):
        p = test(table)[0]
        assert test(table[::-1])[0] == pytest.approx(p)
        assert test([row[::-1] for row in table])[0] == pytest.approx(p)
    delta, low, high = cliffs_delta(table)
    assert cliffs_delta(table[::-1]) == pytest.approx((-delta, -high, -low))
    assert -1 <= low <= delta <= high <= 1


@given(SMALL)
def test_delta_is_the_share_of_pairs_above_less_the_share_below(pairs):
    table = table_of(pairs)
    first, second = ([k for k, n in enumerate(row) for _ in range(n)] for row in table)
    assume(first and second)
    above = sum((a > b) - (a < b) for a, b in product(first, second))
    assert cliffs_delta(table)[0] == pytest.approx(above / (len(first) * len(second)))


def test_delta_of_two_options_is_the_difference_of_shares():
    assert cliffs_delta([[41 - 23, 23], [5, 6]])[0] == pytest.approx(23 / 41 - 6 / 11)


def test_the_interval_of_delta_has_width_where_nobody_overlaps():
    delta, low, high = cliffs_delta([[0, 41], [11, 0]])
    assert (delta, high) == (1, 1)
    assert 0.5 < low < 1
    assert cliffs_delta([[0, 41], [11, 0]], confidence=0.99)[1] < low


def test_the_interval_of_delta_holds_what_a_fine_search_says_it_holds():
    m, n, z = 41, 11, 1.959964
    theta = np.linspace(0, 1, 1_000_001)
    spread = (1 - theta) / (2 - theta) + theta / (1 + theta)
    variance = theta * (1 - theta) * (1 + ((m + n) / 2 - 1) * spread) / (m * n)
    delta, low, high = cliffs_delta(ORACLE)
    inside = theta[((delta + 1) / 2 - theta) ** 2 <= z**2 * variance]
    assert (low, high) == pytest.approx((2 * inside[0] - 1, 2 * inside[-1] - 1), abs=1e-5)


def test_scores_are_taken_as_declared_and_must_fit():
    assert trend(ORACLE, [10, 20, 30, 40, 50])[0] == pytest.approx(trend(ORACLE)[0])
    assert trend(ORACLE, [1, 2, 3, 4, 9])[0] != pytest.approx(trend(ORACLE)[0])
    for scores in ([1, 2], [1, 2, 3, 4, 5.5]):
        with pytest.raises(DataError, match="whole number as score"):
            trend(ORACLE, scores)


@pytest.mark.parametrize("table", [[[0, 0], [1, 2]], [[1, 2], [0, 0]], [[], []]])
def test_a_group_without_answers_gives_no_number(table):
    assert rank_sum(table)[1] == trend(table)[1] == "no answers"
    assert isnan(rank_sum(table)[0])
    assert isnan(freeman_halton(table))
    assert all(isnan(each) for each in cliffs_delta(table))
    assert isnan(fisher(0, 0, 1, 2))


def test_all_of_one_mind_gives_p_1():
    assert rank_sum([[9], [4]]) == (1, "exact")
    assert freeman_halton([[9, 0], [4, 0]]) == 1


def test_large_groups_are_approximated_and_the_result_says_so():
    p, how = rank_sum([[900, 800, 700, 600], [600, 700, 800, 900]])
    assert how == "normal approximation"
    assert p < 1e-6
    exact, told = rank_sum([[30, 25, 20, 15], [15, 20, 25, 30]])
    assert told == "exact"
    assert 1e-5 < exact < 0.01


def test_a_normal_approximation_is_near_the_exact_value(monkeypatch):
    from mixedmethods.survey.exact import table

    exact = rank_sum([[30, 25, 20, 15], [15, 20, 25, 30]])[0]
    monkeypatch.setattr(table, "LARGEST", 0)
    near, how = rank_sum([[30, 25, 20, 15], [15, 20, 25, 30]])
    assert how == "normal approximation"
    assert near == pytest.approx(exact, rel=0.2)


@pytest.mark.parametrize("table", [[[1, 2]], [[1], [1, 2]], [[-1, 2], [1, 1]], [[0.5, 1], [1, 1]]])
def test_what_is_no_table_of_two_groups_is_refused(table):
    for test in (rank_sum, freeman_halton, cliffs_delta):
        with pytest.raises(DataError):
            test(table)


def test_counts_beyond_their_base_are_refused_and_tables_too_large():
    with pytest.raises(DataError, match="between 0 and its base"):
        fisher(5, 4, 0, 1)
    with pytest.raises(DataError, match="small tables"):
        freeman_halton([[60] * 9, [50] * 9])


def whole(n, base, other_n, other_base, weight):
    """Fisher's p in whole numbers all the way."""
    chose = n + other_n
    tables = range(max(0, chose - other_base), min(base, chose) + 1)
    ways = {k: comb(base, k) * comb(other_base, chose - k) for k in tables}
    less = sum(each for each in ways.values() if each < ways[n])
    same = sum(each for each in ways.values() if each == ways[n])
    return float((less + Fraction(weight) * same) / sum(ways.values()))


@given(st.data(), st.integers(1, 400), st.integers(1, 400))
def test_fishers_p_is_that_of_whole_numbers(data, base, other_base):
    n, other_n = (data.draw(st.integers(0, each)) for each in (base, other_base))
    counts = (n, base, other_n, other_base)
    assert fisher(*counts) == pytest.approx(whole(*counts, 1), rel=1e-9)
    assert fisher_mid_p(*counts) == pytest.approx(whole(*counts, 0.5), rel=1e-9)


def test_thousands_of_people_are_neither_too_many_nor_too_slow():
    assert fisher(0, 1_000_000, 0, 1_000_000) == 1
    counts = (1_040, 2_000, 1_000, 2_000)
    assert fisher(*counts) == pytest.approx(whole(*counts, 1), rel=1e-9)
    assert trend([[1_500, 1_500], [5, 2]])[1] == "exact"
    assert freeman_halton([[1_500, 1_500], [5, 2]]) == pytest.approx(fisher(5, 7, 1_500, 3_000))
    assert rank_sum([[1_500] * 5, [1_400] * 5])[1] == "normal approximation"
