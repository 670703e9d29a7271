"""Tests of storing codings: each lies in one turn, quotes its words, and none is lost."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import Coding, Selection
from mixedmethods.store.codings import (
    add_codings,
    code_selections,
    codings,
    decide,
    decisions,
    remove_coding,
)
from mixedmethods.store.texts import add_source, read_source

WAITED = Selection("FG1", 17, 25)


def imported(id, start, end, code="A", quote="", coder="gold"):
    return Coding(id, Selection("FG1", start, end), code, coder, "import", quote=quote)


def bring_in(project, *given):
    source = read_source(project, "FG1")
    with project.change("importer", "Import codings") as change:
        return add_codings(change, list(given), {"FG1": source})


def test_a_coding_keeps_its_words_its_turn_and_its_speaker(project):
    (id,) = code_selections(project, [WAITED], ["A"], "Ann")
    (row,) = codings(project).to_dict("records")
    expected = {
        "id": id, "source": "FG1", "turn": 2, "start": 17, "end": 25, "code": "A", "coder": "Ann",
        "origin": "manual", "stance": "", "elicitation": "", "quote": "😀 waited",
        "kind": "focus group", "speaker": "P1", "case": "FG1/P1", "moderator": False,
        "role": "therapist",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_a_project_without_codings_gives_an_empty_frame_with_its_columns(project, empty):
    assert {"id", "quote", "speaker", "role"} <= set(codings(project).columns)
    assert len(codings(empty)) == 0
    assert {"id", "quote", "speaker", "moderator"} <= set(codings(empty).columns)


def test_several_codes_on_several_selections_are_one_change(project):
    given = [Selection("FG1", 3, 7), WAITED]
    ids = code_selections(project, iter(given), iter(["A", "B"]), "Ann")
    assert len(set(ids)) == 4
    assert codings(project)[["start", "code"]].to_numpy().tolist() == [
        [3, "A"],
        [3, "B"],
        [17, "A"],
        [17, "B"],
    ]
    assert project.undo("Ann") == "Add 4 codings"
    assert len(codings(project)) == 0


def test_the_same_code_on_the_same_words_by_the_same_coder_stands_once(project):
    assert len(code_selections(project, [WAITED, WAITED], ["A", "A", "B"], "Ann")) == 2
    assert code_selections(project, [WAITED], ["A"], "Ann") == []
    assert len(code_selections(project, [WAITED], ["A"], "Bo")) == 1
    assert len(code_selections(project, [Selection("FG1", 17, 24)], ["A"], "Ann")) == 1
    assert len(codings(project)) == 4


@pytest.mark.parametrize(
    ("start", "end"),
    [(18, 18), (19, 18), (14, 18), (18, 40), (10, 20), (-1, 3), (0, 5), (500, 501)],
)
def test_a_selection_outside_one_turn_is_refused_whole(project, start, end):
    with pytest.raises(ProjectError, match="must lie inside one turn of FG1"):
        code_selections(project, [WAITED, Selection("FG1", start, end)], ["A"], "Ann")
    assert len(codings(project)) == 0


def test_an_absent_code_or_source_is_refused_whole(project):
    with pytest.raises(ProjectError, match="Got 'Z', which is not there"):
        code_selections(project, [WAITED], ["A", "Z"], "Ann")
    with pytest.raises(ProjectError, match="Got 'FG9', which is not"):
        code_selections(project, [WAITED, Selection("FG9", 0, 1)], ["A"], "Ann")
    assert len(codings(project)) == 0


def test_a_quote_that_is_not_the_text_is_refused_without_quoting_it(project):
    with pytest.raises(ProjectError, match="Got another in turn 2 of FG1") as error:
        bring_in(project, imported("1", 17, 25, quote="a secret"))
    assert "secret" not in str(error.value)


def test_codings_that_share_a_number_are_all_kept(project):
    first = bring_in(project, imported("gold/1", 17, 25), imported("gold/1", 17, 25, "B"))
    second = bring_in(project, imported("gold/1", 3, 7), imported("gold/2", 3, 7, "B"))
    assert first[0] == "gold/1"
    assert second[1] == "gold/2"
    assert len({*first, *second}) == len(codings(project)) == 4


def test_codings_that_come_again_are_not_doubled(project):
    given = (imported("gold/1", 17, 25), imported("gold/1", 17, 25, "B"))
    assert len(bring_in(project, *given)) == 2
    assert bring_in(project, *given) == []
    assert len(codings(project)) == 2


def test_a_coder_removes_own_codings_only(project):
    (id,) = code_selections(project, [WAITED], ["A"], "Ann")
    with pytest.raises(ProjectError, match="Got one of Ann"):
        remove_coding(project, id, "Bo")
    remove_coding(project, id, "Ann")
    assert len(codings(project)) == 0
    revision = project.revision()
    remove_coding(project, id, "Ann")
    assert project.revision() == revision


def test_an_accepted_suggestion_becomes_a_coding_and_a_rejected_one_does_not(project):
    decide(project, WAITED, "A", True, "Ann", "waited")
    decide(project, WAITED, "B", False, "Ann", "long")
    assert codings(project)[["code", "origin"]].to_numpy().tolist() == [
        ["A", "accepted suggestion"]
    ]
    assert decisions(project).to_numpy().tolist() == [
        ["FG1", 17, 25, "A", "Ann", "accepted", "waited", "lexicon"],
        ["FG1", 17, 25, "B", "Ann", "rejected", "long", "lexicon"],
    ]
    assert project.undo("Ann") == "Rejected a suggestion of B"
    assert project.undo("Ann") == "Accepted a suggestion of A"
    assert len(codings(project)) == len(decisions(project)) == 0


def test_the_last_decision_stands(project):
    decide(project, WAITED, "A", False, "Ann")
    decide(project, WAITED, "A", True, "Ann")
    assert decisions(project)["decision"].tolist() == ["accepted"]
    assert codings(project)["code"].tolist() == ["A"]
    revision = project.revision()
    decide(project, WAITED, "A", True, "Ann")
    assert (project.revision(), len(codings(project))) == (revision, 1)


@pytest.mark.parametrize("accepted", [True, False])
def test_a_decision_on_what_is_not_there_is_refused(project, accepted):
    with pytest.raises(ProjectError, match="Got 'FG9'"):
        decide(project, Selection("FG9", 0, 1), "A", accepted, "Ann")
    with pytest.raises(ProjectError, match="Got 'Z'"):
        decide(project, WAITED, "Z", accepted, "Ann")
    with pytest.raises(ProjectError, match="inside one turn"):
        decide(project, Selection("FG1", 0, 99), "A", accepted, "Ann")
    assert len(decisions(project)) == 0


def test_moderator_in_the_header_makes_no_prompt_of_a_coding(project, source):
    names = ("moderator", "turn", "start", "source", "code", "coder", "quote", "id", "speaker")
    with project.change("importer", "Import FG2") as change:
        add_source(change, source("FG2", variables=tuple((name, "Anna") for name in names)), {})
    code_selections(project, [WAITED, Selection("FG2", 17, 25)], ["A"], "Ann")
    found = codings(project)
    assert found[["source", "turn", "code", "coder"]].to_numpy().tolist() == [
        ["FG1", 2, "A", "Ann"],
        ["FG2", 2, "A", "Ann"],
    ]
    assert found["moderator"].tolist() == [False, False]
    assert found["moderator (variable)"].tolist()[1] == "Anna"


def test_a_coding_whose_words_are_not_those_the_coder_saw_is_refused(project):
    with pytest.raises(ProjectError, match="must be the text it stands on"):
        code_selections(project, [WAITED], ["A"], "Ada", quotes=["other words"])
    assert codings(project).empty
