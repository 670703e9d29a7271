"""Whole percentages as reports print them, by a rule that is declared.

Source
------
Half up is what most reports and spreadsheets do; half to even is IEEE 754. The largest remainder
(Hare 1859; Balinski and Young 2001, Fair Representation) makes the answers to a question add up to
100, at the price that equal counts may print differently by one.
"""

from fractions import Fraction

import pandas as pd

from mixedmethods.errors import DataError

HALF_UP, HALF_EVEN, LARGEST = "half up", "half to even", "largest remainder"
RULES = (HALF_UP, HALF_EVEN, LARGEST)


def whole_percentages(table: pd.DataFrame, rule: str = HALF_UP) -> "pd.Series[int]":
    """Round the shares of a table to whole percentages.

    Parameters
    ----------
    table : DataFrame
        What `tabulate` or `block` gave: ``item group n base``. For the largest remainder it must
        hold every option of an item and group.
    rule : str, default "half up"
        ``half up``, ``half to even`` or ``largest remainder``.

    Returns
    -------
    Series of Int64
        Per cent, NA where the base is 0. Worked out in whole numbers: no half is lost to floats.

    Raises
    ------
    DataError
        If the rule is another; or, for the largest remainder, if the counts of an item and group
        do not add up to its base.

    Examples
    --------
    >>> table = pd.DataFrame({"item": "A", "group": "all", "n": [1, 1, 1], "base": 3})
    >>> [whole_percentages(table, rule).tolist() for rule in (HALF_UP, LARGEST)]
    [[33, 33, 33], [34, 33, 33]]
    """
    if rule not in RULES:
        raise DataError(f"The rule must be one of {', '.join(RULES)}. Got {rule!r}. Choose one.")
    if rule == LARGEST:
        return _largest(table)
    pairs = zip(table["n"].astype(int), table["base"].astype(int), strict=True)
    rounded = [_rounded(n, base, rule) if base else pd.NA for n, base in pairs]
    return pd.Series(rounded, table.index, dtype="Int64")


def _rounded(n: int, base: int, rule: str) -> int:
    return (200 * n + base) // (2 * base) if rule == HALF_UP else round(Fraction(100 * n, base))


def _largest(table: pd.DataFrame) -> "pd.Series[int]":
    found = pd.Series(pd.NA, table.index, dtype="Int64")
    for _, rows in table.groupby(["item", "group"], observed=True, sort=False):
        base = int(rows["base"].iloc[0])
        counts = rows["n"].astype(int).tolist()
        if not base:
            continue
        if sum(counts) != base:
            raise DataError(
                "The largest remainder needs every answer to a question. Got counts that add up "
                f"to {sum(counts)} of {base}. Choose another rule, or the table of every option."
            )
        whole = [100 * n // base for n in counts]
        rest = sorted(range(len(counts)), key=lambda k: (-(100 * counts[k] % base), k))
        for k in rest[: 100 - sum(whole)]:
            whole[k] += 1
        found.loc[rows.index] = whole
    return found
