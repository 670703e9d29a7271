"""Tests of Cliff's interval: against another implementation, and against its quartic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

from mixedmethods.survey.exact import cliffs_delta


def test_the_interval_is_that_of_an_independent_implementation():
    """As the R package SingleCaseES prints it; its search stops within 0.0002."""
    before, after = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
    values = sorted({*before, *after})
    table = [[group.count(value) for value in values] for group in (after, before)]
    theta = [(end + 1) / 2 for end in cliffs_delta(table)]
    assert theta[0] == pytest.approx(0.9166667, abs=1e-7)
    assert theta[1:] == pytest.approx([0.5973406, 0.9860176], abs=2e-4)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=6))
def test_its_ends_are_the_roots_of_newcombes_quartic(pairs):
    first, second = zip(*pairs, strict=True)
    m, n = sum(first), sum(second)
    if not m or not n:
        return
    estimate, *ends = ((end + 1) / 2 for end in cliffs_delta([first, second]))
    x, z = Polynomial([0, 1]), 1.959963984540054
    middle = (2 - x) * (1 + x)
    spread = (1 - x) * (1 + x) + x * (2 - x)
    inside = x * (1 - x) * (middle + ((m + n) / 2 - 1) * spread)
    quartic = m * n * (x - estimate) ** 2 * middle - z**2 * inside
    roots = sorted(root.real for root in quartic.roots() if abs(root.imag) < 1e-6)
    within = [root for root in roots if -1e-9 <= root <= 1 + 1e-9]
    assert ends == pytest.approx([within[0], within[-1]], abs=1e-6)
