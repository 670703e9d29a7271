"""The Fisher-Freeman-Halton test of two groups that choose among unordered options."""

from collections.abc import Sequence

import numpy as np

from mixedmethods.errors import DataError
from mixedmethods.survey.exact.table import CLOSE, checked, shares

MOST = 5_000_000  # tables that are counted; more would not fit into memory


def freeman_halton(table: Sequence[Sequence[int]]) -> float:
    """Return the p of the Fisher-Freeman-Halton exact test of a table with two rows.

    Parameters
    ----------
    table : two rows of int
        How many of each group chose each option, in any order.

    Returns
    -------
    float
        0 to 1; NaN where a group has no answers.

    Raises
    ------
    DataError
        If the table does not hold two groups, or so many people and options that more than
        5,000,000 tables share its margins.

    Notes
    -----
    The sum of the probabilities, with the margins fixed, of all tables no likelier than the
    observed one; all are enumerated. Freeman and Halton (1951), Note on an exact treatment of
    contingency, goodness of fit and other problems of significance, Biometrika 38(1/2), 141-149.

    Examples
    --------
    >>> round(freeman_halton([[3, 6, 9, 15, 8], [4, 3, 2, 2, 0]]), 7)
    0.0555485
    """
    first, second = checked(table)
    if not sum(first) or not sum(second):
        return float("nan")
    row = min((first, second), key=sum)  # the smaller group has fewer ways
    columns = [a + b for a, b in zip(first, second, strict=True)]
    left, ways = np.array([sum(row)]), np.ones(1)
    for k, chose in enumerate(columns):
        room = sum(columns[k + 1 :])
        taken = np.arange(min(chose, sum(row)) + 1)
        if len(left) * len(taken) > MOST:
            raise DataError(
                "The exact test for unordered options is for small tables. Got one with more than "
                f"{MOST:,} tables of the same margins. Put options together, or compare one."
            )
        after = left[:, None] - taken[None, :]
        possible = (after >= 0) & (after <= room)
        ways = (ways[:, None] * np.array(shares(chose, sum(row)))[None, :])[possible]
        left = after[possible]
    each = ways / ways.sum()
    observed = 1.0
    for chose, n in zip(columns, row, strict=True):
        observed *= shares(chose, sum(row))[n]
    return min(1.0, float(each[ways <= observed * (1 + CLOSE)].sum()))
