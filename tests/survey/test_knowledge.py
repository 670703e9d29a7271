"""Tests of knowledge beside ratings: on the sample, by hand, and against every way to fill."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.model import Instrument, Item, Scale
from mixedmethods.survey import Survey, by_variable, crosstab, raters, statement
from mixedmethods.survey.knowledge import at_most

KNOWS = Item("know", "K?", "likert", Scale("k", "ordinal", ("none", "some", "all"), top=("all",)))
RATES = Item("rate", "R?", "likert", Scale("r", "ordinal", ("bad", "fine"), top=("fine",)))
ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["none", "some", "all", None]), st.sampled_from(["bad", "fine", None])
    ),
    max_size=12,
)


def asked(pairs):
    frame = pd.DataFrame(pairs, columns=["know", "rate"], dtype=object)
    return Survey(Instrument("i", "I", "funder", (KNOWS, RATES)), frame)


def commissioners(study):
    survey = next(each for each in study.surveys if each.role == "commissioner")
    return survey, survey.instrument.item("CO_PPG_KNOW"), survey.instrument.item("CO_PPG_IMPL")


def test_four_commissioners_with_little_or_no_knowledge_rated_the_guide(sample_study):
    survey, knows, rates = commissioners(sample_study)
    table = raters(survey, knows, rates, rates.scale.options[1:]).set_index("knowledge")
    assert table.loc["little to no knowledge", ["n", "base"]].tolist() == [4, 4]
    assert table["base"].tolist() == [4, 3, 3, 0, 0, 1]
    assert table["share"].isna().tolist() == [False, False, False, True, True, False]


def test_the_raters_cannot_all_be_those_with_fair_or_minimal_knowledge(sample_study):
    survey, knows, rates = commissioners(sample_study)
    row = statement(survey, knows, ("minimal", "fair"), rates, rates.scale.options[1:]).iloc[0]
    assert row.drop(["role", "verdict"]).to_dict() == {
        "raters": 11, "named": 6, "unknown": 1, "at_most": 7,
        "inside": 6, "outside": 4, "unsure": 1,
    }  # fmt: skip
    assert row["verdict"] == "cannot hold"


def test_totals_that_allow_a_statement_do_not_make_it_hold():
    pairs = [("some", "bad"), ("none", "fine"), ("some", None)]
    row = statement(asked(pairs), KNOWS, ("some",), RATES, ("fine",)).iloc[0]
    assert (row["at_most"], row["raters"], row["verdict"]) == (1, 1, "does not hold")


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([("some", "fine"), ("none", "bad")], "holds"),
        ([("some", "fine"), (None, "fine")], "cannot be told"),
        ([("some", "bad")], "cannot be told"),
        ([("none", "fine")], "cannot hold"),
    ],
)
def test_a_statement_is_judged_by_totals_and_then_by_answers(pairs, verdict):
    assert statement(asked(pairs), KNOWS, ("some",), RATES, ("fine",))["verdict"].item() == verdict


@given(ANSWERS)
def test_a_crosstab_counts_everyone_once(pairs):
    table = crosstab(asked(pairs), KNOWS, RATES)
    assert len(table) == 4 * 3
    assert table["n"].sum() == len(pairs)
    assert set(table["base"]) == {sum(None not in pair for pair in pairs)}
    for row in table.itertuples():
        wanted = tuple(None if name == "no answer" else name for name in (row.row, row.column))
        assert row.n == pairs.count(wanted)


@given(ANSWERS.filter(lambda pairs: sum(knows is None for knows, _ in pairs) < 5))
def test_a_verdict_says_what_every_way_to_fill_the_silence_says(pairs):
    row = statement(asked(pairs), KNOWS, ("some",), RATES, ("fine",)).iloc[0]
    gaps = [k for k, (knows, _) in enumerate(pairs) if knows is None]
    outcomes = set()
    for filled in product(KNOWS.scale.options, repeat=len(gaps)):
        told = dict(enumerate(knows for knows, _ in pairs)) | dict(zip(gaps, filled, strict=True))
        rated = [told[k] for k, (_, rates) in enumerate(pairs) if rates == "fine"]
        outcomes.add(all(knows == "some" for knows in rated))
    if row["raters"] == 0:
        assert row["verdict"] == "cannot be told"
    elif outcomes == {True}:
        assert row["verdict"] == "holds"
    elif outcomes == {False}:
        assert row["verdict"] in ("cannot hold", "does not hold")
    else:
        assert row["verdict"] == "cannot be told"


@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
def test_the_most_that_totals_allow_can_be_reached_and_not_passed(rating, named, others):
    people = [True] * named + [False] * others
    if rating <= len(people):
        best = sum(sorted(people, reverse=True)[:rating])
        assert at_most(rating, named) == best


def test_a_small_group_has_its_base_and_no_share():
    frame = pd.DataFrame({"know": ["all", "none", "all"], "where": ["a", "a", "b"]}, dtype=object)
    survey = Survey(Instrument("i", "I", "funder", (KNOWS,)), frame)
    table = by_variable(survey, KNOWS, "where", 2).set_index("group")
    assert table.loc["a", ["n", "base", "share"]].tolist() == [1, 2, 0.5]
    assert pd.isna(table.loc["b", "n"])
    assert pd.isna(table.loc["b", "share"])
    assert table["note"].tolist() == ["", "fewer than 2 answered"]


def test_what_is_not_on_the_scale_is_refused():
    with pytest.raises(DataError, match="Got wonderful"):
        raters(asked([("some", "fine")]), KNOWS, RATES, ["wonderful"])
    with pytest.raises(DataError, match="Got none"):
        statement(asked([("some", "fine")]), KNOWS, (), RATES, ["fine"])
    free = Item("know", "K?", "likert", Scale("k", "ordinal", ("none", "some", "all")))
    with pytest.raises(DataError, match="top options"):
        by_variable(asked([("some", "fine")]), free, "rate", 1)
