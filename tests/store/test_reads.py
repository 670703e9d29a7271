"""Tests of what was read: by whom, and only turns that are there."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.store.reads import mark_read, read_turns, reads


def test_a_turn_is_read_by_one_coder_and_not_by_another(project):
    mark_read(project, "FG1", [3, 2, 2], "Ann")
    assert read_turns(project, "FG1", "Ann") == {2, 3}
    assert read_turns(project, "FG1", "Ben") == set()
    assert reads(project)[["source", "turn", "coder"]].to_numpy().tolist() == [
        ["FG1", 2, "Ann"],
        ["FG1", 3, "Ann"],
    ]


def test_the_mark_is_taken_away_and_undone(project):
    mark_read(project, "FG1", [2, 3], "Ann")
    mark_read(project, "FG1", [2], "Ann", read=False)
    assert read_turns(project, "FG1", "Ann") == {3}
    assert project.undo("Ann") == "Mark turn 2 of FG1 as not read"
    assert project.undo("Ann") == "Mark 2 turns of FG1 as read"
    assert reads(project).empty


def test_marking_twice_changes_nothing(project):
    mark_read(project, "FG1", [2], "Ann")
    before = project.revision()
    mark_read(project, "FG1", [2], "Ann")
    assert project.revision() == before


@pytest.mark.parametrize(("source", "turn"), [("FG1", 9), ("FG9", 1), ("FG1", -1)])
def test_a_turn_that_is_not_there_cannot_be_read(project, source, turn):
    with pytest.raises(ProjectError, match=f"Got turn {turn} of {source}"):
        mark_read(project, source, [2, turn] if source == "FG1" else [turn], "Ann")
    assert reads(project).empty
