"""Tests of a codebook in use: codes are moved, split and deleted, and nothing is lost."""

import pytest

from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Code, Selection
from mixedmethods.store.code_history import code_history
from mixedmethods.store.codebook_edits import code_in_vivo, delete_code, move_code, split_code
from mixedmethods.store.codes import change_code, codes
from mixedmethods.store.codings import code_selections, codings
from mixedmethods.store.merging import merge_codes

WAITED, TOO = Selection("FG1", 17, 25), Selection("FG1", 41, 47)


def tree(project):
    return [(code.id, code.parent) for code in codes(project)]


def test_a_code_moves_below_another_and_takes_what_is_below_it(project):
    move_code(project, "C", "B", "", "Ann")
    move_code(project, "B", "", "A", "Ann")
    assert tree(project) == [("B", ""), ("C", "B"), ("A", "")]
    project.undo("Ann")
    project.undo("Ann")
    assert tree(project) == [("A", ""), ("B", ""), ("C", "")]


def test_a_code_cannot_stand_below_itself(project):
    move_code(project, "B", "A", "", "Ann")
    with pytest.raises(DataError):
        move_code(project, "A", "B", "", "Ann")
    with pytest.raises(ProjectError, match="same parent"):
        move_code(project, "C", "", "B", "Ann")
    assert tree(project) == [("A", ""), ("B", "A"), ("C", "")]


def test_a_split_takes_the_chosen_codings_and_leaves_the_rest(project):
    first, second = code_selections(project, [WAITED, TOO], ["A"], "Ann")
    split_code(project, "A", Code("A2", "Waiting well", "book"), [second], "Ben")
    held = codings(project).set_index("id")["code"]
    assert (held[first], held[second]) == ("A", "A2")
    assert [id for id, _ in tree(project)] == ["A", "A2", "B", "C"]
    project.undo("Ben")
    assert set(codings(project)["code"]) == {"A"}
    assert "A2" not in dict(tree(project))


def test_a_split_by_anothers_codings_is_refused_whole(project):
    code_selections(project, [WAITED], ["A"], "Ann")
    (other,) = code_selections(project, [TOO], ["B"], "Ann")
    with pytest.raises(ProjectError, match="codings of its own"):
        split_code(project, "A", Code("A2", "More", "book"), [other], "Ann")
    assert "A2" not in dict(tree(project))


def test_a_code_is_deleted_only_where_nothing_uses_it(project):
    code_selections(project, [WAITED], ["A"], "Ann")
    with pytest.raises(ProjectError, match="1 coding"):
        delete_code(project, "A", "Ann")
    delete_code(project, "B", "Ann")
    assert "B" not in dict(tree(project))
    project.undo("Ann")
    assert [id for id, _ in tree(project)] == ["A", "B", "C"]


def test_words_that_were_said_become_a_code(project):
    new = Code("IV", "waited long", "book")
    (id,) = code_in_vivo(project, [WAITED], [""], new, "Ann")
    assert codings(project).set_index("id").loc[id, "code"] == "IV"
    project.undo("Ann")
    assert codings(project).empty
    assert "IV" not in dict(tree(project))


def test_what_was_coded_twice_is_once_when_its_codes_are_merged(project):
    code_selections(project, [WAITED], ["A", "B"], "Ann")
    code_selections(project, [WAITED], ["B"], "Ben")
    merge_codes(project, ["B"], "A", "Ann")
    held = codings(project)
    assert sorted(held["coder"]) == ["Ann", "Ben"]
    assert set(held["code"]) == {"A"}
    project.undo("Ann")
    assert sorted(codings(project)["code"]) == ["A", "B", "B"]


def test_codes_are_not_merged_into_themselves_or_into_nothing(project):
    for gone, into in ((["A"], "A"), ([], "A"), (["Z"], "A"), (["A"], "Z")):
        with pytest.raises(ProjectError, match="merged into another"):
            merge_codes(project, gone, into, "Ann")


def test_a_code_tells_how_it_came_to_read_as_it_does(project):
    (code, *_) = codes(project)
    change_code(project, Code("A", "Long waits", "book", version=code.version), "Ann")
    move_code(project, "A", "", "", "Ben")
    project.undo("Ben")
    project.undo("Ann")
    told = [(each.author, each.what, each.after.name) for each in code_history(project, "A")]
    assert [(who, name) for who, _, name in told] == [
        ("Ann", "Waiting"),
        ("Ann", "Long waits"),
        ("importer", "Waiting"),
    ]
    assert told[0][1].startswith("Undo: ")
    assert code_history(project, "never there") == ()
