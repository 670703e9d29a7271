"""Damaged files: whatever the bytes, a reader gives records or a sentence, no other error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import DataError
from mixedmethods.ingest.codings import read_codings
from mixedmethods.ingest.detect import detect
from mixedmethods.ingest.documents import (
    read_cases,
    read_literature,
    read_reading,
    read_recommendations,
)
from mixedmethods.ingest.outcomes.rates import read_measures, read_rates
from mixedmethods.ingest.surveys.answers import read_survey
from mixedmethods.ingest.table import read_table
from mixedmethods.ingest.transcripts.text import read_transcript
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import read_codebook, read_instrument

INSTRUMENT = """schema: instrument/1
id: lead
title: Survey
scales:
  agree: {kind: ordinal, options: [no, perhaps, yes], codes: [1, 2, 3], top2: [yes]}
  tick: {kind: binary, options: [ticked, not ticked]}
items:
- {id: TRUST, wording: Trust, type: likert, scale: agree, comparable_with: {item: X}}
- {id: BOX, wording: Box, type: multi, scale: tick}
- {id: WHY, wording: Why, type: free_text, asked_if: "TRUST in [no]", linked_themes: [A]}
"""
CODEBOOK = """schema: codebook/1
id: book
title: Book
topics: {t: {label: Topic}}
facets: {stance: [barrier, enabler]}
codes:
- {id: A, label: Wait, topic: t, colour: "#123456", include: [x], example: {text: y}}
- {id: B, label: Trust, parent: A, links: {outcomes: [m]}, lexicon: {any: [a*], near: [[a, b, 3]]}}
summary: {rows: [{n: 1, codes: [A, B], theme: Both}]}
"""
CASES = """schema: vcse_cases/1
cases:
- id: A
  label: Kitchen
  cells: {barriers: {text: Rain and tea., gold: [{start: 0, end: 4, code: X, quote: Rain}]}}
"""
TRANSCRIPT = "# role: x\nM [00:01]: Hi é 😀.\nP1 [00:02]: I waited.\nLong.\n"
SURVEY = 'respondent_id,role,TRUST,BOX,WHY\nL1,lead,yes,1,"a, b"\nL2,lead,1,0,\n'
RATES = 'group,measure,period,rate,n\nA,m,2021,76.4%,"1,234"\nB,m,2021,5,\n'
CODINGS = "segment_id,source,turn,start,end,code,quote\n1,FG9,2,2,8,A,waited\n"
READING = "row_id,measure,theme_id,relation\n1,m,A,silence\n"
MEASURES = "schema: outcomes/1\nmeasures:\n  m: {label: M, stage: access, better: lower}\n"
WORKS = "schema: literature/1\nsources: [{id: X, authors_year: X 2020}]\n"
ADVICE = "schema: recommendations/1\nrecommendations: [{id: 1, heading: Do it}]\n"

SOURCE = read_transcript("FG9.txt", TRANSCRIPT.encode())[0]
ASKED = read_instrument(read_yaml("a.yaml", INSTRUMENT.encode()))
READERS = {
    "transcript": (TRANSCRIPT, lambda content: read_transcript("FG9.txt", content)),
    "survey": (SURVEY, lambda content: read_survey("a.csv", content, ASKED)),
    "rates": (RATES, lambda content: read_rates("a.csv", content)),
    "codings": (CODINGS, lambda content: read_codings("a.csv", content, {"FG9": SOURCE}, "Ann")),
    "reading": (READING, lambda content: read_reading("a.csv", content)),
    "instrument": (INSTRUMENT, lambda content: read_instrument(read_yaml("a", content))),
    "codebook": (CODEBOOK, lambda content: read_codebook(read_yaml("a", content))),
    "measures": (MEASURES, lambda content: read_measures("a", content)),
    "cases": (CASES, lambda content: read_cases(read_yaml("a", content), "Ann")),
    "literature": (WORKS, lambda content: read_literature(read_yaml("a", content))),
    "advice": (ADVICE, lambda content: read_recommendations(read_yaml("a", content))),
    "detect": (CODEBOOK, lambda content: detect("a.yaml", content)),
}
STEADY = settings(derandomize=True, deadline=None, max_examples=250)
# Bytes that mean something to one of the readers, beside any others.
PIECES = st.one_of(
    st.sampled_from(
        [b"\n", b"\r", b",", b";", b'"', b":", b": ", b"- ", b"[", b"]", b"{", b"}", b"&a ", b"*a",
         b"!!set ", b"~", b"5", b"-1", b"no", b"#", b"\t", b"\0", b"\xff\xfe", b"\xe9", b"'", b"|"]
    ),
    st.binary(min_size=1, max_size=4),
)  # fmt: skip
CUTS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.one_of(st.just(b""), PIECES)),
    min_size=1,
    max_size=4,
)


def damaged(content, cuts):
    """Replace stretches of the bytes: (where, how many, by what)."""
    for where, length, piece in cuts:
        at = where % (len(content) + 1)
        content = content[:at] + piece + content[at + length :]
    return content


def read_or_refuse(reader, content):
    refusal = "."
    try:
        reader(content)
    except DataError as error:
        refusal = f"{error}"
    assert refusal.endswith("."), "a refusal is a whole sentence, for a person"


@pytest.mark.parametrize("kind", READERS)
def test_the_files_are_whole_before_they_are_damaged(kind):
    text, reader = READERS[kind]
    assert reader(text.encode())


@pytest.mark.parametrize("kind", READERS)
def test_a_damaged_file_is_read_or_refused(kind):
    text, reader = READERS[kind]

    @STEADY
    @given(CUTS)
    def check(cuts):
        read_or_refuse(reader, damaged(text.encode(), cuts))

    check()


@settings(STEADY, max_examples=150)
@given(CUTS)
def test_a_damaged_workbook_is_read_or_refused(xlsx, cuts):
    content = xlsx([["id", "TRUST"], [1, "yes"], [2.5, True]], {"A3": "0%"})
    read_or_refuse(lambda content: read_table("a.xlsx", content), damaged(content, cuts))


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]


@settings(STEADY, max_examples=150)
@given(st.sampled_from(PARTS), CUTS)
def test_a_workbook_with_a_damaged_part_is_read_or_refused(xlsx, repacked, part, cuts):
    content = xlsx([["id", "TRUST"], [1, "yes"], [2.5, True]], {"A3": "0%", "B2": "d/m/y"})
    content = repacked(content, part, lambda xml: damaged(xml, cuts))
    read_or_refuse(lambda content: read_table("a.xlsx", content), content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)
BODIES = {
    "instrument": (INSTRUMENT, read_instrument),
    "codebook": (CODEBOOK, read_codebook),
    "cases": (CASES, lambda body: read_cases(body, "Ann")),
    "literature": (WORKS, read_literature),
    "advice": (ADVICE, read_recommendations),
}


def swapped(body, where, value):
    """Put a value in the place of one of the values inside, or of all."""
    match body:
        case dict() | list() if body and where % 4:
            keys = list(body) if isinstance(body, dict) else range(len(body))
            key = keys[where // 4 % len(keys)]
            body[key] = swapped(body[key], where // 4 // len(keys), value)
            return body
    return value


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_with_another_value_in_any_place_is_read_or_refused(kind):
    text, reader = BODIES[kind]

    @STEADY
    @given(st.integers(0, 10**6), VALUES)
    def check(where, value):
        body = swapped(read_yaml("a", text.encode()), where, value)
        read_or_refuse(reader, body)

    check()
