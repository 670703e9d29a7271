"""Tests of the knowledge audit as a whole."""

from dataclasses import replace

import pytest

from mixedmethods.desk.knowledge import PARTS, audit_items, knowledge_audit, knowledge_part, middle
from mixedmethods.errors import DataError
from mixedmethods.report import knowledge as printed


def test_the_guide_is_found_by_its_wording(sample_study):
    found = [audit_items(survey.instrument) for survey in sample_study.surveys]
    assert found == [("CL_PPG_KNOW", "CL_PPG_IMPL"), ("CO_PPG_KNOW", "CO_PPG_IMPL")]
    assert middle(sample_study.items["CO_PPG_KNOW"]) == ("minimal", "fair")


def test_knowledge_of_the_roles_is_compared_with_its_interval(sample_study):
    parts = knowledge_audit(sample_study)
    (row,) = parts["difference"].to_dict("records")
    assert (row["n"], row["base"], row["reference_n"], row["reference_base"]) == (21, 38, 0, 10)
    assert row["difference"] == pytest.approx(55.26, abs=0.01)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((23.4, 69.9), abs=0.05)
    assert row["p_fisher"] == pytest.approx(0.0026, abs=5e-5)
    assert tuple(parts) == PARTS


def test_someone_who_was_led_past_a_question_and_answered_is_counted(sample_study):
    routing = knowledge_audit(sample_study)["routing"].set_index("item")
    assert routing["off_route"].to_dict() == {"CL_RES_NEED": 0, "CO_RES_NEED": 1}


def test_regions_with_few_answers_have_no_share(sample_study):
    groups = knowledge_part(sample_study, "groups", by="CL_REGION")
    assert (groups["base"] >= 5).tolist() == groups["share"].notna().tolist()
    shown = groups[groups["note"] == ""]
    assert [tuple(row) for row in shown[["group", "n", "base"]].to_numpy()] == [
        ("London", 5, 8),
        ("North West", 4, 14),
        ("South West", 4, 6),
    ]


def test_one_role_alone_has_no_difference(sample_study):
    alone = replace(sample_study, surveys=sample_study.surveys[1:])
    parts = knowledge_audit(alone)
    assert parts["difference"].empty
    assert parts["statement"]["role"].tolist() == ["commissioner"]


@pytest.mark.parametrize(
    ("part", "items", "message"),
    [
        ("charts", (), "Got charts"),
        ("groups", (), "an item to split by"),
        ("cross", ("CL_PPG_KNOW", "CO_WF_SENIOR_"), "CO_WF_SENIOR_"),
        ("cross", ("CL_PPG_FREE", "CL_PPG_IMPL"), "free text"),
    ],
)
def test_what_cannot_be_audited_is_refused(sample_study, part, items, message):
    with pytest.raises(DataError, match=message):
        knowledge_part(sample_study, part, *items)


def test_a_role_that_was_asked_on_another_scale_is_left_out_beside_the_ratings(sample_study):
    leads, funders = sample_study.surveys
    item = funders.instrument.item("CO_PPG_IMPL")
    other = replace(item, scale=replace(item.scale, options=("well", *item.scale.options[1:])))
    items = tuple(other if each is item else each for each in funders.instrument.items)
    changed = replace(funders, instrument=replace(funders.instrument, items=items))
    parts = knowledge_audit(replace(sample_study, surveys=(leads, changed)))
    assert parts["statement"]["role"].tolist() == ["clinical_lead"]
    assert set(parts["knowledge"]["group"]) == {"clinical_lead", "commissioner"}


def test_two_instruments_of_one_role_are_each_read_by_their_own_items(sample_study):
    leads, funders = sample_study.surveys
    same = replace(funders, instrument=replace(funders.instrument, role=leads.role))
    parts = knowledge_audit(replace(sample_study, surveys=(leads, same)))
    assert parts["statement"]["raters"].tolist() == [40, 11]
    assert printed.raters_table(parts["raters"]).columns.tolist()[1:] == [
        "Clinical lead (Survey of clinical leads)",
        "Clinical lead (Survey of commissioners)",
    ]


def test_a_study_without_answers_is_refused(sample_study):
    with pytest.raises(DataError, match="Import a survey"):
        knowledge_audit(replace(sample_study, surveys=()))
