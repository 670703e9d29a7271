"""Tests of tables: every cell as it stands, whatever program wrote the file."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest import table
from mixedmethods.ingest.table import Row, read_table


def cells(name, content):
    return [list(row.cells.values()) for row in read_table(name, content).rows]


def csv(text):
    return read_table("a.csv", text.encode())


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "text",
    [
        "id,note\n1,a b\n",
        "id;note\n1;a b\n",
        "id\tnote\n1\ta b\n",
        '"id","note"\r\n"1","a b"\r\n',
        "\ufeffid,note\r1,a b\r",
    ],
)
def test_one_table_in_whatever_way_it_is_cut(text):
    read = csv(text)
    assert read.columns == ("id", "note")
    assert read.rows == (Row(2, {"id": "1", "note": "a b"}),)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ('"How well, overall?";Role\nWell;lead\n', ("How well, overall?", "Role")),
        ("How well, all in all, do you know it?;Role\nWell;lead\n",
         ("How well, all in all, do you know it?", "Role")),
        ("a,b,c\n1,2\n", ("a", "b", "c")),
        ("a,b\nx;y;z,2\n", ("a", "b")),
        ("a;b\n1,5;2,5\n", ("a", "b")),
        ("alone\nx\n", ("alone",)),
        ("a,b\n", ("a", "b")),
    ],
)  # fmt: skip
def test_delimiter_is_the_one_that_cuts_header_and_row_alike(text, columns):
    assert csv(text).columns == columns


def test_quotes_guard_commas_quotes_and_line_breaks():
    read = csv('id,note\n1,"one, ""two""\nthree"\n2,next\n')
    assert [(row.number, row.cells["note"]) for row in read.rows] == [
        (2, 'one, "two"\nthree'),
        (3, "next"),
    ]


def test_words_that_others_take_for_missing_stay_answers():
    words = ["None", "N/A", "NA", "null", "nan", "-", " 01 ", "1e5", "TRUE"]
    assert cells("a.csv", ("a\n" + "\n".join(words)).encode()) == [[word] for word in words]


def test_short_and_blank_rows_are_there_with_empty_cells():
    read = csv("a,b\n1\n\n , \n2,3,,\n")
    assert [(row.number, list(row.cells.values())) for row in read.rows] == [
        (2, ["1", ""]),
        (3, ["", ""]),
        (4, [" ", " "]),
        (5, ["2", "3"]),
    ]


def test_headings_are_trimmed_and_a_column_without_one_is_named_by_its_place():
    read = csv(" a \n,,x\n".replace("\n", ",,b  c,,\n", 1))
    assert read.columns == ("a", "column 2", "b c")
    assert read.rows[0].cells == {"a": "", "column 2": "", "b c": "x"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b,a\n1,2,3", "the column 'a' twice"),
        ("a,b\n1,2\n1,2,3\n", "a row longer than its header (row 3)"),
        (",\n1,2\n", "no header"),
        ("\na,b\n", "no header"),
        ('a,b\n1,"2\n', "broken quotes near row 2"),
        ('a,b\n"1"x,2\n', "broken quotes near row 2"),
        ("", "an empty file"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(text, message):
    with pytest.raises(FileError) as error:
        csv(text)
    assert message in str(error.value)


def test_too_many_rows_are_refused_and_never_cut_off(monkeypatch, xlsx):
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    rows = [["a"], ["1"], ["2"]]
    assert len(csv("a\n1\n2\n").rows) == len(read_table("a.xlsx", xlsx(rows)).rows) == 2
    with pytest.raises(FileError, match="more than 3 rows"):
        csv("a\n1\n2\n3\n")
    with pytest.raises(FileError, match="more than 3 rows"):
        read_table("a.xlsx", xlsx([*rows, ["3"]]))


def test_cells_of_a_workbook_read_as_a_person_sees_them(xlsx):
    row = [
        1,
        2.5,
        3.0,
        True,
        False,
        "x",
        date(2022, 5, 25),
        datetime(2022, 5, 25, 10, 3),  # noqa: DTZ001  # a sheet knows no zones
        time(10, 30),
    ]
    content = xlsx([[f"c{k}" for k in range(len(row))], row])
    assert cells("a.xlsx", content) == [
        ["1", "2.5", "3", "Yes", "No", "x", "2022-05-25", "2022-05-25T10:03:00", "10:30:00"]
    ]


def test_a_cell_that_is_shown_as_a_percentage_is_one(xlsx):
    content = xlsx([["a", "b", "c"], [0.764, 0.57, 1]], {"A2": "0%", "B2": "0.0%", "C2": "0.00%"})
    assert cells("a.xlsx", content) == [["76.4%", "57%", "100%"]]


def test_blank_rows_inside_a_workbook_keep_the_count_and_those_below_do_not_count(xlsx):
    content = xlsx([["a", "b"], [], ["x"], [None, None]], {"A900000": "0%", "XFD3": "0%"})
    read = read_table("a.xlsx", content)
    assert [(row.number, row.cells) for row in read.rows] == [
        (2, {"a": "", "b": ""}),
        (3, {"a": "x", "b": ""}),
    ]


def test_size_that_a_workbook_claims_is_not_believed(xlsx, repacked):
    claim = repacked(
        xlsx([["a"], ["x"]]), SHEET, lambda xml: xml.replace(b"A1:A2", b"A1:XFD1048576")
    )
    assert cells("a.xlsx", claim) == [["x"]]


def test_workbook_with_too_many_cells_is_refused(monkeypatch, xlsx):
    monkeypatch.setattr(table, "MAX_CELLS", 5)
    with pytest.raises(FileError, match="or 5 cells"):
        read_table("a.xlsx", xlsx([["a", "b", "c"], [1, 2, 3]]))


def test_archive_that_unpacks_without_bound_is_refused(monkeypatch):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (table.MAX_UNPACKED + 1))
    assert len(file.getvalue()) < 300_000
    with pytest.raises(FileError, match="more than 200 MB"):
        read_table("a.xlsx", file.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", "<!--" + "x" * 9000 + "-->"])
def test_doctype_is_refused_wherever_it_hides(xlsx, repacked, encoding, before):
    entity = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    bomb = f'<?xml version="1.0" encoding="{encoding}"?>{before}{entity}'
    content = repacked(xlsx([["a"]]), SHEET, lambda _: bomb.encode(encoding))
    with pytest.raises(FileError, match="XML with a DOCTYPE"):
        read_table("a.xlsx", content)


@pytest.mark.parametrize("content", [b"", b"PK", b"a,b\n1,2\n", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(FileError, match=r"workbook"):
        read_table("a.xlsx", content)


def test_truncated_workbook_is_refused(xlsx):
    content = xlsx([["a"], ["x"]])
    for length in range(0, len(content), 97):
        with pytest.raises(FileError, match=r"a\.xlsx"):
            read_table("a.xlsx", content[:length])
