"""Tests of rewriting a text before it is stored: turns stay round the same words."""

from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.ingest.rewrite import Replacement, apart, rewrite
from mixedmethods.model import Source, Turn

TEXT = "Ann: I met Bob.\nBob: Yes."
SOURCE = Source("FG", TEXT, (Turn(1, 5, 15, "Ann"), Turn(2, 21, 25, "Bob")))


def spoken(source):
    return [source.text[turn.start : turn.end] for turn in source.turns]


def test_words_before_inside_and_between_turns_are_replaced():
    wanted = [Replacement(11, 14, "somebody"), Replacement(0, 3, "P1"), Replacement(16, 19, "P22")]
    changed = rewrite(SOURCE, apart(SOURCE, wanted))
    assert changed.text == "P1: I met somebody.\nP22: Yes."
    assert spoken(changed) == ["I met somebody.", "Yes."]


def test_a_replacement_may_fill_a_turn_from_edge_to_edge_but_not_cross_one():
    whole, across = Replacement(21, 25, ""), Replacement(20, 22, "x")
    assert apart(SOURCE, [across, whole]) == [whole]
    assert spoken(rewrite(SOURCE, [whole])) == ["I met Bob.", ""]


def test_of_two_that_overlap_the_earlier_and_then_the_longer_counts():
    first, longer, late = Replacement(5, 7, "a"), Replacement(5, 9, "b"), Replacement(8, 12, "c")
    assert apart(SOURCE, [late, first, longer]) == [longer]


edges = st.lists(st.integers(0, 40), min_size=4, max_size=4).map(sorted)
stretches = st.tuples(st.integers(0, 40), st.integers(0, 40), st.text("ab😀", max_size=5))


@given(st.text("xyz \n😀é", min_size=40, max_size=40), edges, st.lists(stretches, max_size=8))
def test_a_rewritten_turn_is_the_turn_rewritten(text, cuts, given_stretches):
    turns = (Turn(1, cuts[0], cuts[1]), Turn(2, cuts[2], cuts[3]))
    source = Source("S", text, turns)
    made = apart(source, [Replacement(a, b, new) for a, b, new in given_stretches])
    changed = rewrite(source, made)
    for old, new in zip(source.turns, changed.turns, strict=True):
        inside = [r for r in made if old.start <= r.start and r.end <= old.end]
        words, shift = text[old.start : old.end], old.start
        for each in reversed(inside):
            words = words[: each.start - shift] + each.new + words[each.end - shift :]
        assert changed.text[new.start : new.end] == words
