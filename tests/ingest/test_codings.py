"""Tests of reading codings: each stands on exactly the words that it quotes."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.codings import read_codings
from mixedmethods.ingest.transcripts.text import read_transcript
from mixedmethods.model import Coding, Selection, Source, Turn

HEAD = "segment_id,source,turn,start,end,code,stance,elicitation,quote\n"


@pytest.fixture(scope="module")
def group():
    return read_transcript("FG9.txt", "M: Well 😀?\nP1:  I 😀 waited é.\nP2: Me too.\n".encode())[0]


@pytest.fixture
def read(group):
    return lambda rows, head=HEAD: read_codings(
        "a.csv", f"{head}{rows}".encode(), {"FG9": group}, "Ann"
    )


@pytest.mark.parametrize(("name", "count"), [("FG1", 53), ("FG2", 39), ("FG3", 63), ("FG4", 49)])
def test_sample_codings_stand_on_the_words_they_quote(sample, name, count):
    source, _ = read_transcript(f"{name}.txt", sample(f"focus_groups/{name}.txt"))
    file = f"{name}_gold.csv"
    found = read_codings(file, sample(f"focus_groups/{file}"), {name: source}, "gold")
    assert len(found) == count
    turns = [(turn.start, turn.end) for turn in source.turns if not turn.moderator]
    for coding in found:
        start, end = coding.selection.start, coding.selection.end
        assert coding.quote == source.text[start:end] != ""
        assert any(low <= start < end <= high for low, high in turns)
    assert len({coding.id for coding in found}) == count


def test_offsets_are_code_points_inside_the_words_of_the_turn(read, group):
    (coding,) = read("s1,FG9,2,2,10,WAIT,barrier,prompted,😀 waited\n")
    at = group.text.index("😀 waited")
    assert coding == Coding(
        "Ann/s1",
        Selection("FG9", at, at + 8),
        "WAIT",
        "Ann",
        "import",
        "barrier",
        "prompted",
        "😀 waited",
    )


def test_codings_in_turns_with_emoji_of_the_second_group_quote_exactly(sample):
    text = sample("focus_groups/FG2.txt").decode()
    line = next(line for line in text.splitlines() if line.startswith("P"))
    words = line.partition("]: ")[2]
    marked = text.replace(words, f"😀 {words}", 1)
    source, _ = read_transcript("FG2.txt", marked.encode())
    row = f's,FG2,2,2,12,A,,,"{words[:10]}"\n'
    (coding,) = read_codings("a.csv", f"{HEAD}{row}".encode(), {"FG2": source}, "Ann")
    assert coding.quote == words[:10]


def test_quote_stance_and_elicitation_may_be_absent(read):
    (coding,) = read("s1,FG9,3,0,7,A\n,,,,,\n", "segment_id,source,turn,start,end,code\n")
    assert (coding.quote, coding.stance, coding.elicitation) == ("Me too.", "", "")


@pytest.mark.parametrize(
    "where", ["2,1,9", "2,3,11", "2,2,9", "2,2,11", "2,3,10", "3,0,8", "1,2,10"]
)
def test_offsets_that_are_off_by_one_are_refused_without_a_quote(read, where):
    with pytest.raises(FileError, match="row 3") as error:
        read(f"s1,FG9,3,0,7,A,,,Me too.\ns2,FG9,{where},A,,,😀 waited\n")
    assert "waited" not in str(error.value)


@pytest.mark.parametrize(
    "where",
    ["9,0,1", "0,0,1", "2,-1,3", "2,0,14", "2,3,3", "2,4,3", "2,,", "two,0,1", "2,0.5,1",
     f"2,0,{'9' * 5000}"],
)  # fmt: skip
def test_a_stretch_outside_its_turn_is_refused_by_its_row(read, where):
    with pytest.raises(FileError, match=r"inside a turn .* Got one in row 2"):
        read(f"s1,FG9,{where},A,,,\n")


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ("s1,FG8,2,0,1,A,,,\n", HEAD, "must name a source of the project. Got another in row 2"),
        ("FG9,2,0,1\n", "source,turn,start,end\n", "Got none for segment_id, code in a.csv"),
    ],
)
def test_a_faulty_table_of_codings_is_refused(read, rows, head, message):
    with pytest.raises(FileError) as error:
        read(rows, head)
    assert message in str(error.value)


def test_codings_of_answers_find_the_turn_of_the_respondent():
    text = "Yes\n\n🙂 No time"
    turns = (Turn(1, 0, 3, "a"), Turn(2, 5, 14, "b"))
    answers = {"WHY": Source("WHY", text, turns, "free text")}
    head = "item,respondent_id,start,end,code,quote\n"
    (coding,) = read_codings("c.csv", f"{head}WHY,b,2,9,TIME,No time\n".encode(), answers, "Ann")
    assert coding.selection == Selection("WHY", 7, 14)
    for row in ("WHY,c,0,1,TIME,\n", "HOW,b,0,1,TIME,\n"):
        with pytest.raises(FileError, match="row 2"):
            read_codings("c.csv", f"{head}{row}".encode(), answers, "Ann")
