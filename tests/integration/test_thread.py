"""Tests of threads: from any piece of evidence to all that bears on it."""

from dataclasses import replace

import pytest

from mixedmethods.integration.thread import COLUMNS, STARTS, starts, thread
from mixedmethods.model import Link

WAIT = Link("l1", "AC-WAIT", "recovery", "2021-22", "White British", "convergence", "Both say so.",
            items=("CO_BARRIER_STAFF",), author="Ann", changed="2026-01-01T00:00:00+00:00",
            quotes=("sample coder/FG1-009",), recommendations=("1c",))  # fmt: skip
COURSE = replace(WAIT, id="l2", measure="course_rate", relation="dissonance")


@pytest.fixture(scope="module")
def study(sample_study):
    return replace(sample_study, links=(WAIT, COURSE))


def test_one_theme_with_two_verdicts_stands_in_one_thread(study):
    chain = thread(study, "theme", "AC-WAIT")
    links = chain[chain["kind"] == "link"]
    assert links["detail"].tolist() == ["convergence: Both say so.", "dissonance: Both say so."]
    assert links[["at", "by"]].to_numpy().tolist() == [[WAIT.changed, "Ann"]] * 2
    assert {"recovery", "course_rate"} <= set(chain.loc[chain["kind"] == "gap", "id"])


@pytest.mark.parametrize(
    ("kind", "id"),
    [("gap", "recovery"), ("item", "CO_BARRIER_STAFF"), ("quote", "sample coder/FG1-009"),
     ("recommendation", "1c"), ("theme", "AC-WAIT")],
)  # fmt: skip
def test_from_every_end_of_a_link_the_thread_leads_to_the_others(study, kind, id):
    chain = thread(study, kind, id)
    there = set(zip(chain["kind"], chain["id"], strict=True))
    ends = {
        ("link", "l1"), ("theme", "AC-WAIT"), ("quote", "sample coder/FG1-009"),
        ("item", "CO_BARRIER_STAFF"), ("gap", "recovery"), ("recommendation", "1c"),
    }  # fmt: skip
    assert ends <= there


def test_each_piece_shows_its_numbers_and_when_it_came(study):
    chain = thread(study, "theme", "AC-WAIT").set_index(["kind", "id"])
    assert chain.loc[("theme", "AC-WAIT"), "detail"] == "10 segments in 4 of 4 groups"
    assert chain.loc[("item", "CO_BARRIER_STAFF"), "detail"] == "commissioner 9 of 11"
    assert (
        "43.4% to 55.0% over 16 groups in 2021-22 (Table 5)"
        in chain.loc[("gap", "recovery"), "detail"]
    )
    assert chain.loc[("gap", "recovery"), "at"] > "2020"
    assert "turn 21" in chain.loc[("quote", "sample coder/FG1-009"), "detail"]


def test_literature_starts_a_thread_too(study):
    chain = thread(study, "literature", "Yasmin-Qureshi2021")
    assert "AC-WAIT" in set(chain.loc[chain["kind"] == "theme", "id"])
    assert chain.loc[chain["kind"] == "literature", "id"].tolist()[0]


@pytest.mark.parametrize("kind", [kind for kind in STARTS if kind != "quote"])
def test_what_is_not_there_has_an_empty_thread(made, kind):
    table = thread(replace(made.study(), surveys=()), kind, "nothing")
    assert table.columns.tolist() == COLUMNS
    assert set(table["kind"]) <= {"gap"}
    assert isinstance(starts(made.study(), kind), dict)


def test_reflexively_a_thread_counts_no_codings(study):
    chain = thread(replace(study, approach="reflexive"), "theme", "AC-WAIT").set_index("kind")
    assert chain.loc["theme", "detail"] == "raised"
