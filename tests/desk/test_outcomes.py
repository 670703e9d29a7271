"""Tests of outcomes from counts: the sample's counts of England give the published values."""

import pandas as pd
import pytest

from mixedmethods.desk.outcomes import count_rates, denominator_table, inequality, pathway
from mixedmethods.errors import DataError
from mixedmethods.model.code_lists import ETHNIC_5, EVERYONE
from mixedmethods.outcomes import gaps
from mixedmethods.outcomes.pathway import shapley

MEASURES = ("recovery", "reliable_improvement", "reliable_recovery")


def test_counts_give_the_48_published_outcomes_of_2021_22(sample_study):
    published = sample_study.rates[sample_study.rates["period"] == "2021-22"]
    met = 0
    for measure in MEASURES:
        ours = count_rates(sample_study, measure).query("period == '2021-22'")
        theirs = published[published["measure"] == measure].set_index("group")["estimate"]
        for row in ours.to_dict("records"):
            assert round(row["estimate"], 3) == pytest.approx(theirs[row["group"]])
            met += 1
    assert met == 48


def test_both_recovery_percentages_of_2021_22_are_found_with_their_denominators(sample_study):
    found = {
        percent: denominator_table(sample_study, percent, "2021-22", characteristic=EVERYONE)
        for percent in ("50.2", "50.3")
    }
    assert found["50.2"][["part", "whole", "n", "base"]].to_numpy().tolist() == [
        ["recovered", "eligible", 313919, 625919]
    ]
    assert found["50.3"][["part", "whole", "n", "base"]].to_numpy().tolist() == [
        ["recovered", "at_caseness", 313919, 624193]
    ]


def test_the_gap_of_asian_and_white_people_opened_again_after_2021_22(sample_study):
    table = gaps(count_rates(sample_study, "recovery", characteristic=ETHNIC_5), "White")
    asian = table[table["group"] == "Asian"].set_index("period")
    assert (-asian["gap"]).round(1).loc["2021-22":"2024-25"].tolist() == [3.5, 5.4, 6.0, 6.6]
    assert ((asian["ci_low"] < asian["gap"]) & (asian["gap"] < asian["ci_high"])).all()


def test_recovery_falls_from_the_least_to_the_most_deprived_decile(sample_study):
    indices, rates = inequality(sample_study, "recovery")
    deciles = rates.loc[rates["period"] == "2022-23", "estimate"].tolist()
    assert deciles == sorted(deciles)
    assert (round(deciles[0], 3), round(deciles[-1], 3)) == (0.416, 0.552)
    slopes = indices.set_index("period")[["sii", "rii"]]
    assert slopes["sii"].round(1).loc[["2017-18", "2021-22", "2024-25"]].tolist() == [
        17.7, 12.2, 14.0,
    ]  # fmt: skip
    assert slopes["rii"].round(2).loc[["2017-18", "2021-22", "2024-25"]].tolist() == [
        1.42, 1.28, 1.32,
    ]  # fmt: skip


DECOMPOSED = {  # per 100 referred: gap, access, course, eligible, recovery
    "Bangladeshi": (-5.88, -1.36, -2.43, 0.19, -2.29),
    "Pakistani": (-5.53, -0.77, -2.43, 0.15, -2.48),
    "White and Black Caribbean": (-4.92, -1.47, -1.67, 0.13, -1.91),
    "Other ethnic group": (-4.87, -0.74, -1.59, -0.01, -2.54),
    "African": (-2.36, -0.63, -1.73, -0.27, 0.27),
    "Caribbean": (-1.62, -0.19, -1.36, -0.21, 0.14),
    "Chinese": (-0.89, 0.02, -1.93, -0.48, 1.50),
    "Indian": (-0.46, 0.34, -0.66, -0.41, 0.27),
    "Other White background": (0.61, 0.54, 0.02, -0.31, 0.35),
}
STEPS = ["access", "course", "eligible", "recovery"]


def test_the_pathway_of_2021_22_is_split_into_its_steps(sample_study):
    parts = pathway(sample_study, "2021-22")
    table = parts["decomposition"].set_index("group")
    assert table.index[0] == "White British"
    assert table.loc["White British", "per_100"] == pytest.approx(18.95, abs=0.005)
    for group, expected in DECOMPOSED.items():
        found = table.loc[group, ["gap", *STEPS]].tolist()
        assert found == pytest.approx(expected, abs=0.0051)
    assert (table[STEPS].sum(axis=1) - table["gap"]).abs().max() < 1e-12
    shares = parts["shares"].set_index("group")[STEPS]
    for group in shares.index:
        exact = shapley(shares.loc[group].to_dict(), shares.loc["White British"].to_dict())
        for step in STEPS:
            assert table.loc[group, step] == pytest.approx(100 * exact[step], abs=0.01)
    recovery = parts["ratios"].query("step == 'recovery' and group == 'African'").iloc[0]
    assert recovery["ratio"] > 1  # although its gap per 100 referred is a loss


def test_without_a_published_access_rate_the_first_two_steps_are_one(sample_study):
    parts = pathway(sample_study, "2024-25")
    assert parts["steps"]["step"].tolist() == ["course", "eligible", "recovery"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda study: pathway(study, "1999-00"), "The period must be one of.*2017-18"),
        (lambda study: pathway(study, "2021-22", "Martian"), "The reference must be one of"),
        (lambda study: pathway(study, "2021-22", area="8EJ83"), "The area must be one of"),
        (lambda study: inequality(study, "speed"), "The measure must be one of.*Got 'speed'"),
        (lambda study: denominator_table(study, "many", "2021-22"), "Got 'many'"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(sample_study, ask, sentence):
    with pytest.raises(DataError, match=sentence):
        ask(sample_study)


def test_counts_carry_the_licence_line(sample_study):
    table = count_rates(sample_study, "recovery")
    assert set(table["source"]).pop().startswith("Contains information from NHS England")
    assert isinstance(table, pd.DataFrame)
