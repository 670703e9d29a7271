"""The base audit in print."""

from collections.abc import Iterable

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels

SHOWN = 3  # bases in a cell; the files have them all
VERDICTS = {
    "possible": "Possible",
    "needs double rounding": "Only if rounded twice",
    "sum of rounded shares": "Only as a sum of rounded shares",
    "needs another base": "Not on this base",
    "impossible": "Impossible",
}


def bases_table(audit: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print what `survey.audit_bases` gave.

    Returns
    -------
    DataFrame of str
        ``Question What is said Printed Verdict People Bases that fit Note``; where more than a
        few bases fit, the largest and how many more there are.
    """
    items = tuple(items)
    printed = [f"{p}% of {b}" for p, b in zip(audit["percent"], audit["base"], strict=True)]
    return pd.DataFrame(
        {
            "Question": [labels.wording(id, items) for id in audit["item"]],
            "What is said": audit["statement"],
            "Printed": printed,
            "Verdict": audit["verdict"].map(VERDICTS),
            "People": audit["counts"],
            "Bases that fit": audit["bases"].map(_shortened),
            "Note": audit["note"],
        }
    )


def distributions_table(audit: pd.DataFrame, items: Iterable[Item]) -> pd.DataFrame:
    """Print what `survey.audit_distributions` gave, one row per question, all of it text."""
    items = tuple(items)
    return pd.DataFrame(
        {
            "Question": [labels.wording(id, items) for id in audit["item"]],
            "Printed": audit["percents"],
            "Stated base": audit["base"].map(labels.whole),
            "These are": audit["whole"].map({True: "all answers", False: "some answers"}),
            "Verdict": audit["verdict"].map(VERDICTS),
            "People": [_span(*ends) for ends in zip(audit["least"], audit["most"], strict=True)],
            "Bases that fit": audit["bases"].map(_shortened),
        }
    )


def _span(least: float, most: float) -> str:
    first, last = labels.whole(least), labels.whole(most)
    return first if first == last else f"{first} to {last}"


def _shortened(bases: str) -> str:
    every = bases.split(", ") if bases else []
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return f"{', '.join(every[:SHOWN])}{more}"
