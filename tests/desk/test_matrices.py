"""Tests of the tables of who says what, as the page and the files show them."""

from dataclasses import replace

import pytest

from mixedmethods.desk.matrices import (
    count_matrix,
    framework,
    printed,
    segments_of,
    used_codes,
    zero_one,
)
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError
from mixedmethods.sample import make_sample

BOOK = "nccmh_focus_groups"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with make_sample(tmp_path_factory.mktemp("matrices") / "sample.mm") as project:
        yield project, read_study(project)


def test_a_printed_cell_holds_the_three_counts_or_a_dot(sample):
    _, study = sample
    table = count_matrix(study, used_codes(study, BOOK), "group", "overlap")
    shown = printed(table).set_index("Code")
    assert list(shown) == ["FG1", "FG2", "FG3", "FG4"]
    for row in table.itertuples():
        cell = shown.loc[f"{row.name} ({row.code})", row.column]
        expected = f"{row.segments} / {row.speakers} / {row.groups}" if row.segments else "·"
        assert cell == expected


def test_a_group_that_nobody_coded_says_so(sample):
    _, study = sample
    codes = used_codes(study, BOOK)
    left = replace(study, codings=study.codings[study.codings["source"] != "FG4"])
    shown = printed(count_matrix(left, codes, "group", "overlap"))
    assert set(shown["FG4"]) == {"not coded"}


def test_the_segments_of_a_cell_are_those_that_it_counts(sample):
    _, study = sample
    codes = used_codes(study, BOOK)
    table = count_matrix(study, codes, "speaker", "overlap")
    for row in table.itertuples():
        once = segments_of(study, row.column, row.code)
        assert len(once) >= row.segments
        assert (len(once) > 0) == (row.segments > 0)


def test_the_0_1_table_has_a_row_for_each_participant(sample):
    _, study = sample
    codes = used_codes(study, BOOK)
    table = zero_one(study, codes)
    assert table["case"].is_unique
    assert set(table[[code.id for code in codes]].to_numpy().ravel()) == {0, 1}


def test_a_reflexive_study_has_no_counts_and_a_grid_without_them(sample):
    project, study = sample
    reflexive = replace(study, approach="reflexive")
    codes = used_codes(study, BOOK)
    for refused in (
        lambda: count_matrix(reflexive, codes, "group", "overlap"),
        lambda: zero_one(reflexive, codes),
    ):
        with pytest.raises(DataError, match="reflexive"):
            refused()
    assert "segments" not in framework(project, reflexive, codes[:2])
    assert "segments" in framework(project, study, codes[:2])
