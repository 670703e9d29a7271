"""Tests of checklists: a person's words, else the log's where it knows, else not recorded."""

from dataclasses import replace

import pytest

from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError
from mixedmethods.model import Assessment, Link
from mixedmethods.report.checklist import NAMES, NOT_RECORDED, checklist, filled
from mixedmethods.report.prefill import PREFILL
from mixedmethods.store import new_project
from mixedmethods.store.checklist import answers, save_answer

LINKS = (
    Link("1", "AC-WAIT", "recovery", "2021-22", "White British", "dissonance", "They differ.",
         quotes=("sample coder/FG1-009",), author="Ann", changed="2026-01-01",
         strategy="bracketing"),
    Link("2", "AC-WAIT", "course_rate", "2021-22", "White British", "dissonance", "So here.",
         author="Bo", changed="2026-02-01"),
)  # fmt: skip
SIZES = {"coreq": 32, "srqr": 21, "cherries": 26, "gramms": 6, "mmat": 5}


@pytest.fixture(scope="module")
def study(sample_study):
    return replace(sample_study, links=LINKS, assessments=(Assessment("1", "Cy", "silence", "R"),))


def answer(study, form, item):
    table = filled(study, form).set_index("item")
    return table.loc[item, "answer"]


@pytest.mark.parametrize("name", NAMES)
def test_each_checklist_has_its_items_a_version_and_a_source(name, study):
    guide = checklist(name)
    assert len(guide.items) == SIZES[name] == len({item.id for item in guide.items})
    assert guide.version
    assert "own words" in guide.source
    assert {item.log for item in guide.items} - {""} <= set(PREFILL)
    assert set(filled(study, name)["from"]) <= {"log", NOT_RECORDED}


def test_the_log_knows_coders_speakers_and_minor_themes(study):
    assert answer(study, "coreq", "12").startswith("22 people spoke in 4 groups (FG1 6, FG2 5")
    assert answer(study, "coreq", "24") == "1: sample coder (205 codings)."
    assert "17 by one role" in answer(study, "coreq", "32")
    assert answer(study, "coreq", "29").startswith("1 quotes of 1 speakers")
    assert answer(study, "coreq", "2") == NOT_RECORDED


def test_integration_and_divergence_come_from_the_links(study):
    assert answer(study, "gramms", "4").startswith(
        "At analysis, in joint displays: 2 links of themes and gaps (2 dissonance) by Ann, Bo, "
        "2026-01-01 to 2026-02-01; 1 second assessors."
    )
    assert answer(study, "gramms", "6") == "(1) dissonance: So here. (2) dissonance: They differ."
    assert answer(study, "mmat", "5.4") == "2 discordant links, 1 with a strategy."


def test_completion_names_the_item_that_was_answered_least(study):
    assert "the lowest is CO_STRAT_FREE, 6 of 11" in answer(study, "cherries", "C22")
    assert "Not computable" in answer(study, "cherries", "C20")


def test_a_persons_words_go_before_the_logs(sample_project):
    save_answer(sample_project, "coreq", "24", "Two of us.", "me")
    save_answer(sample_project, "coreq", "1", " ", "me")
    table = filled(read_study(sample_project), "coreq").set_index("item")
    assert table.loc["24", ["answer", "from"]].tolist() == ["Two of us.", "written"]
    assert table.loc["1", "from"] == NOT_RECORDED
    with pytest.raises(DataError, match="changed or"):
        save_answer(sample_project, "coreq", "24", "Three.", "you")
    save_answer(sample_project, "coreq", "24", "Three.", "you", 1)
    assert [a["text"] for a in answers(sample_project) if a["item"] == "24"] == ["Three."]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_project_invents_nothing(name, tmp_path):
    with new_project(tmp_path / "empty.mm", "Empty") as project:
        table = filled(read_study(project), name)
    known = table.loc[table["from"] == "log", "item"].tolist()
    assert set(known) <= {"27", "S1"}  # the software and the title
