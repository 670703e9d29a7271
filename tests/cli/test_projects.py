"""Tests of the commands that make, fill and print projects."""

import io

import docx
import openpyxl
import pytest

from mixedmethods.desk.reading import read_study
from mixedmethods.ingest.pseudonyms import read_key, restore
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source

INSTRUMENT = """\
schema: instrument/1
id: lead
title: Leads
scales:
  agree: {kind: ordinal, options: [no, rather no, rather yes, yes]}
items:
  - {id: HOURS, wording: Evening hours, type: likert, scale: agree}
"""


@pytest.fixture
def study(run, tmp_path):
    """The file of an empty project."""
    path = tmp_path / "study.mm"
    assert run("new", path).code == 0
    return path


def read(path):
    with open_project(path) as project:
        return read_study(project), project.history()


def test_new_makes_an_empty_project_named_after_its_file_or_as_told(run, tmp_path):
    result = run("new", tmp_path / "review.mm")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Made {tmp_path / 'review.mm'}.")
    assert read(tmp_path / "review.mm")[0].title == "review"
    run("new", tmp_path / "other.mm", "--title", "Access review")
    assert read(tmp_path / "other.mm")[0].title == "Access review"


def test_sample_makes_the_sample_study(run, tmp_path):
    result = run("sample", tmp_path / "study.mm")
    assert (result.code, result.err) == (0, "")
    assert "synthetic" in result.out
    assert len(read(tmp_path / "study.mm")[0].group_codings) == 205


def test_import_takes_several_files_and_tells_of_each(run, study, write):
    answers = write("leads.csv", "id,HOURS,extra\na,yes,1\na,yes,1\n,,\n")
    group = write("FG1.txt", "M: Hello?\nP1: We waited.\n")
    instrument = write("lead.yaml", INSTRUMENT)
    result = run(
        "import", study, answers, group, "--instrument", instrument, "--author", "Ada"
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "lead.yaml: Leads: 1 item."
    assert "FG1.txt: FG1: 1 turn said by P1 1; moderator: 1 turn asked by M 1." in lines
    assert "leads.csv: Leads: 1 respondent." in lines
    assert "  row 1, column extra: flagged, column belongs to no item; not imported" in lines
    assert "  row 3: dropped, respondent already in row 2, with the same answers" in lines
    assert "  row 4: dropped, no answer in the whole row" in lines
    content, history = read(study)
    assert (len(content.surveys[0].responses), len(content.turns)) == (1, 2)
    assert [entry.author for entry in history] == ["Ada"]


def test_import_takes_the_kind_from_the_user_where_the_ending_says_another(run, study, write):
    log = write("FG1.log", "P1: We waited.\n")
    assert run("import", study, log).code == 2
    assert run("import", study, log, "--as", "transcript").code == 0
    assert len(read(study)[0].turns) == 1


def test_import_reads_a_survey_against_the_instrument_whose_id_is_given(run, study, write):
    run("import", study, write("lead.yaml", INSTRUMENT))
    result = run("import", study, write("a.csv", "id,HOURS\na,no\n"), "--instrument", "lead")
    assert result.code == 0
    assert read(study)[0].surveys[0].responses["HOURS"].tolist() == ["no"]


def test_import_in_rehearsal_tells_the_same_and_stores_nothing(run, study, write):
    group = write("FG1.txt", "P1: We waited.\n")
    rehearsed = run("import", study, group, "--rehearse")
    assert (rehearsed.code, read(study)[1]) == (0, [])
    told, last = rehearsed.out.rsplit("\n", 2)[:2]
    assert last == "Nothing was stored: this was a rehearsal."
    assert run("import", study, group).out == told + "\n"


def test_import_leaves_unknown_answers_out_only_where_told(run, study, write):
    files = (write("lead.yaml", INSTRUMENT), write("a.csv", "id,HOURS\na,my own words\nb,no\n"))
    refused = run("import", study, *files)
    assert refused.code == 2
    assert "row 2, column HOURS" in refused.err
    assert "my own words" not in refused.err
    assert run("import", study, *files, "--leave-out-unknown").code == 0
    assert len(read(study)[0].surveys[0].responses) == 2


def test_import_of_one_bad_file_among_good_ones_stores_none(run, study, write):
    good, bad = write("FG1.txt", "P1: We waited.\n"), write("bad.csv", "group,measure,rate\n")
    result = run("import", study, good, bad)
    assert (result.code, result.out) == (2, "")
    assert "bad.csv" in result.err
    assert read(study)[1] == []


def test_import_names_the_coder_of_a_file_of_codings(run, study, write):
    book = "schema: codebook/1\nid: b\ntitle: B\ncodes: [{id: WAIT, label: Waiting}]\n"
    codings = "segment_id,source,turn,start,end,code\ns1,FG1,1,3,9,WAIT\n"
    files = [write("FG1.txt", "P1: We waited.\n"), write("b.yaml", book), write("c.csv", codings)]
    assert run("import", study, *files, "--coder", "Ben").code == 0
    frame = read(study)[0].codings
    assert frame[["coder", "quote"]].to_numpy().tolist() == [["Ben", "waited"]]


def test_report_writes_a_word_document_that_opens(run, sample_file, tmp_path):
    result = run("report", sample_file, "--to", tmp_path / "report.docx")
    assert (result.code, result.err) == (0, "")
    assert result.out == f"Wrote {tmp_path / 'report.docx'}.\n"
    document = docx.Document(str(tmp_path / "report.docx"))
    edges = [part for section in document.sections for part in (section.header, section.footer)]
    label = "\n".join(line.text for edge in edges for line in edge.paragraphs)
    assert "Synthetic sample study" in label  # on every page
    assert len(document.tables) > 0
    assert len(document.inline_shapes) > 0


def test_report_writes_a_workbook_that_opens(run, sample_file, tmp_path):
    result = run("report", sample_file, "--to", tmp_path / "report.xlsx")
    assert (result.code, result.err) == (0, "")
    content = (tmp_path / "report.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {"Survey answers", "Themes"} <= set(book.sheetnames)
    assert all(sheet.max_row > 1 for sheet in book)


def test_report_takes_another_reference(run, sample_file, tmp_path):
    path = tmp_path / "report.xlsx"
    assert run("report", sample_file, "--to", path, "--reference", "Chinese").code == 0
    refused = run("report", sample_file, "--to", path, "--reference", "Nobody")
    assert refused.code == 2
    assert "Nobody" in refused.err


def test_reading_commands_change_nothing(run, sample_copy, tmp_path):
    before = read(sample_copy)[1]
    run("gaps", sample_copy, "--reference", "White British")
    run("themes", sample_copy, "--by", "role")
    run("suggest", sample_copy, "--source", "FG1")
    run("tabulate", sample_copy, "--item", "CL_REGION")
    run("report", sample_copy, "--to", tmp_path / "report.xlsx")
    assert read(sample_copy)[1] == before


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A server that does not start, and a home of its own; gives the ports it was asked for."""
    from mixedmethods.app import server

    ports = []
    monkeypatch.setattr(server, "serve", lambda port, *_: ports.append(port))
    monkeypatch.setenv("MIXEDMETHODS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MIXEDMETHODS_PROJECT", "")
    return ports


def test_app_makes_the_sample_the_first_time_and_only_then(run, server, tmp_path):
    first = run("app", "--port", "0")
    assert (first.code, server) == (0, [0])
    assert "Making the sample project" in first.out
    assert [each.name for each in (tmp_path / "home").iterdir()] == ["sample.mm"]
    assert "Making" not in run("app", "--port", "0").out


def test_app_opens_the_project_that_is_given_and_makes_no_sample(run, server, study, tmp_path):
    import os

    assert run("app", study, "--port", "0").code == 0
    assert os.environ["MIXEDMETHODS_PROJECT"] == str(study.resolve())
    assert not (tmp_path / "home").exists()


def test_a_transcript_comes_in_under_pseudonyms_and_the_key_leads_back(run, tmp_path):
    study, key = tmp_path / "study.mm", tmp_path / "apart" / "key.csv"
    key.parent.mkdir()
    text, names = tmp_path / "FG.txt", tmp_path / "names.csv"
    text.write_text(
        "Ann: I saw Christina M.\nAnn B: So did Christina.\nBob: Who?", encoding="utf-8"
    )
    names.write_text("name,pseudonym\nChristina,C1\nChristina M,C2\n", encoding="utf-8")
    run("new", study)
    words = ("import", study, text, "--pseudonyms", names, "--rename", "Ann B=Ann")
    words += ("--moderator", "Bob")
    refused = run(*words)
    assert (refused.code, "need a key" in refused.err) == (2, True)
    done = run(*words, "--key", key)
    assert done.code == 0, done.err
    assert "2 turns said by Ann 2" in done.out
    assert b"Christina" not in study.read_bytes()
    with open_project(study) as project:
        source = read_source(project, "FG")
    assert restore("FG", source.text, read_key(key.read_bytes())) == text.read_text("utf-8")
