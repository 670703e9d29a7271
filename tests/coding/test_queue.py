"""Tests of the review queue: one list of all origins, in which no code and no group starves."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.coding import suggest
from mixedmethods.coding.match import Suggestion
from mixedmethods.coding.queue import Proposal, from_lexicon, joined, review_queue
from mixedmethods.store import open_project
from mixedmethods.store.texts import read_source

GROUPS = ("FG1", "FG2", "FG3", "FG4")


def proposal(code="WAIT", start=0, source="FG1", score=0.5, origin="lexicon", why=("w",), end=None):
    end = start + 5 if end is None else end
    return Proposal(source, 1, start, end, code, origin, why, score)


def places(proposals):
    return [(each.source, each.code, each.start) for each in proposals]


def test_a_suggestion_of_the_lexicon_keeps_its_words_as_reasons():
    (made,) = from_lexicon([Suggestion("FG1", 2, 3, 9, "WAIT", ("waited", "list"))])
    assert made == Proposal("FG1", 2, 3, 9, "WAIT", "lexicon", ("waited", "list"), 0.7)


def test_the_score_of_the_lexicon_moves_from_the_usual_to_what_was_accepted():
    quality = pd.DataFrame({"code": ["WAIT", "LIST"], "accepted": [0, 96], "decided": [4, 96]})
    suggestions = [Suggestion("FG1", 1, 0, 1, code, ()) for code in ("WAIT", "LIST", "NEW")]
    assert [p.score for p in from_lexicon(suggestions, quality)] == pytest.approx(
        [(0 + 2.8) / 8, (96 + 2.8) / 100, 0.7]
    )


def test_overlapping_proposals_of_a_code_become_the_likeliest_with_all_reasons():
    made = joined(
        [
            proposal(start=0, score=0.4, why=("wait",)),
            proposal(start=3, score=0.6, origin="learned", why=("months", "wait")),
            proposal(start=3, code="LIST"),
            proposal(start=3, source="FG2"),
        ]
    )
    assert places(made) == [("FG1", "LIST", 3), ("FG1", "WAIT", 3), ("FG2", "WAIT", 3)]
    assert (made[1].origin, made[1].why) == ("learned", ("months", "wait"))


def test_touching_proposals_stay_two():
    assert len(joined([proposal(start=0), proposal(start=5)])) == 2


def test_a_round_takes_one_proposal_of_each_code():
    made = review_queue([proposal(start=0), proposal(start=10), proposal("LIST", 20)])
    assert places(made) == [("FG1", "WAIT", 0), ("FG1", "LIST", 20), ("FG1", "WAIT", 10)]


def test_codes_with_decisions_wait_for_those_without():
    made = review_queue([proposal(start=0), proposal("LIST", 20)], {"WAIT": 3})
    assert [each.code for each in made] == ["LIST", "WAIT"]


def test_the_least_known_of_a_code_comes_first():
    made = review_queue([proposal(start=0, score=0.95), proposal(start=10, score=0.55)])
    assert [each.start for each in made] == [10, 0]


def test_the_sources_take_turns_within_a_code():
    given = [proposal(start=0), proposal(start=10), proposal(start=0, source="FG2")]
    assert places(review_queue(given)) == [
        ("FG1", "WAIT", 0), ("FG2", "WAIT", 0), ("FG1", "WAIT", 10),
    ]  # fmt: skip


def test_neighbours_stay_together_by_five():
    given = [proposal(f"C{k:02}", k, "FG1" if k < 10 else "FG2") for k in range(20)]
    made = [each.start for each in review_queue(given)]
    assert made == [*range(5), *range(10, 15), *range(5, 10), *range(15, 20)]


proposals = st.lists(
    st.builds(
        proposal, st.sampled_from(["A", "B"]), st.integers(0, 40), st.sampled_from(GROUPS),
        st.floats(0, 1), st.sampled_from(["lexicon", "learned", "semantic"]),
    ),
    max_size=25,
)  # fmt: skip


@given(proposals, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(given, random):
    shuffled = list(given)
    random.shuffle(shuffled)
    assert places(review_queue(shuffled)) == places(review_queue(given))


@given(proposals)
def test_the_queue_holds_every_code_and_no_overlap_of_one_code(given):
    made = review_queue(given)
    assert {each.code for each in made} == {each.code for each in given}
    stretches = sorted((p.source, p.code, p.start, p.end) for p in made)
    for first, second in itertools.pairwise(stretches):
        assert first[:2] != second[:2] or first[3] <= second[2]


def test_in_the_sample_the_first_20_ask_about_20_codes_and_17_are_right(sample_file, sample_study):
    with open_project(sample_file) as project:
        sources = [read_source(project, group) for group in GROUPS]
    book = next(b for b in sample_study.codebooks if b.id == "nccmh_focus_groups")
    found = from_lexicon(each for source in sources for each in suggest(source, book.codes))
    gold = sample_study.group_codings
    figures = []
    for order in (sorted(found, key=lambda p: (p.source, p.start)), review_queue(found)):
        right = [
            ((gold["source"] == p.source) & (gold["code"] == p.code) & (gold["start"] < p.end)
             & (p.start < gold["end"])).any()
            for p in order[:20]
        ]  # fmt: skip
        figures.append((sum(right), len({p.code for p in order[:20]}),
                        len({p.source for p in order[:20]})))  # fmt: skip
    assert figures == [(18, 12, 1), (17, 20, 4)]
