"""Tests of telling what kind of file this is."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.detect import KINDS, detect


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("clinical_leads_demo.csv", "survey"),
        ("commissioners_demo.csv", "survey"),
        ("ledger.csv", "reading"),
        ("outcomes_tables_4_5.csv", "outcomes"),
        ("outcomes.yaml", "measures"),
        ("literature.yaml", "literature"),
        ("recommendations.yaml", "recommendations"),
        ("vcse_cases.yaml", "cases"),
        ("instruments/commissioner.yaml", "instrument"),
        ("focus_groups/FG1.txt", "transcript"),
        ("focus_groups/FG1_gold.csv", "codings"),
        ("focus_groups/FG3_prompts.csv", "codings"),
    ],
)
def test_every_kind_of_sample_file_is_known(sample, name, kind):
    assert detect(name, sample(name)) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("A.TXT", b"anything", "transcript"),
        ("a.YML", b"schema: codebook/1", "codebook"),
        ("a.tsv", b"Group\tMeasure\tYear\tRate_Pct\nA\tm\t2021\t5\n", "outcomes"),
        ("a.b.csv", b"TURN,Start,End,Code\n1,0,1,A\n", "codings"),
        ("a.csv", b"id;Q1\n1;yes\n", "survey"),
        ("a.csv", b"Speaker,Text\nAnn,Yes\n", "transcript"),
        ("a.csv", b"speaker;start;end;turn;words;moderator\nAnn;1;2;1;Yes;\n", "transcript"),
        ("a.csv", b"turn,start,end,code,speaker,text\n1,0,1,A,Ann,Yes\n", "codings"),
        ("a.csv", b"code,speaker,text\nA,Ann,Yes\n", "survey"),
        ("a.csv", b"Speaker,Content,Venue\n4,5,3\n", "survey"),
        ("a.csv", b"group,measure,rate,speaker,text\nA,m,1,x,y\n", "outcomes"),
        *(
            (f"a.{e}", b"anything", "transcript")
            for e in ("docx", "VTT", "srt", "md", "odt", "rtf", "pdf")
        ),
    ],
)
def test_kind_follows_from_ending_and_content(name, content, kind):
    assert detect(name, content) == kind


def test_a_workbook_is_told_by_its_columns(xlsx):
    content = xlsx([["group", "measure", "period", "rate"], ["A", "m", 2021, 5]])
    assert detect("a.xlsx", content) == "outcomes"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.doc",
            b"PK",
            "end in .csv, .xlsx, .sav, .parquet, .txt, .docx, .vtt, .srt, .md, .odt, .rtf, .pdf",
        ),
        ("README", b"x", "Got README"),
        ("", b"x", "must end in"),
        ("a.yaml", b"schema: novel/1", "Got none of these in a.yaml"),
        ("a.yaml", b"schema: {a: b}", "Got none of these in a.yaml"),
        ("a.yaml", b"- 1", "Got none of these in a.yaml"),
        ("a.yaml", b"a: [", "must be YAML"),
        ("a.csv", b"", "an empty file"),
        ("a.xlsx", b"a,b", "not an XLSX workbook"),
    ],
)
def test_a_file_of_no_kind_is_refused(name, content, message):
    with pytest.raises(FileError) as error:
        detect(name, content)
    assert message in str(error.value)


def test_a_transcript_whose_first_column_is_a_timestamp_is_no_survey():
    assert detect("a.csv", b"Timestamp,Speaker,Text\n00:01,Ann,Hello\n") == "transcript"


def test_a_survey_is_told_in_whatever_encoding_and_with_headings_that_stand_twice():
    assert detect("a.csv", "Respondent ID,Cost £,Cost £\n1,2,3\n".encode("cp1252")) == "survey"
