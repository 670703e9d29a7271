"""Tests of the words that participants use: how often, by how many, out of how many words."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding.frequency import word_frequencies
from mixedmethods.errors import DataError


def study(*said):
    """Texts and turns from (source, case, role, moderator, words)."""
    texts, rows = {}, []
    for source, case, role, moderator, words in said:
        start = len(texts.setdefault(source, ""))
        texts[source] += f"{words}\n"
        rows.append((source, start, start + len(words), case, moderator, role))
    names = ["source", "start", "end", "case", "moderator", "role"]
    return texts, pd.DataFrame(rows, columns=names)


SAID = study(
    ("FG1", None, None, True, "Waiting waiting waiting"),
    ("FG1", "a", "user", False, "Waiting is waiting. The list!"),
    ("FG1", "b", "user", False, "the list, don’t wait 2 weeks"),
    ("FG2", "c", "staff", False, "LIST list list café"),
)


def test_words_count_by_how_often_by_whom_and_where():
    table = word_frequencies(*SAID)
    assert table.to_numpy().tolist() == [["list", 5, 3, 2], ["waiting", 2, 1, 1]]


def test_small_words_and_numbers_are_left_out_unless_they_are_asked_for():
    words = set(word_frequencies(*SAID, least=1)["word"])
    assert words == {"list", "waiting", "wait", "weeks", "café"}
    assert {"the", "don't"} <= set(word_frequencies(*SAID, least=1, stop=())["word"])


def test_by_a_variable_each_group_has_its_base_and_its_zeros():
    table = word_frequencies(*SAID, by="role").set_index(["word", "group"])
    assert table.loc[("list", "staff"), ["n", "words", "per_1000"]].tolist() == [3, 4, 750]
    assert table.loc[("waiting", "staff"), ["n", "speakers"]].tolist() == [0, 0]
    assert table.loc[("list", "user"), "words"] == 10


def test_forms_of_one_stem_count_together_under_the_one_said_most():
    table = word_frequencies(*SAID, least=1, stem=True).set_index("word")
    assert table.loc["waiting", ["n", "speakers"]].tolist() == [3, 2]
    assert table.loc["waiting", "forms"] == "waiting, wait"


def test_an_accent_counts_the_same_however_it_is_written():
    given = study(("FG1", "a", "user", False, "café cafe\u0301"))
    assert word_frequencies(*given)["n"].tolist() == [2]


@given(st.lists(st.sampled_from(["cost", "list", "wait"]), max_size=12))
def test_counts_add_up_to_the_words_that_were_said(words):
    table = word_frequencies(*study(("FG1", "a", "user", False, " ".join(words))), least=1)
    assert table["n"].sum() == len(words)
    assert set(table["word"]) == set(words)


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(DataError, match="1 or more"):
        word_frequencies(*SAID, least=0)
    with pytest.raises(DataError, match="'age'"):
        word_frequencies(*SAID, by="age")
