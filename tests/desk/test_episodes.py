"""Tests of an uploaded episode file: what it can answer, and one call for each answer."""

import pandas as pd
import pytest

from mixedmethods.desk.episodes import lacking, looked_at, modelled, services_differ
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.ladder import ladder
from mixedmethods.outcomes.episodes.results import outcome
from mixedmethods.outcomes.episodes.synthetic import synthetic_episodes


@pytest.fixture(scope="module")
def file():
    frame = synthetic_episodes(8_000, seed=5, services=20)
    frame.attrs.clear()
    return "made.parquet", frame.to_parquet()


def test_a_whole_file_can_answer_everything(file):
    about = looked_at(file)
    assert (about.rows, about.model, about.services) == (8000, 5, True)
    assert len(about.outcomes) == 6
    assert "White British" in about.groups


def test_a_file_with_few_columns_can_answer_little():
    rows = "ethnic_group,age,gender,year,end_code\nA,30,F,2021-22,46\nJ,40,M,2021-22,47\n"
    about = looked_at(("few.csv", rows.encode()))
    assert (about.outcomes, about.model, about.services) == (("dropout",), 2, False)


def test_a_model_on_its_own_is_that_of_the_ladder(file, tmp_path):
    path = tmp_path / "made.parquet"
    path.write_bytes(file[1])
    with open_episodes(path) as table:
        whole = ladder(table, outcome("recovery"), [1, 5])[0]
    first = modelled(file, "recovery", 1, 5, "White British")[0]
    pd.testing.assert_frame_equal(
        first.reset_index(drop=True),
        whole[whole["model"] == 1].reset_index(drop=True),
        check_exact=False,
        rtol=1e-6,
    )


def test_what_is_missing_and_how_services_differ_come_in_one_call_each(file):
    missing = lacking(file, "recovery", 5).set_index("column")
    assert missing.loc["any", "missing"] > missing.loc["age", "missing"] >= 0
    found = services_differ(file, "recovery", 1, "White British")
    assert found.services == 20
    assert found.variance_low <= found.variance <= found.variance_high
