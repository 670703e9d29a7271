"""Tests of memos: on what is there, one's own, and never written over unseen."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import Memo, Selection
from mixedmethods.store.codings import code_selections, remove_coding
from mixedmethods.store.memos import memos, save_memo


def on(kind="source", target="FG1", text="Quiet at first.", id="", version=1):
    return Memo(id, kind, target, text, version=version)


@pytest.mark.parametrize(("kind", "target"), [("project", ""), ("source", "FG1"), ("code", "A")])
def test_a_memo_stands_on_the_project_a_source_or_a_code(project, kind, target):
    id = save_memo(project, on(kind, target), "Ann")
    (memo,) = memos(project, kind, target)
    assert (memo.id, memo.text, memo.author, memo.version) == (id, "Quiet at first.", "Ann", 1)


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("source", "FG9", "FG9"),
        ("code", "Z", "code Z"),
        ("coding", "gone", "a coding"),
        ("project", "FG1", "not there"),
        ("turn", "1", "'turn'"),
    ],
)
def test_a_memo_on_nothing_is_refused(project, kind, target, words):
    with pytest.raises(ProjectError, match=words):
        save_memo(project, on(kind, target), "Ann")


def test_an_edit_needs_the_version_that_was_seen(project):
    id = save_memo(project, on(), "Ann")
    save_memo(project, on(text="Loud later.", id=id), "Ann")
    with pytest.raises(ProjectError, match="changed or removed meanwhile"):
        save_memo(project, on(text="Loud.", id=id, version=1), "Ann")
    with pytest.raises(ProjectError, match="changed meanwhile"):
        save_memo(project, on(text="", id=id, version=1), "Ann")
    assert [memo.text for memo in memos(project)] == ["Loud later."]


def test_an_emptied_memo_goes_and_undo_brings_it_back(project):
    id = save_memo(project, on(), "Ann")
    assert save_memo(project, on(text="  ", id=id), "Ann") == ""
    assert memos(project) == ()
    project.undo("Ann")
    assert [memo.id for memo in memos(project)] == [id]


def test_another_authors_memo_is_left_alone(project):
    id = save_memo(project, on(), "Ann")
    with pytest.raises(ProjectError, match="one of Ann"):
        save_memo(project, on(text="Mine now", id=id), "Ben")


def test_memos_on_a_coding_go_with_it_and_come_back_with_it(project):
    (coding,) = code_selections(project, [Selection("FG1", 17, 25)], ["A"], "Ann")
    save_memo(project, on("coding", coding), "Ben")
    remove_coding(project, coding, "Ann")
    assert memos(project) == ()
    project.undo("Ann")
    assert [memo.target for memo in memos(project)] == [coding]


def test_a_new_memo_without_words_is_none(project):
    before = project.revision()
    assert save_memo(project, on(text="\n "), "Ann") == ""
    assert project.revision() == before
