"""Tests of bringing in a transcript: who speaks, under which name, with which facts."""

import pytest

from mixedmethods.desk.intake import File, Options, import_files, kind_of
from mixedmethods.desk.transcripts import Cast, preview
from mixedmethods.errors import DataError
from mixedmethods.ingest.pseudonyms import restore
from mixedmethods.store.codings import codings
from mixedmethods.store.texts import read_source, turns

TEXT = b"""# role: service_user
Moderator: How was it, Ann?
Ann: Ann is fine. Bob rang 07700 900123.
Ann T: Very fine.
Bob: I met Christina."""
MERGED = Cast(
    names={"Ann": "P1", "Ann T": "P1", "Bob": "P2", "Moderator": "M"},
    variables={"Ann T": {"ethnicity": "Bangladeshi", "age": ""}, "Moderator": {"ethnicity": "x"}},
    pseudonyms={"Christina": "P9"},
    kinds=("phone number",),
)


def test_a_preview_tells_speakers_and_identifiers_and_changes_nothing():
    read = preview("FG.txt", TEXT)
    assert [(s.name, s.turns, s.moderator) for s in read.found] == [
        ("Moderator", 1, True), ("Ann", 1, False), ("Ann T", 1, False), ("Bob", 1, False),
    ]  # fmt: skip
    assert read.identifiers == {"phone number": 1}
    assert (read.source.text, read.key) == (TEXT.decode(), ())


def test_names_are_merged_and_replaced_where_others_say_them():
    read = preview("FG.txt", TEXT, MERGED)
    assert read.source.text.splitlines()[1:] == [
        "M: How was it, P1?", "P1: P1 is fine. P2 rang [phone number].", "P1: Very fine.",
        "P2: I met P9.",
    ]  # fmt: skip
    assert [turn.speaker for turn in read.source.turns] == ["M", "P1", "P1", "P2"]
    assert restore("FG", read.source.text, read.key) == TEXT.decode()


def test_a_name_may_change_in_the_labels_alone():
    read = preview("FG.txt", TEXT, Cast(names={"Ann": "P1"}, everywhere=False))
    assert "Moderator: How was it, Ann?\nP1: Ann is fine." in read.source.text


def test_two_speakers_can_change_places():
    read = preview("FG.txt", TEXT, Cast(names={"Ann": "Bob", "Bob": "Ann"}))
    assert [turn.speaker for turn in read.source.turns] == ["Moderator", "Bob", "Ann T", "Ann"]
    assert "Bob: Bob is fine. Ann rang" in read.source.text


def test_a_speaker_who_keeps_the_name_keeps_all_of_it_unless_the_list_has_a_part():
    read = preview("FG.txt", TEXT, Cast(names={"Ann": "P1"}))
    assert [turn.speaker for turn in read.source.turns] == ["Moderator", "P1", "Ann T", "Bob"]
    read = preview("FG.txt", TEXT, Cast(names={"Bob": "P2"}, pseudonyms={"Ann": "P1"}))
    assert [turn.speaker for turn in read.source.turns] == ["Moderator", "P1", "P1 T", "P2"]


def test_cases_have_the_facts_of_the_group_and_their_own():
    cases = preview("FG.txt", TEXT, MERGED).cases
    assert {name: case.variables for name, case in cases.items()} == {
        "P1": (("role", "service_user"), ("ethnicity", "Bangladeshi")),
        "P2": (("role", "service_user"),),
    }


def test_an_import_stores_what_the_cast_says_and_no_name_that_it_takes_out(empty):
    import_files(empty, [File("FG.txt", TEXT)], "me", Options(casts={"FG.txt": MERGED}))
    assert not {"Ann", "Bob", "Christina", "07700"} & set(
        read_source(empty, "FG").text.replace(":", " ").replace(".", " ").split()
    )
    known = turns(empty)
    assert known["case"].dropna().unique().tolist() == ["FG/P1", "FG/P2"]
    assert known.set_index("speaker")["ethnicity"].to_dict()["P1"] == "Bangladeshi"
    assert b"Christina" not in empty.path.read_bytes()
    assert len(codings(empty)) == 0


def test_who_moderates_can_be_said(empty):
    cast = Cast(moderators=["Bob"])
    import_files(empty, [File("FG.txt", TEXT)], "me", Options(casts={"FG.txt": cast}))
    moderators = turns(empty).set_index("speaker")["moderator"].to_dict()
    assert moderators == {"Moderator": False, "Ann": False, "Ann T": False, "Bob": True}


def test_a_name_without_a_pseudonym_stores_nothing(empty):
    cast = Cast(pseudonyms={"Christina": ""})
    with pytest.raises(DataError, match="needs a pseudonym"):
        import_files(empty, [File("FG.txt", TEXT)], "me", Options(casts={"FG.txt": cast}))
    assert len(turns(empty)) == 0


def test_a_file_that_cannot_be_told_is_no_transcript():
    assert kind_of(File("FG.txt", TEXT)) == "transcript"
    assert kind_of(File("a.yaml", b"schema: codebook/1")) == "codebook"
    assert kind_of(File("a.bin", b"\0")) == ""


def test_a_name_is_taken_out_of_every_spelling_of_its_label():
    read = preview("FG.txt", b"Ann B: hi Ann B\nANNB: ho", Cast(names={"Ann B": "P1"}))
    assert read.source.text == "P1: hi P1\nP1: ho"
    assert restore("FG", read.source.text, read.key) == "Ann B: hi Ann B\nANNB: ho"
