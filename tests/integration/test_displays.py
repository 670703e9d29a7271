"""Tests of the joint displays: each from the same links, none with an invented inference."""

from dataclasses import replace

import pytest

from mixedmethods.integration.displays import (
    NO_INFERENCE,
    recommendations,
    side_by_side,
    statistics_by_themes,
    themes_by_gaps,
)
from mixedmethods.integration.matrices import (
    STAGES,
    convergence_matrix,
    cross_case,
    flows,
    mixed_matrix,
    pillar,
)
from mixedmethods.model import Link

WHITE = "White British"
LINKS = (
    Link("1", "AC-WAIT", "recovery", "2021-22", WHITE, "convergence", "Both say so.",
         items=("CO_BARRIER_STAFF",), recommendations=("1c",), meaning=True, examples=True),
    Link("2", "AC-WAIT", "course_rate", "2021-22", WHITE, "dissonance", "They differ.",
         recommendations=("1c", "6")),
    Link("3", "", "recovery", "2021-22", WHITE, "silence", "Nobody asked.", silent=("survey",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def study(sample_study):
    return replace(sample_study, links=LINKS)


def test_side_by_side_puts_dissonance_first_and_never_leaves_the_inference_blank(study):
    table = side_by_side(study, WHITE)
    first = table.iloc[0]
    assert (first["code"], first["measure"], first["relation"]) == (
        "AC-WAIT", "course_rate", "dissonance",
    )  # fmt: skip
    assert first["outcomes"].startswith("2021-22: 14 of 15 groups below White British, -7.83 (Bang")
    assert (first["survey"], first["groups"]) == (
        "CO_BARRIER_STAFF: commissioner 9 of 11", "10 segments, 10 speakers, 4 of 4 groups",
    )  # fmt: skip
    assert set(table.loc[table["relation"] == "not assessed", "inference"]) == {NO_INFERENCE}
    assert (table["inference"] != "").all()
    relations = table["relation"].tolist()
    assert relations[:3] == ["dissonance", "silence", "convergence"] or relations[0] == "dissonance"


def test_statistics_by_themes_sets_roles_beside_answers(study):
    table = statistics_by_themes(study).set_index(["code", "item"])
    row = table.loc[("AC-OUTREACH", "CL_ORG_OUTREACH")]
    assert row["answers"] == "clinical lead 23 of 41; commissioner 6 of 11"
    assert row["service_user"].startswith("4 segments")
    assert row["therapist"].startswith("5 segments")


def test_across_organisations_there_are_25_topics_in_five_cases(study):
    table = cross_case(study, "case study")
    assert table.shape == (25, 3 + 5)
    assert int(table.iloc[:, 3:].to_numpy().sum()) == 53
    groups = cross_case(study, "focus group")
    assert groups.set_index("code").loc["AC-WAIT", ["FG1", "FG2", "FG3", "FG4"]].sum() == 10
    assert cross_case(study, "interview").empty


def test_themes_by_gaps_tells_a_link_from_a_name(study):
    table = themes_by_gaps(study).set_index("code")
    assert table.loc["AC-WAIT", ["recovery", "course_rate", "access_rate"]].tolist() == [
        "convergence", "dissonance", "named",
    ]  # fmt: skip
    assert table.loc["AC-EXPECT", "recovery"] == ""


def test_recommendations_show_what_is_behind_them(study):
    table = recommendations(study).set_index("recommendation")
    assert table.loc["1c", "links"] == "AC-WAIT: convergence; AC-WAIT: dissonance"
    assert table.loc["1a", ["themes", "links"]].tolist() == ["none", "none yet"]
    assert len(table) == 10 + 16


def test_the_matrix_says_which_strand_speaks_and_the_category(study):
    table = convergence_matrix(study).set_index("link")
    assert table.loc["1", ["outcomes", "survey", "groups", "category"]].tolist() == [
        "speaks", "speaks", "speaks", "agreement",
    ]  # fmt: skip
    assert table.loc["3", ["survey", "groups", "category"]].tolist() == [
        "silent", "not in the link", "silence",
    ]  # fmt: skip
    assert table.index[0] == "2"


def test_the_pillar_keeps_what_is_unmatched(study):
    table = pillar(study, WHITE)
    assert set(table["stage"]) <= set(STAGES)
    assert table.iloc[0]["stage"] == "pillar building"
    left = table[table["stage"] == "listing"]
    assert left["theme"].str.startswith("Other:").any()
    assert (left["numbers"] == "no rates in the project").any()


def test_the_matrix_of_cases_holds_closed_answers_only_and_says_who_is_missing(study):
    table, why = mixed_matrix(study)
    assert len(table) == 48
    assert set(table["role"]) == {"clinical_lead", "commissioner"}
    assert not table["answers"].str.contains("_FREE").any()
    assert "focus groups are in no other strand" in why
    empty, why = mixed_matrix(replace(study, codings=study.codings.head(0)))
    assert (len(empty), why[:24]) == (0, "No respondent's free tex")


def test_flows_lead_from_theme_to_stage_to_recommendation(study):
    table = flows(study)
    rows = {tuple(row) for row in table.to_numpy().tolist()}
    assert ("Waiting and drop-out", "Stage: course", "dissonance", 1) in rows
    assert ("Stage: course", "Recommendation 6", "dissonance", 1) in rows
    assert ("No theme", "Stage: outcome", "silence", 1) in rows
    assert flows(replace(study, links=())).empty


def test_an_empty_study_gives_empty_displays_with_their_columns(made):
    study = replace(made.study(rates=[], codings=[]), surveys=(), codebooks=(), measures=())
    for table in (side_by_side(study, None), statistics_by_themes(study), themes_by_gaps(study),
                  recommendations(study), convergence_matrix(study), pillar(study, None),
                  mixed_matrix(study)[0], flows(study)):  # fmt: skip
        assert table.empty
        assert len(table.columns) >= 2


def test_two_links_of_one_pair_stand_on_their_own_periods_and_groups(sample_study):
    first = Link("1", "AC-WAIT", "recovery", "2015-16", WHITE, "convergence", "Then.",
                 groups=("Bangladeshi",))  # fmt: skip
    second = replace(first, id="2", period="2021-22", reference="Chinese", reason="Now.")
    study = replace(sample_study, links=(first, second))
    table = side_by_side(study, WHITE).head(2)
    assert table["outcomes"].tolist() == [
        "2015-16: Bangladeshi -10.5 points to White British",
        "2021-22: Bangladeshi -11.1 points to Chinese",
    ]
    built = pillar(study, WHITE).head(2)
    assert built["numbers"].tolist() == table["outcomes"].tolist()


def test_reflexively_no_display_counts_codings(study):
    read = replace(study, approach="reflexive")
    every = [side_by_side(read, WHITE), pillar(read, WHITE), cross_case(read, "focus group"),
             statistics_by_themes(read)]  # fmt: skip
    for table in every:
        text = table.astype(str).to_string()
        assert "segments" not in text
        assert "raised" in text
    assert not cross_case(read, "case study").map(lambda cell: isinstance(cell, int)).any(axis=None)
