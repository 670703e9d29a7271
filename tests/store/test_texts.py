"""Tests of storing sources: a text comes out as it went in, turn by turn."""

import hashlib

import pytest
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Case, Source, Turn
from mixedmethods.store import schema
from mixedmethods.store.texts import add_source, read_source, source_ids, turns

ODD = "P1: e\u0301 \u00e9 😀\u2028\u00a0 'a' \"b\"; -- \\ %\nP2: \U0001f9d1\u200d\U0001f373"


def bring_in(project, source, cases=None):
    with project.change("importer", f"Import {source.id}") as change:
        add_source(change, source, cases or {})


def test_a_source_comes_out_as_it_went_in(empty):
    source = Source(
        "Odd'; DROP", ODD, (Turn(1, 4, 12, "P1", "00:01"), Turn(2, 30, 33, "P2", "", True)),
        "case study", (("role", "therapist"), ("date", "2022")),
    )  # fmt: skip
    bring_in(empty, source)
    assert read_source(empty, source.id) == source
    with empty.reading() as connection:
        stored = connection.execute(sa.select(schema.sources.c.sha256)).scalar()
    assert stored == hashlib.sha256(ODD.encode()).hexdigest()


def test_an_absent_source_is_refused(project):
    with pytest.raises(ProjectError, match="Got 'FG9', which is not"):
        read_source(project, "FG9")


def test_a_source_comes_in_once(project, source):
    with pytest.raises(ProjectError, match="Got FG1, which the project already holds"):
        bring_in(project, source("FG1"))
    assert source_ids(project) == ["FG1"]


def test_people_that_the_project_holds_are_not_taken_over(project, source):
    with pytest.raises(ProjectError, match="must be new to the project"):
        bring_in(project, source("FG2"), {"P1": Case("FG1/P1", "participant")})
    assert source_ids(project) == ["FG1"]


def test_sources_are_listed_by_kind_and_name(project, source):
    for id, kind in (("B", "text"), ("A", "case study"), ("FG0", "focus group")):
        bring_in(project, source(id, kind=kind))
    assert source_ids(project) == ["B", "FG0", "FG1", "A"]
    assert source_ids(project, "focus group") == ["FG0", "FG1"]


def test_turns_carry_their_speaker_and_variables(project, source):
    bring_in(project, source("FG2", variables=(("mode", "online"),)))
    found = turns(project)
    assert found[["source", "turn", "speaker", "moderator"]].to_numpy().tolist() == [
        ["FG1", 1, "M", True],
        ["FG1", 2, "P1", False],
        ["FG1", 3, "P2", False],
        ["FG2", 1, "M", True],
        ["FG2", 2, "P1", False],
        ["FG2", 3, "P2", False],
    ]
    assert found["role"].fillna("-").tolist() == ["therapist"] * 3 + ["-"] * 3
    assert found["mode"].fillna("-").tolist() == ["-"] * 3 + ["online"] * 3
    assert found["case"].fillna("-").tolist() == ["-", "FG1/P1", "FG1/P2", "-", "-", "-"]


def test_a_speakers_value_goes_before_the_sources(empty, source):
    bring_in(
        empty, source("FG1"), {"P1": Case("FG1/P1", "participant", (("role", "service_user"),))}
    )
    assert turns(empty)["role"].tolist() == ["therapist", "service_user", "therapist"]


def test_no_sources_are_no_turns(empty):
    found = turns(empty)
    assert len(found) == 0
    assert {"source", "turn", "start", "end", "speaker", "case", "moderator"} <= set(found.columns)


@pytest.mark.parametrize("name", ["source", "turn", "start", "end", "speaker", "moderator", "kind"])
def test_a_line_of_the_header_never_takes_the_place_of_a_column(empty, source, name):
    bring_in(empty, source("FG1", variables=((name, "Anna"),)))
    found = turns(empty)
    assert found[f"{name} (variable)"].tolist() == ["Anna"] * 3
    assert found["moderator"].tolist() == [True, False, False]
    assert found["source"].tolist() == ["FG1"] * 3
    assert found["start"].tolist() == [turn.start for turn in source("FG1").turns]
