"""Tests of the codebook: what a researcher's codebook file means."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.model import Lexicon, SummaryRow, read_codebook
from mixedmethods.model.codebook import COLOURS, read_lexicon


def codes(*changes):
    return [{"id": f"C{k}", "label": f"Code {k}", **each} for k, each in enumerate(changes)]


def test_codes_keep_the_order_of_the_file_and_their_codebook(codebook_body):
    book = read_codebook(codebook_body())
    assert [(code.id, code.name, code.codebook) for code in book.codes] == [
        ("A", "Waiting", "groups"),
        ("B", "Trust", "groups"),
    ]
    assert {code.version for code in book.codes} == {1}


def test_a_code_without_a_colour_gets_one_by_its_place(codebook_body):
    given = codes({}, {"colour": "#123456"}, *({} for _ in range(len(COLOURS) - 1)))
    found = [code.colour for code in read_codebook(codebook_body(codes=given)).codes]
    assert found[:3] == [COLOURS[0], "#123456", COLOURS[2]]
    assert found[len(COLOURS)] == COLOURS[0]


def test_every_field_of_a_code_is_read(codebook_body):
    given = codes(
        {},
        {
            "parent": "C0",
            "topic": "access",
            "definition": "Waits.",
            "include": ["weeks"],
            "exclude": ["money"],
            "example": {"text": "I waited.", "synthetic": "true"},
            "links": {"outcomes": ["wait"], "survey_items": ["Q1"], "recommendations": [4]},
            "lexicon": {"any": ["wait*"], "near": [["long", "time", 3]], "not": ["no wait"]},
        },
    )
    code = read_codebook(codebook_body(codes=given)).codes[1]
    assert (code.parent, code.topic, code.definition) == ("C0", "access", "Waits.")
    assert (code.include, code.exclude, code.example) == (("weeks",), ("money",), "I waited.")
    assert (code.measures, code.items, code.recommendations) == (("wait",), ("Q1",), ("4",))
    assert code.lexicon == Lexicon(("wait*",), (("long", "time", 3),), ("no wait",))


def test_topics_facets_and_summary_rows_are_read(codebook_body):
    book = read_codebook(
        codebook_body(
            topics={"access": {"label": "Getting in"}, "use": None},
            facets={"stance": ["barrier", "enabler"], "elicitation": ["asked"]},
            table7={"rows": [{"n": 1, "codes": ["A", "B"], "theme": "Both", "compound": True}]},
        )
    )
    assert book.topics == (("access", "Getting in"), ("use", "use"))
    assert (book.stances, book.elicitations) == (("barrier", "enabler"), ("asked",))
    assert book.summary == (SummaryRow(1, ("A", "B"), (("theme", "Both"),)),)


def test_words_that_yaml_takes_for_truth_values_stay_words(codebook_body):
    given = codes({"lexicon": {"any": [True, False, "not sure"]}})
    assert read_codebook(codebook_body(codes=given)).codes[0].lexicon.any == (
        "Yes",
        "No",
        "not sure",
    )


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        (["C0"], "must not stand below itself. Got a circle at C0"),
        (["C1", "C0"], "must not stand below itself"),
        (["C1", "C2", "C0"], "must not stand below itself"),
        (["C1", "C2", "C1"], "must not stand below itself"),
        (["C9"], "The parent of C0 must be a code of the same codebook. Got 'C9'"),
    ],
)
def test_a_parent_must_be_there_and_above(codebook_body, parents, message):
    given = codes(*({"parent": parent} for parent in parents))
    with pytest.raises(FileError) as error:
        read_codebook(codebook_body(codes=given))
    assert message in str(error.value)


def test_a_long_line_of_parents_is_no_circle(codebook_body):
    given = codes({}, *({"parent": f"C{k}"} for k in range(300)))
    assert read_codebook(codebook_body(codes=given)).codes[300].parent == "C299"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schema": "instrument/1"}, "must start with `schema: codebook/1`. Got 'instrument/1'"),
        ({"title": None}, "groups must have `title`"),
        ({"codes": None}, "at least one code"),
        ({"codes": 5}, "`codes` must be a list. Got int"),
        ({"codes": {"A": "Waiting"}}, "`codes` must be a list. Got dict"),
        ({"codes": ["A"]}, "Each code must be a mapping"),
        ({"codes": [{"id": "A"}]}, "Code A must have `label`"),
        ({"codes": codes({"id": "X"}, {"id": "X"})}, "Every code must have its own id. Got X"),
        ({"codes": codes({"links": ["wait"]})}, "`links` of C0 must be a mapping"),
        ({"codes": codes({"include": {"a": 1}})}, "`include` of C0 must be a list"),
        ({"codes": codes({"include": [["a"]]})}, "Each entry of `include` of C0"),
        ({"codes": codes({"colour": "red"})}, 'The colour of C0 must read as "#0072b2"'),
        ({"codes": codes({"colour": "#000;} *{"})}, "The colour of C0"),
        ({"topics": ["access"]}, "`topics` must be a mapping"),
        ({"topics": {"access": "Getting in"}}, "Topic access must be a mapping"),
        ({"facets": ["stance"]}, "`facets` must be a mapping"),
        ({"summary": {"rows": [{"codes": ["A", "Z"]}]}}, "codes of the codebook. Got Z"),
        ({"summary": {"rows": [{"codes": []}]}}, "codes of the codebook. Got none"),
        ({"summary": {"rows": ["A"]}}, "A summary row must be a mapping"),
        ({"summary": {"rows": 3}}, "`rows` of the summary must be a list"),
        ({"summary": [1]}, "The summary must be a mapping"),
        ({"summary": {"rows": [{"n": "1st", "codes": ["A"]}]}}, "must be a whole number"),
    ],
)
def test_a_faulty_codebook_is_refused_in_one_sentence(codebook_body, changes, message):
    with pytest.raises(FileError) as error:
        read_codebook(codebook_body(**changes))
    assert message in str(error.value)


@pytest.mark.parametrize(
    "given",
    [
        ["wait*"],
        {"any": {"wait": 1}},
        {"near": 3},
        {"near": ["long time"]},
        {"near": [["long", "time"]]},
        {"near": [["long", "time", 0]]},
        {"near": [["long", "time", "3"]]},
        {"near": [["a", "b", "c", 3]]},
    ],
)
def test_a_faulty_lexicon_names_its_code(given):
    with pytest.raises(FileError, match="of C1"):
        read_lexicon(given, "C1")


def test_no_lexicon_is_an_empty_one():
    assert read_lexicon(None, "C1") == Lexicon()
