"""Tests of document: what a person who opens it in Word relies on."""

import io
import zipfile

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from mixedmethods.report import Figure, Quote, Section, Table, document, gap_dots, save


def opened(*sections, label=""):
    return Document(io.BytesIO(document("Title", "Subtitle", sections, label)))


def texts(made, style):
    return [
        "".join(node.text or "" for node in p._p.iter(qn("w:t")))
        for p in made.paragraphs
        if p.style.name == style
    ]


@pytest.fixture
def table():
    frame = pd.DataFrame(
        {"Question": ["One", "One", "Two"], "Answer": ["yes", "no", "yes"], "n": ["1", "2", "3"]}
    )
    return Table("Answers", frame, "Small base: 3 people.")


@pytest.fixture(scope="module")
def png(made):
    return save(gap_dots(made.gaps(("African", "1", 45))), "png", dpi=50)


def test_tables_and_figures_are_numbered_through_the_whole_document(table, png):
    made = opened(
        Section("A", tables=[table, table], figures=[Figure("Gaps", png, "Dots.")]),
        Section("B", tables=[table]),
    )
    assert texts(made, "Caption") == [
        "Table 1. Answers",
        "Table 2. Answers",
        "Figure 1. Gaps",
        "Table 3. Answers",
    ]
    codes = [field.get(qn("w:instr")) for field in made.element.body.iter(qn("w:fldSimple"))]
    assert codes.count("SEQ Table \\* ARABIC") == 3


def test_the_header_row_repeats_and_no_row_breaks(table):
    rows = opened(Section("A", tables=[table])).tables[0].rows
    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in rows] == [True] + [False] * 3
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for row in rows)


def test_a_repeated_question_is_printed_once(table):
    printed = opened(Section("A", tables=[table])).tables[0]
    assert [cell.text for cell in printed.columns[0].cells] == ["Question", "One", "", "Two"]


def keeps(row):
    return bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)


def test_a_short_table_stays_on_one_page_with_its_note(table):
    rows = opened(Section("A", tables=[table])).tables[0].rows
    assert all(map(keeps, rows))


def test_a_long_table_may_break_but_not_after_its_header_nor_before_its_note():
    frame = pd.DataFrame({"Group": [f"{k}" for k in range(30)], "n": "1"})
    rows = opened(Section("A", tables=[Table("T", frame, "Note")])).tables[0].rows
    assert [k for k, row in enumerate(rows) if keeps(row)] == [0, 30]


def test_the_paragraphs_above_a_table_stay_with_it(table):
    made = opened(Section("A", paragraphs=["One.", "Two."], tables=[table]))
    kept = [p.text for p in made.paragraphs if p.paragraph_format.keep_with_next]
    assert kept[:2] == ["One.", "Two."]


def test_a_table_takes_the_widths_it_is_given(table):
    frame = table.frame
    made = opened(Section("A", tables=[Table("T", frame, widths=(3, 9, 5))]))
    assert [round(column.width.cm, 1) for column in made.tables[0].columns] == [3, 9, 5]


def test_a_bracket_with_numbers_fits_its_column():
    frame = pd.DataFrame({f"Column {k}": ["41 of 41 (100%, 91.4 to 100.0)"] for k in range(4)})
    made = opened(Section("A", tables=[Table("T", frame)]))
    column = made.tables[0].columns[0]
    assert "(100%,\u00a091.4\u00a0to\u00a0100.0)" in column.cells[1].text
    assert column.width.cm > 3.9


def test_a_note_stands_below_its_table_and_a_picture_has_its_words(table, png):
    made = opened(Section("A", tables=[table], figures=[Figure("Gaps", png, "Dots of gaps.")]))
    assert texts(made, "Table Note") == ["Small base: 3 people."]
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "Dots of gaps."


def test_a_picture_fits_between_the_margins(png):
    made = opened(Section("A", figures=[Figure("Gaps", png)]))
    page, picture = made.sections[0], made.inline_shapes[0]
    assert picture.width <= page.page_width - page.left_margin - page.right_margin
    assert picture.height < page.page_height - page.top_margin - page.bottom_margin


def test_the_page_is_a4_with_the_label_on_every_page_and_page_numbers():
    made = opened(Section("A"), label="Synthetic sample study")
    page = made.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert page.header.paragraphs[0].text == "Synthetic sample study"
    codes = [f.get(qn("w:instr")) for f in page.footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_quote_carries_its_attribution():
    made = opened(Section("A", quotes=[Quote("I clean at lunch time.", "FG1, P3, turn 41")]))
    assert texts(made, "Quote") == ["\u201cI clean at lunch time.\u201d"]
    assert texts(made, "Quote Source") == ["FG1, P3, turn 41"]


def test_headings_have_their_levels():
    made = opened(Section("A"), Section("B", level=2), Section("C", level=9))
    assert texts(made, "Heading 1") == ["A"]
    assert texts(made, "Heading 3") == ["C"]


def test_text_is_data():
    made = opened(Section("A", paragraphs=["<b>&amp; \x0b]]> \ud800end"]))
    assert texts(made, "Normal")[-1] == "<b>&amp; ]]> end"


def test_missing_cells_are_empty():
    frame = pd.DataFrame({"a": ["x", None], "b": [float("nan"), 2]})
    made = opened(Section("A", tables=[Table("T", frame)]))
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert cells == [["a", "b"], ["x", ""], ["", "2.0"]]


def test_a_table_without_rows_is_still_a_table():
    made = opened(Section("A", tables=[Table("T", pd.DataFrame({"a": [], "b": []}))]))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["a", "b"]


def test_columns_fill_the_page_and_no_heading_breaks_inside_a_word(table):
    printed = opened(Section("A", tables=[table])).tables[0]
    widths = [column.width.cm for column in printed.columns]
    assert sum(widths) == pytest.approx(17, abs=0.1)
    assert widths[0] > 1.7


def test_the_same_content_gives_the_same_bytes_and_no_date(table):
    first = document("T", "S", [Section("A", tables=[table])])
    assert first == document("T", "S", [Section("A", tables=[table])])
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in parts.infolist()} == {2000}
