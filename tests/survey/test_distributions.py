"""Tests of whole distributions, against every way to share people out."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mixedmethods.survey import audit_distributions
from mixedmethods.survey.distributions import reach
from tests.survey.test_bases import printed


def audited(base, percents, answers=None):
    frame = pd.DataFrame(
        {"item": "A", "statement": "", "percent": percents, "base": base, "answers": answers}
    )
    return audit_distributions(frame).iloc[0]


@pytest.mark.parametrize(
    ("base", "percents", "answers", "verdict"),
    [
        (11, ["45", "27", "27"], 3, "possible"),  # 5 + 3 + 3
        (11, ["55", "36"], None, "possible"),
        (11, ["55", "55"], None, "impossible"),
        (41, ["44", "10", "27", "20"], None, "possible"),  # adds up to 101
        (11, ["46", "36"], None, "needs double rounding"),
        (11, ["50", "50"], 2, "needs another base"),
        (11, ["45", "27"], 2, "impossible"),  # 8 of 11 are not all
    ],
)
def test_answers_of_one_question_are_checked_together(base, percents, answers, verdict):
    assert audited(base, percents, answers)["verdict"] == verdict


@given(st.integers(1, 25), st.lists(st.integers(0, 100), min_size=2, max_size=3), st.booleans())
def test_a_verdict_is_that_of_a_search_of_all_counts(base, percents, whole):
    fits = [[k for k in range(base + 1) if printed(k, base) == p] for p in percents]
    sums = [sum(counts) for counts in product(*fits)]
    wanted = any(total == base if whole else total <= base for total in sums)
    row = audited(base, [str(p) for p in percents], len(percents) if whole else None)
    assert (row["verdict"] == "possible") == wanted
    if sums:
        assert (row["least"], row["most"]) == (min(sums), max(sums))


@given(st.lists(st.integers(0, 40), min_size=2, max_size=5).filter(lambda counts: sum(counts) > 0))
def test_true_counts_are_never_called_impossible(counts):
    base = sum(counts)
    percents = [str(printed(k, base)) for k in counts]
    row = audited(base, percents, len(counts))
    assert row["verdict"] == "possible"
    assert f"{base}" in row["bases"].split(", ")


def test_what_is_said_twice_counts_once():
    said = {"item": "A", "percent": ["60", "60", "40"], "base": 10, "answers": 2}
    twice = audit_distributions(pd.DataFrame({**said, "statement": ["no", "no", "yes"]})).iloc[0]
    assert (twice["percents"], twice["verdict"]) == ("60, 40", "possible")
    unnamed = audit_distributions(pd.DataFrame({**said, "statement": ""})).iloc[0]
    assert unnamed["verdict"] == "impossible"


def test_a_percentage_alone_is_no_distribution():
    alone = {"item": ["A", "B"], "statement": "", "percent": ["1", "2"], "base": 41, "answers": 2}
    assert len(audit_distributions(pd.DataFrame(alone))) == 0
    assert reach(["55"], 41) is None
