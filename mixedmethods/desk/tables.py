"""The tables of themes that both the screen and the command line show, each one call."""

import pandas as pd

from mixedmethods.coding import summary_table, theme_table
from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Codebook


def themes(
    study: Study, by: str | None = None, codebook: str | None = None, *, summary: bool = False
) -> pd.DataFrame:
    """Count themes in the focus groups.

    Parameters
    ----------
    study : Study
        All strands.
    by : str, optional
        A variable of the speakers.
    codebook : str, optional
        Id of one codebook; by default every one that the focus groups are coded with.
    summary : bool, default False
        Count the rows of the codebook's summary table instead of single codes; needs `by`.

    Returns
    -------
    DataFrame
        As `coding.theme_table` or `coding.summary_table`.

    Raises
    ------
    DataError
        If there are no focus groups, the codebook is not there, or has no summary table.
    """
    if study.group_turns.empty:
        raise DataError(
            "A table of themes needs a focus group. Got none in the project. Import a transcript."
        )
    books = books_in_use(study, codebook)
    codings, turns = study.group_codings, study.group_turns
    if not summary:
        return theme_table(codings, turns, [code for book in books for code in book.codes], by)
    rows = [row for book in books for row in book.summary]
    if not rows or by is None:
        raise DataError(
            "A summary needs a codebook with a summary table, and a variable to split by. Got "
            f"{'no such table' if by else 'no variable'}. Choose another, or leave summary out."
        )
    every = [code for book in books for code in book.codes]
    return summary_table(codings, turns, rows, every, by)


def refuse_counts(study: Study) -> None:
    """Refuse a table of counts of codings where the approach has no use for them.

    Raises
    ------
    DataError
        If the approach is reflexive.
    """
    if study.reflexive:
        raise DataError(
            "Codings are counted in codebook and framework analysis. Got a project of reflexive "
            "thematic analysis, whose exports leave counts out. Change the approach on the "
            "Project page if codes are applied by rule."
        )


def books_in_use(study: Study, codebook: str | None = None) -> list[Codebook]:
    """Return the named codebook, or those that the focus groups are coded with, or all.

    Raises
    ------
    DataError
        If there is no such codebook.
    """
    books = {book.id: book for book in study.codebooks}
    if codebook is not None:
        if codebook not in books:
            raise DataError(
                f"The codebook must be one of {', '.join(books) or 'none yet'}. Got {codebook!r}. "
                "Choose one of them, or import it first."
            )
        return [books[codebook]]
    used = set(study.group_codings["code"])
    coded = [book for book in study.codebooks if any(code.id in used for code in book.codes)]
    return coded or list(study.codebooks)
