"""Tests of what the transcript view is told about codes and spans."""

from itertools import pairwise

import pandas as pd

from mixedmethods.app.coding_parts import COLUMNS, made, palette, tree
from mixedmethods.model import Code, Codebook


def code(id: str, parent: str = "", topic: str = "", codable: bool = True) -> Code:
    return Code(id, id.lower(), "book", topic=topic, parent=parent, codable=codable)


def test_codes_stand_below_their_parents_whatever_their_order() -> None:
    codes = [code("B", "A"), code("C"), code("A"), code("D", "B"), code("E", "A")]
    assert [(c.id, depth, root.id) for c, depth, root in tree(codes)] == [
        ("C", 0, "C"), ("A", 0, "A"), ("B", 1, "A"), ("D", 2, "A"), ("E", 1, "A"),
    ]  # fmt: skip


def test_a_code_stands_under_the_topic_of_the_code_above_it() -> None:
    codes = (code("A", topic="t"), code("B", "A", topic="u"), code("C"))
    book = Codebook("book", "Book", codes, topics=(("t", "Topic"), ("u", "Other")))
    shown = palette(book, [])
    assert [(c["id"], c["group"], c["depth"]) for c in shown] == [
        ("A", "Topic", 0), ("B", "Topic", 1), ("C", "Other codes", 0),
    ]  # fmt: skip


def test_codes_of_other_codebooks_are_named_but_not_offered() -> None:
    other = Codebook("other", "Other", (code("X"),))
    shown = palette(Codebook("book", "Book", (code("A", codable=False),)), [other])
    assert [(c["id"], c["listed"], c["codable"]) for c in shown] == [
        ("A", True, False), ("X", False, True),
    ]  # fmt: skip


def test_neighbouring_codes_differ_in_their_pattern_even_where_colours_come_again() -> None:
    book = Codebook("book", "Book", tuple(code(f"C{k}") for k in range(24)))
    patterns = [c["pattern"] for c in palette(book, [])]
    assert all(patterns[k] != patterns[k + 12] for k in range(12))  # there are twelve colours
    assert all(one != other for one, other in pairwise(patterns))


def test_a_coding_tells_whose_it_is_and_how_many_memos_are_on_it() -> None:
    frame = pd.DataFrame([("c1", 1, 5, "A", "Ada", "barrier", "")], columns=list(COLUMNS))
    (span,) = made(frame, "Ada", {"c1": 2})
    assert (span["mine"], span["memos"], span["stance"], span["status"]) == (
        True, 2, "barrier", "coding",
    )  # fmt: skip
    (span,) = made(frame, "Ben", {})
    assert (span["mine"], span["memos"]) == (False, 0)
    assert made(frame.iloc[:0], "Ada", {}) == []
