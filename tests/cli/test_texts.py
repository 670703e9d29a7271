"""Tests of the commands on coded texts."""

import io
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.desk.intake import File, Options, import_files
from mixedmethods.store import open_project
from mixedmethods.store.settings import Settings, change_settings

GROUPS = Path(__file__).parents[3] / "shared/demo/focus_groups"
needs_second_coder = pytest.mark.skipif(
    not GROUPS.is_dir(), reason="the second coder's files are not part of the project"
)


def table(result):
    assert result.code == 0, result.err
    return pd.read_csv(io.StringIO(result.out))


@pytest.fixture
def coded_twice(sample_copy):
    with open_project(sample_copy) as project:
        for name in ("FG1", "FG3"):
            file = File(f"{name}_coder2.csv", (GROUPS / f"{name}_coder2.csv").read_bytes())
            import_files(project, [file], "me", Options(coder="second coder"))
    return sample_copy


@needs_second_coder
@pytest.mark.parametrize("name", ["FG1", "FG3"])
def test_the_planted_differences_are_listed_and_no_others(run, coded_twice, name):
    words = ("agreement", coded_twice, "--source", name)
    found = table(run(*words, "--coders", "sample coder", "second coder", "--differences",
                      "--format", "csv"))  # fmt: skip
    planted = pd.read_csv(GROUPS / f"{name}_coder2_differences.csv")
    assert sorted(zip(found["kind"], found["turn"], strict=True)) == sorted(
        zip(planted["kind"], planted["turn"], strict=True)
    )


@needs_second_coder
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
