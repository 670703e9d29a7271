"""Tests of reading documents: literature, recommendations, case studies and readings."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.documents import (
    read_cases,
    read_literature,
    read_reading,
    read_recommendations,
)
from mixedmethods.ingest.yaml_file import read_yaml


def cases(*cells, **case):
    given = {"id": "A", "label": "Kitchen", "cells": dict(cells), **case}
    return {"schema": "vcse_cases/1", "cases": [given]}


def cell(text, *gold):
    return {"text": text, "gold": list(gold)}


def test_sample_documents_are_read_whole(sample):
    literature = read_literature(read_yaml("l", sample("literature.yaml")))
    advice = read_recommendations(read_yaml("r", sample("recommendations.yaml")))
    rows, audit = read_reading("ledger.csv", sample("ledger.csv"))
    assert (len(literature), len(advice), len(rows), audit.kept) == (21, 10, 69, 69)
    assert all(each["id"] and each["title"] and each["body"] for each in literature + advice)


def test_sample_cases_have_a_turn_for_each_dimension_and_quotes_that_stand(sample):
    sources, codings = read_cases(read_yaml("c", sample("vcse_cases.yaml")), "gold")
    assert [source.id for source in sources] == [f"Case {letter}" for letter in "ABCDE"]
    texts = {source.id: source for source in sources}
    assert {len(source.turns) for source in sources} == {5}
    assert len(codings) == 53
    for coding in codings:
        source, at = texts[coding.selection.source], coding.selection
        assert coding.quote == source.text[at.start : at.end] != ""
        assert any(turn.start <= at.start < at.end <= turn.end for turn in source.turns)


def test_a_case_is_a_source_whose_turns_hold_the_words_of_its_cells():
    (source,), _ = read_cases(
        cases(("barriers", cell("Rain 😀.")), ("support", cell("Tea."))), "Ann"
    )
    assert source.text == "Kitchen\n\nbarriers: Rain 😀.\n\nsupport: Tea.\n"
    assert [(t.speaker, source.text[t.start : t.end]) for t in source.turns] == [
        ("barriers", "Rain 😀."),
        ("support", "Tea."),
    ]


@pytest.mark.parametrize("space", ["", "  ", "\n", "\t\u00a0"])
def test_gold_offsets_count_from_the_first_character_of_the_cell(space):
    n = len(space)
    gold = {"start": n + 2, "end": n + 5, "code": "TEA"}
    _, (coding,) = read_cases(cases(("b", cell(f"{space}😀 tea {space}", gold))), "Ann")
    assert (coding.quote, coding.code, coding.coder, coding.origin) == (
        "tea",
        "TEA",
        "Ann",
        "import",
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"schema": "literature/1"}, "must start with `schema: vcse_cases/1`"),
        ({"schema": "vcse_cases/1", "cases": []}, "at least one case"),
        ({"schema": "vcse_cases/1", "cases": {"A": 1}}, "`cases` must be a list"),
        ({"schema": "vcse_cases/1", "cases": ["A"]}, "Each case must have an id"),
        (cases(("b", "Tea.")), "Cell b of case A must be a mapping"),
        (cases(("b", {"text": " "})), "Cell b of case A must have `text`"),
        (cases(("b", cell("Tea.")), label=None), "Case A must have `label`"),
        (cases(("b", {"text": "Tea.", "gold": 5})), "`gold` of Case A, b must be a list"),
        (cases(("b", cell("Tea.", "x"))), "`gold` of Case A, b must be a mapping"),
        (cases(("b", cell("Tea.", {"code": "X"}))), "must have start and end"),
        (cases(("b", cell("Tea.", {"start": "0", "end": 3}))), "must have start and end"),
        (cases(("b", cell("Tea.", {"start": 0, "end": 3}))), "must have `code`"),
        (cases(("b", cell("Tea.", {"start": 0, "end": 5, "code": "X"}))), "between its offsets"),
        (cases(("b", cell("Tea.", {"start": -1, "end": 3, "code": "X"}))), "between its offsets"),
        (cases(("b", cell("Tea.", {"start": 2, "end": 2, "code": "X"}))), "between its offsets"),
    ],
)
def test_a_faulty_file_of_cases_is_refused_in_one_sentence(body, message):
    with pytest.raises(FileError) as error:
        read_cases(body, "Ann")
    assert message in str(error.value)


def test_a_quote_that_is_off_by_one_is_refused_without_quoting_it():
    gold = {"start": 1, "end": 7, "code": "X", "quote": "secret"}
    with pytest.raises(FileError, match="Got another in Case A, b") as error:
        read_cases(cases(("b", cell("secret.", gold))), "Ann")
    assert "secret" not in str(error.value)


def test_a_case_that_stands_twice_is_refused():
    body = cases(("b", cell("Tea.")))
    body["cases"] *= 2
    with pytest.raises(FileError, match="Every case must have its own id"):
        read_cases(body, "Ann")


@pytest.mark.parametrize("given", [None, [], {}, "A", ["A"], [{"id": "A"}], [{"heading": "A"}]])
def test_faulty_recommendations_are_refused(given):
    with pytest.raises(FileError):
        read_recommendations({"schema": "recommendations/1", "recommendations": given})


def test_a_publication_that_stands_twice_is_refused():
    each = {"id": "X2020", "authors_year": "X 2020"}
    with pytest.raises(FileError, match=r"Every publication must have its own id\. Got X2020"):
        read_literature({"schema": "literature/1", "sources": [each, each]})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("row_id,measure\n1,a\n", "Got none for theme_id, relation in a.csv"),
        ("row_id,measure,theme_id,relation\n,,,\n", "at least one row"),
    ],
)
def test_a_faulty_reading_is_refused(text, message):
    with pytest.raises(FileError) as error:
        read_reading("a.csv", text.encode())
    assert message in str(error.value)
