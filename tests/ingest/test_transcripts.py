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
        (0, "flagged"),
    ]
    assert audit.entries[2].reason == "1 line without a speaker was read as words of the turn above"
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
    assert [entry.row for entry in audit.entries] == [0]


def test_words_before_the_first_turn_are_kept_in_the_text_and_flagged():
    source, audit = read("Recorded on Monday.\n\nP1: Yes\n")
    assert source.text.startswith("Recorded on Monday.")
    assert [(e.row, e.outcome) for e in audit.entries] == [(1, "flagged")]
    assert audit.kept == 1


STYLES = {
    "P3 [12:45]: Yes.\nMod [12:46]: Why?": [("P3", "12:45"), ("Mod", "12:46")],
    "ANN: Yes.\nMODERATOR-2: Why?": [("ANN", ""), ("MODERATOR-2", "")],
    "[id1] Yes.\n[id2] Why?": [("id1", ""), ("id2", "")],
    "Ann  00:03\nYes.\n\nUnknown Speaker  1:02:03\nWhy?": [
        ("Ann", "00:03"), ("Unknown Speaker", "1:02:03"),
    ],
    "Ann (00:03)\nYes.\nBo (00:05)\nWhy?": [("Ann", "00:03"), ("Bo", "00:05")],
    "Ann\t00:03\nYes.\nBo\t00:05\nWhy?": [("Ann", "00:03"), ("Bo", "00:05")],
    "**Ann:** Yes.\n**de Vries**: Why?": [("Ann", ""), ("de Vries", "")],
    "**Ann [00:03]:** Yes.\n__Bo:__ Why?": [("Ann", "00:03"), ("Bo", "")],
    "Speaker 1 (00:03):\nYes.\nSpeaker 2 (00:05):\nWhy?": [
        ("Speaker 1", "00:03"), ("Speaker 2", "00:05"),
    ],
    "[00:03] Ann: Yes.\n00:05 - Bo: Why?": [("Ann", "00:03"), ("Bo", "00:05")],
    "00:00:03\nAnn: Yes.\nBo: Why?": [("Ann", "00:00:03"), ("Bo", "")],
    "00:06:40\tLu | Labs:\tYes.\n00:06:46\tde V (x):\tWhy?": [
        ("Lu | Labs", "00:06:40"), ("de V (x)", "00:06:46"),
    ],
    "00:06:40 From Ann to Everyone:\n\tYes.\n00:06:46\t From  Bo : Why?": [
        ("Ann", "00:06:40"), ("Bo", "00:06:46"),
    ],
    "Ann (she/her): Yes.\nAnne : Why?": [("Ann (she/her)", ""), ("Anne", "")],
    "王芳\uff1aYes.\n李雷\uff1a Why?": [("王芳", ""), ("李雷", "")],
}  # fmt: skip


@pytest.mark.parametrize("text", STYLES)
def test_every_style_of_label_is_read_and_the_text_stays(text):
    source, _ = read(text)
    assert source.text == text
    assert [(turn.speaker, turn.time) for turn in source.turns] == STYLES[text]
    assert [source.text[t.start : t.end] for t in source.turns] == ["Yes.", "Why?"]


@pytest.mark.parametrize(
    "line",
    ["[inaudible 00:01:02] so", "[22:54?] so", "[27:25?} so", "[laughs] so", "https://a.org: so",
     "Note: so", "NB: so", "Pergunta 1: so", "Question 12: so", "Topic 3b: so", "and 12:45",
     "12:45", "Date: so"],
)  # fmt: skip
def test_marks_headings_and_remarks_are_no_speakers(line):
    assert said(f"Ann: Yes\n{line}\nmore\nBo: No") == [("Ann", f"Yes\n{line}\nmore"), ("Bo", "No")]


def test_a_time_alone_above_a_label_is_its_time_and_no_words():
    source, audit = read("Ann: Yes\n\n00:05:00\n\nBo: No")
    assert said(source.text) == [("Ann", "Yes"), ("Bo", "No")]
    assert [turn.time for turn in source.turns] == ["", "00:05:00"]
    assert audit.entries == ()


def test_a_form_at_the_head_is_no_turn():
    text = "Interviewer: Dr Woo\nDate: 3 May\nPlace: Leeds\n\nInt: Well?\nP1: Yes."
    assert said(text) == [("Int", "Well?"), ("P1", "Yes.")]
    _, audit = read(text)
    assert [entry.row for entry in audit.entries] == [1, 2, 3]


def test_spellings_of_one_name_are_one_speaker_under_the_first():
    source, _ = read("P 3: a\nANN B: b\np3: c\nAnn B: d\nP3: e")
    assert [turn.speaker for turn in source.turns] == ["P 3", "ANN B", "P 3", "ANN B", "P 3"]


def test_the_mark_of_otter_is_no_words():
    text = "SUMMARY KEYWORDS\ntea\n\nAnn  00:03\nYes.\n\nTranscribed by https://otter.ai\n"
    assert said(text) == [("Ann", "Yes.")]


def test_words_that_could_not_be_heard_are_counted():
    _, audit = read("Ann: so [inaudible 00:01:02] and (unclear) or [22:54?] and [27:25?}\n")
    assert [(e.row, e.reason) for e in audit.entries] == [
        (0, "4 marks say that words could not be heard")
    ]


def test_a_speaker_with_one_turn_among_many_is_doubtful():
    _, audit = read("Ann: a\nBo: b\n" * 6 + "Christina: c\n")
    assert [(e.row, e.reason) for e in audit.entries] == [
        (13, "the only turn of its speaker; is it a name?")
    ]
    many = "".join(f"Name{letter * 3}: a\n" for letter in "abcdefghijk")
    _, audit = read(many)
    assert "11 speakers have one turn only" in f"{audit.entries}"
    assert "Name" not in f"{audit.entries}"


@pytest.mark.parametrize(
    ("names", "doubtful"),
    [
        ("Maria Marya", True), ("Maria Mariah", True), ("Conor_Connor", True), ("Ann_Ann T", True),
        ("P1 P2", False), ("Speaker 1_Speaker 2", False), ("Ann B_Ann C", False), ("Jo Bo", False),
        ("Moderator Moderator-2", False), ("Maria Sarah", False), ("M Mod", False),
    ],
)  # fmt: skip
def test_names_that_are_much_alike_are_doubtful(names, doubtful):
    a, b = names.split("_" if "_" in names else " ")
    _, audit = read(f"{a}: a\n{b}: b\n")
    found = ["the speaker's name is much like the one on line 1"] if doubtful else []
    assert [e.reason for e in audit.entries] == found


def test_no_doubt_holds_a_name_or_a_word():
    text = "secret\nZoe: secret [inaudible]\nZoey: secret\nsecret\nzoeann: secret\n" + "Mo: x\n" * 9
    _, audit = read(text)
    assert len(audit.entries) >= 6
    assert not any(word in f"{audit}" for word in ("secret", "Zoe", "zoe", "Mo:"))


def test_a_refusal_says_what_was_found():
    with pytest.raises(FileError, match=r"in FG9.txt \(2 start with a heading"):
        read("Pergunta 1: a\nb\nPergunta 2: c\n")


def test_the_encoding_can_be_chosen():
    source, _ = read_transcript("a.txt", "Zoë: né".encode("cp1252"), encoding="cp1252")
    assert (source.text, source.turns[0].speaker) == ("Zoë: né", "Zoë")


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
        label = source.text[at : turn.start].rstrip()
        assert label.endswith((":", "]")) or label[-1].isdigit()
        at = turn.end
    assert source.text[at:].strip() == ""
