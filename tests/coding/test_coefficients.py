"""Tests of kappa and alpha: published examples, arithmetic written out, and an oracle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from mixedmethods.coding.coefficients import (
    cohen_kappa,
    disagreeing_pairs,
    krippendorff_alpha,
    pooled_alpha,
    pooled_kappa,
)


def alpha_of(tallies):
    """Alpha from how many coders gave each unit each value; units of one value do not count."""
    tallies = np.array(tallies)
    paired = tallies[tallies.sum(axis=1) > 1]
    return krippendorff_alpha(disagreeing_pairs(tallies).sum(), paired.sum(axis=0)).item()


def test_cohens_example_of_two_judges_and_three_categories():
    # Cohen (1960): of 200 cases 88 + 40 + 12 = 140 lie on the diagonal, so observed is 0.70.
    # Rows sum to 120, 60, 20 and columns to 100, 60, 40, so expected is
    # 0.6 * 0.5 + 0.3 * 0.3 + 0.1 * 0.2 = 0.41; kappa = (0.70 - 0.41) / (1 - 0.41) = 0.29 / 0.59.
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    assert cohen_kappa(table).item() == pytest.approx(0.29 / 0.59)
    assert round(cohen_kappa(table).item(), 3) == 0.492


def test_the_expected_agreement_is_a_sum_so_that_chance_gives_0():
    # Two coders who each give 60 % of 100 units the code at random: 36, 24, 24, 16.
    # A product of the two chances instead of their sum would give (0.52 - 0.0576) / 0.9424 = 0.49.
    assert cohen_kappa([[36, 24], [24, 16]]).item() == 0


@pytest.mark.parametrize("table", [[[9, 0], [0, 0]], [[0, 0], [0, 9]], [[0, 0], [0, 0]]])
def test_without_variation_kappa_is_not_defined(table):
    assert np.isnan(cohen_kappa(table))


def test_where_one_coder_alone_uses_the_code_kappa_is_0():
    assert cohen_kappa([[0, 3], [0, 7]]).item() == 0


def test_krippendorffs_binary_example_of_two_observers():
    # Krippendorff (2011), section A: ten units, of which one has 1 from both, four have unlike
    # values and five have 0 from both. So 20 values: 6 ones, 14 zeros.
    # alpha = 1 - (20 - 1) * 4 / (6 * 14) = 1 - 76 / 84 = 0.095
    tallies = [[1, 1]] * 4 + [[0, 2]] + [[2, 0]] * 5
    assert alpha_of(tallies) == pytest.approx(8 / 84)
    assert round(alpha_of(tallies), 3) == 0.095


def test_krippendorffs_nominal_example_of_four_observers_with_missing_values():
    # Krippendorff (2011), section C: 12 units, five values; the last unit has a single value.
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
    units = np.array(observers).T
    tallies = [[int((unit == value).sum()) for value in range(1, 6)] for unit in units]
    assert round(alpha_of(tallies), 3) == 0.743


@pytest.mark.parametrize("tallies", [[[2, 0], [3, 0]], [[0, 2]], [[1, 0], [0, 1]]])
def test_without_variation_or_pairs_alpha_is_not_defined(tallies):
    assert np.isnan(alpha_of(tallies))


def test_pooled_kappa_averages_both_agreements_before_it_sets_them_against_each_other():
    # Code 1: 10 both, 5 + 5 one, 80 neither of 100. Observed 0.90, expected 0.15^2 + 0.85^2 =
    # 0.745. Code 2: 2 both, 0 + 2 one, 96 neither. Observed 0.98, expected
    # 0.02 * 0.04 + 0.98 * 0.96 = 0.9416. Means: 0.94 and 0.8433.
    tables = [[[10, 5], [5, 80]], [[2, 0], [2, 96]]]
    assert pooled_kappa(tables).item() == pytest.approx((0.94 - 0.8433) / (1 - 0.8433))
    assert pooled_kappa(tables).item() != pytest.approx(cohen_kappa(np.sum(tables, axis=0)).item())


def test_a_code_that_nobody_used_does_not_change_what_is_pooled():
    used, unused = [[10, 5], [5, 80]], [[0, 0], [0, 100]]
    assert pooled_kappa([used, unused]) == cohen_kappa(used)
    assert pooled_alpha([20, 0], [[30, 170], [0, 200]]) == krippendorff_alpha(20, [30, 170])
    assert np.isnan(pooled_kappa([unused]))
    assert np.isnan(pooled_alpha([0], [[0, 200]]))


def test_a_value_weighs_the_same_whatever_the_number_of_coders():
    # Of three coders one differs: 2 * 1 * 2 ordered pairs / (3 - 1) = 2, as with two who differ.
    assert disagreeing_pairs([[1, 2], [1, 1], [2, 0], [1, 0], [0, 0]]).tolist() == [2, 2, 0, 0, 0]


RATINGS = st.lists(
    st.lists(st.sampled_from([0, 1, None]), min_size=4, max_size=4), min_size=2, max_size=12
)


@given(RATINGS)
def test_alpha_is_that_of_nltk_also_with_missing_values(rows):
    triples = [
        (f"c{c}", f"u{u}", value)
        for u, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ]
    tallies = [[row.count(1), row.count(0)] for row in rows]
    ours = alpha_of(tallies)
    paired = {value for row in rows if row.count(None) < 3 for value in row} - {None}
    assert np.isnan(ours) == (len(paired) < 2)  # which nltk calls perfect, or fails on
    if len(paired) == 2:
        assert ours == pytest.approx(AnnotationTask(data=triples).alpha(), abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=20))
def test_kappa_is_that_of_nltk_and_the_same_from_either_side(pairs):
    table = np.zeros((3, 3), dtype=int)
    np.add.at(table, tuple(np.array(pairs).T), 1)
    ours = cohen_kappa(table).item()
    if len({value for pair in pairs for value in pair}) == 1:
        assert np.isnan(ours)
        return
    data = [(f"c{c}", f"u{u}", pair[c]) for u, pair in enumerate(pairs) for c in (0, 1)]
    assert ours == pytest.approx(AnnotationTask(data=data).kappa_pairwise("c0", "c1"), abs=1e-12)
    assert cohen_kappa(table.T).item() == ours
