"""Tests of drafts and maps: an instrument from answers alone, and columns that a person settled."""

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.answers import answers_in
from mixedmethods.ingest.surveys.draft import draft, instrument_of
from mixedmethods.ingest.surveys.mapping import SurveyMap, fits, map_body, read_map, yaml_bytes
from mixedmethods.ingest.surveys.matching import Match, match
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import read_instrument

EXPORTS = Path(__file__).parents[3] / "shared" / "demo" / "exports"
FILES = [
    f"{platform}_{role}.{ending}"
    for platform, ending in (
        ("qualtrics", "csv"), ("surveymonkey", "csv"), ("jisc_online_surveys", "csv"),
        ("microsoft_forms", "xlsx"),
    )
    for role in ("clinical_leads", "commissioners")
]  # fmt: skip


def export_of(*rows):
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return read_export("a.csv", lines.getvalue().encode())


def drafted(*rows):
    return {each.wording: each for each in draft(export_of(*rows))}


@pytest.mark.skipif(not EXPORTS.exists(), reason="the demo exports are not beside the project")
@pytest.mark.parametrize("name", FILES)
def test_a_draft_from_an_export_is_the_questionnaire_that_was_used(name, sample_instrument):
    role = "clinical_lead" if "clinical" in name else "commissioner"
    asked = sample_instrument(role)
    letters = "cp1252" if name == "surveymonkey_commissioners.csv" else ""
    export = read_export(name, (EXPORTS / name).read_bytes(), encoding=letters)
    questions = draft(export)
    by_column = {(each.column, each.option): each for each in questions}
    met = 0
    for each in match(export, asked):
        item, found = asked.item(each.item), by_column.get((each.column, each.option))
        if item.kind == "multi" or found is None:  # a list that few ticked may look like free text
            continue
        assert found.kind == item.kind or not found.options
        if found.kind == "likert":
            order = [option.casefold() for option in item.scale.options]
            places = [order.index(option.casefold()) for option in found.options]
            assert places == sorted(places)
            met += 1
    assert met > 10
    body, matches = instrument_of(questions, "draft", "Draft", role)
    survey = answers_in(name, export, read_instrument(body), Reading(matches))
    assert survey.unknown == ()
    assert survey.audit.kept == (41 if role == "clinical_lead" else 11)


def test_kinds_are_told_by_the_answers():
    found = drafted(
        ("id", "Agree?", "Site", "Years", "Why?", "Yes?", "Rate 1 to 5", "When"),
        ("1", "Agree", "north", "12", "Because we waited.", "Yes", "1", "Daily"),
        ("2", "Don't know", "south", "7", "No time.", "No", "5", "Never"),
        ("3", "Strongly disagree", "north", "30", "N/A", "Yes", "4", "Daily"),
        ("4", "", "south", "2.5", "", "", "", ""),
    )
    kinds = {wording: each.kind for wording, each in found.items()}
    assert kinds == {
        "Agree?": "likert", "Site": "single", "Years": "numeric", "Why?": "free_text",
        "Yes?": "single", "Rate 1 to 5": "likert", "When": "likert",
    }  # fmt: skip
    assert found["Agree?"].options == ("Strongly disagree", "Disagree", "Agree", "Strongly agree")
    assert found["Agree?"].aside == ("Don't know",)
    assert found["Rate 1 to 5"].options == ("1", "2", "3", "4", "5")
    assert found["Yes?"].options == ("Yes", "No")


def test_a_joined_list_becomes_one_item_per_option():
    found = drafted(
        ("id", "What is there?"), ("1", "Leaflets;Website;"), ("2", "Website;"), ("3", "Leaflets;"),
    )  # fmt: skip
    assert {each.option: each.section for each in found.values()} == {
        "Leaflets": "What is there?", "Website": "What is there?",
    }  # fmt: skip
    assert {each.kind for each in found.values()} == {"multi"}
    assert len({each.id for each in found.values()}) == 2


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_any_answers_give_an_instrument_against_which_they_are_read(rows):
    export = export_of(("A", "B", "B"), *rows)
    body, matches = instrument_of(draft(export), "x", "X", "")
    instrument = read_instrument(read_yaml("x.yaml", yaml_bytes(body)))
    assert len(instrument.items) == len(body["items"])
    if any(cell.strip() for row in rows for cell in row):
        survey = answers_in("a.csv", export, instrument, Reading(matches))
        assert survey.unknown == ()


def test_a_map_comes_back_as_it_was_saved():
    told = SurveyMap(
        "lead", (Match("1. Ja: nein?", "A", how="confirmed"),
                 Match("L", "B", "yes", "confirmed")), numbered=True,
    )  # fmt: skip
    assert read_map(read_yaml("m.yaml", yaml_bytes(map_body(told)))) == told


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ([], "no column at all"),
        ([{"column": "a", "item": "A"}, {"column": "b", "item": "A"}], "several for A"),
        ([{"column": "a"}], "must have `item`"),
        ("a", "must be a list"),
    ],
)
def test_a_faulty_map_is_refused(columns, sentence):
    body = {"schema": "survey_map/1", "instrument": "lead", "columns": columns}
    with pytest.raises(FileError, match=sentence):
        read_map(body)


def test_a_map_fits_a_file_that_has_all_its_columns():
    told = SurveyMap("lead", (Match("A", "X"), Match("B", "Y")))
    assert fits(told, export_of(("A", "B", "C"), ("1", "2", "3")))
    assert not fits(told, export_of(("A", "C"), ("1", "2")))


def test_yaml_is_written_without_aliases_and_with_words_that_stay_words():
    shared = ["yes", "on", "1"]
    text = yaml_bytes({"a": shared, "b": shared}).decode()
    assert "&" not in text
    assert read_yaml("a.yaml", text.encode()) == yaml.safe_load(text) == {"a": shared, "b": shared}
