"""Tests of the command in a process of its own: what a shell sees."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_a_refusal_is_one_sentence_on_stderr_and_exit_code_2(run_for_real, tmp_path):
    result = run_for_real("gaps", tmp_path / "none.mm", "--reference", "White British")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "Got none.mm, which does not." in result.err


def test_a_csv_is_clean_on_stdout(run_for_real, sample_file):
    result = run_for_real(
        "gaps", sample_file, "--measure", "course_rate", "--period", "2021-22",
        "--reference", "White British", "--format", "csv",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    rows = {row["group"]: row for row in csv.DictReader(io.StringIO(result.out, newline=""))}
    assert (len(rows), float(rows["Bangladeshi"]["gap"])) == (15, -7.83)


@pytest.mark.skipif(os.name != "posix", reason="a name that is no text exists on POSIX only")
def test_a_file_name_that_is_no_text_is_refused_without_a_traceback(run_for_real, sample_file):
    result = run_for_real("import", sample_file, b"/nowhere/\xff.csv")
    assert (result.code, result.out) == (2, "")
    assert "no such file" in result.err
    assert "Traceback" not in result.err


def test_output_is_utf_8_whatever_the_console_is_set_to(run_for_real, run, sample_copy, tmp_path):
    (tmp_path / "FG9.txt").write_text("P1: 🙂 We waited at the café.\n", encoding="utf-8")
    run("import", sample_copy, tmp_path / "FG9.txt")
    words = ("suggest", sample_copy, "--source", "FG9", "--format", "csv")
    result = run_for_real(*words, PYTHONIOENCODING="ascii")
    assert (result.code, result.err) == (0, "")
    assert "🙂 We waited at the café." in result.out


@pytest.mark.skipif(os.name != "posix", reason="the reader goes away in the POSIX manner")
def test_a_reader_that_goes_away_makes_no_noise(sample_file):
    command = [sys.executable, "-m", "mixedmethods", "themes", str(sample_file)]
    with subprocess.Popen(  # noqa: S603  # our own command line
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
