"""Tests of captions: who speaks in them, and which of them are one turn."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.text import EncodingError
from mixedmethods.ingest.transcripts import read_transcript, transcript_format
from tests.ingest.forms import vtt


def read(text, name="a.vtt"):
    return read_transcript(name, text.encode())


def said(text, name="a.vtt"):
    source, _ = read(text, name)
    return [(t.speaker, t.time, source.text[t.start : t.end]) for t in source.turns]


def test_captions_of_one_speaker_that_follow_each_other_are_one_turn():
    text = vtt([(1, "Ann: One"), (3, "ann: two."), (61, "de V (x) | Y: So"), (3700, "Ann: é 😀")])
    assert said(text) == [
        ("Ann", "00:01", "One two."),
        ("de V (x) | Y", "01:01", "So"),
        ("Ann", "1:01:40", "é 😀"),
    ]
    source, audit = read(text)
    assert source.text == ("Ann [00:01]: One two.\nde V (x) | Y [01:01]: So\nAnn [1:01:40]: é 😀\n")
    assert (source.id, audit.kept, audit.entries) == ("a", 3, ())
    assert transcript_format("a.vtt", text.encode()) == "Zoom captions (.vtt)"


def test_line_ends_and_marks_change_nothing():
    text = vtt([(1, "Ann: One"), (3, "Bo: two")])
    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)
    assert read_transcript("a.vtt", text.encode("utf-16")) == read(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("<v Ann Bo>One &amp; two &lt;3</v>", [("Ann Bo", "One & two <3")]),
        ("<v Ann>One", [("Ann", "One")]),
        ("<v.loud Ann>One</v>\n<v Bo>Two</v>", [("Ann", "One"), ("Bo", "Two")]),
        ("<v Ann>One <i>so</i> <00:00:01.000><c>b</c></v>", [("Ann", "One so b")]),
        ("Hm <v Ann>One</v>", [("", "Hm"), ("Ann", "One")]),
        ("<v Ann>One\nBo: two</v>", [("Ann", "One Bo: two")]),
        ("<v Ann>a < b &amp;amp; <inaudible></v>", [("Ann", "a < b &amp; <inaudible>")]),
    ],
)
def test_voice_tags_say_who_speaks(words, expected):
    assert [(who, words) for who, _, words in said(vtt([(1, words)]))] == expected


def test_closed_voice_tags_are_those_of_teams():
    text = vtt([(1, "<v Ann>One</v>")]).replace("\n1\n", "\n8c1f/12-0\n")
    assert said(text) == [("Ann", "00:01", "One")]
    assert transcript_format("a.vtt", text.encode()) == "Teams captions (.vtt)"
    assert transcript_format("a.vtt", text.replace("</v>", "").encode()) == "Captions (.vtt)"


def test_a_name_may_stand_only_where_the_speaker_changes():
    cues = [(1, "Ann: One"), (2, "two"), (3, "for example: tea"), (4, "- Bo: Hm\n- Ann: No"),
            (5, "10:30: so"), (6, "Note: so")]  # fmt: skip
    assert [(who, words) for who, _, words in said(vtt(cues))] == [
        ("Ann", "One two for example: tea"),
        ("Bo", "Hm"),
        ("Ann", "No 10:30: so Note: so"),
    ]


def test_words_before_the_first_name_have_no_speaker():
    cues = [
        (0, "Hm"),
        *((k, f"{who}: a") for k in (1, 3) for who in ("Ann", "Bo")),
        (9, "b"),
        (10, "c"),
    ]
    source, audit = read(vtt(cues))
    assert [t.speaker for t in source.turns] == ["", "Ann", "Bo", "Ann", "Bo"]
    assert source.text.startswith("[00:00] Hm\nAnn [00:01]: a\n")
    assert [(e.row, e.reason) for e in audit.entries] == [(5, "a turn without a speaker")]


def test_captions_without_names_are_turns_without_a_speaker_and_doubtful():
    long = "word " * 90
    cues = [(1, "One"), (2, "two."), (6, "After a pause"), (7, long), (8, "end."), (9, "so")]
    text = vtt(cues)
    assert [(who, time) for who, time, _ in said(text)] == [
        ("", "00:01"), ("", "00:06"), ("", "00:09"),
    ]  # fmt: skip
    source, audit = read(text)
    assert source.text.startswith("[00:01] One two.\n[00:06] After")
    assert [(e.row, e.reason) for e in audit.entries] == [
        (0, "no speaker names; the turns have no speaker")
    ]
    assert transcript_format("a.vtt", text.encode()) == "Captions without names (.vtt)"


def test_one_stray_label_makes_no_speaker():
    assert {who for who, _, _ in said(vtt([(1, "One"), (2, "Okay: two"), (3, "so")]))} == {""}


def test_comments_and_styles_are_no_words_and_stray_lines_are():
    text = vtt([(1, "Ann: One"), (9, "Bo: two")], "WEBVTT - x\nKind: captions\n\nSTYLE\n::cue {}\n")
    text = text.replace("\n2\n", "\nNOTE so\nAnn: not\n\nand more\n\n2\n")
    assert [(who, words) for who, _, words in said(text)] == [
        ("Ann", "One and more"),
        ("Bo", "two"),
    ]
    _, audit = read(text)
    assert [e.reason for e in audit.entries] == [
        "stands outside a caption; read as words of the one above"
    ]


def test_subrip_is_read():
    text = (
        "1\n00:00:01,500 --> 00:00:02,000\nAnn: {\\an8}<i>One</i>\ntwo\n\n"
        "2\n01:00:03,000 --> 01:00:04,000 X1:1\nBo: so\n"
    )
    assert said(text, "a.srt") == [("Ann", "00:01", "One two"), ("Bo", "1:00:03", "so")]
    assert transcript_format("a.srt", text.encode()) == "Captions (.srt)"
    assert said(text, "a.txt") == said(text, "a.srt")


def test_captions_under_another_name_are_captions():
    text = vtt([(1, "Ann: One")])
    assert said(text, "a.txt") == said(text)
    assert said("\ufeff" + text.replace("\n", "\r\n"), "a.TXT") == said(text)


def test_moderators_are_known():
    source, _ = read(vtt([(1, "Interviewer: One"), (2, "Bo: two")]))
    assert [turn.moderator for turn in source.turns] == [True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("WEBVTT\n\nAnn: so\n", "Captions must have times"),
        ("WEBVTT\n\n1\n00:01 --> 00:02\n", "must have times"),
        (vtt([(1, ""), (2, "<i></i>")]), "Captions must hold words"),
        ("", "an empty file"),
    ],
)
def test_what_holds_no_captions_is_refused(text, message):
    with pytest.raises(FileError, match=message):
        read(text)


def test_the_encoding_can_be_chosen():
    content = vtt([(1, "Zoë: né")]).encode("cp1252")
    with pytest.raises(EncodingError):
        read_transcript("a.vtt", content)
    source, _ = read_transcript("a.vtt", content, encoding="cp1252")
    assert source.text == "Zoë [00:01]: né\n"


@pytest.mark.parametrize(
    "words", ["a\n" * 200_000, "Ann: so " * 60_000, "<v " * 200_000, " " * 500_000 + "x"]
)
def test_long_captions_are_read(words):
    """A pattern that backtracks, or a list copied at each line, would take hours."""
    source, _ = read(vtt([(1, words)]))
    assert len(source.turns) == 1
