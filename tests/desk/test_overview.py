"""Tests of the overview: what is there, what is missing, what to do next."""

import pytest

from mixedmethods.desk.intake import import_files
from mixedmethods.desk.overview import missing, next_steps, strands
from mixedmethods.desk.reading import read_study


def test_the_sample_has_four_strands_with_their_counts(sample_study):
    assert {strand.name: (strand.headline, strand.lines) for strand in strands(sample_study)} == {
        "Survey": (
            "41 + 11 respondents",
            (
                "Survey of clinical leads: 41 respondents, 37 items",
                "Survey of commissioners: 11 respondents, 33 items",
            ),
        ),
        "Focus groups": (
            "4 groups",
            (
                "378 turns, 307 of them by 22 participants",
                "204 codings with 40 codes",
                "1 moderator prompt coded",
            ),
        ),
        "Outcomes": (
            "5 measures",
            ("16 groups, 2015-16 to 2021-22", "160 rates, none with counts"),
        ),
        "Documents": (
            "37 documents",
            ("21 publications", "10 recommendations", "5 case studies", "1 published reading"),
        ),
    }


def test_the_sample_says_what_limits_it(sample_study):
    assert missing(sample_study) == [
        "Outcomes: 160 of 160 rates came without counts, so their gaps have no interval.",
        "Focus groups: no speaker's ethnic group is on record, so a theme cannot be tied to one "
        "ethnic group.",
        "Survey: 11 commissioners answered, so one person is 9.1 points.",
    ]


def test_the_sample_leads_through_its_strands_to_the_report(sample_study):
    assert [page for page, _ in next_steps(sample_study)] == [
        "code", "survey", "outcomes", "links", "report",
    ]  # fmt: skip


def test_an_empty_project_misses_every_strand_and_starts_with_the_import(empty):
    study = read_study(empty)
    assert [strand.headline for strand in strands(study)] == [""] * 4
    assert missing(study) == [
        f"{name}: nothing has been imported yet."
        for name in ("Survey", "Focus groups", "Outcomes", "Documents")
    ]
    assert [page for page, _ in next_steps(study)] == ["import_files"]


@pytest.mark.parametrize(
    ("names", "pages"),
    [
        (["FG.txt"], ["import_files", "code"]),
        (["leads.yaml"], ["import_files"]),
        (["leads.yaml", "leads.csv"], ["import_files", "survey"]),
        (["rates.csv"], ["import_files", "outcomes"]),
        (["leads.yaml", "leads.csv", "FG.txt", "rates.csv"], ["code", "survey", "outcomes"]),
    ],
)
def test_next_steps_lead_only_where_there_is_something(empty, small, names, pages):
    import_files(empty, [small.by[name] for name in names], "me")
    assert [page for page, _ in next_steps(read_study(empty))] == pages


def test_an_instrument_without_answers_is_no_survey_yet(empty, small):
    import_files(empty, [small.by["leads.yaml"]], "me")
    study = read_study(empty)
    assert strands(study)[0].headline == ""
    assert missing(study)[0] == "Survey: nothing has been imported yet."
    assert not any("points" in sentence for sentence in missing(study))


def test_rates_with_counts_are_not_complained_of(empty, small):
    counted = small.texts["rates.csv"].replace(".0,", ".0,50")
    import_files(empty, [small.file("rates.csv", counted)], "me")
    study = read_study(empty)
    assert strands(study)[2].lines[1] == "2 rates, 2 with counts"
    assert not any(sentence.startswith("Outcomes") for sentence in missing(study))


def test_groups_that_give_the_ethnic_group_are_not_complained_of(empty, small):
    known = small.file("FG.txt", "# ethnicity: mixed\n" + small.texts["FG.txt"])
    import_files(empty, [known], "me")
    assert not any("ethnic" in sentence for sentence in missing(read_study(empty)))
