"""Tests of the ladder: the truth that was put in comes out, and shares are standardised."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from mixedmethods.errors import DataError
from mixedmethods.outcomes.episodes.columns import COLUMNS, covariates
from mixedmethods.outcomes.episodes.design import make_design
from mixedmethods.outcomes.episodes.effects import EFFECTS, SHARES, counts_of, share_table
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.fit import fit_logistic
from mixedmethods.outcomes.episodes.ladder import adjusted_for, highest_model, ladder
from mixedmethods.outcomes.episodes.results import OUTCOMES, outcome
from mixedmethods.outcomes.episodes.synthetic import GROUPS, synthetic_episodes, true_effects
from mixedmethods.outcomes.episodes.tables import rows_for

REFERENCE = "White British"


@pytest.fixture(scope="module")
def five(episodes):
    return ladder(episodes, outcome("recovery"), [1, 2, 3, 4, 5])


def test_every_model_stands_on_the_same_episodes(five):
    effects, shares = five
    assert list(effects.columns) == EFFECTS
    assert list(shares.columns) == SHARES
    assert effects["people"].nunique() == 1
    assert shares.groupby("model")["base"].sum().nunique() == 1
    assert effects["people"].iloc[0] == shares[shares["model"] == 1]["base"].sum()


def test_a_model_alone_can_stand_on_the_episodes_of_a_higher_one(episodes, five):
    effects, shares = ladder(episodes, outcome("recovery"), [2], same_as=5)
    pd.testing.assert_frame_equal(
        effects, five[0].query("model == 2").reset_index(drop=True), rtol=1e-6
    )
    assert shares["base"].sum() == five[1].query("model == 2")["base"].sum()


def test_model_1_gives_the_shares_as_they_are(five):
    shares = five[1].query("model == 1")
    assert shares["standardised"].to_numpy() == pytest.approx(shares["share"].to_numpy(), abs=1e-9)
    assert (shares["n"] / shares["base"]).to_numpy(float) == pytest.approx(shares["share"])


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_can_be_modelled(episodes, name):
    effects, shares = ladder(episodes, outcome(name), [2, 5])
    assert set(shares["group"]) == set(GROUPS)
    placed = shares[shares["standardised"].notna()]
    assert len(placed) > len(shares) - 4
    assert (placed["ci_low"] < placed["standardised"]).all()
    assert (placed["standardised"] < placed["ci_high"]).all()
    kinds = {"share", "difference"} if name == "attended" else {"odds", "odds ratio"}
    assert set(effects["kind"]) - {"not placed"} == kinds


def test_a_standardised_share_is_the_mean_if_everybody_were_of_the_group(episodes):
    columns, recovery = covariates(5), outcome("recovery")
    frame = rows_for(episodes, recovery, columns, columns)
    design = make_design(frame, columns, {"ethnic_group": REFERENCE})
    fit = fit_logistic(design, *counts_of(frame))
    table = share_table(recovery, 5, design, fit, frame).set_index("group")
    slopes = {}
    for group in (REFERENCE, "Pakistani", "Chinese"):
        levels = [REFERENCE, *(level for id, level in design.terms if id == "ethnic_group")]
        other = frame.assign(ethnic_group=pd.Categorical([group] * len(frame), levels))
        everybody = np.column_stack([np.ones(len(frame)), design.matrix.toarray()])
        for k, (id, level) in enumerate(design.terms):
            if id == "ethnic_group":
                everybody[:, k] = (other["ethnic_group"] == level).to_numpy(float)

        def mean(coefficients, everybody=everybody):
            return expit(everybody @ coefficients).mean()

        assert table.loc[group, "standardised"] == pytest.approx(mean(fit.coefficients), abs=1e-12)
        step = 1e-5
        slope = [(mean(fit.coefficients + step * one) - mean(fit.coefficients - step * one))
                 / (2 * step) for one in np.eye(len(design.terms))]  # fmt: skip
        error = np.sqrt(np.array(slope) @ fit.covariance @ np.array(slope))
        reach = (table.loc[group, "ci_high"] - table.loc[group, "ci_low"]) / 2
        assert reach == pytest.approx(1.959964 * error, rel=1e-5)
        slopes[group] = np.array(slope)
        assert table.loc[group, "gap"] == pytest.approx(
            100 * (table.loc[group, "standardised"] - table.loc[REFERENCE, "standardised"])
        )
        change = slopes[group] - slopes[REFERENCE]
        reach = (table.loc[group, "gap_high"] - table.loc[group, "gap_low"]) / 2
        error = np.sqrt(change @ fit.covariance @ change)
        assert reach == pytest.approx(196 * error, rel=1e-4, abs=1e-12)


@pytest.mark.parametrize("name", ["recovery", "dropout"])
def test_intervals_hold_the_truth_as_often_as_they_say(name, file_of):
    inside = []
    for seed in range(30):
        made = synthetic_episodes(6_000, seed, 20, complete=True, spread=0.0)
        with open_episodes(file_of(made)) as table:
            effects = ladder(table, outcome(name), [5])[0].iloc[1:]
        truth = true_effects(name)
        true = [truth[id, level] - (truth[id, reference] if reference else 0)
                for id, level, reference in effects[["column", "level", "reference"]].to_numpy()
                ]  # fmt: skip
        inside += list((np.log(effects["ci_low"]) < true) & (true < np.log(effects["ci_high"])))
    # 1,530 intervals, those of one file not independent of each other
    assert 0.93 < np.mean(inside) < 0.975


def test_an_odds_ratio_moves_when_nothing_about_the_group_does(tmp_path):
    """Non-collapsibility: a covariate that has nothing to do with the group moves the ratio."""
    rows = []
    for group, shares in (("A", (0.9, 0.5)), ("J", (0.8, 0.2667))):
        for year, share in zip(("2020-21", "2021-22"), shares, strict=True):
            well = round(3000 * share)
            rows += [(group, 30, "F", year, 15, 12, 5, 5, 5)] * well
            rows += [(group, 30, "F", year, 15, 12, 15, 5, 5)] * (3000 - well)
    names = ["ethnic_group", "age", "gender", "year", "phq9_first", "gad7_first", "phq9_last",
             "gad7_last", "sessions"]  # fmt: skip
    pd.DataFrame(rows, columns=names).to_parquet(tmp_path / "e.parquet")
    with open_episodes(tmp_path / "e.parquet") as table:
        effects, shares = ladder(table, outcome("recovery"), [1, 2])
    ratio = effects[effects["level"] == "Pakistani"].set_index("model")["estimate"]
    gap = shares.pivot(index="model", columns="group", values="standardised")
    assert ratio[2] < ratio[1] - 0.05
    difference = gap["Pakistani"] - gap[REFERENCE]
    assert difference[2] == pytest.approx(difference[1], abs=0.002)


def test_a_group_of_which_nobody_recovered_is_set_apart_and_named(file_of, made):
    nobody = made["ethnic_group"] == "Chinese"
    changed = made.assign(phq9_last=made["phq9_last"].mask(nobody, 27))
    with open_episodes(file_of(changed)) as table:
        effects, shares = ladder(table, outcome("recovery"), [1, 5])
        with pytest.raises(DataError, match="Got 'Chinese'"):
            ladder(table, outcome("recovery"), [1], reference="Chinese")
    rows = effects[effects["level"] == "Chinese"]
    assert rows["kind"].tolist() == ["not placed"] * 2
    assert rows["estimate"].isna().all()
    apart = shares[shares["group"] == "Chinese"]
    assert (apart["n"] == 0).all()
    assert (apart["base"] > 10).all()
    assert apart["standardised"].isna().all()
    assert (effects.loc[effects["kind"] != "not placed", "people"]
            == shares.query("model == 1 and group != 'Chinese'")["base"].sum()).all()  # fmt: skip


def test_the_highest_model_is_that_whose_columns_are_all_there():
    assert highest_model(COLUMNS) == 5
    assert highest_model(["age"]) == 0
    assert highest_model(["ethnic_group", "gender", "year"]) == 1


def test_labels_say_adjusted_never_explained():
    assert adjusted_for(1) == "Not adjusted"
    assert adjusted_for(2) == "Adjusted for age, gender, year of referral"


def test_a_file_without_the_columns_of_a_model_names_them(small, file_of):
    with open_episodes(file_of(small)) as table:
        with pytest.raises(DataError, match=r"Got no age, gender, year in .* it has all columns"):
            ladder(table, outcome("recovery"), [2])
        with pytest.raises(DataError, match="Got no end_code"):
            ladder(table, outcome("dropout"), [1])
        with pytest.raises(DataError, match="1 to 5"):
            ladder(table, outcome("recovery"), [6])


def test_an_unusual_reference_and_one_that_is_not_there(episodes):
    effects, _ = ladder(episodes, outcome("recovery"), [1], reference="Chinese")
    assert set(effects.loc[1:, "reference"]) == {"Chinese"}
    with pytest.raises(DataError, match="Got 'Martian'"):
        ladder(episodes, outcome("recovery"), [1], reference="Martian")


def test_from_counts_alone_models_1_and_2_are_fitted_and_no_others(episodes):
    counts = replace(episodes, counts_only=True)
    assert len(ladder(counts, outcome("recovery"), [1, 2])[0])
    for id, model in (("recovery", 3), ("attended", 1)):
        with pytest.raises(DataError, match="only counts come"):
            ladder(counts, outcome(id), [model])
