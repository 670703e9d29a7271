"""Codes ranked by how many people gave them: the barriers of a survey's free text, by role.

One code counts once for each person, whatever they wrote where. The base is the people who wrote
something that says something; who wrote "N/A" or left the box empty is counted beside it.

Source
------
Robinson (2022), Conducting thematic analysis on brief texts: The structured tabular approach,
Qualitative Psychology 9(2), 194-208: one count per respondent, with quotes beside the counts.
"""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.interval import wilson
from mixedmethods.model import Code

COLUMNS = ["group", "rank", "code", "name", "n", "base", "share", "ci_low", "ci_high"]
QUOTES = ["code", "group", "source", "turn", "speaker", "quote"]
LONG = 200  # characters: more is read, not glanced at
NOTHING = frozenset(
    (
        "", "n a", "na", "none", "nil", "null", "nothing", "not applicable", "non applicable",
        "no comment", "no comments", "no further comment", "no further comments", "no answer",
        "no response", "nothing to add", "nothing more to add", "nothing further to add",
        "nothing else", "nothing further", "nothing to say", "none at this time",
        "none at present", "nothing at this time",
    )
)  # fmt: skip


def says_nothing(words: str) -> bool:
    """Say whether an answer is one that only fills the box.

    Examples
    --------
    >>> [says_nothing(words) for words in ("N/A", "None.", " - ", "None of the staff know it")]
    [True, True, True, False]
    """
    return " ".join(re.findall(r"\w+", words.casefold())) in NOTHING


def rank_codes(
    codings: pd.DataFrame,
    answers: pd.DataFrame,
    codes: Iterable[Code],
    by: str = "role",
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rank codes by the people who gave them.

    Parameters
    ----------
    codings : DataFrame
        One row per coding: ``code case`` and the column `by`.
    answers : DataFrame
        One row per answer: ``case words`` and the column `by`.
    codes : iterable of Code
        Those that are ranked.
    by : str, default "role"
        A variable of the people; who has none is left out.
    confidence : float, default 0.95
        Coverage of the Wilson interval.

    Returns
    -------
    DataFrame, shape (n_groups * n_codes, 9)
        ``group rank code name n base share ci_low ci_high``: `n` people with the code, of the
        `base` who wrote something that says something; shares 0 to 1. By group, then rank; codes
        with the same n share a rank (1, 2, 2, 4) and stand in the codebook's order.

    Raises
    ------
    DataError
        If the answers lack `by`.
    """
    codes = list(codes)
    if by not in answers:
        raise DataError(
            f"A ranking needs answers by people with {by!r}. Got none. Choose another variable."
        )
    said = answers[~answers["words"].map(says_nothing).astype(bool)]
    bases = said.groupby(by, sort=True)["case"].nunique()
    given = codings.drop_duplicates(["case", "code"]).merge(
        said[["case"]].drop_duplicates(), on="case"
    )
    counts = given.groupby([by, "code"])["case"].nunique()
    frames = []
    for group, base in bases.items():
        frame = pd.DataFrame(
            {
                "group": group,
                "code": [code.id for code in codes],
                "name": [code.name for code in codes],
                "n": [int(counts.get((group, code.id), 0)) for code in codes],
                "base": int(base),
            }
        )
        frame["rank"] = frame["n"].rank(method="min", ascending=False).astype(int)
        frames.append(frame.sort_values("rank", kind="stable"))
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(frames, ignore_index=True)
    low, high = wilson(table["n"].to_numpy(), table["base"].to_numpy(), confidence)
    return table.assign(share=table["n"] / table["base"], ci_low=low, ci_high=high)[COLUMNS]


def answering(answers: pd.DataFrame, people: pd.Series, by: str = "role") -> pd.DataFrame:
    """Count who wrote something, who wrote that there is nothing to say, and who was silent.

    Parameters
    ----------
    answers : DataFrame
        As in `rank_codes`.
    people : Series of int
        Everybody who could have answered, by group.
    by : str, default "role"
        The groups.

    Returns
    -------
    DataFrame, one row per group
        ``group people wrote nothing silent``; they add up: `nothing` wrote no more than "N/A" and
        the like, `silent` left every box empty.
    """
    nothing = answers["words"].map(says_nothing).astype(bool)
    wrote = answers[~nothing].groupby(by)["case"].nunique().reindex(people.index, fill_value=0)
    any_words = answers.groupby(by)["case"].nunique().reindex(people.index, fill_value=0)
    return pd.DataFrame(
        {
            "group": people.index,
            "people": people.to_numpy(),
            "wrote": wrote.to_numpy(),
            "nothing": (any_words - wrote).to_numpy(),
            "silent": (people - any_words).to_numpy(),
        }
    )


def voices(codings: pd.DataFrame, codes: Iterable[Code], by: str = "role") -> pd.DataFrame:
    """Choose one quote per code and person, those first that are fit to print.

    Returns
    -------
    DataFrame
        ``code group source turn speaker quote``, by code in the order given and group; the longest
        of up to 200 characters first, then the shortest of the rest.
    """
    wanted = {code.id: k for k, code in enumerate(codes)}
    chosen = codings[codings["code"].isin(list(wanted))].drop_duplicates(["code", "case"])
    length = chosen["quote"].str.len()
    fit = np.where(length <= LONG, LONG - length, length)
    chosen = chosen.assign(group=chosen[by], rank=chosen["code"].map(wanted), fit=fit)
    order = ["rank", "group", "fit", "source", "turn"]
    return chosen.sort_values(order, kind="stable")[QUOTES].reset_index(drop=True)
