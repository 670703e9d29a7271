"""Damaged transcripts: whatever the bytes, each importer gives turns or a sentence, no other error.

``MIXEDMETHODS_MUTATIONS=10000`` sets how many files each importer is given.
"""

import io
import os
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mixedmethods.errors import DataError
from mixedmethods.ingest.transcripts import read_transcript, transcript_format
from tests.ingest.forms import csv_of, docx, docx_of, odt, pdf, rtf, vtt, word, word_table

COUNT = int(os.environ.get("MIXEDMETHODS_MUTATIONS", "150"))
LINES = [
    "# role: x", "Interviewer [00:01]: Hi é 😀.", "P1 [00:02]: I waited [inaudible 00:01:02].",
    "Long: so.", "P2 [1:02:03]: Hm.",
]  # fmt: skip
NAMED = ["Interviewer: Hi é 😀.", "P1 (Ann): I waited.", "", "for example: tea", "p1 (ann): No."]
CUES = [(1, "Ann: Hi é &amp; 😀"), (2, "Ann: so"), (60, "Bo: <i>Hm</i>"), (61, "- Ann: no")]
VOICES = [(1, "<v Ann>Hi é &amp; 😀</v>"), (2, "<v Bo>Hm</v>\n<v Ann>No")]
CHAT = "00:06:40\tLu | Labs:\tLol 😀\r\n00:06:46\tnixo:\tgm!\r\nmore\r\n00:07:00\tLu | Labs:\té\r\n"
OTTER = (
    "SPEAKERS\nAnn\n\nAnn  00:03\nHi é.\n\nBo  1:02:03\nHm.\n\nTranscribed by https://otter.ai\n"
)
MARKDOWN = "---\ntitle: x\nmode: y\n---\n# Talk\n\n**Ann [00:01]:** Hi é\\!\n\n> **Bo**: 😀\n"
TEAMS = ["T-1_2-Transcript", "Ann started transcription", "Ann   0:03\nHi\né", "Bo   1:02:03\nHm",
         "Ann stopped transcription"]  # fmt: skip
ROWS = [
    ["speaker", "text", "time", "moderator"],
    ["Ann", "Hi é", "00:01", "yes"],
    ["Bo", "Hm", "", ""],
]
# What means something to one of the readers, beside any bytes.
PIECES = [
    b"\n", b"\r", b"\n\n", b":", b": ", b"\t", b"  ", b"[", b"]", b"(", b")", b"**", b"---", b"#",
    b"00:01", b"-->", b"WEBVTT", b"<v ", b"</v>", b"<", b">", b"&", b"&amp;", b"NOTE", b",", b";",
    b'"', b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"{", b"}", b"\\", b"\\u-10179?", b"\\'e9",
    b"\\f99", b"\\bin9", b"/", b"obj", b"stream", b"endstream", b"<<", b">>", b"0 R", b"-1",
    b"99999999999", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"<w:p>", b"</w:t>", b"<!DOCTYPE a>",
]  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A whole file and the parts of it that are damaged; none: its bytes."""

    name: str
    content: Callable[[], bytes]
    parts: tuple[str, ...] = field(default=())


def workbook():
    from openpyxl import Workbook

    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_table():
    return docx_of(
        "".join(map(word, NAMED)) + word_table([["Ann", "Hi"], ["Bo", "Hm"], ["Ann", "é"]])
    )


SHEET = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
FORMS = {
    "timed text": Form("a.txt", "\n".join(LINES).encode),
    "named text": Form("a.txt", "\n".join(NAMED).encode),
    "chat": Form("a.txt", CHAT.encode),
    "Otter": Form("a.txt", OTTER.encode),
    "Zoom captions": Form("a.vtt", vtt(CUES).encode),
    "Teams captions": Form("a.vtt", vtt(VOICES).encode),
    "SubRip": Form("a.srt", vtt(CUES, "").replace(".000", ",000").encode),
    "Markdown": Form("a.md", MARKDOWN.encode),
    "rich text": Form("a.rtf", lambda: rtf(NAMED)),
    "table": Form("a.csv", lambda: csv_of(ROWS)),
    "Word": Form("a.docx", lambda: docx(NAMED)),
    "Word inside": Form("a.docx", with_table, ("word/document.xml", "_rels/.rels")),
    "Teams inside": Form("a.docx", lambda: docx(TEAMS), ("word/document.xml",)),
    "OpenDocument": Form("a.odt", lambda: odt(NAMED)),
    "OpenDocument inside": Form("a.odt", lambda: odt(NAMED), ("content.xml",)),
    "workbook": Form("a.xlsx", workbook),
    "workbook inside": Form("a.xlsx", workbook, SHEET),
    "PDF": Form("a.pdf", lambda: pdf([["Ann: Hi", "Bo: (Hm)"], ["so", "2"]])),
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Replace, take out or repeat one to four stretches of the bytes."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.randint(0, 12))
        piece = chance.choice(
            [
                b"",
                chance.choice(PIECES),
                chance.randbytes(chance.randint(1, 4)),
                content[at:end] * 3,
            ]
        )
        content = content[:at] + piece + content[end:]
    return content


def mutated(form: Form, content: bytes, chance: random.Random) -> bytes:
    if not form.parts:
        return damaged(content, chance)
    chosen = chance.choice(form.parts)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            given = old.read(part)
            new.writestr(part, damaged(given, chance) if part == chosen else given)
    return file.getvalue()


def check(name: str, content: bytes) -> bool:
    """Return whether the file was read; what was read must be whole, a refusal a sentence."""
    refusal = ""
    try:
        source, audit = read_transcript(name, content)
    except DataError as error:
        refusal = f"{error}"
    if refusal:
        assert refusal.endswith("."), "a refusal is a whole sentence, for a person"
        return False
    assert transcript_format(name, content)
    assert audit.kept == len(source.turns) > 0
    source.text.encode("utf-8")
    at = 0
    for number, turn in enumerate(source.turns, start=1):
        assert turn.number == number
        assert at <= turn.start <= turn.end <= len(source.text)
        at = turn.end
    return True


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_transcript_is_read_or_refused(form):
    given = FORMS[form]
    content = given.content()
    assert check(given.name, content), "the file is whole before it is damaged"
    chance = random.Random(form)  # noqa: S311  # the same files each time, no secret
    for _ in range(COUNT):
        check(given.name, mutated(given, content, chance))
