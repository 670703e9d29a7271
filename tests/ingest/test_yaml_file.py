"""Tests of reading YAML: what stands in the file is what comes out."""

import pytest
import yaml

from mixedmethods.errors import FileError
from mixedmethods.ingest.yaml_file import read_yaml


def read(text):
    return read_yaml("a.yaml", text.encode())


@pytest.mark.parametrize(
    "written",
    ["yes", "No", "on", "OFF", "true", "False", "y", "2022-05-25", "2022-05-25 10:30:00", "10:30",
     "1:1", "010", "08", "0x10", "1_000", "1.50", "1e3", ".5", ".inf", ".nan", "+1", "0.764"],
)  # fmt: skip
def test_a_word_is_never_taken_for_something_else(written):
    assert read(f"a: {written}\nb: [{written}]") == {"a": written, "b": [written]}


@pytest.mark.parametrize(
    ("written", "value"), [("0", 0), ("7", 7), ("-12", -12), ("", None), ("~", None), ("'7'", "7")]
)
def test_whole_numbers_and_nothing_are_what_they_are(written, value):
    assert read(f"a: {written}") == {"a": value}


def test_names_are_texts():
    assert read("1: a\nyes: b\n<<: {c: d}") == {"1": "a", "yes": "b", "<<": {"c": "d"}}


def test_mark_and_line_ends_of_another_system_do_no_harm():
    assert read_yaml("a.yaml", b"\xef\xbb\xbfa: [b,\r\n  c]\r\n") == {"a": ["b", "c"]}


def test_every_file_of_the_sample_is_read_as_the_usual_loader_reads_its_texts(sample):
    for name in ("outcomes.yaml", "recommendations.yaml", "instruments/commissioner.yaml"):
        usual = yaml.load(sample(name), yaml.BaseLoader)  # noqa: S506  # every scalar a text
        assert texts(read_yaml(name, sample(name))) == texts(usual)


def texts(value):
    match value:
        case dict():
            return {key: texts(each) for key, each in value.items()}
        case list():
            return [texts(each) for each in value]
        case None | "null" | "~":
            return ""
    return f"{value}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\nb: *x", "aliases (*name) or tags (!name). Got one near line 2"),
        ("a: !!python/object:os.system x", "tags (!name). Got one near line 1"),
        ("a: !!timestamp 2022-05-25", "tags (!name)"),
        ("a: !!binary aGk=", "tags (!name)"),
        ("!!set {a, b}", "tags (!name)"),
        ("a: 1\nb: 2\na: 3", "must be a text and stand once. Got another near line 3"),
        ("1: a\n'1': b", "stand once. Got another near line 2"),
        ("? [a]\n: b", "must be a text"),
        ('a: "\\ud800"', "Got a character that is none near line 1"),
        ('a:\n- "\\0"', "Got a character that is none near line 2"),
        ("a: 1\n  b: 2", "must be YAML. Got something else in a.yaml near line 2"),
        ("a: [1", "must be YAML"),
        ("a\n---\nb", "must be YAML"),
        ("a: \x07", "must be YAML"),
        ("[" * 5000, "must be YAML"),
        ("- " * 5000, "must be YAML"),
        ("", "Got an empty file"),
    ],
)
def test_what_cannot_be_trusted_is_refused_in_one_sentence(text, message):
    with pytest.raises(FileError) as error:
        read(text)
    assert message in str(error.value)


def test_aliases_that_stand_for_gigabytes_are_refused_at_once():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(FileError, match="aliases"):
        read(bomb)
