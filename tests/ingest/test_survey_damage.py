"""Damaged survey files: whatever the bytes, each importer gives answers or a sentence.

``MIXEDMETHODS_MUTATIONS=10000`` sets how many files each importer is given.
"""

import random

import pyreadstat
import pytest

from mixedmethods.errors import DataError
from mixedmethods.ingest.surveys.answers import read_survey
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from tests.ingest.test_mutations import COUNT, Form, damaged, mutated, workbook

IDS = ",".join(f'"{{""ImportId"":""Q{k}""}}"' for k in range(6))
FORMS = {
    "Qualtrics": (
        "StartDate,EndDate,Status,Finished,ResponseId,Q1\na,b,c,d,e,Do you trust it?\n"
        f"{IDS}\n,,0,1,R_1,neither\n,,1,1,R_2,disagree\n"
    ),
    "Qualtrics legacy": (
        "V1,V2,V3,V4,V5,Q1,\nResponseID,ResponseSet,StartDate,EndDate,Finished,Do you trust it?,\n"
        "R_1,x,,,1,neither,\n"
    ),
    "SurveyMonkey": (
        "Respondent ID,Collector ID,Do you trust it?,Which?,\n,,Response,\"leaflets, or films\",b\n"
        "1,2,neither,\"leaflets, or films\",\n"
    ),
    "Microsoft Forms": (
        "ID,Start time,Completion time,Email,Name,Do you trust it?,Which?\n"
        "1,,,anonymous,,neither,\"leaflets, or films;b;\"\n"
    ),
    "Google Forms": "Timestamp,Do you trust it?,Which? [a]\n1/2/2022,neither,x\n",
    "Jisc": "Unique Response Number,1. Do you trust it?,2. Q,2.1.a. Why?\n1,neither,,so\n",
    "SmartSurvey": (
        "UserID,UserNo,Started,Ended,Tracking Link,Q1. Do you trust it?,Q2. Which?\n,,,,,,Q2.1. a\n"
        ",,,,,,\n1,1,x,y,,neither,-\n"
    ),
    "LimeSurvey": (
        'id,submitdate,lastpage,startlanguage,TRUST,Q1[SQ001]\n"1","x","1","en","3","Y"\n'
    ),
    "REDCap": "record_id,trust,box___1,form_complete\n1,neither,1,2\n",
    "Alchemer": "Time Started,Date Submitted,Status,Do you trust it?,a:b\n,,Complete,neither,\n",
    "ODK": "SubmissionDate,g-trust,KEY,SubmitterID,SubmitterName\n1,neither,uuid:1,2,x\n",
    "plain": "id,TRUST,BOX,WHY\n1,neither,1,so\n",
}  # fmt: skip


def check(name, content, instrument):
    """Check that answers are on their scales, and that a refusal is a whole sentence."""
    for reading in (Reading(), Reading(keep=("preview", "unfinished", "duplicate"), numbered=True)):
        refusal = ""
        try:
            survey = read_survey(name, content, instrument, reading, leave_out_unknown=True)
        except DataError as error:
            refusal = f"{error}"
        if refusal:
            assert refusal.endswith(".")
            continue
        assert survey.audit.kept == len(survey.respondents) > 0
        assert len({case.id for case in survey.respondents}) == survey.audit.kept or reading.keep
        for case in survey.respondents:
            for item, answer in case.variables:
                scale = {i.id: i.scale for i in instrument.items}.get(item)
                assert scale is None or answer in scale.options


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_export_is_read_or_refused(form, instrument):
    content = FORMS[form].encode()
    export = read_export("a.csv", content)
    assert export.platform.name.startswith(form.split()[0])
    chance = random.Random(form)  # noqa: S311  # the same files each time, no secret
    for _ in range(COUNT):
        check("a.csv", damaged(content, chance), instrument)


def test_a_damaged_workbook_of_answers_is_read_or_refused(instrument):
    chance = random.Random("workbook")  # noqa: S311  # as above
    form = Form("a.xlsx", workbook)
    content = form.content()
    for _ in range(COUNT):
        check("a.xlsx", mutated(form, content, chance), instrument)


@pytest.fixture
def sav(tmp_path):
    """Write a small SPSS file."""
    import pandas as pd

    def written(columns, labels, values):
        path = tmp_path / "a.sav"
        frame = pd.DataFrame(columns)
        pyreadstat.write_sav(frame, str(path), column_labels=labels, variable_value_labels=values)
        return path.read_bytes()

    return written


def test_an_spss_file_is_read_by_its_labels_whatever_the_codes(sav, instrument):
    content = sav(
        {"id": ["a", "b", "c"], "Q1": [15.0, 11.0, None], "Q2": ["so", "None", "N/A"]},
        {"id": "", "Q1": "Do you trust it?", "Q2": "Why?"},
        {"Q1": {11.0: "disagree", 15.0: "neither"}},
    )
    survey = read_survey("a.sav", content, instrument)
    assert [dict(case.variables) for case in survey.respondents] == [
        {"TRUST": "neither", "WHY": "so", "role": "clinical_lead"},
        {"TRUST": "disagree", "WHY": "None", "role": "clinical_lead"},
        {"WHY": "N/A", "role": "clinical_lead"},
    ]


def test_an_spss_file_of_qualtrics_drops_its_previews(sav, instrument):
    names = ("StartDate", "Status", "Finished", "RecordedDate")
    content = sav(
        {
            **{name: [0.0, 1.0] if name == "Status" else [1.0, 1.0] for name in names},
            "ResponseId": ["R_1", "R_2"],
            "Q1": [1.0, 1.0],
        },
        {**dict.fromkeys((*names, "ResponseId"), ""), "Q1": "Do you trust it?"},
        {"Q1": {1.0: "neither"}, "Status": {0.0: "IP Address", 1.0: "Survey Preview"}},
    )
    export = read_export("a.sav", content)
    assert export.platform.name == "Qualtrics (SPSS file)"
    assert [row.verdict.kind for row in export.responses] == ["", "preview"]


def test_a_damaged_spss_file_is_read_or_refused(sav, instrument):
    content = sav({"id": ["a", "b"], "Q1": [1.0, 2.0]}, {"id": "", "Q1": "Do you trust it?"}, {})
    chance = random.Random("sav")  # noqa: S311  # as above
    for _ in range(COUNT):
        check("a.sav", damaged(content, chance), instrument)
