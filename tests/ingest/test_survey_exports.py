"""Tests of survey exports: four shapes of one survey agree, and each platform is told by its file.

Files of others are read from ../shared, and left out with a reason where that is not there.
"""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.answers import read_survey
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.text import EncodingError

SHARED = Path(__file__).parents[2].parent / "shared"
SAMPLES, EXPORTS = SHARED / "samples/surveys", SHARED / "demo/exports"
needs_shared = pytest.mark.skipif(not EXPORTS.is_dir(), reason="../shared is not there")

EXPECTED = {
    "google_forms_jupyter_education2016.csv": ("Google Forms", {"": 125}),
    "limesurvey_R_data_file.csv": ("LimeSurvey", {"": 2, "unfinished": 5}),
    "msforms_SYNTHETIC.xlsx": ("Microsoft Forms", {"": 3}),
    "odk_central_ragged.csv": ("ODK or KoboToolbox", {"": 2}),
    "qualtrics_csv_3header.csv": ("Qualtrics", {"": 1}),
    "qualtrics_csv_legacy_2header.csv": ("Qualtrics (legacy, two header rows)", {"": 1}),
    "redcap_checkboxes.csv": ("REDCap", {"": 2, "unfinished": 2}),
    "smartsurvey_SYNTHETIC_3header.csv": ("SmartSurvey", {"": 1, "unfinished": 1}),
    "surveygizmo_jupyter2015_first80.csv": ("Alchemer", {"": 47, "unfinished": 32, "empty": 1}),
    "surveymonkey_starwars_2header.csv": ("SurveyMonkey", {"": 1186}),
}
SHAPES = {
    "clinical_lead": [
        ("microsoft_forms_clinical_leads.xlsx", Reading(), 41, 0),
        ("qualtrics_clinical_leads.csv", Reading(), 41, 3),
        ("jisc_online_surveys_clinical_leads.csv", Reading(), 41, 0),
        ("surveymonkey_clinical_leads.csv", Reading(), 41, 0),
    ],
    "commissioner": [
        ("microsoft_forms_commissioners.xlsx", Reading(), 11, 0),
        ("qualtrics_commissioners.csv", Reading(), 11, 3),
        ("qualtrics_commissioners_numeric.csv", Reading(numbered=True), 11, 3),
        ("jisc_online_surveys_commissioners.csv", Reading(), 11, 0),
        ("surveymonkey_commissioners.csv", Reading(encoding="cp1252"), 11, 0),
    ],
}
PLAIN_FILES = {
    "clinical_lead": "clinical_leads_demo.csv",
    "commissioner": "commissioners_demo.csv",
}


@needs_shared
@pytest.mark.parametrize(
    ("role", "file", "reading", "kept", "dropped"),
    [(role, *shape) for role, shapes in SHAPES.items() for shape in shapes],
)
def test_a_platform_file_gives_the_answers_of_the_plain_one(
    sample, sample_instrument, role, file, reading, kept, dropped
):
    instrument = sample_instrument(role)
    plain = read_survey(PLAIN_FILES[role], sample(PLAIN_FILES[role]), instrument)
    survey = read_survey(file, (EXPORTS / file).read_bytes(), instrument, reading)
    assert (survey.audit.kept, survey.audit.dropped) == (kept, dropped)
    ids = yaml_ids(file)
    by_id = {ids[case.id]: dict(case.variables) for case in survey.respondents}
    assert by_id == {case.id: dict(case.variables) for case in plain.respondents}


def yaml_ids(file):
    """Return the respondent of each of the platform's ids."""
    lines = (EXPORTS / "id_map.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    cells = (line.split(",") for line in lines)
    return {platform: respondent for name, platform, respondent in cells if name == file}


@needs_shared
@pytest.mark.parametrize("file", EXPECTED)
def test_a_real_file_is_told_as_what_it_is_and_its_rows_are_accounted_for(file):
    content = (SAMPLES / file).read_bytes()
    try:
        export = read_export(file, content)
    except EncodingError as error:
        export = read_export(file, content, encoding=error.choices[0][0])
    platform, kinds = EXPECTED[file]
    assert export.platform.name == platform
    assert Counter(row.verdict.kind for row in export.responses) == kinds


@needs_shared
def test_a_dictionary_is_refused_as_the_questions_without_the_answers():
    content = (SAMPLES / "redcap_checkboxes_dictionary.csv").read_bytes()
    with pytest.raises(FileError, match="REDCap dictionary"):
        read_export("redcap_checkboxes_dictionary.csv", content)


@needs_shared
def test_the_answer_key_names_every_item_that_is_read(sample_instrument):
    key = yaml.safe_load((EXPORTS / "column_map.yaml").read_text(encoding="utf-8"))["files"]
    assert {file for shapes in SHAPES.values() for file, *_ in shapes} == set(key)


@needs_shared
def test_rows_that_would_be_dropped_are_kept_on_request_with_a_remark(sample_instrument):
    file = "qualtrics_clinical_leads.csv"
    reading = Reading(keep=("unfinished",))
    survey = read_survey(
        file, (EXPORTS / file).read_bytes(), sample_instrument("clinical_lead"), reading
    )
    assert (survey.audit.kept, survey.audit.dropped) == (42, 2)
    assert any("kept as asked" in entry.reason for entry in survey.audit.entries)
