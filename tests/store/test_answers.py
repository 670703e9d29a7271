"""Tests of answers: requests that leave no entry in the log are known again."""

from mixedmethods.store import answers, open_project
from mixedmethods.store.answers import answer, remember_answer


def test_an_answer_is_known_again_after_a_restart_and_is_no_change(project, path):
    before = project.revision()
    remember_answer(project, "op", "Refused.")
    remember_answer(project, "op", "Another.")  # the first stands
    assert (project.revision(), answer(project, "none")) == (before, None)
    with open_project(path) as again:
        assert answer(again, "op") == "Refused."


def test_of_very_many_the_oldest_are_let_go(project, monkeypatch):
    monkeypatch.setattr(answers, "KEPT", 2)
    times = iter(["1", "2", "3"])
    monkeypatch.setattr(answers, "now", lambda: next(times))
    for op in ("z", "b", "a"):
        remember_answer(project, op, "")
    assert [answer(project, op) for op in ("z", "b", "a")] == [None, "", ""]
