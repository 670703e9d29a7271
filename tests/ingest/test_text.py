"""Tests of decoding: one rule for every text file."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest import text
from mixedmethods.ingest.text import EncodingError, decode


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


def test_readings_to_choose_from_are_the_lines_that_tell_them_apart():
    with pytest.raises(EncodingError) as error:
        decode("a.txt", "plain\nné\nplain\nça".encode("cp1252"))
    assert error.value.choices == (("cp1252", "né\nça"), ("mac_roman", "nÈ\nÁa"))
    assert "né" not in f"{error.value}"


def test_an_excerpt_is_short_and_around_the_letter():
    with pytest.raises(EncodingError) as error:
        decode("a.txt", ("a" * 500 + "é" + "b" * 500).encode("cp1252"))
    assert error.value.choices[0][1] == "a" * 60 + "é" + "b" * 59


def test_a_reading_that_the_bytes_do_not_allow_is_not_offered():
    with pytest.raises(EncodingError) as error:
        decode("a.txt", b"n\x8e\x81")
    assert error.value.choices == (("mac_roman", "néÅ"),)


def test_a_damaged_utf16_file_has_no_choices():
    with pytest.raises(FileError) as error:
        decode("a.txt", b"\xff\xfe\x00\xd8")
    assert not isinstance(error.value, EncodingError)


def test_the_error_can_be_made_again_with_another_message():
    assert type(EncodingError("a: b"))("c").choices == ()


@pytest.mark.parametrize(
    ("encoding", "expected"), [("cp1252", "né"), ("mac_roman", "nÈ"), ("latin-1", "né")]
)
def test_a_chosen_encoding_is_used(encoding, expected):
    assert decode("a.txt", b"n\xe9", encoding) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "none such", "rot13", "idna", "undefined"])
def test_a_chosen_encoding_that_does_not_fit_is_refused(encoding):
    with pytest.raises(FileError, match="encoding that was chosen"):
        decode("a.txt", b"n\xe9.\xe9", encoding)
