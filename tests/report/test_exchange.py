"""Exchange files, the page of coded transcripts and the table of codings, as others read them."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given, settings
from lxml import etree

from mixedmethods.errors import DataError
from mixedmethods.model import Code, Codebook, Coding, Selection, Source, Turn
from mixedmethods.model.exchange import Exchange
from mixedmethods.report.exchange import (
    KINDS,
    codings_csv,
    export_bytes,
    qdc_bytes,
    qdpx_bytes,
    transcript_html,
)
from mixedmethods.report.guard import printable
from tests.ingest.exchanges import exchanges, guid, small, unpacked

SCHEMAS = files("mixedmethods.report.exchange") / "schemas"
SPACE = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture(scope="module")
def schema():
    """A schema of the standard by name."""
    return lambda name: etree.XMLSchema(etree.fromstring((SCHEMAS / name).read_bytes()))


def read(content):
    return etree.fromstring(unpacked(content)["project.qde"])


def test_the_schemas_bear_their_licence():
    for name in ("Project.xsd", "Codebook.xsd"):
        assert "Permission is hereby granted" in (SCHEMAS / name).read_text(encoding="utf-8")


@settings(max_examples=60)
@given(exchange=exchanges())
def test_every_file_is_valid_and_the_same_each_time(schema, exchange):
    content = qdpx_bytes(exchange)
    schema("Project.xsd").assertValid(read(content))
    assert qdpx_bytes(exchange) == content
    book = export_bytes(exchange, "qdc")
    schema("Codebook.xsd").assertValid(etree.fromstring(book))
    assert export_bytes(exchange, "qdc") == book


@settings(max_examples=40)
@given(exchange=exchanges())
def test_offsets_go_out_as_code_points_of_the_text_beside_them(exchange):
    parts = unpacked(qdpx_bytes(exchange))
    top = etree.fromstring(parts["project.qde"])
    quotes = []
    for source in top.iterfind("q:Sources/q:TextSource", SPACE):
        name = source.get("plainTextPath").removeprefix("internal://")
        text = parts[f"sources/{name}"].decode()
        for each in source.iterfind("q:PlainTextSelection[q:Coding]", SPACE):
            quotes.append(text[int(each.get("startPosition")) : int(each.get("endPosition"))])
    assert sorted(quotes) == sorted(coding.quote for coding in exchange.codings)


@settings(max_examples=40)
@given(exchange=exchanges())
def test_every_reference_leads_to_something_of_its_kind(exchange):
    top = read(qdpx_bytes(exchange))
    tags = {}
    for each in top.iter():
        if each.get("guid"):
            tags.setdefault(each.get("guid"), etree.QName(each).localname)
    wanted = {
        "CodeRef": "Code", "VariableRef": "Variable", "SelectionRef": "PlainTextSelection",
        "NoteRef": "Note", "MemberCode": "Code", "MemberSource": "TextSource",
    }  # fmt: skip
    for each in top.iter():
        tag = etree.QName(each).localname
        if tag in wanted:
            assert tags[each.get("targetGUID")] == wanted[tag]
        if each.get("creatingUser"):
            assert tags[each.get("creatingUser")] == "User"


def test_no_guid_stands_twice():
    guids = [each.get("guid") for each in read(qdpx_bytes(small())).iter() if each.get("guid")]
    assert len(guids) == len(set(guids))


def test_a_guid_that_a_file_gave_is_kept():
    exchange = replace(small(), guids=(("code", "B", guid(77)), ("source", "FG1", guid(78))))
    parts = unpacked(qdpx_bytes(exchange))
    assert f"sources/{guid(78)}.txt" in parts
    assert f'guid="{guid(77)}" name="Waiting"'.encode() in parts["project.qde"]


def test_other_programs_see_names_facts_people_and_memos():
    top = read(qdpx_bytes(small()))
    codes = top.iterfind("q:CodeBook/q:Codes/q:Code", SPACE)
    assert [code.get("name") for code in codes] == ["Book", "Other"]
    said = [each.text for each in top.iterfind(".//q:PlainTextSelection/q:Description", SPACE)]
    assert "stance: barrier; origin: accepted suggestion" in said
    cases = {c.get("name"): c for c in top.iterfind("q:Cases/q:Case", SPACE)}
    assert list(cases) == ["FG1/P1", "FG1/P2", "FG1/M"]
    assert cases["FG1/M"].findtext("q:Description", namespaces=SPACE) == "moderator"
    assert cases["FG1/P1"].findtext("q:VariableValue/q:IntegerValue", namespaces=SPACE) == "41"
    notes = [each.text for each in top.iterfind("q:Notes/q:Note/q:PlainTextContent", SPACE)]
    assert notes == ["Look <again>\nhere", "Came late", "Plan", "Split it", "Noisy"]
    assert len(top.findall("q:Links/q:Link", SPACE)) == 1


def test_a_codebook_without_codes_is_refused():
    with pytest.raises(DataError, match="at least one code"):
        qdc_bytes(Codebook("b", "Book", ()))
    with pytest.raises(DataError, match="at least one code"):
        export_bytes(Exchange(), "qdc")


def test_an_empty_project_is_valid(schema):
    schema("Project.xsd").assertValid(read(qdpx_bytes(Exchange())))


def test_an_export_of_another_kind_is_refused():
    with pytest.raises(DataError, match="docx"):
        export_bytes(small(), "docx")
    assert all(export_bytes(small(), kind) for kind in KINDS)


class Words(HTMLParser):
    """The words of each turn, without the numbers of the codings; and every tag."""

    def __init__(self):
        super().__init__()
        self.turns, self.tags, self.marked, self.inside = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)
        if ("dir", "auto") in attrs:
            self.turns.append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "p" in self.inside and "sup" not in self.inside and self.turns:
            self.turns[-1] += data
            if "mark" in self.inside:
                self.marked.append(data)


def parsed(page):
    words = Words()
    words.feed(page)
    return words


@settings(max_examples=60)
@given(exchange=exchanges())
def test_the_page_holds_the_words_of_every_turn_and_marks_what_is_coded(exchange):
    for source in exchange.sources:
        words = parsed(transcript_html(source, exchange.codings, exchange.codes))
        said = [source.text[t.start : t.end] for t in sorted(source.turns, key=lambda t: t.start)]
        assert words.turns == [printable(each) for each in said]
        coded = {
            k
            for c in exchange.codings
            if c.selection.source == source.id
            for k in range(c.selection.start, c.selection.end)
        }
        marked = "".join(words.marked)
        assert marked == printable("".join(source.text[k] for k in sorted(coded)))


def test_the_page_stands_alone_and_takes_text_for_data():
    text = '<script>alert(1)</script> & "words"'
    source = Source("<FG>", text, (Turn(1, 0, len(text), "<b>P1</b>"),))
    code = Code("A", "<i>Wait</i>", "b", colour='red"><script>')
    coding = Coding("1", Selection("<FG>", 0, 8), "A", "<Ann>", stance="<s>")
    page = transcript_html(source, [coding], [code], label="<label>")
    names = {tag for tag, _ in parsed(page).tags}
    assert not names & {"script", "link", "img", "iframe", "b", "i", "s", "label"}
    assert "http" not in page
    assert not any("style" in a and "red" in a["style"] for _, a in parsed(page).tags)
    assert parsed(page).turns == [text]


def test_the_page_counts_segments_speakers_and_prompts_and_links_numbers_to_codings():
    exchange = small()
    page = transcript_html(exchange.sources[0], exchange.codings, exchange.codes)
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")
    cells = [[part.rpartition(">")[2] for part in row.split("</td>")[:-1]] for row in rows[:-1]]
    assert cells == [["2", "2", "0"], ["1", "1", "0"], ["0", "0", "1"]]
    tags = parsed(page).tags
    ids = {attrs["id"] for tag, attrs in tags if tag == "li"}
    links = {attrs["href"].removeprefix("#") for tag, attrs in tags if tag == "a"}
    assert ids == links
    assert len(ids) == 4


def test_codings_on_one_stretch_are_all_named():
    source = Source("FG", "We waited", (Turn(1, 0, 9, "P"),))
    codes = [Code(f"C{k}", f"Code {k}", "b") for k in range(9)]
    codings = [Coding(f"{k}", Selection("FG", 0, 9), f"C{k}", "Ann") for k in range(9)]
    page = transcript_html(source, codings, codes)
    assert page.count("<li ") == 9
    assert page.count("<mark") == 1
    assert "Nothing is coded" in transcript_html(source, [], codes)


def test_the_table_has_a_row_per_coding_with_its_place_and_people():
    rows = list(csv.DictReader(io.StringIO(codings_csv(small()), newline="")))
    assert [row["code"] for row in rows] == ["D", "B", "C", "B"]
    first, second, _, last = rows
    assert (first["prompt"], first["case"], first["role"]) == ("yes", "", "user")
    assert (second["turn"], second["start"], second["end"]) == ("2", "2", "11")
    assert (second["case"], second["age"], second["speaker"]) == ("FG1/P1", "41", "P1")
    assert last["quote"] == "'=No waiting"
    text = small().sources[0].text
    assert text[int(second["text_start"]) : int(second["text_end"])] == second["quote"]


def test_a_project_without_codings_gives_a_table_with_its_header():
    assert codings_csv(Exchange()).startswith("segment_id,source,turn,start,end,code,")
