"""Tests of REDCap dictionaries: they become the instrument against which the answers are read."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.detect import detect
from mixedmethods.ingest.surveys.answers import read_survey
from mixedmethods.ingest.surveys.dictionary import read_dictionary
from mixedmethods.model import read_instrument

HEADS = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?",
    "Branching Logic (Show field only if...)",
]  # fmt: skip
ID = ("record_id", "f", "", "text", "Record", "", "", "", "", "", "")
AGREE = (
    "5, Strongly agree | 4, Agree | 3, Neutral | 2, Disagree | 1, Strongly disagree | 9, Don't know"
)


def dictionary(*rows):
    lines = io.StringIO()
    csv.writer(lines).writerows([HEADS, ID, *rows])
    return lines.getvalue().encode()


def field(name, kind, choices="", label="", check="", ends=("", ""), private="", route=""):
    return (name, "f", "", kind, label or name, choices, check, *ends, private, route)


def instrument(*rows):
    body, audit = read_dictionary("lead survey.csv", dictionary(*rows))
    return read_instrument(body), audit


def test_kinds_options_and_codes_come_from_the_dictionary():
    read, audit = instrument(
        field("trust", "radio", AGREE, "<b>Trust</b>"),
        field("site", "dropdown", "n, North|s, South"),
        field("strat", "checkbox", "1, Leaflets|2, Website", "What is there?"),
        field("more", "notes"), field("years", "text", check="integer", ends=("0", "60")),
        field("any", "yesno"), field("pain", "slider"),
    )  # fmt: skip
    assert (read.id, read.role, audit.kept) == ("lead_survey", "lead_survey", 8)
    trust = read.item("trust").scale
    assert read.item("trust").wording == "Trust"
    assert trust.options == (
        "Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree",
    )  # fmt: skip
    assert (trust.codes, trust.aside) == (("1", "2", "3", "4", "5", "9"), ("Don't know",))
    assert read.item("site").scale.options == ("North", "South")
    assert [(i.id, i.wording, i.section) for i in read.items if i.kind == "multi"] == [
        ("strat___1", "Leaflets", "What is there?"), ("strat___2", "Website", "What is there?"),
    ]  # fmt: skip
    assert {item.id: item.kind for item in read.items if item.scale is None} == {
        "more": "free_text", "years": "numeric", "pain": "numeric",
    }  # fmt: skip
    assert read.item("years").limits == (0, 60)


def test_answers_in_codes_are_read_against_it():
    read, _ = instrument(field("trust", "radio", AGREE), field("strat", "checkbox", "1, A|2, B"))
    answers = b"record_id,trust,strat___1,strat___2,f_complete\n1,5,1,0,2\n2,9,0,0,2\n"
    survey = read_survey("a.csv", answers, read)
    assert [dict(case.variables) for case in survey.respondents] == [
        {"trust": "Strongly agree", "strat___1": "ticked", "strat___2": "not ticked",
         "role": "lead_survey"},
        {"trust": "Don't know", "strat___1": "not ticked", "strat___2": "not ticked",
         "role": "lead_survey"},
    ]  # fmt: skip


def test_what_identifies_people_or_holds_no_answer_is_left_out_with_a_reason():
    _, audit = instrument(
        field("name", "text", private="y"), field("intro", "descriptive"), field("more", "notes"),
    )  # fmt: skip
    assert [(entry.column, entry.reason) for entry in audit.entries] == [
        ("name", "identifies people or places; not imported"), ("intro", "holds no answer"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("logic", "asked_if"),
    [
        ("[any] = '0'", ("any", ("No",))),
        ("[any]='0' or [any] = '1'", ("any", ("No", "Yes"))),
        ("[any] = '0' and [site] = 'n'", None),
        ("[years] > 3", None),
        ("[gone] = '1'", None),
    ],
)
def test_a_route_by_the_answers_to_one_question_is_kept_and_others_are_told(logic, asked_if):
    read, audit = instrument(
        field("any", "yesno"), field("site", "dropdown", "n, North|s, South"),
        field("why", "notes", route=logic),
    )  # fmt: skip
    assert read.item("why").asked_if == asked_if
    assert any("its route" in entry.reason for entry in audit.entries) is (asked_if is None)


def test_a_dictionary_is_told_from_answers_and_without_questions_refused():
    assert detect("d.csv", dictionary()) == "dictionary"
    with pytest.raises(FileError, match="must hold questions"):
        read_dictionary("d.csv", dictionary())


KINDS = st.sampled_from(["radio", "checkbox", "notes", "text", "yesno", "slider", "dropdown", ""])
PIECE = st.text("ab1,|[]= '()", max_size=8)
FIELDS = st.builds(field, PIECE, KINDS, PIECE, PIECE, st.sampled_from(["", "number"]),
                   st.tuples(PIECE, PIECE), st.just(""), PIECE)  # fmt: skip


@given(st.lists(FIELDS, max_size=5))
def test_any_dictionary_is_an_instrument_or_refused(rows):
    with suppress(DataError):
        read_instrument(read_dictionary("d.csv", dictionary(*rows))[0])
