"""Tests of speakers: told, renamed, merged and marked before anything is stored."""

from mixedmethods.ingest.speakers import Speaker, recast, speakers
from mixedmethods.ingest.transcripts.text import read_transcript

TEXT = b"Moderator: How was it?\nAnn: Ann here, it's fine.\nann b: Long.\nAnn: Yes, very long."


def source():
    return read_transcript("FG.txt", TEXT.replace(b"ann b", b"Ann B"))[0]


def spoken(each):
    return [(t.speaker, each.text[t.start : t.end], t.moderator) for t in each.turns]


def test_speakers_come_in_the_order_in_which_they_speak_with_turns_and_words():
    assert speakers(source()) == [
        Speaker("Moderator", 1, 3, True),
        Speaker("Ann", 2, 7, False),
        Speaker("Ann B", 1, 1, False),
    ]


def test_two_names_that_become_one_are_merged_and_their_labels_change_with_them():
    cast = recast(source(), {"Ann": "P1", "Ann B": "P1"})
    assert [s.name for s in speakers(cast)] == ["Moderator", "P1"]
    assert cast.text.splitlines()[1:3] == ["P1: Ann here, it's fine.", "P1: Long."]
    assert spoken(cast)[1] == ("P1", "Ann here, it's fine.", False)


def test_who_moderates_can_be_said_by_the_name_in_the_file():
    cast = recast(source(), {"Ann": "Facilitator 2"}, moderators={"Ann"})
    assert [(s.name, s.moderator) for s in speakers(cast)] == [
        ("Moderator", False), ("Facilitator 2", True), ("Ann B", False),
    ]  # fmt: skip


def test_without_changes_the_source_stays_as_it_is():
    assert recast(source(), {}) == source()


def test_a_label_is_renamed_however_it_is_spelt():
    read = read_transcript("FG.txt", b"Ann B: Hi\nANN B: Ho\nBob: Ha\nAnnB: He")[0]
    cast = recast(read, {"Ann B": "P1"})
    assert "ann" not in cast.text.lower()
    assert [turn.speaker for turn in cast.turns] == ["P1", "P1", "Bob", "P1"]
