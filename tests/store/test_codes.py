"""Tests of storing codebooks: whole in, whole out, and no edit lost to another."""

from dataclasses import replace

import pytest

from mixedmethods.errors import FileError, ProjectError
from mixedmethods.model import Code, Codebook, Lexicon, SummaryRow
from mixedmethods.store.codes import add_code, add_codebook, change_code, codebooks, codes

FULL = Codebook(
    "full",
    "Full",
    (
        Code("F2", "Second", "full"),
        Code(
            "F1", "First 😀", "full", "t", "F2", "A definition.", ("in",), ("out",),
            Lexicon(("a*",), (("b", "c", 3),), ("not b",), ("d",)), "An example.", "#123456",
            ("m",), ("Q1",), ("4a",),
        ),
    ),
    (("t", "Topic"),),
    ("barrier",),
    ("asked",),
    (SummaryRow(1, ("F1", "F2"), (("theme", "Both"),)),),
)  # fmt: skip


def bring_in(project, codebook):
    with project.change("importer", "Import") as change:
        add_codebook(change, codebook)


def code_named(project, id):
    return next(code for code in codes(project) if code.id == id)


def test_a_codebook_comes_out_as_it_went_in(empty):
    bring_in(empty, FULL)
    assert codebooks(empty) == (FULL,)
    assert codes(empty) == FULL.codes


def test_codebooks_stand_side_by_side(project):
    bring_in(project, FULL)
    assert [(book.id, len(book.codes)) for book in codebooks(project)] == [("book", 3), ("full", 2)]


def test_a_codebook_or_code_that_is_there_already_is_refused_whole(project):
    with pytest.raises(ProjectError, match="Got book, which the project already holds"):
        bring_in(project, Codebook("book", "Again", (Code("Z", "New", "book"),)))
    other = Codebook("other", "Other", (Code("Z", "New", "other"), Code("A", "Taken", "other")))
    with pytest.raises(ProjectError, match="Got A, which another codebook"):
        bring_in(project, other)
    assert [book.id for book in codebooks(project)] == ["book"]


def test_an_edit_is_kept_and_counted(project):
    change_code(project, replace(code_named(project, "A"), name="Delay", parent="B"), "Ann")
    code = code_named(project, "A")
    assert (code.name, code.parent, code.version) == ("Delay", "B", 2)
    assert [code.id for code in codes(project)] == ["A", "B", "C"]


def test_of_two_editors_the_second_is_told(project):
    seen_by_both = code_named(project, "A")
    change_code(project, replace(seen_by_both, name="Delay"), "Ann")
    with pytest.raises(ProjectError, match="must be as it was when you opened it"):
        change_code(project, replace(seen_by_both, definition="Mine."), "Bo")
    change_code(project, replace(code_named(project, "A"), definition="Mine."), "Bo")
    code = code_named(project, "A")
    assert (code.name, code.definition, code.version) == ("Delay", "Mine.", 3)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": " "}, "Code A must have a name"),
        ({"parent": "A"}, "must not stand below itself"),
        ({"parent": "Z"}, "must be a code of the same codebook"),
        ({"parent": "F1"}, "must be a code of the same codebook"),
    ],
)
def test_a_faulty_edit_is_refused(project, changes, message):
    bring_in(project, FULL)
    with pytest.raises((ProjectError, FileError), match=message):
        change_code(project, replace(code_named(project, "A"), **changes), "Ann")
    assert code_named(project, "A") == Code("A", "Waiting", "book")


def test_two_edits_do_not_close_a_circle(project):
    change_code(project, replace(code_named(project, "A"), parent="B"), "Ann")
    with pytest.raises(FileError, match="must not stand below itself"):
        change_code(project, replace(code_named(project, "B"), parent="A"), "Bo")


def test_a_new_code_comes_last_in_its_codebook(project):
    add_code(project, Code("0", "New", "book", parent="A", version=9), "Ann")
    assert [(code.id, code.version) for code in codes(project)] == [
        ("A", 1),
        ("B", 1),
        ("C", 1),
        ("0", 1),
    ]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (Code("", "New", "book"), "must have an id and a name"),
        (Code("N", " ", "book"), "must have an id and a name"),
        (Code("A", "New", "book"), "Got A, which is taken"),
        (Code("N", "New", "absent"), "Got 'absent', which is not there"),
        (Code("N", "New", "book", parent="Z"), "must be a code of the same codebook"),
        (Code("N", "New", "book", parent="N"), "must not stand below itself"),
    ],
)
def test_a_faulty_new_code_is_refused(project, code, message):
    with pytest.raises((ProjectError, FileError), match=message):
        add_code(project, code, "Ann")
    assert len(codes(project)) == 3


def test_an_edit_of_a_code_that_is_gone_is_refused(project):
    with pytest.raises(ProjectError, match="changed or removed meanwhile"):
        change_code(project, Code("Z", "Gone", "book"), "Ann")
