"""Tests of synthetic episodes: they hold what is said of them."""

import numpy as np
import pytest

from mixedmethods.outcomes.episodes.columns import COLUMNS
from mixedmethods.outcomes.episodes.synthetic import (
    ATTENDED,
    GROUPS,
    MISSING,
    synthetic_episodes,
    true_effects,
)


def test_the_same_seed_makes_the_same_episodes_and_another_others(made):
    again = synthetic_episodes(20_000, seed=7, services=40)
    assert again.equals(made)
    assert not synthetic_episodes(20_000, seed=8, services=40).equals(made)


def test_they_have_every_column_that_an_episode_can_have(made):
    assert list(made.columns) == list(COLUMNS)


def test_numbers_are_within_their_bounds(made):
    for id, column in COLUMNS.items():
        if column.kind == "number":
            assert made[id].dropna().between(column.least, column.most).all()
    assert (made["attended"] <= made["offered"]).all()


def test_values_are_missing_as_often_as_said(made):
    for id, share in MISSING.items():
        assert made[id].isna().mean() == pytest.approx(share, abs=0.01)
    assert not synthetic_episodes(500, complete=True).isna().any().any()


def test_appointments_are_attended_as_said(made):
    share = made["attended"] / made["offered"]
    for group in ("White British", "Pakistani"):
        of = share[made["ethnic_group"] == group]
        error = of.std() / np.sqrt(len(of))
        assert abs(of.mean() - ATTENDED - GROUPS[group][3]) < 4 * error


def test_the_truth_names_every_level_that_is_drawn(made):
    truth = true_effects("recovery")
    for id in ("ethnic_group", "gender", "year", "medication", "employment"):
        assert {(id, level) for level in made[id].dropna().unique()} <= set(truth)
