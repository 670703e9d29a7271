"""Tests of models in print: every share has its interval, and nothing is called explained."""

import pandas as pd
import pytest

from mixedmethods.outcomes.episodes.intercepts import Intercepts
from mixedmethods.outcomes.episodes.results import outcome
from mixedmethods.report.models import (
    UNPLACED,
    effects_text,
    missing_sentence,
    missing_text,
    model_sentences,
    services_sentence,
    share_rows,
    shares_text,
)
from mixedmethods.report.share_dots import share_dots

RECOVERY = outcome("recovery")


def shares_of(*rows):
    columns = ["model", "group", "base", "share", "standardised", "ci_low", "ci_high",
               "gap", "gap_low", "gap_high"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


SHARES = shares_of(
    (1, "White British", 900, 0.5, 0.5, 0.47, 0.53, 0.0, 0.0, 0.0),
    (1, "African", 90, 0.4, 0.4, 0.3, 0.5, -10.0, -20.0, 0.4),
    (1, "Chinese", 3, 0.0, float("nan"), float("nan"), float("nan"), *[float("nan")] * 3),
    (1, "Indian", 80, 0.45, 0.45, 0.35, 0.55, -5.0, -15.0, 5.0),
    (5, "White British", 900, 0.5, 0.498, 0.47, 0.53, 0.0, 0.0, 0.0),
    (5, "African", 90, 0.4, 0.46, 0.36, 0.56, -3.8, -13.0, 5.4),
    (5, "Chinese", 3, 0.0, float("nan"), float("nan"), float("nan"), *[float("nan")] * 3),
    (5, "Indian", 80, 0.45, 0.44, 0.34, 0.54, -5.8, -16.0, 4.4),
)


def test_groups_are_drawn_in_the_order_of_the_highest_model_and_lack_none_that_has_a_share():
    plot = share_dots(share_rows(SHARES, [1, 5]), close=True)
    assert plot.names == ("Indian", "African", "White British")
    assert [name for name, _ in plot.groups] == ["Model 1, not adjusted", "Model 5, adjusted"]
    hover = plot.dots["hover"].iloc[0]
    assert hover == "Indian, Model 1, not adjusted: 45.0% (35.0 to 55.0)"


def test_a_group_where_everybody_or_nobody_recovered_has_words_in_place_of_a_share():
    table = shares_text(SHARES).set_index("Group")
    assert table.loc["Chinese", "Model 5, adjusted"] == UNPLACED
    assert table.loc["Chinese", "People"] == "3"
    assert table.loc["African", "Model 5, adjusted"] == "46.0% (36.0 to 56.0); −3.8 points"
    assert table.loc["African", "As it is"] == "40.0%"


def test_sentences_give_the_adjusted_gap_and_the_gap_as_it_is_and_explain_nothing():
    said = model_sentences(SHARES, RECOVERY, "White British")
    assert said == [
        "Indian against White British, recovery: −5.8 points (95% interval −16.0 to +4.4) under "
        "Model 5, adjusted; −5.0 points (95% interval −15.0 to +5.0) when not adjusted.",
        "African against White British, recovery: −3.8 points (95% interval −13.0 to +5.4) under "
        "Model 5, adjusted; −10.0 points (95% interval −20.0 to +0.4) when not adjusted.",
    ]
    assert "explained" not in " ".join(said)


def test_model_1_alone_is_called_not_adjusted():
    said = model_sentences(SHARES[SHARES["model"] == 1], RECOVERY, "White British")
    assert said[0].endswith("−10.0 points (95% interval −20.0 to +0.4), not adjusted.")


@pytest.mark.parametrize(
    ("kind", "printed"),
    [("odds ratio", "0.90 (0.80 to 1.01)"), ("difference", "+90.00 (+80.00 to +101.00)")],
)
def test_terms_are_printed_by_model_with_what_they_are_compared_with(kind, printed):
    columns = ["model", "column", "level", "reference", "estimate", "ci_low", "ci_high", "kind"]
    effects = pd.DataFrame(
        [
            (1, "constant", "", "", 1.0, 0.9, 1.1, kind),
            (1, "ethnic_group", "African", "White British", 0.9, 0.8, 1.01, kind),
            (5, "ethnic_group", "African", "White British", 0.9, 0.8, 1.01, kind),
            (5, "sessions", "", "", float("nan"), float("nan"), float("nan"), kind),
        ],
        columns=columns,
    )
    table = effects_text(effects)
    assert table["Term"].tolist() == [
        "Ethnic group: African",
        "Treatment sessions attended, per session",
    ]
    assert table["Model 1"].tolist() == [printed, ""]
    assert table["Model 5"].tolist() == [printed, UNPLACED]


def test_what_is_missing_is_counted_and_the_assumption_is_named():
    missing = pd.DataFrame(
        [("any", 30, 100), ("outcome", 5, 100), ("age", 25, 100), ("gender", 0, 100)],
        columns=["column", "missing", "base"],
    )
    assert missing_text(missing).to_numpy().tolist() == [
        ["Age", "25 of 100", "25%"],
        ["The outcome", "5 of 100", "5%"],
    ]
    said = missing_sentence(missing, RECOVERY)
    assert said.startswith("70 of 100 people who finished")
    assert "30 lack" in said
    assert "assumes" in said
    whole = missing.assign(missing=0)
    assert "assumes" not in missing_sentence(whole, RECOVERY)


def test_services_are_spoken_of_with_an_interval_and_small_ones_are_counted():
    said = services_sentence(Intercepts(0.0365, 0.027, 0.05, 0.011, 0.008, 0.015, 180, 1))
    assert "1.1% lie between services (95% interval 0.8 to 1.5; 180 services" in said
    assert said.endswith("1 service had fewer than 20 episodes.")
