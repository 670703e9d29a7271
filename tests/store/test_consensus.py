"""Tests of the consensus: what two coders, having talked it over, both stand by."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import Selection
from mixedmethods.store.codings import code_selections, codings
from mixedmethods.store.consensus import adjudicate, adjudications, adopt

WAITED = Selection("FG1", 17, 25)


@pytest.fixture
def ids(project):
    """A coding of Ann's and one of Ben's on the same words."""
    (one,) = code_selections(project, [WAITED], ["A"], "Ann")
    (other,) = code_selections(project, [WAITED], ["B"], "Ben")
    return one, other


def consensus(project):
    frame = codings(project)
    own = frame[frame["coder"] == "consensus"]
    return sorted(zip(own["code"], own["origin"], strict=True))


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [("first", ["A"]), ("second", ["B"]), ("both", ["A", "B"]), ("neither", [])],
)
def test_the_consensus_keeps_what_was_decided(project, ids, outcome, kept):
    adjudicate(project, *ids, outcome, "lead", "Talked over")
    assert consensus(project) == [(code, "adjudication") for code in kept]
    (row,) = adjudications(project).to_dict("records")
    assert (row["outcome"], row["note"], row["author"]) == (outcome, "Talked over", "lead")


def test_a_later_decision_takes_the_place_of_the_earlier_one(project, ids):
    adjudicate(project, *ids, "both", "lead")
    adjudicate(project, *ids, "second", "lead")
    assert [code for code, _ in consensus(project)] == ["B"]
    assert len(adjudications(project)) == 1
    project.undo("lead")
    assert [code for code, _ in consensus(project)] == ["A", "B"]


def test_what_one_coder_left_out_can_stay_out_or_come_in(project, ids):
    adjudicate(project, ids[0], "", "second", "lead")
    assert consensus(project) == []
    adjudicate(project, ids[0], "", "first", "lead")
    assert [code for code, _ in consensus(project)] == ["A"]


def test_agreed_codings_come_in_once(project, ids):
    assert adopt(project, [*ids, ids[0]], "lead") == 2
    assert adopt(project, ids, "lead") == 0
    assert len(codings(project)) == 4


def test_a_coding_that_is_gone_and_another_outcome_are_refused(project, ids):
    with pytest.raises(ProjectError, match="a coding that is gone"):
        adjudicate(project, "none", ids[1], "first", "lead")
    with pytest.raises(ProjectError, match="'third'"):
        adjudicate(project, *ids, "third", "lead")
    with pytest.raises(ProjectError, match="Got none"):
        adjudicate(project, "", "", "neither", "lead")
    assert consensus(project) == []
