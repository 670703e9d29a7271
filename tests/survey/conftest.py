"""Small surveys built by hand, for the tests of this room."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mixedmethods.model import Instrument, Item, Scale
from mixedmethods.survey import Survey

AGREEMENT = Scale(
    "agreement5",
    "ordinal",
    ("strongly disagree", "disagree", "neither", "agree", "strongly agree"),
    top=("agree", "strongly agree"),
)
YES_NO = Scale("yesno", "nominal", ("Yes", "No"))
TICK = Scale("tick", "binary", ("ticked", "not ticked"), ("1", "0"))


def item(id, scale=AGREEMENT, kind="likert", **more):
    return Item(id, f"Wording of {id[-6:]}", kind, scale, **more)


def survey(role, *items, **answers):
    """A survey whose columns are given as {item id: {option: how many}}; the rest are missing."""
    longest = max((sum(counts.values()) for counts in answers.values()), default=0)
    columns = {
        id: pd.Series([option for option, k in counts.items() for _ in range(k)], dtype=object)
        for id, counts in answers.items()
    }
    frame = pd.DataFrame(columns, index=range(longest), dtype=object)
    frame.index = pd.Index([f"{role}{k}" for k in range(longest)], name="respondent_id")
    return Survey(Instrument(role, f"Survey of {role}", role, items), frame)


def two_roles():
    """41 leads and 11 commissioners on session lengths and outreach, as the report printed them."""
    leads = survey(
        "lead",
        item("CL_LENGTHS", comparable="CO_LENGTHS"),
        item("CL_OUTREACH", comparable="CO_OUTREACH"),
        item("CL_GROUPS", comparable="CO_GROUPS", comparability="weak: tick list"),
        CL_LENGTHS={"disagree": 4, "agree": 20, "strongly agree": 17},
        CL_OUTREACH={"neither": 18, "agree": 23},
        CL_GROUPS={"disagree": 21, "agree": 20},
    )
    commissioners = survey(
        "commissioner",
        item("CO_LENGTHS"),
        item("CO_OUTREACH"),
        item("CO_GROUPS", TICK, "multi"),
        CO_LENGTHS={"disagree": 7, "agree": 4},
        CO_OUTREACH={"neither": 5, "strongly agree": 6},
        CO_GROUPS={"ticked": 6, "not ticked": 5},
    )
    return [leads, commissioners]


@pytest.fixture(scope="session")
def build():
    """The builders, for a test to name: `build.survey("lead", build.item("a"), a={"agree": 2})`."""
    return SimpleNamespace(
        AGREEMENT=AGREEMENT, YES_NO=YES_NO, item=item, survey=survey, two_roles=two_roles
    )
