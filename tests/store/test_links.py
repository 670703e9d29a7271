"""Tests of storing links and what second assessors say of them."""

from dataclasses import replace

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import RELATIONS, Assessment, Link
from mixedmethods.store.links import affirm, assess, assessments, links, remove_link, save_link

LINK = Link("", "A", "m", "2021-22", "White British", "complement", "They waited.")


def test_a_link_comes_out_as_it_went_in_with_its_author_and_date(project):
    full = replace(
        LINK, quotes=("1", "2"), items=("Q",), literature=("X",), recommendations=("4",),
        evidence=(("rate", "50.0"), ("rate", "gap")), author="nobody", changed="never", version=9,
        groups=("Low",), scope="Low", construct="Model 5", mechanism="They left.", meaning=True,
        examples=False, silent=("survey",), strategy="bracketing", next_action="Ask.", counter="3",
    )  # fmt: skip
    id = save_link(project, full, "Ann")
    (kept,) = links(project)
    assert kept == replace(full, id=id, author="Ann", changed=kept.changed, version=1)
    assert kept.changed > "2020-01-01T00:00:00+00:00"


def test_of_two_editors_the_second_is_told(project):
    id = save_link(project, LINK, "Ann")
    (seen_by_both,) = links(project)
    save_link(project, replace(seen_by_both, reason="Better."), "Ann")
    with pytest.raises(ProjectError, match="must be as it was when you opened it"):
        save_link(project, replace(seen_by_both, reason="Mine."), "Bo")
    with pytest.raises(ProjectError, match="must be as it was when you opened it"):
        remove_link(project, seen_by_both, "Bo")
    (kept,) = links(project)
    assert (kept.id, kept.reason, kept.version, kept.author) == (id, "Better.", 2, "Ann")


def test_a_link_is_withdrawn_once_and_comes_back_by_undo(project):
    save_link(project, LINK, "Ann")
    (kept,) = links(project)
    remove_link(project, kept, "Bo")
    with pytest.raises(ProjectError, match="withdrawn meanwhile"):
        remove_link(project, kept, "Ann")
    with pytest.raises(ProjectError, match="removed meanwhile"):
        save_link(project, kept, "Ann")
    assert links(project) == ()
    project.undo("Bo")
    assert links(project) == (kept,)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_judgement_needs_a_reason(project, relation):
    link = replace(LINK, relation=relation, reason=" ")
    if relation == "not assessed":
        assert save_link(project, link, "Ann")
    else:
        with pytest.raises(ProjectError, match=f"A judgement of {relation} must give its reason"):
            save_link(project, link, "Ann")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relation": "proof"}, "Got 'proof'"),
        ({"code": "Z"}, "Got 'Z', which is not there"),
        ({"measure": "z"}, "Got 'z', which is not there"),
        ({"id": "gone"}, "changed or removed meanwhile"),
    ],
)
def test_a_faulty_link_is_refused(project, changes, message):
    with pytest.raises(ProjectError, match=message):
        save_link(project, replace(LINK, **changes), "Ann")
    assert links(project) == ()


def test_a_link_may_lack_a_theme_or_a_gap(project):
    save_link(project, replace(LINK, code="", relation="silence"), "Ann")
    save_link(project, replace(LINK, measure="", period="", reference="", items=("Q",)), "Ann")
    assert sorted((link.code, link.measure) for link in links(project)) == [("", "m"), ("A", "")]


def test_a_verdict_is_not_carried_to_another_measure_or_theme(project):
    save_link(project, LINK, "Ann")
    (kept,) = links(project)
    with pytest.raises(ProjectError, match="different measure"):
        save_link(project, replace(kept, measure=""), "Ann")
    with pytest.raises(ProjectError, match="different theme"):
        save_link(project, replace(kept, code="B"), "Ann")
    assert links(project) == (kept,)


def test_one_theme_and_gap_may_be_linked_for_other_groups(project):
    save_link(project, replace(LINK, groups=("Low",)), "Ann")
    save_link(project, replace(LINK, groups=("High",)), "Ann")
    with pytest.raises(ProjectError, match="link a theme to a gap once"):
        save_link(project, replace(LINK, groups=("Low",)), "Ann")
    assert len(links(project)) == 2


def test_affirming_takes_the_new_evidence_and_keeps_the_judgement(project):
    save_link(project, replace(LINK, evidence=(("a", "1"),)), "Ann")
    (old,) = links(project)
    affirm(project, old, [("a", "2")], "Bo")
    (new,) = links(project)
    assert new.affirmed.startswith("Bo, 20")
    assert replace(old, evidence=(("a", "2"),), affirmed=new.affirmed, version=2) == new
    with pytest.raises(ProjectError, match="as it was when you opened it"):
        affirm(project, old, [("a", "3")], "Bo")


def test_a_second_assessor_says_their_own_and_goes_with_the_link(project):
    id = save_link(project, LINK, "Ann")
    assess(project, Assessment(id, "Bo", "silence", "I read it all."))
    assess(project, Assessment(id, "Bo", "dissonance", "On second thoughts."))
    (said,) = assessments(project)
    assert (said.relation, said.reason, said.assessor) == (
        "dissonance", "On second thoughts.", "Bo",
    )  # fmt: skip
    (link,) = links(project)
    remove_link(project, link, "Ann")
    assert assessments(project) == ()
    project.undo("Ann")
    assert assessments(project) == (said,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"assessor": "Ann"}, "must be someone else"),
        ({"link": "gone"}, "withdrawn meanwhile"),
        ({"relation": "proof"}, "Got 'proof'"),
        ({"reason": " "}, "must give its reason"),
    ],
)
def test_a_faulty_assessment_is_refused(project, changes, message):
    id = save_link(project, LINK, "Ann")
    with pytest.raises(ProjectError, match=message):
        assess(project, replace(Assessment(id, "Bo", "silence", "Read."), **changes))


def test_a_strategy_is_one_of_four(project):
    with pytest.raises(ProjectError, match="Got 'hope'"):
        save_link(project, replace(LINK, strategy="hope"), "Ann")
