"""Tests of reading transcripts: who said what, and where in the text it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixedmethods.errors import FileError
from mixedmethods.ingest.transcripts.text import read_transcript


def read(text, name="FG9.txt"):
    return read_transcript(name, text.encode())


def said(text):
    source, _ = read(text)
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


@pytest.mark.parametrize(
    ("name", "turns", "moderator", "role"),
    [
        ("FG1", 96, 18, "service_user"),
        ("FG2", 84, 16, "service_user"),
        ("FG3", 108, 20, "therapist"),
        ("FG4", 90, 17, "therapist"),
    ],
)
def test_sample_groups_have_their_turns(sample, name, turns, moderator, role):
    source, audit = read_transcript(f"{name}.txt", sample(f"focus_groups/{name}.txt"))
    assert source.id == name
    assert (len(source.turns), sum(turn.moderator for turn in source.turns)) == (turns, moderator)
    assert (audit.kept, audit.entries) == (turns, ())
    assert dict(source.variables)["role"] == role
    assert [turn.number for turn in source.turns] == list(range(1, turns + 1))
    assert all(turn.time and turn.speaker for turn in source.turns)


def test_turns_with_times_are_read_with_their_time():
    source, _ = read("M [00:00]: Hello.\nP1 [1:02:03]: Hi 😀\n  P 2 [12:45]  :  So\n")
    assert [(turn.speaker, turn.time, turn.moderator) for turn in source.turns] == [
        ("M", "00:00", True),
        ("P1", "1:02:03", False),
        ("P 2", "12:45", False),
    ]
    assert [source.text[t.start : t.end] for t in source.turns] == ["Hello.", "Hi 😀", "So"]


@pytest.mark.parametrize(
    "label",
    ["ANN", "Ann", "P3", "p3", "3", "Ann B", "Dr O'Neil-Smith", "Özlem", "Élise D.", "আমিনা", "محمد",
     "王芳", "Speaker 12", "Participant 3", "fg1"],
)  # fmt: skip
def test_a_name_in_any_script_starts_a_turn(label):
    assert said(f"Interviewer: Well?\n{label}: Yes.\n") == [
        ("Interviewer", "Well?"),
        (label, "Yes."),
    ]


@pytest.mark.parametrize(
    "line",
    ["For example: tea.", "10:30 we met.", "https://example.org: no", "He said: no.", "so: no",
     "Then, Anna: no", "I mean (Ann): no", "What? Ann: no", "Ann:no", "One two three four five: no",
     "# not a header: any more", "", "   ", "no colon at all"],
)  # fmt: skip
def test_what_is_no_name_goes_on_with_the_turn_above(line):
    assert said(f"Ann: Yes\n{line}\nand so on\nBo: No") == [
        ("Ann", f"Yes\n{line}\nand so on"),
        ("Bo", "No"),
    ]


def test_lines_that_look_like_labels_but_were_not_taken_for_ones_are_flagged():
    _, audit = read("Ann: Yes\nFor example: tea\n10:30 then\nBo: No\nmaria de souza: hm\n")
    assert [(entry.row, entry.outcome) for entry in audit.entries] == [
        (2, "flagged"),
        (5, "flagged"),
    ]
    _, audit = read("Ann [00:01]: Yes\nBo: was that you?\n")
    assert [(entry.row, entry.outcome) for entry in audit.entries] == [(2, "flagged")]
    assert "tea" not in f"{audit}"


def test_with_times_only_labels_with_a_time_start_a_turn():
    assert said("Ann [00:01]: Yes\nBo: no\nCy [00:02]: Hm") == [
        ("Ann", "Yes\nBo: no"),
        ("Cy", "Hm"),
    ]


@pytest.mark.parametrize("label", ["M", "Mod", "MODERATOR", "moderator", "Int", "interviewer", "m"])
def test_moderators_are_known_by_their_label(label):
    source, _ = read(f"P1: Hello.\n{label}: Well?\n")
    assert [turn.moderator for turn in source.turns] == [False, True]


def test_moderators_may_be_named():
    source, _ = read_transcript("a.txt", b"M: Hello.\nAnn: Well?\n", ["ann"])
    assert [turn.moderator for turn in source.turns] == [False, True]


def test_header_gives_variables_of_the_source():
    source, audit = read(
        "# SYNTHETIC\n# group: FG9\n# Role: therapist\n#mode:online \n# participants: P1 P2\n"
        "# empty:\n\nP1: # tag: no\n# late: no\n"
    )
    assert source.variables == (("role", "therapist"), ("mode", "online"))
    assert audit.entries == ()


def test_words_before_the_first_turn_are_kept_in_the_text_and_flagged():
    source, audit = read("Recorded on Monday.\n\nP1: Yes\n")
    assert source.text.startswith("Recorded on Monday.")
    assert [(e.row, e.outcome) for e in audit.entries] == [(1, "flagged")]
    assert audit.kept == 1


def test_mark_and_line_ends_do_not_move_a_turn():
    plain = read("P1: Yes 😀\nand\nP2: é\n")
    assert read_transcript("FG9.txt", "\ufeffP1: Yes 😀\r\nand\r\nP2: é\r\n".encode()) == plain
    assert read_transcript("FG9.txt", "P1: Yes 😀\nand\nP2: é\n".encode("utf-16")) == plain


def test_an_accent_stays_as_it_was_written():
    assert said("P1: e\u0301 \u00e9") == [("P1", "e\u0301 \u00e9")]


def test_a_turn_without_words_is_empty():
    assert said("P1: \nP2:\n\nP3:") == [("P1", ""), ("P2", ""), ("P3", "")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Just words.\n", "Each turn must start with its speaker"),
        (b"# role: x\n", "Got no such line in FG9.txt"),
        (b"", "an empty file"),
        (b"P1: caf\xe9", "saved as UTF-8"),
        (b"PK\x03\x04\x00", "must be text"),
    ],
)
def test_what_is_no_transcript_is_refused(content, message):
    with pytest.raises(FileError) as error:
        read_transcript("FG9.txt", content)
    assert message in str(error.value)


spoken = st.text(alphabet="aé😀 \t\u00a0\u2028e\u0301'.:[]#-1", max_size=12)
labels = st.sampled_from(["P1", "Ann B", "M", "Özlem", "p2"])


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(labels, st.lists(spoken, min_size=1, max_size=3)), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_turn_holds_its_words_trimmed_and_never_a_label(turns, timed, end):
    # Later lines start with a word, so that none can be taken for a label.
    expected = [
        (who, "\n".join([lines[0], *(f"so {x}" for x in lines[1:])])) for who, lines in turns
    ]
    label = " [00:01]: " if timed else ": "
    text = "\n".join(f"{who}{label}{words}" for who, words in expected)
    source, audit = read_transcript("a.txt", text.replace("\n", end).encode())
    assert source.text == text
    found = [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]
    assert found == [(who, words.strip()) for who, words in expected]
    assert audit.kept == len(expected)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(alphabet="AbP1m é😀:[]#0\n\r\t ", min_size=1, max_size=60))
def test_turns_of_any_text_follow_each_other_and_are_trimmed(text):
    try:
        source, _ = read_transcript("a.txt", text.encode())
    except FileError:
        return
    at = 0
    for turn in source.turns:
        assert at <= turn.start <= turn.end <= len(source.text)
        words = source.text[turn.start : turn.end]
        assert words == words.strip()
        assert source.text[at : turn.start].rstrip().endswith(":")
        at = turn.end
    assert source.text[at:].strip() == ""
