"""Tests of transcripts in documents and tables: what of them is speech, and what is refused."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts import FORMATS, archive, read_transcript, transcript_format
from mixedmethods.ingest.transcripts import text as plain
from tests.ingest.forms import (
    csv_of,
    docx,
    docx_of,
    odt,
    odt_of,
    packed,
    pdf,
    rtf,
    vtt,
    word,
    word_table,
)

LINES = ["Interviewer: Well?", "P1 (Ann): Yes — é.", "", "And so on.", "Interviewer: Right."]
WORDS = [
    ("Interviewer", "Well?"),
    ("P1 (Ann)", "Yes — é.\n\nAnd so on."),
    ("Interviewer", "Right."),
]
MAKERS = {
    "docx": docx,
    "odt": odt,
    "rtf": rtf,
    "md": lambda lines: "\n".join(lines).encode(),
    "txt": lambda lines: "\n".join(lines).encode(),
}
STATE = ["A talk-20260815_200732-Meeting Recording", "15 August 2026, 06:07pm"]


def said(name, content):
    source, _ = read_transcript(name, content)
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


def reasons(name, content):
    return [(e.row, e.reason) for e in read_transcript(name, content)[1].entries]


@pytest.mark.parametrize("form", MAKERS)
def test_labelled_paragraphs_are_turns_in_every_form(form):
    content = MAKERS[form](LINES)
    source, audit = read_transcript(f"FG.{form}", content)
    assert (source.id, source.kind) == ("FG", "focus group")
    assert said(f"FG.{form}", content) == WORDS
    assert [turn.moderator for turn in source.turns] == [True, False, True]
    assert [turn.number for turn in source.turns] == [1, 2, 3]
    assert source.text.rstrip("\n") == (
        "Interviewer: Well?\nP1 (Ann): Yes — é.\n\nAnd so on.\nInterviewer: Right."
    )
    assert transcript_format(f"FG.{form}", content) == FORMATS[form]
    assert [e.row for e in audit.entries] == [0]


@pytest.mark.parametrize("form", [*MAKERS, "pdf"])
def test_text_that_was_built_reads_the_same_as_plain_text(form):
    lines = ["Ann  00:05", "One: two.", "", "Bo  1:02:03", "So.", "ann  1:02:09", "é"]
    content = pdf([lines]) if form == "pdf" else MAKERS[form](lines)
    source, _ = read_transcript(f"a.{form}", content)
    assert [(t.speaker, t.time) for t in source.turns] == [
        ("Ann", "00:05"), ("Bo", "1:02:03"), ("Ann", "1:02:09"),
    ]  # fmt: skip
    if form != "txt":
        again, _ = plain.read_transcript("a.txt", source.text.encode())
        assert again == source


@pytest.mark.parametrize("form", [*MAKERS, "pdf"])
def test_a_document_without_speakers_is_refused(form):
    lines = ["Pergunta 1: one", "two", "", "for example: three", "https://a.org: four"]
    content = pdf([lines]) if form == "pdf" else MAKERS[form](lines)
    with pytest.raises(FileError, match=rf"Got no such line in a.{form} \(2 start with"):
        read_transcript(f"a.{form}", content)


def test_a_paragraph_of_teams_is_a_turn():
    paragraphs = [
        *STATE, "Zoe Q started transcription", "Ann B   0:03\nOne\ntwo: three.",
        "Bo (Guest)   1:02:03\nHm.\nAnn B   was here\nso", "Ann B   1:02:09\nYes.",
        "Zoe Q stopped transcription", "Ann B hat die Transkription beendet",
    ]  # fmt: skip
    content = docx(paragraphs)
    assert said("a.docx", content) == [
        ("Ann B", "One\ntwo: three."), ("Bo (Guest)", "Hm.\nAnn B   was here\nso"),
        ("Ann B", "Yes."),
    ]  # fmt: skip
    assert transcript_format("a.docx", content) == "Teams transcript (.docx)"
    assert [row for row, _ in reasons("a.docx", content)] == [13, 14, 1, 2, 3, 6]


def test_only_what_follows_the_heading_of_the_transcript_is_speech_in_a_meet_file():
    paragraphs = [
        "📝 Notes", "Invited ann@example.org Ann", "Summary", "Ann: said that it rained",
        "Next steps",
        "Bo: bring tea", "📖 Transcript", "Aug 15, 2026", "00:00:11", "Ann: One.", "Bo: Two.",
        "00:05:00", "Ann: Three\nfour.", "Transcription ended after 00:06:39",
        "This editable transcript was computer generated and might contain errors.",
    ]  # fmt: skip
    content = docx(paragraphs)
    assert said("a.docx", content) == [("Ann", "One."), ("Bo", "Two."), ("Ann", "Three\nfour.")]
    source, _ = read_transcript("a.docx", content)
    assert [turn.time for turn in source.turns] == ["00:00:11", "", "00:05:00"]
    assert "rained" not in source.text
    assert transcript_format("a.docx", content) == "Google Meet transcript (.docx)"


def test_a_word_file_of_otter_is_read():
    content = docx(["T", "SPEAKERS", "Ann, Bo", "Ann  00:03", "One.", "Bo\t00:05", "Two.", "",
                    "Transcribed by https://otter.ai"])  # fmt: skip
    assert said("a.docx", content) == [("Ann", "One."), ("Bo", "Two.")]
    assert transcript_format("a.docx", content) == "Otter transcript (.docx)"


@pytest.mark.parametrize(
    "rows",
    [
        [["Speaker", "Words"], ["Ann", "One: two"], ["de V", "So\non"]],
        [["Ann", "One: two"], ["de V", "So\non"], ["Ann", ""]],
        [["Ann:", "One: two"], ["de V:", "So"], ["", "on"], ["Ann:", ""]],
        [["00:01", "Ann", "One: two"], ["00:05", "de V", "So\non"], ["", "Ann", ""]],
    ],
)
def test_a_table_of_turns_in_a_document_is_read(rows):
    shown = [[cell.replace("\n", "<text:line-break/>") for cell in row] for row in rows]
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    cells = ["".join(map(cell.format, row)) for row in shown]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    for name, content in (
        ("a.docx", docx_of(word_table(rows))),
        ("a.odt", odt_of(f"<table:table>{table}</table:table>")),
    ):
        found = said(name, content)
        assert found[:2] == [("Ann", "One: two"), ("de V", "So\non")]
        assert all(turn == ("Ann", "") for turn in found[2:])


def test_a_table_of_anything_else_is_its_cells():
    content = docx_of(word_table([["Ann: One", "Bo: Two"], ["Cy: Three", ""]]))
    assert said("a.docx", content) == [("Ann", "One"), ("Bo", "Two"), ("Cy", "Three")]


def test_what_was_deleted_in_word_is_no_speech_and_what_was_put_in_is():
    body = (
        "<w:p><w:r><w:t>Ann: One</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom><w:ins><w:r><w:t> two</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t> three</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{word('Bo: Four')}</w:sdtContent></w:sdt>"
    )
    assert said("a.docx", docx_of(body)) == [("Ann", "One two three"), ("Bo", "Four")]
    assert said("a.docx", docx_of(body, "word/document2.xml"))[1] == ("Bo", "Four")


def test_what_is_beside_the_text_of_an_odt_is_no_speech():
    body = (
        "<text:tracked-changes><text:p>Zo: no</text:p></text:tracked-changes>"
        "<text:p>Ann:<text:s text:c='2'/>One\n  <text:span>two</text:span><office:annotation>"
        "<text:p>no</text:p></office:annotation><text:tab/>so<text:note>no</text:note></text:p>"
        "<text:section><text:list><text:list-item><text:p>Bo: <text:s text:c='999999999'/>x"
        "</text:p></text:list-item></text:list></text:section>"
    )
    assert said("a.odt", odt_of(body)) == [("Ann", "One two\tso"), ("Bo", "x")]


def test_links_of_rich_text_keep_their_words_only():
    link = rb'{\field{\*\fldinst{HYPERLINK "http://a.org"}}{\fldrslt{One \u-10179?\u-8704?}}}'
    content = rtf(["Ann: One", "Bo: Two"]).replace(b"One", link)
    assert said("a.rtf", content) == [("Ann", "One 😀"), ("Bo", "Two")]


def test_front_matter_gives_facts_and_headings_are_no_speech():
    text = (
        "---\ntitle: A talk\nmode: online\ndate: 2026-08-15\ntranscript_by: Zo\ntags:\n  - a\n"
        "speakers: [x]\nempty:\n---\n# Start\n\n**Ann:** One \\[laughs\\]\n\n---\n\n"
        "## Part: two\n\n"
        "> - **Bo**: Two\n"
    )
    source, audit = read_transcript("a.md", text.encode())
    assert said("a.md", text.encode()) == [("Ann", "One [laughs]"), ("Bo", "Two")]
    assert source.variables == (("mode", "online"), ("date", "2026-08-15"))
    assert [(e.row, e.reason) for e in audit.entries] == [
        (11, "a heading; left out"), (17, "a heading; left out"),
    ]  # fmt: skip


def test_lines_of_a_page_are_joined_and_its_frame_is_no_speech():
    pages = [
        ["Study 7", "Ann: One (two) and", "so on.", f"Page {k} of 3"] for k in (1, 2, 3)
    ]  # fmt: skip
    pages[1][1:3] = ["and more", "Bo: Hm.", "2022"]
    content = pdf([*pages, []])
    assert said("a.pdf", content) == [
        ("Ann", "One (two) and so on. and more"), ("Bo", "Hm."), ("Ann", "One (two) and so on."),
    ]  # fmt: skip
    assert reasons("a.pdf", content)[:2] == [
        (0, "page 4 has no text layer; not read"),
        (0, "7 lines frame the pages; left out"),
    ]


def test_a_pdf_of_pictures_is_refused_with_what_to_do():
    with pytest.raises(FileError, match=r"must have a text layer.*Run text recognition \(OCR\)"):
        read_transcript("a.pdf", pdf([[], []]))


def test_a_pdf_with_a_password_is_refused_and_one_that_is_only_marked_is_read():
    def locked(password):
        writer = PdfWriter(PdfReader(io.BytesIO(pdf([["Ann: One", "Bo: Two"]]))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()

    with pytest.raises(FileError, match="must be unlocked"):
        read_transcript("a.pdf", locked("secret"))
    assert said("a.pdf", locked("")) == [("Ann", "One"), ("Bo", "Two")]


TABLE = [
    ["Speaker", "Text", "Time", "Moderator", "Mood"], ["DB", "One\n\n\ntwo", "00:01", "yes", "x"],
    ["jk", "Hm", "", "", ""], ["", "Who?", "", "no", ""], ["DB", " ", "", "", ""], [],
    ["db", "So"],
]  # fmt: skip


def test_a_table_of_turns_is_read(xlsx):
    for name, content in (("a.csv", csv_of(TABLE)), ("a.xlsx", xlsx(TABLE))):
        source, audit = read_transcript(name, content)
        assert said(name, content) == [
            ("DB", "One\n\ntwo"), ("jk", "Hm"), ("", "Who?"), ("DB", "So"),
        ]  # fmt: skip
        assert [turn.moderator for turn in source.turns] == [True, False, False, False]
        assert [turn.time for turn in source.turns] == ["00:01", "", "", ""]
        assert (audit.kept, audit.dropped) == (4, 1)
        assert [(e.row, e.outcome, e.column) for e in audit.entries] == [
            (1, "flagged", "Mood"), (5, "dropped", ""), (4, "flagged", ""),
        ]  # fmt: skip
        assert transcript_format(name, content) == FORMATS[name[2:]]


def test_a_text_with_another_ending_is_plain_text():
    assert said("FG.log", b"Ann: One\n") == [("Ann", "One")]
    assert transcript_format("FG", b"Ann: One\n") == "Plain text (.txt)"


def test_moderators_of_a_table_are_known_by_label_where_no_column_says_so():
    source, _ = read_transcript("a.csv", b"speaker,words\nM,Well?\nAnn,Yes\n")
    assert [turn.moderator for turn in source.turns] == [True, False]


def many(size):
    return f"{'<w:p><w:r><w:t>a</w:t></w:r></w:p>' * size}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.doc", b"x", "A transcript must end in .txt, .docx"),
        ("a.html", b"x", "Got a.html. Save it as one of these"),
        ("README", b"x\0", "must be text. Got a binary file, README"),
        ("a.docx", b"x", "must be a whole .docx document. Got a damaged one, a.docx"),
        ("a.docx", b"", "damaged one"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "without a password"),
        ("a.txt", b"\xd0\xcf\x11\xe0 old", "Got a.txt. Save it as one of these"),
        ("a.docx", packed({"a": "b"}), "damaged one"),
        ("a.docx", odt(["Ann: One"]), "damaged one"),
        ("a.odt", docx(["Ann: One"]), "damaged one"),
        ("a.odt", odt_of("", "<encryption-data/>"), "must be unlocked"),
        ("a.docx", docx_of(many(60_000)), "a part that unpacks without bound"),
        ("a.docx", docx_of("<w:p>" * 300 + "</w:p>" * 300), "damaged one"),
        ("a.rtf", b"Ann: One", "must hold rich text"),
        ("a.rtf", rb"{\rtf1 \u99999999?Ann: One}", "whole rich text"),
        ("a.pdf", b"Ann: One", "must be a whole PDF"),
        ("a.csv", b"name,text\nAnn,One\n", "must have the columns speaker and text"),
        ("a.csv", b"speaker,text\nAnn, \n", "must hold words"),
        ("a.csv", b"speaker,text,moderator\nAnn,One,perhaps\n", "another value in row 2"),
        ("a.md", b"", "an empty file"),
    ],
)
def test_what_is_no_whole_transcript_is_refused(name, content, message):
    with pytest.raises(FileError) as error:
        read_transcript(name, content)
    assert message in f"{error.value}"


ENTITY = '<!DOCTYPE d [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("name", "part"), [("a.docx", "word/document.xml"), ("a.odt", "content.xml")]
)
def test_xml_that_declares_anything_is_refused(name, part, repacked):
    content = docx(["Ann: One"]) if name == "a.docx" else odt(["Ann: One"])
    content = repacked(content, part, lambda xml: ENTITY.encode() + xml.replace(b"One", b"&a;&x;"))
    with pytest.raises(FileError, match="must not declare a DOCTYPE"):
        read_transcript(name, content)


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch):
    content = docx(["Ann: One"])
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    with pytest.raises(FileError, match="200 MB unpacked"):
        read_transcript("a.docx", content)
    monkeypatch.setattr(archive, "MAX_UNPACKED", 10**6)
    monkeypatch.setattr(archive, "MAX_PART", 100)
    with pytest.raises(FileError, match="a text of more than 50 MB"):
        read_transcript("a.docx", content)


def test_a_part_that_lies_about_its_size_is_refused():
    content = docx(["Ann: One"] * 50)
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (64).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(FileError, match="damaged one"):
        read_transcript("a.docx", lying)


def test_control_characters_and_halves_of_characters_do_not_get_in():
    source, _ = read_transcript("a.rtf", rb"{\rtf1 Ann: a\'00b\u-10179?c\'07\par Bo: so}")
    assert said("a.rtf", rb"{\rtf1 Ann: a\'00b\u-10179?c\'07\par Bo: so}")[0] == (
        "Ann",
        "ab\ufffdc",
    )
    assert source.text.encode("utf-8")


@pytest.mark.parametrize(
    "line", ['{\\field{\\*\\fldinst{ HYPERLINK "', "{\\fonttbl", "\\f1", "\\'e9", "[", " ", "("]
)
def test_long_lines_of_rich_text_are_read_or_refused(line):
    """A pattern that backtracks would take hours."""
    with pytest.raises(FileError):
        read_transcript("a.rtf", b"{\\rtf1 " + line.encode() * 20_000 + b"}")


@pytest.mark.parametrize(
    "piece", ["a ", " ", "[", "[00:01", "10:30 ", "**", "a:", "(", "Ann (", "\t", "00:00:01\t"]
)
def test_long_lines_of_text_are_read_or_refused(piece):
    for text in (piece * 200_000, f"Ann: {piece * 200_000}\nBo: so", f"{piece}\n" * 30_000):
        for name in ("a.txt", "a.md"):
            try:
                read_transcript(name, text.encode())
            except FileError:
                continue


def test_captions_of_a_megabyte_are_read():
    source, _ = read_transcript(
        "a.vtt", vtt([(k, f"{'AB'[k % 2]}nn: " + "so " * 20) for k in range(12_000)]).encode()
    )
    assert len(source.turns) == 12_000
