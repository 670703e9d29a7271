"""Tests of sets and of the ids by which other programs know things."""

from mixedmethods.model.exchange import NamedSet
from mixedmethods.store import new_project
from mixedmethods.store.sets import add_sets, guids, project_guid, remember_guids, sets

SET = NamedSet("s", "Access", "Getting in", (("code", "A"), ("source", "FG1")))


def test_a_set_comes_back_as_it_went_in_and_once(project):
    for count in (1, 0):
        with project.change("me", "Sets") as change:
            assert add_sets(change, [SET]) == count
    assert sets(project) == (SET,)


def test_ids_of_files_are_remembered_and_the_first_stands(project):
    with project.change("me", "Ids") as change:
        remember_guids(change, [("code", "A", "g1"), ("code", "A", "g2"), ("code", "B", "g1")])
        remember_guids(change, [("code", "A", "g3"), ("case", "A", "g4")])
    assert guids(project) == (("case", "A", "g4"), ("code", "A", "g1"))


def test_every_project_has_an_id_of_its_own(project, tmp_path):
    with new_project(tmp_path / "other.mm", "Other") as other:
        assert project_guid(project) != project_guid(other) != ""
