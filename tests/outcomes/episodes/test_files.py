"""Tests of episode files: how columns are found, and what is refused in one sentence."""

import pandas as pd
import pytest

from mixedmethods.errors import DataError, FileError
from mixedmethods.outcomes.episodes.files import found_columns, open_episodes


def held(table, *columns):
    drawn = table.ask("SELECT * FROM episodes")[list(columns)].astype(object)
    return drawn.where(drawn.notna(), None).to_numpy().tolist()


def test_csv_and_parquet_hold_the_same(made, file_of, episodes):
    with open_episodes(file_of(made, ".csv")) as table:
        assert (table.rows, table.levels) == (episodes.rows, episodes.levels)
        columns = [c for c in episodes.columns if c != "episode"]
        assert held(table, *columns) == held(episodes, *columns)


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_a_file_in_memory_holds_the_same_as_on_disk(made, file_of, episodes, ending):
    path = file_of(made, ending)
    with open_episodes((path.name, path.read_bytes())) as table:
        assert (table.rows, table.levels) == (episodes.rows, episodes.levels)
        columns = [c for c in episodes.columns if c != "episode"]
        assert held(table, *columns) == held(episodes, *columns)


def test_an_ethnic_group_is_known_by_code_name_and_label(small, file_of):
    with open_episodes(file_of(small)) as table:
        groups = [group for (group,) in held(table, "ethnic_group")]
        levels = table.levels["ethnic_group"]
    british, pakistani = "White British", "Pakistani"
    assert groups == [british, pakistani, british, pakistani, None, None, british, pakistani]
    assert levels == (british, pakistani)


def test_columns_are_found_by_the_names_of_the_national_data_set():
    names = ["PathwayID", "EthnicCategory", "PHQ9_FirstScore", "GAD_LastScore", "IMD_Decile"]
    assert found_columns(names, {}) == {
        "episode": "PathwayID", "ethnic_group": "EthnicCategory", "phq9_first": "PHQ9_FirstScore",
        "gad7_last": "GAD_LastScore", "deprivation": "IMD_Decile",
    }  # fmt: skip


def test_what_the_user_says_goes_before_what_is_found():
    found = found_columns(["ethnic_group", "Ethnicity at birth"],
                          {"ethnic_group": "Ethnicity at birth"})  # fmt: skip
    assert found == {"ethnic_group": "Ethnicity at birth"}


@pytest.mark.parametrize("mapping", [{"age": "Alter"}, {"height": "ethnic_group"}])
def test_a_match_with_what_is_not_there_is_refused(mapping):
    with pytest.raises(FileError, match="matched as id=name"):
        found_columns(["ethnic_group"], mapping)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("phq9_first", 28, "First PHQ-9 score must be a whole number from 0 to 27"),
        ("gad7_last", 22, "from 0 to 21, or empty. Got 1 episode with above 21"),
        ("phq9_last", -1, "below 0"),
        ("wait_assessment", -3, "Days from referral to assessment must be a whole number from 0"),
        ("sessions", 2.5, "no whole number"),
        ("age", 130, "above 120"),
        ("deprivation", 0, "below 1"),
    ],
)
@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_a_number_that_cannot_be_is_one_sentence(small, file_of, column, value, message, ending):
    small[column] = [1.0] * 7 + [value]
    with pytest.raises(DataError, match=message), open_episodes(file_of(small, ending)):
        pass


def test_words_among_numbers_are_refused_and_not_quoted(small, file_of):
    small["sessions"] = ["5"] * 7 + ["a private remark"]
    path = file_of(small, ".csv")
    with pytest.raises(DataError, match="no whole number") as error, open_episodes(path):
        pass
    assert "private" not in str(error.value)


def test_an_unknown_ethnic_group_is_refused_and_not_quoted(small, file_of):
    small["ethnic_group"] = ["A"] * 6 + ["Martian"] * 2
    path = file_of(small)
    with pytest.raises(DataError, match="in 2 episodes") as error, open_episodes(path):
        pass
    assert "Martian" not in str(error.value)


def test_free_text_is_no_category(small, file_of):
    many = pd.concat([small] * 10, ignore_index=True)
    many["employment"] = [f"remark {k}" for k in range(80)]
    path = file_of(many)
    with pytest.raises(DataError, match="40 different values or fewer"), open_episodes(path):
        pass


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"PK", ".parquet or .csv"),
        ("a.parquet", b"not one", "cannot be read, a.parquet"),
        ("a.csv", b"", "a.csv|ethnic_group"),
        ("a.csv", b"age,gender\n1,2\n", "must have a column ethnic_group"),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    for source in (tmp_path / name, (name, content)):
        with pytest.raises(FileError, match=message), open_episodes(source):
            pass


def test_names_that_read_like_queries_are_only_names(tmp_path, small):
    path = tmp_path / 'it\'s "one"; DROP.csv'
    small.rename(columns={"sessions": 'say "five"; DROP TABLE x'}).to_csv(path, index=False)
    mapping = {"sessions": 'say "five"; DROP TABLE x'}
    with open_episodes(path, mapping) as table:
        assert table.rows == len(small)
