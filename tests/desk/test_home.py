"""Tests of home: where projects lie, and which names they may have."""

from pathlib import Path

import pytest

from mixedmethods.desk.home import home, project_names, project_path
from mixedmethods.errors import ProjectError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MIXEDMETHODS_HOME", str(tmp_path / "projects"))
    return tmp_path / "projects"


def test_the_folder_is_the_one_that_the_environment_names(folder, monkeypatch):
    assert home() == folder
    monkeypatch.setenv("MIXEDMETHODS_HOME", "")
    assert home() == Path.home() / "mixedmethods"


def test_a_folder_that_is_not_there_yet_has_no_projects(folder):
    assert project_names() == []


def test_projects_are_the_files_that_end_in_mm_by_name(folder):
    folder.mkdir()
    for name in ("b.mm", "a study.v2.mm", "c.mm-wal", "d.mm.1.part", "e.mm.backup-0001", "f.txt"):
        (folder / name).touch()
    (folder / "folder.mm").mkdir()
    assert project_names() == ["a study.v2", "b"]


@pytest.mark.parametrize("name", ["a", "Étude 2", "study_1.v2-b", "x" * 80, "5"])
def test_a_plain_name_lies_in_the_folder_and_is_found_again(folder, name):
    path = project_path(name)
    assert path == folder / f"{name}.mm"
    folder.mkdir()
    path.touch()
    assert project_names() == [name]


@pytest.mark.parametrize(
    "name",
    ["", " ", ".", "..", ".hidden", "a/b", "../a", "a\\b", "C:a", "a\n", "a.", "a ", "-a", "a\0b",
     "x" * 81, "a?b", "a*"],
)  # fmt: skip
def test_a_name_that_could_leave_the_folder_or_trouble_a_system_is_refused(folder, name):
    with pytest.raises(ProjectError, match="letters, digits"):
        project_path(name)
