"""Counting closed answers beside pandas, a bare count in NumPy, and reading the memory."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.timing import Figure, median, seconds
from mixedmethods.model import Item, Scale
from mixedmethods.survey import tabulate

TIMES = 5
ITEMS = 40
MANY, SAMPLE = 1_000_000, 52  # respondents
PER_CROSSTAB = 50  # times as fast as pandas is the target
SCALE = Scale(
    "agreement",
    "ordinal",
    ("strongly disagree", "disagree", "neither", "agree", "strongly agree"),
    top=("agree", "strongly agree"),
)
QUESTIONS = [Item(f"Q{k}", f"Question {k}", "single", SCALE) for k in range(ITEMS)]
ROLES = ("clinical lead", "commissioner")


def figures() -> Iterator[Figure]:
    """Yield the seconds of all tables by role over a million respondents, and over a small survey.

    Three references of the million: what it takes pandas, a bare count and one look at each code.
    """
    answers, codes, roles = _survey(MANY)
    _check(tabulate(answers, QUESTIONS, "role"), codes, roles)
    what = f"{ITEMS} tables by role of {MANY:,} respondents"
    ours = median(lambda: tabulate(answers, QUESTIONS, "role"), TIMES)
    crosstab = seconds(lambda: _crosstabs(answers, QUESTIONS))
    yield Figure(what, ours, "pandas crosstab per item", crosstab, crosstab / PER_CROSSTAB)
    bare = median(lambda: _bare(codes, roles), TIMES)
    yield Figure(what, ours, "one np.bincount per item", bare)
    yield Figure(what, ours, "reading the codes once", median(lambda: codes.max(), TIMES))
    few, codes, roles = _survey(SAMPLE)
    yield Figure(
        f"{ITEMS} tables by role of {SAMPLE} respondents",
        median(lambda: tabulate(few, QUESTIONS, "role"), 20),
        "pandas crosstab per item",
        median(lambda: _crosstabs(few, QUESTIONS), TIMES),
        0.005,
    )


def _survey(respondents: int) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Return answers as pandas keeps categories, and the same codes bare: items by respondents."""
    draw = np.random.default_rng(1)
    codes = draw.integers(0, 5, (ITEMS, respondents), dtype=np.int8)
    roles = (draw.random(respondents) < 0.2).astype(np.int8)
    columns = {
        item.id: pd.Categorical.from_codes(row, list(SCALE.options))
        for item, row in zip(QUESTIONS, codes, strict=True)
    }
    return pd.DataFrame(columns | {"role": pd.Categorical.from_codes(roles, ROLES)}), codes, roles


def _crosstabs(answers: pd.DataFrame, items: list[Item]) -> list[pd.DataFrame]:
    return [pd.crosstab(answers["role"], answers[item.id]) for item in items]


def _bare(codes: np.ndarray, roles: np.ndarray) -> list[np.ndarray]:
    row = roles * np.int8(5)
    return [np.bincount(row + each, minlength=10) for each in codes]


def _check(table: pd.DataFrame, codes: np.ndarray, roles: np.ndarray) -> None:
    if table["n"].tolist() != np.concatenate(_bare(codes, roles)).tolist():
        raise AssertionError("the two ways to count differ")
