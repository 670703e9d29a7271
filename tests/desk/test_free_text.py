"""Tests of free text: each answer is a turn of its respondent, and a code counts once a person."""

import csv
from collections import defaultdict
from dataclasses import replace
from importlib.resources import files

import pytest
import sqlalchemy as sa

from mixedmethods.coding import says_nothing
from mixedmethods.desk.free_text import (
    add_answers,
    free_text_books,
    make_ready,
    open_items,
    rankings,
    waiting,
)
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError
from mixedmethods.store import schema
from mixedmethods.store.numbers import instruments
from mixedmethods.store.texts import read_source, source_ids

ASKED = """\
schema: instrument/1
id: staff
title: Staff
items:
  - {id: WHY, wording: "Why?", type: free_text}
  - {id: HOW, wording: "How?", type: free_text}
"""
FIRST = "id,WHY,HOW\na,🙂 No time.,\nb,N/A,With help\nc,,\n"
CODED = "item,respondent_id,start,end,code\nWHY,a,2,9,WAIT\n"


@pytest.fixture
def asked(empty, small):
    """A project with two free-text questions that people answered."""
    book = small.by["book.yaml"]
    import_files(empty, [small.file("staff.yaml", ASKED), small.file("one.csv", FIRST), book], "me")
    return empty


def turns_of(project, source):
    read = read_source(project, source)
    return [(turn.speaker, read.text[turn.start : turn.end]) for turn in read.turns]


def test_each_answer_is_a_turn_of_its_respondent_as_it_was_written(asked):
    assert source_ids(asked, "free text") == ["HOW", "WHY"]
    assert turns_of(asked, "WHY") == [("a", "🙂 No time."), ("b", "N/A")]
    assert dict(read_source(asked, "WHY").variables) == {"role": "staff", "question": "Why?"}
    turns = read_study(asked).turns
    assert set(turns["case"]) == {"staff/a", "staff/b"}


def test_the_account_of_an_import_counts_the_answers(empty, small):
    done = import_files(
        empty, [small.file("staff.yaml", ASKED), small.file("one.csv", FIRST)], "me"
    )
    assert done[-1].summary == "Staff: 2 respondents, 3 free-text answers"


def test_answers_that_come_later_are_a_text_of_their_own(asked, small):
    import_files(asked, [small.file("two.csv", "id,WHY\nd,Money\n")], "me")
    assert source_ids(asked, "free text") == ["HOW", "WHY", "WHY-2"]
    assert turns_of(asked, "WHY-2") == [("d", "Money")]
    assert turns_of(asked, "WHY") == [("a", "🙂 No time."), ("b", "N/A")]
    with asked.change("me", "Nothing") as change:
        assert add_answers(change, instruments(asked)[0]) == []


def test_codings_of_answers_name_the_question_and_the_respondent(asked, small):
    import_files(asked, [small.file("coded.csv", CODED)], "me")
    table = read_study(asked).answer_codings
    assert table[["source", "case", "code", "quote", "role"]].to_numpy().tolist() == [
        ["WHY", "staff/a", "WAIT", "No time", "staff"]
    ]


def test_answers_of_an_older_project_wait_until_they_are_made_ready(asked):
    assert not waiting(asked)
    with asked.change("me", "As it was") as change:
        for table in (schema.turns, schema.sources):
            change.connection.execute(sa.delete(table))
    assert waiting(asked)
    made = make_ready(asked, "me")
    assert [source.id for source in made] == ["WHY", "HOW"]
    assert not waiting(asked)
    assert turns_of(asked, "HOW") == [("b", "With help")]


def test_a_project_without_free_text_has_nothing_waiting(empty, small):
    import_files(empty, small.all, "me")
    assert not waiting(empty)
    with pytest.raises(DataError, match="Got none in the project"):
        rankings(read_study(empty))


def rows_of(name):
    text = (files("mixedmethods.sample") / "data" / name).read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("role", "survey"),
    [("clinical_lead", "clinical_leads_demo.csv"), ("commissioner", "commissioners_demo.csv")],
)
def test_the_ranking_of_the_sample_is_a_plain_count_of_its_files(sample_study, role, survey):
    items = set(open_items(sample_study))
    said = {
        row["respondent_id"]
        for row in rows_of(survey)
        if any(row[item] and not says_nothing(row[item]) for item in items & set(row))
    }
    given = defaultdict(set)
    for row in rows_of("free_text_codings.csv"):
        if row["respondent_id"] in said:
            given[row["code"]].add(row["respondent_id"])
    table = rankings(sample_study, topic="barrier")["ranking"]
    table = table[table["group"] == role]
    assert set(table["base"]) == {len(said)}
    assert {row["code"]: row["n"] for row in table.to_dict("records")} == {
        code: len(given[code]) for code in table["code"]
    }
    assert {code for code in given if code.startswith("BA-")} <= set(table["code"])


def test_the_leads_of_the_sample_name_the_person_first(sample_study):
    parts = rankings(sample_study, topic="barrier")
    first = parts["ranking"].iloc[0]
    assert (first["code"], first["n"], first["base"]) == ("BA-PERSON", 10, 37)
    assert parts["people"].to_numpy().tolist() == [
        ["clinical_lead", 41, 37, 0, 4], ["commissioner", 11, 11, 0, 0],
    ]  # fmt: skip
    counted = parts["ranking"].set_index(["code", "group"])["n"]
    quoted = parts["quotes"].groupby(["code", "group"]).size()
    assert quoted.to_dict() == counted[counted > 0].to_dict()
    assert next(iter(free_text_books(sample_study))) == "ppg_free_text"


def test_one_question_may_be_ranked_alone(sample_study):
    parts = rankings(sample_study, items=["CL_PPG_FREE"])
    assert set(parts["ranking"]["group"]) == {"clinical_lead"}
    assert set(parts["quotes"]["source"]) == {"CL_PPG_FREE"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"codebook": "none"}, "Got 'none'"),
        ({"topic": "weather"}, "Got 'weather'"),
        ({"items": ["CL_REGION"]}, "Got CL_REGION"),
    ],
)
def test_a_ranking_of_what_is_not_there_is_refused(sample_study, options, sentence):
    with pytest.raises(DataError, match=sentence):
        rankings(sample_study, **options)


def test_a_reflexive_study_is_not_ranked(sample_study):
    with pytest.raises(DataError, match="reflexive"):
        rankings(replace(sample_study, approach="reflexive"))
