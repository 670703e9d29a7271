"""Tests of transcripts as real programs wrote them, where the samples are at hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts import read_transcript, transcript_format
from tests.ingest.forms import docx

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "transcripts"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the samples of other programs are not part of the project"
)


def content_of(name):
    if name.endswith(".docx"):
        observed = SAMPLES / f"{name.removesuffix('.docx')}_docx_paragraphs_observed.json"
        return docx(json.loads(observed.read_text(encoding="utf-8"))["paragraphs"])
    return (SAMPLES / name).read_bytes()


def words(source, turn):
    return source.text[turn.start : turn.end]


@pytest.mark.parametrize(
    ("name", "form", "turns", "speakers", "doubts"),
    [
        ("zoom_ethereum_acdc176.vtt", "Zoom captions (.vtt)", 143, 17, 4),
        ("zoom_cloud_recording.transcript.vtt", "Zoom captions (.vtt)", 26, 6, 2),
        ("zoom_cloud_recording.cc.vtt", "Captions without names (.vtt)", 20, 1, 1),
        ("zoom_ethereum_acdc176_chat.txt", "Zoom chat (.txt)", 306, 41, 1),
        ("podcastindex_example.vtt", "Captions (.vtt)", 2, 2, 0),
        ("podcastindex_example.srt", "Captions (.srt)", 10, 3, 0),
        ("meeting_bitcoin_rnd_goals.md", "Markdown (.md)", 49, 6, 6),
        ("teams.docx", "Teams transcript (.docx)", 1, 1, 4),
        ("gmeet.docx", "Google Meet transcript (.docx)", 1, 1, 1),
    ],
)
def test_samples_have_their_turns_and_speakers(name, form, turns, speakers, doubts):
    content = content_of(name)
    source, audit = read_transcript(name, content)
    assert transcript_format(name, content) == form
    assert (len(source.turns), len({turn.speaker for turn in source.turns})) == (turns, speakers)
    assert (audit.kept, len(audit.entries)) == (turns, doubts)
    assert all(turn.time for turn in source.turns) or name.endswith(".md")
    assert all(words(source, turn) == words(source, turn).strip() for turn in source.turns)


def test_no_word_of_the_captions_is_lost():
    name = "zoom_ethereum_acdc176.vtt"
    source, _ = read_transcript(name, content_of(name))
    lines = content_of(name).decode().replace("\r\n", "\n").split("\n\n")[1:]
    given = [line.split("\n")[2].split(": ", 1) for line in lines if line.count("\n") >= 2]
    said = " ".join(words(source, turn) for turn in source.turns)
    assert said.split() == " ".join(line[1] for line in given).split()
    assert {turn.speaker for turn in source.turns} == {line[0] for line in given}


def test_every_line_of_the_chat_is_a_turn_of_its_sender():
    name = "zoom_ethereum_acdc176_chat.txt"
    source, _ = read_transcript(name, content_of(name))
    lines = [x.split("\t") for x in content_of(name).decode().split("\n") if x.count("\t") >= 2]
    assert Counter(t.speaker for t in source.turns) == Counter(x[1].rstrip(":") for x in lines)


def test_teams_forms_are_no_speech():
    source, _ = read_transcript("teams.docx", content_of("teams.docx"))
    (turn,) = source.turns
    assert (turn.speaker, turn.time) == ("Martin Storey", "0:04")
    assert words(source, turn).startswith("And it says recording and transcription started by you")
    assert words(source, turn).endswith("Search.\nOkay.")
    assert "stopped transcription" not in source.text


def test_the_notes_that_a_machine_wrote_are_no_speech():
    source, _ = read_transcript("gmeet.docx", content_of("gmeet.docx"))
    (turn,) = source.turns
    assert (turn.speaker, turn.time) == ("Martin Storey", "00:00:11")
    assert words(source, turn).startswith("Okay. Talking")
    assert words(source, turn).endswith("Where's the recording setting?")
    assert "example.org" not in source.text
    assert "computer generated" not in source.text


def test_an_interview_without_speakers_is_refused():
    with pytest.raises(FileError, match=r"P1.txt \(14 start with a heading"):
        read_transcript("P1.txt", content_of("interview_raise_pt_P1.txt"))
