"""Tests of the joint display: one row per link, beside what others have read."""

import pandas as pd
import pytest

from mixedmethods.integration import beside_reading, candidates, joint_display
from mixedmethods.integration.display import LINK_COLUMNS


def test_a_row_holds_the_theme_the_span_of_gaps_and_the_conclusion(made):
    link = made.link(quotes=("c1", "c2"), author="me", changed="2022-01-01")
    (row,) = joint_display(made.study([link])).to_dict("records")
    assert {key: row[key] for key in LINK_COLUMNS if key != "fresh"} == {
        "link": "l1", "code": "WAIT", "name": "Waiting",
        "segments": 2, "speakers": 2, "groups": 1, "of": 1,
        "measure": "recovery", "label": "Recovered", "period": "2022", "reference": "Reference",
        "below": 1, "compared": 3,
        "lowest_group": "Low", "lowest_gap": -6.9, "highest_group": "High", "highest_gap": 4.0,
        "decimals": 1,
        "relation": "complement", "reason": "Because.", "strategy": "", "items": "",
        "recommendations": "", "quotes": 2,
        "author": "me", "changed": "2022-01-01",
    }  # fmt: skip


def test_dissonance_comes_first_then_code_and_measure(made):
    links = [
        made.link("1", "WAIT", "recovery", "silence"),
        made.link("2", "LANG", "recovery", "convergence"),
        made.link("3", "LANG", "access", "not assessed"),
        made.link("4", "WAIT", "recovery", "dissonance"),
    ]
    assert joint_display(made.study(links))["link"].tolist() == ["4", "3", "2", "1"]


def test_a_theme_that_nobody_raised_has_zeros_and_not_blanks(made):
    table = joint_display(made.study([made.link(code="LANG")]))
    counts = table[["segments", "speakers", "groups", "of", "quotes"]]
    assert counts.to_numpy().tolist() == [[0, 0, 0, 1, 0]]


def test_case_studies_add_nothing_to_the_counts_of_focus_groups(made):
    assert joint_display(made.study([made.link()]))["segments"].tolist() == [2]


@pytest.mark.parametrize("change", [{"reference": "Nobody"}, {"period": "1999"}])
def test_a_link_whose_rates_are_not_there_keeps_its_row_without_gaps(made, change):
    table = joint_display(made.study([made.link(**change)]))
    assert table[["below", "compared"]].to_numpy().tolist() == [[0, 0]]
    assert table[["lowest_group", "lowest_gap", "highest_group"]].isna().all(axis=None)


def test_a_reference_that_is_compared_with_nobody_has_no_span(made):
    alone = [rate for rate in made.RATES if rate.group == "Reference"]
    assert joint_display(made.study([made.link()], alone))["compared"].tolist() == [0]


def test_a_link_is_fresh_only_while_its_evidence_stands(made):
    from mixedmethods.integration import evidence

    kept = made.link(evidence=evidence(made.study(), [made.link()])["l1"])
    assert joint_display(made.study([kept]))["fresh"].tolist() == [True]
    assert joint_display(made.study([kept], codings=[]))["fresh"].tolist() == [False]


def test_no_links_give_an_empty_table_with_its_columns(made):
    table = joint_display(made.study())
    assert (len(table), table.columns.tolist()) == (0, LINK_COLUMNS)


def test_candidates_are_what_codebooks_name_has_rates_and_is_not_linked(made):
    assert candidates(made.study([made.link("1", "LANG", "access")])).to_dict("records") == [
        {"code": "WAIT", "name": "Waiting", "measure": "recovery", "label": "Recovered"},
        {"code": "LANG", "name": "Language", "measure": "recovery", "label": "Recovered"},
    ]


def test_without_rates_there_are_no_candidates(made):
    table = candidates(made.study(rates=[]))
    assert (len(table), table.columns.tolist()) == (0, ["code", "name", "measure", "label"])


def test_a_reading_keeps_every_row_and_shows_ones_own_relation_beside_it(made):
    reading = [
        {"row_id": "L1", "theme_id": "WAIT", "measure": "recovery", "relation": "silence"},
        {"row_id": "L2", "theme_id": "", "measure": "access", "relation": "complement",
         "author_conclusion": "They say so."},
    ]  # fmt: skip
    links = [made.link("1"), made.link("2", relation="dissonance"), made.link("3", "LANG")]
    assert beside_reading(links, reading).to_numpy().tolist() == [
        ["L1", "WAIT", "recovery", "silence", "", "complement; dissonance"],
        ["L2", "", "access", "complement", "They say so.", ""],
    ]


def test_the_ledger_of_the_sample_is_a_reading_of_69_rows_and_nobodys_own_links(sample_study):
    assert sample_study.links == ()
    table = beside_reading(sample_study.links, sample_study.readings["ledger"])
    assert table["published"].value_counts().to_dict() == {
        "dissonance": 21, "silence": 20, "complement": 18, "convergence": 10,
    }  # fmt: skip
    assert (len(table), set(table["own"])) == (69, {""})


def test_candidates_of_the_sample_name_measures_that_have_rates(sample_study):
    table = candidates(sample_study)
    assert set(table["measure"]) <= set(sample_study.rates["measure"])
    pairs = set(zip(table["code"], table["measure"], strict=True))
    assert {("AC-WAIT", "recovery"), ("AC-WAIT", "course_rate")} <= pairs
    assert ("TD-PREF", "dropout") not in pairs  # the outcome tables have no such rate
    assert not table.duplicated().any()
    assert isinstance(table, pd.DataFrame)
