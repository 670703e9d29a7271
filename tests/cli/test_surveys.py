"""Tests of the commands on survey files: the platform, and each row that would not come in."""

import csv
import io

CSV = (
    "StartDate,EndDate,Status,Progress,Finished,ResponseId,Q1\n"
    "Start Date,End Date,Response Type,Progress,Finished,Response ID,Do you trust it?\n"
    + ",".join(f'"{{""ImportId"":""{name}""}}"' for name in "abcdefg")
    + "\n,,IP Address,100,True,R_1,secret\n,,Survey Preview,100,True,R_2,secret\n"
    ",,IP Address,43,False,R_3,secret\n,,IP Address,100,True,R_1,other\n"
)
STAFF = """\
schema: instrument/1
id: staff
title: Staff
scales: {agree: {kind: ordinal, options: [low, high], aside: [don't know], scores: [1, 3]}}
items:
  - {id: TRUST, wording: Trust, type: likert, scale: agree}
  - {id: W, wording: Weight, type: numeric}
"""


def detected(run, *arguments):
    result = run("detect", *arguments, "--format", "csv")
    assert (result.code, result.err) == (0, "")
    assert "secret" not in result.out
    return list(csv.DictReader(io.StringIO(result.out, newline="")))


def test_detect_names_the_platform_and_gives_a_reason_for_each_row(run, write):
    whole, *rows = detected(run, write("leads.csv", CSV))
    assert (whole["platform"], whole["score"]) == ("Qualtrics", "1.0")
    assert (whole["rows"], whole["kept"], whole["dropped"]) == ("4", "1", "3")
    assert [(row["row"], row["reason"]) for row in rows] == [
        ("5", "dropped: preview by the survey's authors"),
        ("6", "dropped: left unfinished, at 43%"),
        ("7", "dropped: respondent already in row 4, with other answers"),
    ]


def test_detect_keeps_what_is_asked_for(run, write):
    whole, *rows = detected(run, write("leads.csv", CSV), "--keep", "unfinished")
    assert (whole["kept"], whole["dropped"]) == ("2", "2")
    assert rows[1]["reason"].startswith("kept: kept as asked")


def test_detect_tells_a_plain_table_and_a_file_that_is_none(run, write):
    plain, refused = detected(run, write("a.csv", "id,TRUST\n1,no\n"), write("b.csv", "\n"))
    assert (plain["platform"], plain["score"], plain["kept"]) == ("plain table", "0.1", "1")
    assert (refused["platform"], refused["kept"]) == ("", "")
    assert refused["reason"].endswith(".")


def counted(run, *arguments):
    result = run(*arguments, "--format", "csv")
    assert (result.code, result.err) == (0, "")
    return list(csv.DictReader(io.StringIO(result.out, newline="")))


def test_means_weights_and_answers_aside_at_the_command_line(run, write, tmp_path):
    asked = write("staff.yaml", STAFF)
    given = write("staff.csv", "id,TRUST,W\na,low,3\nb,high,1\nc,don't know,1\n")
    study = tmp_path / "study.mm"
    assert run("new", study).code == 0
    assert run("import", study, asked, given).code == 0
    rows = counted(run, "tabulate", study, "--item", "TRUST")
    assert [(row["kind"], row["n"], row["base"]) for row in rows] == [
        ("option", "1", "2"), ("option", "1", "2"), ("aside", "1", "3"),
    ]  # fmt: skip
    (mean,) = counted(run, "tabulate", study, "--item", "TRUST", "--means")
    assert (mean["base"], mean["mean"]) == ("2", "2.0")
    low, _ = counted(run, "tabulate", study, "--item", "TRUST", "--weights", "W")
    assert (low["share"], low["effective"]) == ("0.75", "1.6")


def test_a_drafted_instrument_its_map_and_the_answers_come_in_together(run, write, tmp_path):
    answers = write("site.csv", "id,How often?,Any more?\na,often,no money\nb,never,\nc,often,\n")
    draft, study = tmp_path / "staff.yaml", tmp_path / "study.mm"
    done = run("draft", answers, "--to", draft, "--role", "staff")
    assert (done.code, done.err) == (0, "")
    assert f"Drafted 2 items in {draft}" in done.out
    assert run("new", study).code == 0
    done = run("import", study, answers, draft, tmp_path / "staff_map.yaml")
    assert "site: 3 respondents, 1 free-text answer." in done.out
    rows = counted(run, "tabulate", study, "--item", "Q1")
    assert [(row["group"], row["option"], row["n"]) for row in rows] == [
        ("staff", "never", "1"), ("staff", "often", "2"),
    ]  # fmt: skip
    again = run("draft", answers, "--to", draft)
    assert (again.code, again.out) == (2, "")
    assert "needs a new file" in again.err


def test_the_survey_alone_is_written_block_by_block(run, sample_file, tmp_path):
    to = tmp_path / "survey.xlsx"
    done = run("report", sample_file, "--to", to, "--only", "survey", "--round", "half to even")
    assert (done.code, done.out) == (0, f"Wrote {to}.\n")
    assert to.read_bytes()[:2] == b"PK"
    refused = run("report", sample_file, "--to", to, "--only", "survey", "--round", "down")
    assert (refused.code, "Got 'down'" in refused.err) == (2, True)
    refused = run("report", sample_file, "--to", to, "--only", "themes")
    assert (refused.code, "Got 'themes'" in refused.err) == (2, True)
