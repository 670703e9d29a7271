"""Tests of coverage: every loose end of the sample, and when it is tied up."""

from dataclasses import replace

import pytest

from mixedmethods.integration.coverage import KINDS, coverage, raised
from mixedmethods.model import Link

WHITE = "White British"


@pytest.fixture(scope="module")
def loose(sample_study):
    return coverage(sample_study, WHITE)


def ids(table, kind):
    return set(table.loc[table["kind"] == kind, "id"])


def test_themes_of_one_role_and_themes_never_raised_are_those_of_the_sample(loose, sample_study):
    one = loose[loose["kind"] == "theme in one role only"]
    who = one["detail"].str.partition(":")[0].value_counts().to_dict()
    assert who == {"service_user": 6, "therapist": 11}
    assert ids(loose, "theme never raised") == {"GE-STIGMA", "GE-RACISM"}
    never = loose[loose["kind"] == "theme never raised"].set_index("id")["detail"]
    assert never["GE-STIGMA"].startswith("no segment; 4 studies; recommendation 4b")
    assert "recommendation 2b, 5a, 7" in never["GE-RACISM"]
    assert raised(sample_study).loc["AC-WAIT", ["segments", "groups"]].tolist() == [10, 4]


def test_targets_are_a_theme_that_leads_to_no_recommendation(loose):
    found = ids(loose, "evidence without a recommendation")
    assert found == {"CH-KPI", "GE-POS", "GE-NEG", "GE-OTHER"}
    assert ids(loose, "recommendation without evidence") == {"1a", "2a", "2c"}


def test_every_gap_below_the_reference_is_loose_until_a_theme_is_linked_to_it(sample_study, loose):
    gaps = ids(loose, "gap without a theme")
    assert len(gaps) == 11 + 14 + 9 + 12 + 9  # access, course, recovery, improvement, both
    link = Link("1", "AC-WAIT", "recovery", "2021-22", WHITE, "complement", "R",
                groups=("Bangladeshi",))  # fmt: skip
    tied = coverage(replace(sample_study, links=(link,)), WHITE)
    assert gaps - ids(tied, "gap without a theme") == {"recovery:Bangladeshi:2021-22"}
    silent = replace(link, code="", relation="silence")
    assert (
        ids(coverage(replace(sample_study, links=(silent,)), WHITE), "gap without a theme") == gaps
    )


def test_items_without_a_counterpart_are_asked_on_one_side_only(loose, sample_study):
    found = ids(loose, "asked on one side only")
    assert {"CL_STRAT_LANGINFO", "CO_BARRIER_STAFF"} <= found
    assert not {"CL_PPG_KNOW", "CO_PPG_KNOW", "CL_ORG_LENGTHS"} & found


def test_a_dissonance_without_a_strategy_is_loose(sample_study):
    link = Link("1", "AC-WAIT", "recovery", "2021-22", WHITE, "dissonance", "R")
    study = replace(sample_study, links=(link, replace(link, id="2", strategy="bracketing")))
    assert ids(coverage(study, WHITE), "dissonance without a strategy") == {"1"}


def test_an_empty_study_has_no_loose_ends(made):
    study = replace(made.study(rates=[], codings=[]), surveys=(), codebooks=())
    table = coverage(study)
    assert (len(table), table.columns.tolist()) == (0, ["kind", "id", "what", "detail"])
    assert set(coverage(made.study(), "Reference")["kind"]) <= set(KINDS)
