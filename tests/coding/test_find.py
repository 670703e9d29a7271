"""Tests of find: the same matches in many texts at once, whatever stands in them."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from mixedmethods.coding.find import find
from mixedmethods.coding.match import matches
from mixedmethods.model import Code, Lexicon


def code(id, *words, **parts):
    return Code(id, id.title(), "book", lexicon=Lexicon(words, **parts))


def rows(table):
    return list(table.itertuples(index=False, name=None))


def found(text, *words, **parts):
    return [
        text[start:end]
        for _, _, start, end in rows(find({"A": text}, [code("X", *words, **parts)]))
    ]


# An oracle that knows no words and no numbers: it tries every start and every end of every text,
# and compares letter by letter.

GAPS = " \t\n-\u2010\u2011\u00a0"


def is_letter(char):
    return char.isalnum() or char == "_"


def belongs(text, at):
    """Whether the character is part of a word: a letter, or a mark on one."""
    while at >= 0 and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return at >= 0 and is_letter(text[at])


def touches(text, start, end):
    """Whether a stretch goes on in a word before it or after it."""
    return (start > 0 and belongs(text, start - 1)) or (end < len(text) and belongs(text, end))


def plain(text):
    bare = unicodedata.normalize("NFD", text).casefold().replace("’", "'")
    return unicodedata.normalize("NFC", bare.replace("i\u0307", "i").replace("\u0131", "i"))


def parts(text):
    """The words of an entry, or of a stretch, as spaces and hyphens part them."""
    return re.split(f"[{re.escape(GAPS)}]+", text)


def agree(word, part, tied=False):
    """Whether a word of an entry stands for all of a part; `tied` while the last was a letter."""
    if not word or not part:
        return not part and not word.replace("*", "")
    here = is_letter(part[0]) or (tied and unicodedata.category(part[0])[0] == "M")
    if word[0] != "*":
        return word[0] == part[0] and agree(word[1:], part[1:], here)
    takes = here or (
        word == "*" and tied and part[0] == "'" and len(part) > 1 and is_letter(part[1])
    )
    return agree(word[1:], part, tied) or (takes and agree(word, part[1:], here))


def stands(text, entry):
    """Every stretch of a text at which an entry stands; of those with one start the longest."""
    entry = plain(entry.strip(GAPS))
    for start in range(len(text)) if entry else ():
        for end in range(len(text), start, -1):
            pairs = parts(entry), parts(plain(text[start:end]))
            alike = len(pairs[0]) == len(pairs[1]) and all(pairs[1])
            if not touches(text, start, end) and alike and all(map(agree, *pairs)):
                yield start, end
                break


def runs(text):
    """Every word, with what apostrophes tie to it."""
    at = 0
    while at < len(text):
        if not belongs(text, at):
            at += 1
            continue
        end = at
        while end < len(text) and (
            belongs(text, end)
            or (text[end] in "'’" and end + 1 < len(text) and is_letter(text[end + 1])
                and belongs(text, end - 1))
        ):  # fmt: skip
            end += 1
        yield at, end
        at = end


def oracle(text, lexicon):
    hits = {stretch for entry in lexicon.any for stretch in stands(text, entry)}
    words = list(runs(text))
    number = {at: k for k, (low, high) in enumerate(words) for at in range(low, high)}
    for first, second, furthest in lexicon.near:
        for start, end in stands(text, first):
            near = [
                (abs(number[start] - number[low]), low, high)
                for low, high in stands(text, second)
                if 0 < abs(number[start] - number[low]) <= furthest
            ]
            if near:
                _, low, high = sorted(near)[0]
                hits.add((min(start, low), max(end, high)))
    stem = SnowballStemmer("english").stem
    roots = {stem(word) for word in lexicon.stem}
    hits |= {(low, high) for low, high in words if stem(plain(text[low:high])) in roots}
    for low, high in [stretch for entry in lexicon.cancel for stretch in stands(text, entry)]:
        hits = {(start, end) for start, end in hits if end <= low or high <= start}
    return hits


LETTERS = [
    "a", "b", "A", "é", "e\u0301", "E\u0301", "x\u030c", "ß", "ss", "ẞ", "İ", "I", "i", "\u0131",
    "ﬁ", "fi", "ς", "\u03c3", "1", "_",
]  # fmt: skip
WORDS = st.one_of(
    st.lists(st.sampled_from(LETTERS), min_size=1, max_size=3).map("".join),
    st.sampled_from(["a", "ab", "wait", "waits", "waited", "a'b", "don’t", "wait’s"]),
)
BETWEEN = st.sampled_from(
    [" ", "  ", "\n", " \n", "-", "\u2011", "\u00a0", ", ", ". ",
     " 🙂 ", "👩🏽‍⚕️", "❤️", "'", "’", " '", "\u0301 ", "/"]
)  # fmt: skip
TEXTS = st.tuples(
    st.sampled_from(["", " ", "🙂", "'", "\u0301"]), st.lists(st.tuples(WORDS, BETWEEN), max_size=6)
).map(lambda parts: parts[0] + "".join(word + gap for word, gap in parts[1]))
STARRED = WORDS.flatmap(
    lambda word: st.sampled_from([word, word, f"{word}*", f"*{word}", f"{word[0]}*{word[-1]}", "*"])
)
PHRASES = st.lists(STARRED, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ", "-"]).map(lambda gap: gap.join(words))
)
SIGNED = st.sampled_from(
    [
        "a/b",
        "a*/b",
        "a/",
        "/a",
        "/",
        "🙂",
        "a / b",
        "a 🙂",
        "a, b",
        "'a",
        "a’",
        "'",
        "wait. a*",
        "/ /",
    ]
)
LEXICONS = st.builds(
    Lexicon,
    st.lists(st.one_of(PHRASES, SIGNED), max_size=3).map(tuple),
    st.lists(st.tuples(PHRASES, PHRASES, st.integers(1, 5)), max_size=2).map(tuple),
    st.lists(st.one_of(PHRASES, SIGNED), max_size=2).map(tuple),
    st.lists(st.sampled_from(["wait", "waiting", "a"]), max_size=1).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.lists(LEXICONS, min_size=1, max_size=2), st.integers(1, 9))
def test_all_is_found_that_trying_every_stretch_finds_and_nothing_else(texts, lexicons, size):
    named = {f"T{k}": text for k, text in enumerate(texts)}
    codes = [Code(f"C{k}", "", "book", lexicon=each) for k, each in enumerate(lexicons)]
    naive = {
        (code.id, source, *stretch)
        for source, text in named.items()
        for code in codes
        for stretch in oracle(text, code.lexicon)
    }
    table = rows(find(named, codes, size))
    assert set(table) == naive
    assert table == sorted(naive)


@given(TEXTS, LEXICONS)
def test_one_text_and_one_lexicon_give_what_matches_gives(text, lexicon):
    table = find({"A": text}, [Code("X", "", "book", lexicon=lexicon)])
    assert [(m.start, m.end) for m in matches(text, lexicon)] == [row[2:] for row in rows(table)]


def test_rows_come_by_code_and_source_as_given_then_by_place():
    table = find({"B": "list, wait", "A": "wait"}, [code("Z", "wait", "list"), code("C", "wait")])
    assert rows(table) == [
        ("Z", "B", 0, 4), ("Z", "B", 6, 10), ("Z", "A", 0, 4), ("C", "B", 6, 10), ("C", "A", 0, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({}, []), ({}, [code("X", "wait")]), ({"A": "I wait"}, []), ({"A": "I wait"}, [code("X")]),
        ({"A": ""}, [code("X", "wait", "?", "wait?", stem=("wait",))]),
        ({"A": "🙂"}, [code("X", "*", "wait", near=(("*", "*", 1),), cancel=("*",))]),
    ],
)  # fmt: skip
def test_nothing_found_is_a_table_without_rows(texts, codes):
    table = find(texts, codes)
    assert table.columns.tolist() == ["code", "source", "start", "end"]
    assert table.empty
    assert table["start"].dtype == table["end"].dtype == "int64"


def test_code_and_source_are_categories_in_the_order_given():
    table = find({"B": "x", "A": "wait"}, [code("Z", "wait"), code("C", "no")])
    assert isinstance(table["code"].dtype, pd.CategoricalDtype)
    assert table["code"].cat.categories.tolist() == ["Z", "C"]
    assert table["source"].cat.categories.tolist() == ["B", "A"]


def test_a_phrase_and_a_word_of_it_are_both_found():
    assert found("the health care", "health", "health care", "care") == [
        "health", "health care", "care",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        ("Straße", "STRASSE"), ("STRASSE", "straße"), ("STRAẞE", "strasse"), ("ﬁnd", "FIND"),
        ("find", "ﬁnd"), ("İstanbul", "istanbul"), ("ISPARTA", "\u0131sparta"), ("ΟΔΟΣ", "οδος"),
        ("Cafe\u0301", "café"), ("CAFÉ", "cafe\u0301"), ("café\u0301", "cafe\u0301\u0301"),
    ],
)  # fmt: skip
def test_spellings_that_fold_to_one_are_found_at_their_own_places(written, entry):
    text = f"🙂 ẞß İ ﬃ e\u0301 {written}, {written}."
    assert found(text, entry) == [written, written]
    assert found(text, f"{entry}*", f"*{entry}") == [written, written]


def test_an_accent_makes_another_word_however_it_is_written():
    for text in ("café", "cafe\u0301"):
        assert found(text, "cafe", "caf", "cafe*", "e") == []


def test_a_mark_on_no_letter_is_part_of_no_word():
    assert found("❤\ufe0fwait 1\ufe0f\u20e3 \u0301wait", "wait") == ["wait", "wait"]


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("24/7", "24/7, 24 7, 24/78, 124/7, 24//7", ["24/7"]),
        ("r&d", "R&D and R & D", ["R&D"]),
        ("r & d", "R&D and R & D, R -&-\nD", ["R & D", "R -&-\nD"]),
        ("#tag", "#tag x#tag ##TAG tag", ["#tag", "#TAG"]),
        ("50%", "50% 50%x 50 % 150%", ["50%"]),
        ("e.g.", "e.g. this, e.g.that, e.g", ["e.g."]),
        ("🙂", "wait 🙂🙂, 🙂wait, wait🙂", ["🙂", "🙂"]),
        ("(wait*)", "(waiting) (wait)", ["(waiting)", "(wait)"]),
        ("dr. *", "Dr. Who and Dr. No, Dr", ["Dr. Who", "Dr. No"]),
        ("'wait", "’wait, 'Wait, wait", ["’wait", "'Wait"]),
    ],
)
def test_signs_of_an_entry_stand_as_written_and_touch_no_other_word(entry, text, expected):
    assert found(text, entry) == expected


def test_nothing_runs_from_one_text_into_the_next():
    texts = {"A": "no wait", "B": "list, wait.", "C": "m, on /", "D": "7"}
    entries = ("wait list", "wait.m", "wait, m", "/ 7", "/7", "on/7")
    near = (("wait", "list", 9), ("wait", "m", 9), ("/", "7", 9))
    table = rows(find(texts, [code("X", *entries, near=near)]))
    assert table == [("X", "B", 0, 10)]  # the pair within B


def test_a_sign_at_the_end_of_a_text_is_near_the_words_before_it():
    assert found("wait on 🙂", near=(("wait", "🙂", 2),)) == ["wait on 🙂"]
    assert found("wait on 🙂", near=(("wait", "🙂", 1),)) == []


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 10**6])
def test_no_match_depends_on_where_a_long_text_is_cut(size):
    text = "We wait ' s, don’t\n\nwait-list the waiting\tlist e\u0301 don't " * 3
    lexicon = {
        "any": ("wait list", "waiting list", "don't wait", "wait s", "é don't", "s"),
        "near": (("wait*", "é", 9),), "cancel": ("the waiting",), "stem": ("waits",),
    }  # fmt: skip
    table = find({"A": text}, [Code("X", "", "book", lexicon=Lexicon(**lexicon))], size)
    places = [(m.start, m.end) for m in matches(text, Lexicon(**lexicon))]
    assert [row[2:] for row in rows(table)] == places
    assert len(places) == 20


def test_a_stem_of_words_that_an_apostrophe_ties_is_that_of_all_of_them():
    text = "therapists' therapist’s o'therapist therapist'n'me"
    assert found(text, stem=("therapist",)) == ["therapists", "therapist’s"]


def test_a_word_with_many_apostrophes_and_a_row_of_stars_are_no_trouble():
    text = "'".join("a" * 20_000) + " " + "a" * 20_000
    table = find({"A": text}, [code("X", "a*", "*a*" * 30 + "b", stem=("a",))])
    assert len(table) == 20_001


def test_a_lone_half_of_a_character_pair_is_no_word():
    assert found("wait \ud83d wait\ud83d", "wait", "wait wait") == ["wait", "wait"]


def test_codes_with_one_id_share_its_category():
    table = find({"A": "I wait"}, [code("X", "wait"), code("X", "i")])
    assert rows(table) == [("X", "A", 2, 6), ("X", "A", 0, 1)]
