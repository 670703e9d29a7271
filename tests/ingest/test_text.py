"""Tests of decoding: one rule for every text file."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest import text
from mixedmethods.ingest.text import decode


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"plain", "plain"),
        ("né 😀".encode(), "né 😀"),
        (b"\xef\xbb\xbfmark off", "mark off"),
        ("né 😀".encode("utf-16"), "né 😀"),
        (b"\xfe\xff" + "né 😀".encode("utf-16-be"), "né 😀"),
        (b"a\r\nb\rc\nd\r\n\r\n", "a\nb\nc\nd\n\n"),
        ("e\u0301 and \u00e9".encode(), "e\u0301 and \u00e9"),
        ("a\u2028b\x0bc\ufeffd".encode(), "a\u2028b\x0bc\ufeffd"),
        (b"  outer space \n", "  outer space \n"),
    ],
)
def test_text_comes_out_whole_with_its_mark_off_and_line_ends_made_one(content, expected):
    assert decode("a.txt", content) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "né".encode("cp1252"),
            "must be saved as UTF-8. Got another encoding in a.txt (at byte 1)",
        ),
        (b"\xff\xfe\x00\xd8", "must be saved as UTF-8. Got another encoding"),
        ("né".encode("utf-16-le"), "must be saved as UTF-8. Got another encoding"),
        (b"PK\x03\x04\x00\x00", "must be text. Got a binary file, a.txt"),
        ("text".encode("utf-32"), "must be text. Got a binary file"),
        (b"", "Got an empty file, a.txt"),
        (b"\xef\xbb\xbf \r\n\t", "Got an empty file, a.txt"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content, message):
    with pytest.raises(FileError) as error:
        decode("a.txt", content)
    assert message in str(error.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(text, "LIMIT", 10)
    assert decode("a.txt", b"0123456789") == "0123456789"
    with pytest.raises(FileError, match="50 MB or smaller"):
        decode("a.txt", b"0123456789\xff")
