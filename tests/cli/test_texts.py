"""Tests of the commands on coded texts."""

import io
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.store import open_project
from mixedmethods.store.settings import Settings, change_settings
from mixedmethods.store.texts import read_source

PLANTED = Path(__file__).parents[1] / "planted"


def table(result):
    assert result.code == 0, result.err
    return pd.read_csv(io.StringIO(result.out))


@pytest.fixture
def coded_twice(run, tmp_path):
    path = tmp_path / "twice.mm"
    assert run("sample", path, "--second-coder").code == 0
    return path


@pytest.mark.parametrize("name", ["FG1", "FG3"])
def test_the_planted_differences_are_listed_and_no_others(run, coded_twice, name):
    words = ("agreement", coded_twice, "--source", name)
    found = table(run(*words, "--coders", "sample coder", "second coder", "--differences",
                      "--format", "csv"))  # fmt: skip
    planted = pd.read_csv(PLANTED / f"{name}_coder2_differences.csv")
    assert sorted(zip(found["kind"], found["turn"], strict=True)) == sorted(
        zip(planted["kind"], planted["turn"], strict=True)
    )


def test_coders_are_compared_at_the_command_line(run, coded_twice):
    words = ("agreement", coded_twice, "--source", "FG1", "--unit", "turn", "--format", "csv")
    last = table(run(*words, "--coders", "sample coder", "second coder")).iloc[-1]
    assert (last["code"], last["both"] + last["only_first"]) == ("all codes", 53)
    assert 0.9 < last["kappa"] < 1


def test_a_coder_who_has_not_coded_is_refused(run, sample_copy):
    done = run("agreement", sample_copy, "--coders", "sample coder", "nobody")
    assert (done.code, done.out) == (2, "")
    assert "nobody" in done.err


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ("group", ["FG1", "FG2", "FG3", "FG4"]),
        ("role", ["service_user", "therapist"]),
    ],
)
def test_codes_are_counted_by_group_and_by_a_variable(run, sample_copy, columns, shown):
    found = table(run("matrix", sample_copy, "--rows", "code", "--columns", columns,
                      "--format", "csv"))  # fmt: skip
    assert sorted(set(found["column"])) == shown
    assert found["segments"].sum() == 204
    assert {"segments", "speakers", "groups", "of"} <= set(found)


def test_codes_that_meet_are_counted_the_same_from_either_side(run, sample_copy):
    found = table(run("matrix", sample_copy, "--columns", "code", "--format", "csv"))
    square = found.pivot(index="code", columns="column", values="segments")
    assert (square.to_numpy().diagonal().sum(), len(square)) == (204, len(square.columns))


def test_a_variable_that_nobody_has_is_refused(run, sample_copy):
    done = run("matrix", sample_copy, "--columns", "shoe size")
    assert (done.code, done.out) == (2, "")


def test_reflexive_analysis_prints_no_counts(run, sample_copy):
    with open_project(sample_copy) as project:
        change_settings(project, Settings("reflexive"), "me")
    assert run("matrix", sample_copy, "--columns", "group").code == 2
    printed = table(run("themes", sample_copy, "--by", "role", "--format", "csv"))
    assert list(printed) == ["code", "name", "group", "state"]


def test_quotes_come_with_speaker_and_place_and_are_the_text_there(run, sample_copy):
    found = table(run("quotes", sample_copy, "--code", "AC-WAIT", "--format", "csv"))
    assert set(found["code"]) == {"AC-WAIT"}
    assert not found["moderator"].any()
    with open_project(sample_copy) as project:
        texts = {id: read_source(project, id).text for id in found["source"].unique()}
    for row in found.itertuples():
        assert texts[row.source][row.start : row.end] == row.quote


def test_two_codes_are_either_or_both_on_the_same_words(run, sample_copy):
    words = ("quotes", sample_copy, "--code", "AC-REFERRAL", "--code", "AC-INFO", "--format", "csv")
    either, both = table(run(*words)), table(run(*words, "--all"))
    assert set(either["code"]) == {"AC-REFERRAL", "AC-INFO"}
    assert 0 < len(both) < len(either)
    assert both["matched"].str.contains("AC-INFO").all()


def test_a_code_that_is_not_there_is_refused(run, sample_copy):
    done = run("quotes", sample_copy, "--code", "NONE")
    assert (done.code, done.out) == (2, "")
    assert "NONE" in done.err


@pytest.mark.parametrize("form", ["qdpx", "qdc", "html", "csv"])
def test_a_project_is_exported_the_same_each_time(run, sample_copy, tmp_path, form):
    paths = [tmp_path / f"{name}.{form}" for name in "ab"]
    for path in paths:
        done = run("export", sample_copy, "--format", form, "--to", path)
        assert done.code == 0, done.err
    assert paths[0].read_bytes() == paths[1].read_bytes() != b""


def test_what_was_exported_comes_into_an_empty_project_as_it_was(run, sample_copy, tmp_path):
    file, study = tmp_path / "study.qdpx", tmp_path / "again.mm"
    run("export", sample_copy, "--format", "qdpx", "--to", file)
    run("new", study)
    assert run("import", study, file).code == 0
    counted = [run("themes", each, "--by", "role", "--format", "csv").out
               for each in (sample_copy, study)]  # fmt: skip
    assert counted[0] == counted[1] != ""


def test_an_export_into_a_folder_that_is_not_there_is_refused(run, sample_copy, tmp_path):
    done = run("export", sample_copy, "--to", tmp_path / "none" / "a.qdpx")
    assert (done.code, done.out) == (2, "")


def test_barriers_in_free_text_are_ranked_role_by_role(run, sample_file):
    found = table(run("rank", sample_file, "--topic", "barrier", "--format", "csv"))
    assert found.iloc[0][["group", "code", "n", "base"]].tolist() == [
        "clinical_lead", "BA-PERSON", 10, 37,
    ]  # fmt: skip
    people = table(run("rank", sample_file, "--part", "people", "--format", "csv"))
    assert people["wrote"].tolist() == [37, 11]
