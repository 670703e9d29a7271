"""Exact tests of two groups, each on a page: for bases at which approximations mislead.

A table has one row per group and one column per option: counts of people. Every test keeps the
margins of the table fixed and counts all tables with these margins.
"""

from mixedmethods.survey.exact.cliff import cliffs_delta
from mixedmethods.survey.exact.fisher import fisher, fisher_mid_p
from mixedmethods.survey.exact.freeman_halton import freeman_halton
from mixedmethods.survey.exact.power import detectable
from mixedmethods.survey.exact.rank_sum import rank_sum
from mixedmethods.survey.exact.trend import trend

__all__ = [
    "cliffs_delta",
    "detectable",
    "fisher",
    "fisher_mid_p",
    "freeman_halton",
    "rank_sum",
    "trend",
]
