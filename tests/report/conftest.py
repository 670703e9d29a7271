"""Tables built by hand, as the survey and outcome rooms give them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mixedmethods.model import Instrument, Item, Rate, Scale
from mixedmethods.outcomes import gaps, rates_frame
from mixedmethods.survey import Survey, block, items_of

AGREEMENT = Scale(
    "agreement5",
    "ordinal",
    ("strongly disagree", "disagree", "neither", "agree", "strongly agree"),
    top=("agree", "strongly agree"),
)
TICK = Scale("tick", "binary", ("ticked", "not ticked"), ("1", "0"))


def survey(role, items, counts):
    columns = {
        id: pd.Series([option for option, k in given.items() for _ in range(k)], dtype=object)
        for id, given in counts.items()
    }
    frame = pd.DataFrame(columns, dtype=object)
    return Survey(Instrument(role, role, role, tuple(items)), frame)


def make_surveys():
    leads = survey(
        "clinical_lead",
        [
            Item("A", "Sessions of different lengths", "likert", AGREEMENT, comparable="B"),
            Item("C", "Groups that reflect people", "likert", AGREEMENT, comparable="D"),
        ],
        {
            "A": {"disagree": 2, "neither": 2, "agree": 20, "strongly agree": 17},
            "C": {"disagree": 21, "agree": 20},
        },
    )
    commissioners = survey(
        "commissioner",
        [
            Item("B", "Sessions of different lengths", "likert", AGREEMENT),
            Item("D", "Groups that reflect people", "multi", TICK),
        ],
        {"B": {"disagree": 3, "neither": 4, "agree": 4}, "D": {"ticked": 6, "not ticked": 5}},
    )
    return [leads, commissioners]


def make_gaps(*rows, reference="White British", base=None, decimals=1):
    """Gaps of (group, period, per cent[, base]) on recovery; the reference is at 50 per cent."""
    periods = dict.fromkeys(period for _, period, *_ in rows)
    rates = [Rate(reference, "recovery", period, 0.5, decimals, base) for period in periods]
    rates += [
        Rate(group, "recovery", period, percent / 100, decimals, *people)
        for group, period, percent, *people in rows
    ]
    return gaps(rates_frame(rates), reference)


@pytest.fixture(scope="session")
def made():
    """What the tests of this room print: `items`, `answers` (a block of two topics), `gaps`."""
    surveys = make_surveys()
    return SimpleNamespace(
        AGREEMENT=AGREEMENT,
        TICK=TICK,
        surveys=surveys,
        items=items_of(surveys),
        answers=block(surveys, ["A", "C"]),
        one=block(surveys, ["A"]),
        gaps=make_gaps,
    )
