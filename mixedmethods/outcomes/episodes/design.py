"""From a frame of covariates to the matrix of a model, which is never written out in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.columns import COLUMNS

if TYPE_CHECKING:
    from tabmat import SplitMatrix

CONSTANT = ("constant", "")


@dataclass(frozen=True, slots=True)
class Design:
    """The matrix of a model.

    `matrix` has a row per row of the frame and a column per term after the constant, which is
    apart; `terms` are (column, level), the constant first, a number without a level.
    `references` is the level of each category that the others are compared with.
    """

    matrix: "SplitMatrix" = field(repr=False)
    terms: tuple[tuple[str, str], ...]
    references: Mapping[str, str]

    @property
    def rows(self) -> int:
        """Return how many rows the matrix has."""
        return int(self.matrix.shape[0])

    def thinned(self, step: int) -> "Design":
        """Return the design of one row in every `step`."""
        return replace(self, matrix=self.matrix[np.arange(0, self.rows, step)])

    def times(self, coefficients: np.ndarray) -> np.ndarray:
        """Return the linear predictor of each row."""
        return np.asarray(coefficients[0] + self.matrix.matvec(coefficients[1:]))

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return the sum over the rows of each column times the values, the constant first."""
        return np.concatenate([[values.sum()], self.matrix.transpose_matvec(values)])

    def products(self, weights: np.ndarray) -> np.ndarray:
        """Return the weighted sums of products of all pairs of columns, the constant first."""
        size = len(self.terms)
        table = np.empty((size, size))
        table[0] = self.sums(weights)
        table[1:, 0] = table[0, 1:]
        table[1:, 1:] = self.matrix.sandwich(weights)
        return table


def make_design(
    frame: pd.DataFrame, columns: Sequence[str], references: Mapping[str, str]
) -> Design:
    """Make the matrix of a model.

    Parameters
    ----------
    frame : DataFrame
        With the columns: categories, and numbers as float, none of them missing; and ``base``
        where a row stands for several people.
    columns : sequence of str
        In the order of the terms.
    references : mapping of str to str
        The level of a category that is compared with; the most frequent where none is named.

    Returns
    -------
    Design
        Levels that nobody has are left out, and so is a category with one level only.

    Raises
    ------
    DataError
        If the frame has no rows, or a named reference is nobody's.
    """
    import tabmat  # slow to import

    if frame.empty:
        raise DataError(
            "A model must have episodes. Got none with all of its columns filled in. Look at what "
            "is missing, or choose a model with fewer columns."
        )
    parts, terms, chosen = [], [CONSTANT], {}
    people = frame["base"].to_numpy(float) if "base" in frame else np.ones(len(frame))
    for id in columns:
        if isinstance(frame[id].dtype, pd.CategoricalDtype):
            values, chosen[id] = _ranked(frame[id], people, id, references.get(id, ""))
            if len(values.categories) > 1:
                parts.append(tabmat.CategoricalMatrix(values, drop_first=True))
                terms += [(id, f"{level}") for level in values.categories[1:]]
        else:
            dense = np.array(frame[id], dtype=float, copy=True).reshape(-1, 1)
            parts.append(tabmat.DenseMatrix(dense))
            terms.append((id, ""))
    if not parts:
        raise DataError(
            "A model must have a column with two different values. Got none. Choose other episodes."
        )
    return Design(tabmat.SplitMatrix(parts), tuple(terms), chosen)


def term_name(id: str, level: str) -> str:
    """Return how a term is called: its column and level, or the unit it is per.

    Examples
    --------
    >>> term_name("ethnic_group", "Indian"), term_name("phq9_first", "")
    ('Ethnic group: Indian', 'First PHQ-9 score, per point')
    """
    if (id, level) == CONSTANT:
        return "Constant"
    column = COLUMNS[id]
    return f"{column.name}: {level}" if level else f"{column.name}, {column.per}"


def _ranked(
    column: "pd.Series[str]", people: np.ndarray, id: str, reference: str
) -> "tuple[pd.Categorical[str], str]":
    """Return a category with the levels that somebody has, the reference first."""
    values = pd.Categorical(column)
    counts = np.bincount(values.codes, people, minlength=len(values.categories))
    there = [level for level, n in zip(values.categories, counts, strict=True) if n]
    first = reference or f"{values.categories[int(counts.argmax())]}"
    if first not in there:
        raise DataError(
            f"The reference must be one of {', '.join(map(str, there))}. Got {reference!r}. "
            f"Choose one of them for {COLUMNS[id].name.lower()}."
        )
    order = [first, *(level for level in there if level != first)]
    return values.set_categories(order), first
