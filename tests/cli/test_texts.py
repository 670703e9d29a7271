"""Tests of the commands on coded texts."""

import io
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.desk.intake import File, Options, import_files
from mixedmethods.store import open_project

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
