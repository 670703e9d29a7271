"""Tests of reading: the evidence of a project, handed to the analysis."""

from dataclasses import replace

import pytest

from mixedmethods.desk.intake import import_files
from mixedmethods.desk.reading import read_study, save_link, suggestions
from mixedmethods.errors import DataError, ProjectError
from mixedmethods.model import Link, Selection
from mixedmethods.store import links as kept
from mixedmethods.store import open_project
from mixedmethods.store.codes import change_code, codes
from mixedmethods.store.codings import code_selections, decide
from mixedmethods.store.settings import Settings, change_settings
from mixedmethods.store.texts import read_source

LINK = Link(
    "", "WAIT", "recovery", "2022", "Ref", "complement", "Because.", items=("L_HOURS",),
    groups=("Low",),
)  # fmt: skip


@pytest.fixture
def project(empty, small):
    import_files(empty, small.all, "me")
    return empty


def test_an_empty_project_has_every_strand_and_nothing_in_it(empty):
    study = read_study(empty)
    assert (study.title, study.label, study.surveys, study.codebooks) == ("Empty", "", (), ())
    assert (study.links, study.measures, study.literature, study.readings) == ((), (), (), {})
    assert [len(f) for f in (study.turns, study.codings, study.rates)] == [0, 0, 0]
    assert (len(study.group_turns), len(study.group_codings)) == (0, 0)


def test_a_study_holds_what_was_imported(project):
    study = read_study(project)
    assert list(study.codes) == ["WAIT", "HOURS"]
    assert list(study.items) == ["L_HOURS", "L_REGION", "F_HOURS"]
    assert study.measure_labels == {"recovery": "Recovery"}
    assert study.surveys[0].responses["L_HOURS"].to_dict() == {"a": "yes", "b": "no"}
    assert study.group_codings[["case", "role"]].to_numpy().tolist() == [["FG/P1", "user"]]


def test_the_study_is_the_same_after_a_restart(sample_file, sample_study):
    with open_project(sample_file) as project:
        study = read_study(project)
    assert (study.codebooks, study.measures, study.readings) == (
        sample_study.codebooks, sample_study.measures, sample_study.readings,
    )  # fmt: skip
    for frame in ("turns", "codings", "rates"):
        assert getattr(study, frame).equals(getattr(sample_study, frame))


def open_codes(project, **options):
    found = suggestions(project, read_source(project, "FG"), **options)
    return [(s.code, s.turn) for s in found]


def test_what_a_coder_has_settled_is_left_out_for_that_coder_only(project):
    text = read_source(project, "FG")
    second, third = text.turns[1], text.turns[2]
    code_selections(project, [Selection("FG", third.start, third.end)], ["WAIT"], "Ada")
    decide(project, Selection("FG", second.start, second.end), "HOURS", False, "Ada")
    every = [("WAIT", 2), ("HOURS", 2), ("WAIT", 3)]
    assert open_codes(project) == every
    assert open_codes(project, coder="Ben") == every
    assert open_codes(project, coder="Ada") == [("WAIT", 2)]
    assert open_codes(project, coder="me") == [("HOURS", 2), ("WAIT", 3)]  # imported a coding


def test_suggestions_come_from_the_codebook_that_is_named_or_in_use(project, small):
    other = small.texts["book.yaml"].replace("id: book", "id: other")
    other = other.replace("WAIT", "LONG").replace("HOURS", "LATE")
    import_files(project, [small.file("other.yaml", other)], "me")
    assert open_codes(project) == [("WAIT", 2), ("HOURS", 2), ("WAIT", 3)]
    text = read_source(project, "FG").turns[2]
    code_selections(project, [Selection("FG", text.start, text.end)], ["LONG"], "Ada")
    assert len(open_codes(project)) == 6  # both are in use now
    assert open_codes(project, codebook="other") == [("LONG", 2), ("LATE", 2), ("LONG", 3)]


def test_a_codebook_that_is_not_there_is_refused_with_those_that_are(project, empty):
    with pytest.raises(DataError, match=r"one of book\. Got 'bok'"):
        open_codes(project, codebook="bok")


def test_a_saved_link_keeps_the_evidence_it_stands_on(project):
    id = save_link(project, LINK, "Ada")
    (link,) = kept.links(project)
    assert (link.id, link.author, link.version) == (id, "Ada", 1)
    assert link.evidence == (
        ("Theme WAIT", "1 segments, 1 speakers, 1 of 1 groups"),
        ("Definition of WAIT", ""),
        ("Gap of Low, recovery 2022, against Ref", "-10.0 points, 40.0% against 50.0%"),
        ("Survey item L_HOURS", "lead 1 of 2; funder 1 of 1"),
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"relation": "contradiction"}, "A relation must be one of"),
        ({"reason": " "}, "must give its reason"),
        ({"code": "NONE"}, "Got 'NONE'"),
        ({"measure": "none"}, "Got 'none'"),
    ],
)
def test_a_link_that_joins_nothing_or_gives_no_reason_is_refused(project, changed, sentence):
    from dataclasses import replace

    with pytest.raises(ProjectError, match=sentence):
        save_link(project, replace(LINK, **changed), "Ada")
    assert kept.links(project) == ()


def test_a_link_that_someone_else_has_changed_is_refused(project):
    save_link(project, LINK, "Ada")
    (link,) = kept.links(project)
    save_link(project, link, "Ben")
    with pytest.raises(ProjectError, match="changed or"):
        save_link(project, link, "Ada")
    assert [each.author for each in kept.links(project)] == ["Ben"]


def test_a_blind_coder_reads_only_what_they_coded(project):
    change_settings(project, Settings(lead="me"), "me")
    turn = read_source(project, "FG").turns[1]
    code_selections(project, [Selection("FG", turn.start, turn.end)], ["HOURS"], "Ada")
    assert set(read_study(project, "Ada").codings["coder"]) == {"Ada"}
    assert set(read_study(project, "me").codings["coder"]) == {"Ada", "me"}
    change_settings(project, Settings(lead="me", blind=False), "me")
    assert set(read_study(project, "Ada").codings["coder"]) == {"Ada", "me"}


def test_a_theme_of_a_reflexive_study_needs_a_statement_before_it_is_linked(project):
    change_settings(project, Settings("reflexive"), "me")
    with pytest.raises(ProjectError, match="needs a statement"):
        save_link(project, LINK, "me")
    code = next(each for each in codes(project) if each.id == "WAIT")
    change_code(project, replace(code, statement="People wait unseen."), "me")
    assert save_link(project, LINK, "me")
