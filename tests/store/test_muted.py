"""Tests of muted words: for one coder and one code, whatever their case."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.store.muted import mute, muted, unmute


def test_a_word_is_muted_for_one_coder_and_one_code(project):
    mute(project, "A", "Waiting\n List", "Ann")
    assert muted(project, "Ann") == {("A", "waiting list")}
    assert muted(project, "Ben") == frozenset()


def test_muting_twice_is_one_change_and_undo_takes_it_back(project):
    mute(project, "A", "wait", "Ann")
    before = project.revision()
    mute(project, "A", "WAIT", "Ann")
    assert project.revision() == before
    assert project.undo("Ann") == "Mute a word for A"
    assert not muted(project, "Ann")


def test_a_muted_word_can_be_heard_again(project):
    mute(project, "A", "wait", "Ann")
    unmute(project, "A", "Wait", "Ann")
    assert not muted(project, "Ann")
    unmute(project, "A", "never muted", "Ann")


@pytest.mark.parametrize(("code", "word"), [("Z", "wait"), ("A", "  ")])
def test_a_code_that_is_not_there_and_no_word_are_refused(project, code, word):
    with pytest.raises(ProjectError, match="Got"):
        mute(project, code, word, "Ann")
