"""The exact Cochran-Armitage test of a share that rises along a scale with scores."""

from collections.abc import Sequence

from mixedmethods.errors import DataError
from mixedmethods.survey.exact.table import checked, p_of_scores


def trend(table: Sequence[Sequence[int]], scores: Sequence[int] | None = None) -> tuple[float, str]:
    """Return the two-sided p of the exact Cochran-Armitage test for trend.

    Parameters
    ----------
    table : two rows of int
        How many of each group chose each option.
    scores : sequence of int, optional
        One whole number for each option, as the scale declares them; by default 1, 2, 3, ...

    Returns
    -------
    (float, str)
        The p, 0 to 1, and how it was found, as `rank_sum`.

    Raises
    ------
    DataError
        If the table does not hold two groups, or the scores do not fit it.

    Notes
    -----
    Also called the linear-by-linear test of a table with two rows. The p is the probability, over
    all tables with the same margins, of a sum of scores at least as far from its mean as the
    observed one. Armitage (1955), Tests for linear trends in proportions and frequencies,
    Biometrics 11(3), 375-386; exact as in Agresti, Mehta and Patel (1990). It takes the scores at
    their word: equal steps on a scale are an assumption.

    Examples
    --------
    >>> trend([[3, 6, 9, 15, 8], [4, 3, 2, 2, 0]])  # doctest: +ELLIPSIS
    (0.0029990..., 'exact')
    """
    checked(table)
    options = len(list(table[0]))
    given = list(range(options)) if scores is None else list(scores)
    if len(given) != options or any(int(score) != score for score in given):
        raise DataError(
            f"A trend needs a whole number as score for each of the {options} options. Got "
            f"{len(given)} scores, or some that are not whole. Declare them on the scale."
        )
    columns = zip(*table, given, strict=True)
    chosen = [(int(a), int(b), int(score)) for a, b, score in columns if a + b]
    first, second = [a for a, _, _ in chosen], [b for _, b, _ in chosen]
    return p_of_scores(first, second, [score for _, _, score in chosen])
