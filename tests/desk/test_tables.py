"""Tests of the tables of themes that the screen and the command line share."""

import pytest

from mixedmethods.desk.reading import read_study
from mixedmethods.desk.tables import themes
from mixedmethods.errors import DataError


def test_themes_of_the_sample_come_from_the_codebook_its_groups_are_coded_with(sample_study):
    table = themes(sample_study)
    assert (len(table), table["segments"].sum(), set(table["of"])) == (42, 204, {4})
    silent = table.loc[table["segments"] == 0, "code"].tolist()
    assert silent == ["GE-STIGMA", "GE-RACISM"]


def test_themes_by_role_have_every_code_for_every_role(sample_study):
    table = themes(sample_study, "role")
    assert table.groupby("group").size().to_dict() == {"service_user": 42, "therapist": 42}
    assert table["segments"].sum() == 204


def test_the_summary_is_table_7(sample_study):
    table = themes(sample_study, "role", summary=True)
    assert table["state"].value_counts().to_dict() == {
        "raised": 15, "not raised (prompted once)": 1,
    }  # fmt: skip
    assert table["row"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8] * 2


def test_another_codebook_may_be_named(sample_study):
    table = themes(sample_study, codebook="vcse_cases")
    assert (len(table), table["segments"].sum()) == (25, 0)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"codebook": "none"}, "one of nccmh_focus_groups, ppg_free_text, vcse_cases"),
        ({"by": "age"}, "variable 'age'"),
        ({"summary": True}, "Got no variable"),
        ({"summary": True, "by": "role", "codebook": "vcse_cases"}, "Got no such table"),
    ],
)
def test_themes_that_cannot_be_counted_are_refused_in_one_sentence(sample_study, options, sentence):
    with pytest.raises(DataError, match=sentence):
        themes(sample_study, **options)


def test_an_empty_project_is_told_what_to_import(empty):
    with pytest.raises(DataError, match="needs a focus group"):
        themes(read_study(empty))
