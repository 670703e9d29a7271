"""Tests of settings: the approach, who leads, and who sees what."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.store import new_project
from mixedmethods.store.settings import Settings, change_settings, settings


def test_a_project_without_a_lead_is_open_to_everyone(project):
    assert settings(project) == Settings("codebook", "", True)
    assert settings(project).sees_all("anyone")


def test_while_coders_work_blind_the_lead_alone_sees_all(tmp_path):
    with new_project(tmp_path / "led.mm", "Led", lead="Ann") as project:
        assert settings(project).sees_all("Ann")
        assert not settings(project).sees_all("Ben")
        change_settings(project, Settings(lead="Ann", blind=False), "Ann")
        assert settings(project).sees_all("Ben")
        project.undo("Ann")
        assert not settings(project).sees_all("Ben")


@pytest.mark.parametrize("wanted", [Settings(lead="Ben"), Settings(lead="Ann", blind=False)])
def test_nobody_but_the_lead_hands_over_or_opens(project, wanted):
    change_settings(project, Settings(lead="Ann"), "Ann")
    with pytest.raises(ProjectError, match="the lead is Ann"):
        change_settings(project, wanted, "Ben")
    change_settings(project, Settings("reflexive", "Ann", True), "Ben")  # is no secret
    change_settings(project, wanted, "Ann")


def test_another_approach_is_refused(project):
    with pytest.raises(ProjectError, match="'magic'"):
        change_settings(project, Settings("magic"), "Ann")
