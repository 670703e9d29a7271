"""A small study made by hand, for the tests of this room."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mixedmethods.integration import Study
from mixedmethods.model import Code, Codebook, Instrument, Item, Link, Measure, Rate, Scale
from mixedmethods.outcomes import rates_frame
from mixedmethods.survey import Survey

AGREEMENT = Scale("agreement", "ordinal", ("no", "yes", "very"), top=("yes", "very"))
REGION = Scale("region", "nominal", ("north", "south"))
ITEMS = (
    Item("LENGTHS", "Sessions of different lengths", "likert", AGREEMENT),
    Item("REGION", "Which region?", "single", REGION),
    Item("FREE", "Anything else?", "free_text"),
)
CODES = (
    Code("WAIT", "Waiting", "book", definition="Time before help.", measures=("recovery", "wait")),
    Code("LANG", "Language", "book", measures=("access", "recovery")),
)
CODINGS = [  # id, kind, source, start, code, speaker
    ("c1", "focus group", "FG1", 1, "WAIT", "P1"),
    ("c2", "focus group", "FG1", 5, "WAIT", "P2"),
    ("c3", "case study", "Case A", 1, "WAIT", "P3"),
]
RATES = [
    Rate(group, measure, period, rate)
    for measure, period, group, rate in [
        ("recovery", "2022", "Reference", 0.50),
        ("recovery", "2022", "Low", 0.431),
        ("recovery", "2022", "High", 0.54),
        ("recovery", "2022", "Same", 0.50),
        ("recovery", "2016", "Reference", 0.50),
        ("recovery", "2016", "Low", 0.40),
        ("access", "2022", "Reference", 0.70),
        ("access", "2022", "Low", 0.60),
    ]
]


def study(links=(), rates=RATES, codings=CODINGS, **answers):
    given = {"LENGTHS": ["yes", "no", "very"], "REGION": ["north"] * 3, "FREE": ["x", None, None]}
    responses = pd.DataFrame(given | answers, index=["r1", "r2", "r3"], dtype=object)
    rows = [
        (id, kind, source, start, start + 2, code, "me", "", f"{source}/{speaker}", False)
        for id, kind, source, start, code, speaker in codings
    ]
    columns = ["id", "kind", "source", "start", "end", "code", "coder", "stance", "case"]
    turns = [("focus group", "FG1", False, 1), ("case study", "Case A", False, 1)]
    return Study(
        title="Small",
        label="",
        surveys=(Survey(Instrument("lead", "Leads", "lead", ITEMS), responses),),
        codebooks=(Codebook("book", "Book", CODES),),
        turns=pd.DataFrame(turns, columns=["kind", "source", "moderator", "turn"]),
        codings=pd.DataFrame(rows, columns=[*columns, "moderator"]),
        measures=(Measure("recovery", "Recovered"), Measure("access", "Reached")),
        rates=rates_frame(rates),
        links=tuple(links),
    )


def link(id="l1", code="WAIT", measure="recovery", relation="complement", **more):
    given = {"period": "2022", "reference": "Reference", "reason": "Because."} | more
    return Link(id=id, code=code, measure=measure, relation=relation, **given)


@pytest.fixture(scope="session")
def made():
    """The builders: `made.study(links, rates, codings, ITEM=[answers])` and `made.link(...)`."""
    return SimpleNamespace(study=study, link=link, RATES=RATES, CODINGS=CODINGS)
