"""Tests of the outcomes of an episode, worked out from scores as a person would."""

from itertools import product

import pandas as pd
import pytest

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.results import OUTCOMES, outcome
from mixedmethods.outcomes.episodes.tables import missing_table, patterns_for, rows_for


def by_hand(name, phq, gad, phq_last, gad_last):
    """Return whether an episode is looked at, and whether it has the outcome."""
    case = phq >= 10 or gad >= 8
    well = phq_last <= 9 and gad_last <= 7
    better = phq - phq_last >= 6 or gad - gad_last >= 4
    worse = phq_last - phq >= 6 or gad_last - gad >= 4
    return {
        "recovery": (case, well),
        "reliable_improvement": (True, better and not worse),
        "reliable_recovery": (case, well and better and not worse),
        "reliable_deterioration": (True, worse and not better),
    }[name]


@pytest.mark.parametrize("name", ["recovery", "reliable_improvement", "reliable_recovery",
                                  "reliable_deterioration"])  # fmt: skip
def test_every_pattern_of_scores_near_the_thresholds_has_its_outcome(name, file_of):
    phq, gad = (3, 9, 10, 15, 16, 27), (2, 3, 7, 8, 12, 21)
    frame = pd.DataFrame(
        list(product(phq, gad, phq, gad)),
        columns=["phq9_first", "gad7_first", "phq9_last", "gad7_last"],
    ).assign(ethnic_group="A", sessions=2)
    scores = frame[["phq9_first", "gad7_first", "phq9_last", "gad7_last"]].to_numpy().tolist()
    told = [by_hand(name, *each) for each in scores]
    with open_episodes(file_of(frame)) as table:
        drawn = rows_for(table, outcome(name), ["ethnic_group"], [])
    assert len(drawn) == sum(looked for looked, _ in told)
    assert drawn["y"].sum() == sum(looked and has for looked, has in told)


def test_one_session_is_no_course(small, file_of):
    with open_episodes(file_of(small)) as table:
        drawn = rows_for(table, outcome("reliable_improvement"), ["ethnic_group"], [])
    assert len(drawn) == 7


def test_an_episode_without_a_last_score_is_missing_and_counted(small, file_of):
    small.loc[0, "phq9_last"] = None
    with open_episodes(file_of(small)) as table:
        missing = missing_table(table, outcome("recovery"), ["ethnic_group"])
        drawn = rows_for(table, outcome("recovery"), ["ethnic_group"], ["ethnic_group"])
    assert missing.to_numpy().tolist() == [["outcome", 1, 7], ["ethnic_group", 2, 7], ["any", 3, 7]]
    assert len(drawn) == 4


def test_a_dropout_is_an_end_that_came_earlier_than_planned(small, file_of):
    small["end_code"] = ["46", "47", "47", "48", "46", "46", None, "16"]
    with open_episodes(file_of(small)) as table:
        drawn = rows_for(table, outcome("dropout"), ["ethnic_group"], [])
    assert (len(drawn), drawn["y"].sum()) == (7, 2)


def test_patterns_count_what_the_rows_hold(episodes):
    columns = ["ethnic_group", "age", "gender"]
    for name in OUTCOMES:
        if name == "attended":
            continue
        rows = rows_for(episodes, outcome(name), columns, columns)
        counts = patterns_for(episodes, outcome(name), columns, columns)
        plain = rows.groupby(columns, observed=True)["y"].agg(["size", "sum"]).reset_index()
        assert counts[["base", "n"]].to_numpy().tolist() == plain[["size", "sum"]].values.tolist()
        assert counts[columns].astype(str).equals(plain[columns].astype(str))


def test_an_unknown_outcome_is_refused():
    with pytest.raises(DataError, match="Got 'happiness'"):
        outcome("happiness")
