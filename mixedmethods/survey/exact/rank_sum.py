"""The exact Wilcoxon-Mann-Whitney test, right with ties, of answers on an ordered scale."""

from collections.abc import Sequence

from mixedmethods.survey.exact.table import checked, p_of_scores


def rank_sum(table: Sequence[Sequence[int]]) -> tuple[float, str]:
    """Return the two-sided p of the exact Wilcoxon-Mann-Whitney test.

    Parameters
    ----------
    table : two rows of int
        How many of each group chose each option, the options in the order of their scale.

    Returns
    -------
    (float, str)
        The p, 0 to 1, and how it was found: ``exact`` or, where the groups are too large for
        that, ``normal approximation``. 1 where all chose the same; (NaN, ``no answers``) where a
        group has none.

    Raises
    ------
    DataError
        If the table does not hold two groups.

    Notes
    -----
    Everybody who chose an option has its midrank. The p is the probability, over all tables with
    the same margins, of a rank sum at least as far from its mean as the observed one. Agresti,
    Mehta and Patel (1990), Exact inference for contingency tables with ordered categories, JASA
    85(410), 453-458. It is no test of medians: Divine et al. (2018), The American Statistician
    72(3), 278-286.

    Examples
    --------
    >>> rank_sum([[3, 6, 9, 15, 8], [4, 3, 2, 2, 0]])  # doctest: +ELLIPSIS
    (0.00371997..., 'exact')
    """
    first, second = checked(table)
    scores, below = [], 0
    for chose in (a + b for a, b in zip(first, second, strict=True)):
        scores.append(2 * below + chose)  # twice the midrank less 1, which is whole
        below += chose
    return p_of_scores(first, second, scores)
