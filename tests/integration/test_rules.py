"""Tests of the rules: what may be concluded from what, on the sample study."""

from dataclasses import replace

import pandas as pd
import pytest

from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.integration.review import comparison, completeness
from mixedmethods.integration.rules import (
    cautions,
    check,
    constructs,
    offered,
    read_turns,
    scopes,
    silences,
)
from mixedmethods.model import Assessment, Link

WAIT = Link("", "AC-WAIT", "recovery", "2021-22", "White British", "convergence", "Both say so.")
LANG = replace(WAIT, code="TD-LANG", relation="complement")


def allowed(study, link):
    return {relation for relation, why in offered(study, link).items() if not why}


def all_read(study, but=0):
    spoken = study.group_turns[~study.group_turns["moderator"].astype(bool)]
    reads = spoken[["source", "turn"]].assign(coder="me", created="2026-01-01")
    return replace(study, reads=reads.iloc[but:].reset_index(drop=True))


def test_what_the_outcome_data_measured_is_known_with_its_place(sample_study):
    assert constructs(sample_study, WAIT) == (True, "both waits enter Model 5 (3.6.2)")
    assert constructs(sample_study, LANG) == (
        False,
        "preferred language is not in the dataset (3.9)",
    )
    assert constructs(sample_study, replace(WAIT, code="SV-FLEX")) == (None, "")
    assert constructs(sample_study, replace(WAIT, code="SV-FLEX", construct="Model 6")) == (
        True, "Model 6",
    )  # fmt: skip
    assert constructs(sample_study, replace(WAIT, code=""))[0] is True
    assert constructs(sample_study, replace(WAIT, measure="")) == (None, "")


def test_a_theme_whose_construct_was_measured_may_agree_or_disagree(sample_study):
    assert {"convergence", "dissonance"} <= allowed(sample_study, WAIT)
    assert {"convergence", "dissonance"} <= allowed(
        sample_study, replace(WAIT, measure="course_rate")
    )


def test_language_against_recovery_offers_only_complement_or_silence(sample_study):
    read = all_read(sample_study)
    assert allowed(read, replace(LANG, silent=("outcomes",))) - {"not assessed"} == {
        "complement", "silence",
    }  # fmt: skip
    with pytest.raises(DataError, match="preferred language is not in the dataset"):
        check(sample_study, replace(LANG, relation="convergence"))


def test_survey_items_are_a_second_strand_that_looked(sample_study):
    asked = replace(LANG, items=("CO_STRAT_TRANSLATION",))
    assert {"convergence", "dissonance"} <= allowed(sample_study, asked)


@pytest.mark.parametrize(("but", "free"), [(1, False), (0, True)])
def test_silence_of_the_groups_needs_every_turn_read(sample_study, but, free):
    study = all_read(sample_study, but)
    assert read_turns(study) == (307 - but, 307)
    why = silences(study, replace(LANG, code="GE-STIGMA"))["focus groups"]
    assert (why == "") == free
    assert free or why.startswith("306 of 307 turns read.")


def test_a_turn_read_by_two_people_counts_once_and_a_moderator_never(sample_study):
    study = all_read(sample_study)
    twice = pd.concat([study.reads, study.reads.assign(coder="you")])
    assert read_turns(replace(study, reads=twice)) == (307, 307)


def test_silence_names_its_strand_and_each_strand_is_asked(sample_study):
    silent = replace(LANG, relation="silence")
    with pytest.raises(DataError, match="Say which strand is silent"):
        check(sample_study, silent)
    check(sample_study, replace(silent, silent=("outcomes", "literature")))
    with pytest.raises(DataError, match="The outcome data measured this: both waits"):
        check(sample_study, replace(WAIT, relation="silence", silent=("outcomes",)))
    with pytest.raises(DataError, match="names survey items"):
        check(sample_study, replace(silent, silent=("survey",), items=("CL_RES",)))
    with pytest.raises(DataError, match="names literature"):
        check(sample_study, replace(silent, silent=("literature",), literature=("Bhavsar2021",)))


def test_no_theme_speaks_of_one_group_while_no_speaker_belongs_to_it(sample_study):
    with pytest.raises(DataError, match=r"Got Bangladeshi only, but none of the \d+ speakers"):
        check(sample_study, replace(LANG, scope="Bangladeshi"))
    check(sample_study, LANG)
    turns = sample_study.turns.assign(ethnicity="bangladeshi")
    known = replace(sample_study, turns=turns)
    assert scopes(known, ["Bangladeshi", "Chinese"])["Bangladeshi"] == ""
    assert "Chinese" in scopes(known, ["Bangladeshi", "Chinese"])["Chinese"]
    check(known, replace(LANG, scope="Bangladeshi"))


def test_the_two_questions_and_the_relation_must_agree(sample_study):
    apart = replace(WAIT, meaning=False, examples=False)
    assert (apart.category, replace(apart, meaning=True).category) == (
        "dissonance", "partial agreement",
    )  # fmt: skip
    with pytest.raises(DataError, match="come to dissonance"):
        check(sample_study, apart)
    check(sample_study, replace(apart, relation="dissonance"))
    with pytest.raises(DataError, match="come to partial agreement"):
        check(sample_study, replace(apart, relation="dissonance", examples=True))
    assert replace(WAIT, silent=("survey",)).category == "silence"
    assert WAIT.category == "not asked"


def test_a_complement_of_what_was_measured_says_what_it_adds(sample_study):
    added = replace(WAIT, relation="complement")
    with pytest.raises(DataError, match="what the theme adds"):
        check(sample_study, added)
    check(sample_study, replace(added, mechanism="People leave while they wait."))
    with pytest.raises(DataError, match="Name both"):
        check(sample_study, replace(added, code=""))


def test_one_strand_alone_neither_agrees_nor_disagrees(sample_study):
    alone = replace(WAIT, code="", relation="dissonance")
    with pytest.raises(DataError, match="two strands that looked at the same thing"):
        check(sample_study, alone)
    check(sample_study, replace(alone, literature=("Bhavsar2021",)))
    with pytest.raises(DataError, match="must join something"):
        check(sample_study, replace(alone, measure=""))


def test_cautions_say_what_the_reader_must_know_and_what_is_left_open(sample_study):
    apart = replace(WAIT, relation="dissonance", groups=("Bangladeshi",))
    assert [text.split()[0] for text in cautions(sample_study, apart)] == ["The", "No", "0", "No"]
    done = replace(
        apart,
        scope="",
        groups=(),
        strategy="bracketing",
        quotes=("a", "b"),
        counter="sample coder/FG1-009",
    )
    assert cautions(sample_study, done) == []


def test_an_empty_study_refuses_silence_with_what_is_missing(made):
    empty = Study("Empty", "", (), (), made.study().turns.head(0), made.study().codings.head(0),
                  (), made.study().rates.head(0))  # fmt: skip
    why = silences(empty, LANG)
    assert why["focus groups"] == "No focus group has been imported yet."
    assert why["survey"] == "No survey has been imported yet."
    assert "No focus group" in scopes(empty, ["Low"])["Low"]


@pytest.mark.parametrize(
    "named",
    [{"groups": ("Martian",)}, {"groups": ("White British",)}, {"items": ("NOPE_X",)},
     {"silent": ("gossip",)}, {"literature": ("Nobody1900",)},
     {"groups": ("Bangladeshi",), "period": "1999-00"}],
)  # fmt: skip
def test_what_the_project_does_not_hold_cannot_be_named(sample_study, named):
    link = replace(WAIT, relation="not assessed", **named)
    with pytest.raises(DataError, match="must name what the project holds"):
        check(sample_study, link)


def test_disagreements_come_first_and_the_tally_counts_them(sample_study):
    links = (replace(WAIT, id="1", author="Ann"), replace(LANG, id="2", author="Ann"))
    said = (Assessment("1", "Bo", "convergence", "Yes."), Assessment("2", "Bo", "silence", "No."))
    study = replace(sample_study, links=links, assessments=said)
    table = comparison(study)
    assert table[["link", "agrees"]].to_numpy().tolist() == [["2", False], ["1", True]]
    tally = completeness(study).set_index("relation")
    assert tally.loc["convergence"].tolist() == [1, 1, 1]
    assert tally.loc["complement"].tolist() == [1, 1, 0]
    assert tally.loc["silence"].tolist() == [0, 0, 0]
