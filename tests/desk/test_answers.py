"""Tests of the tables that the screen and the command line share, on the sample's numbers."""

import pytest

from mixedmethods.desk.answers import COLUMNS, hidden_table, item_table, mean_table
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError

LEAD, FUNDER = "clinical_lead", "commissioner"
ORGANISATION = ("ROUTES", "TIMES", "LENGTHS", "F2F", "LOCATIONS", "OUTREACH")


def top(study, item, by="role"):
    table = item_table(study, [item], by)
    return table[table["kind"] == "top two"].set_index("group")


def test_session_lengths_are_37_of_41_leads_and_4_of_11_commissioners(sample_study):
    rows = top(sample_study, "CL_ORG_LENGTHS")
    assert rows[["n", "base"]].to_numpy().tolist() == [[37, 41], [4, 11]]
    assert rows["item"].to_dict() == {LEAD: "CL_ORG_LENGTHS", FUNDER: "CO_ORG_LENGTHS"}
    limits = rows[["ci_low", "ci_high"]].round(3).to_numpy().tolist()
    assert limits == [[0.775, 0.961], [0.152, 0.646]]


def test_the_pair_is_the_same_whichever_item_is_asked_for(sample_study):
    one, other = (top(sample_study, f"{role}_ORG_LENGTHS") for role in ("CL", "CO"))
    assert one.drop(columns="topic").equals(other.drop(columns="topic"))
    assert set(other["topic"]) == {"CO_ORG_LENGTHS"}


def test_the_six_organisational_items_print_as_published(sample_study):
    table = item_table(sample_study, [f"CL_ORG_{name}" for name in ORGANISATION], "role")
    sums = table[table["kind"] == "top two"]
    percent = (sums["share"] * 100).round().astype(int).groupby(sums["group"]).agg(list).to_dict()
    assert percent == {LEAD: [95, 98, 90, 98, 63, 56], FUNDER: [73, 64, 36, 82, 45, 55]}


def test_regions_are_counted_in_the_order_of_the_questionnaire(sample_study):
    table = item_table(sample_study, ["CL_REGION"], "role")
    assert table.groupby("group")["n"].agg(list).to_dict() == {
        LEAD: [2, 8, 4, 4, 14, 3, 6], FUNDER: [1, 2, 1, 3, 2, 1, 1],
    }  # fmt: skip
    assert set(table["kind"]) == {"option"}  # regions have no top two
    assert table.groupby("group")["base"].first().to_dict() == {LEAD: 41, FUNDER: 11}


def test_options_come_first_and_their_sum_below_item_by_item(sample_study):
    table = item_table(sample_study, ["CL_ORG_LENGTHS", "CL_ORG_F2F"], "role")
    assert table.columns.tolist() == COLUMNS
    assert table["kind"].tolist() == (["option"] * 5 + ["top two"]) * 4
    assert table["topic"].tolist() == ["CL_ORG_LENGTHS"] * 12 + ["CL_ORG_F2F"] * 12


@pytest.mark.parametrize("by", ["role", None])
def test_an_item_that_is_asked_for_twice_is_counted_once(sample_study, by):
    once, twice = (item_table(sample_study, ["CL_ORG_F2F"] * k, by) for k in (1, 2))
    assert twice.equals(once)


def test_without_by_only_the_role_that_was_asked_is_there(sample_study):
    table = item_table(sample_study, ["CL_ORG_LENGTHS", "CO_ORG_F2F"])
    assert table.groupby("topic")["group"].unique().map(list).to_dict() == {
        "CL_ORG_LENGTHS": [LEAD], "CO_ORG_F2F": [FUNDER],
    }  # fmt: skip


def test_another_item_of_the_instrument_splits_its_answers(sample_study):
    rows = top(sample_study, "CL_ORG_LENGTHS", by="CL_REGION")
    assert sorted(rows["base"]) == [2, 3, 4, 4, 6, 8, 14]
    assert rows["n"].sum() == 37


@pytest.mark.parametrize(
    ("items", "by", "sentence"),
    [
        (["CL_ORG_LENGHTS"], "role", "for example CL_ORG_LENGTHS"),
        (["CL_ORG_LENGHTS"], None, "for example CL_ORG_LENGTHS"),
        (["CL_PPG_FREE"], "role", "free text"),
        (["CL_PPG_FREE"], None, "free text"),
        (["CL_ORG_LENGTHS"], "CO_REGION", "must have the column 'CO_REGION'"),
        ([], "role", "at least one item"),
        ([], None, "at least one item"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(sample_study, items, by, sentence):
    with pytest.raises(DataError, match=sentence):
        item_table(sample_study, items, by)


def test_an_empty_project_is_told_what_to_import(empty):
    study = read_study(empty)
    with pytest.raises(DataError, match="needs a survey"):
        item_table(study, ["CL_REGION"])


def test_hiding_small_counts_by_region_heeds_the_table_that_is_not_split(sample_study):
    table, hidden = hidden_table(sample_study, ["CL_ORG_LENGTHS"], "CL_REGION")
    assert list(table.columns) == [*COLUMNS, "note"]
    for _, region in table.groupby("group"):
        assert region["n"].isna().sum() != 1  # one alone would be the base less the others
    assert set(hidden["item"]) == {"CL_ORG_LENGTHS"}
    assert not table["n"].between(1, 4).any()


ASKED = """\
schema: instrument/1
id: staff
title: Staff
scales:
  agree5:
    kind: ordinal
    options: [very low, low, neither, high, very high]
    aside: [don't know]
    codes: [1, 2, 3, 4, 5, -1]
    scores: [1, 2, 3, 4, 5]
  place: {kind: ordinal, options: ["1", "2", "3"], scores: [1, 2, 3]}
  site: {kind: nominal, options: [north, south]}
items:
  - {id: TRUST, wording: Trust in the service, type: likert, scale: agree5}
  - {id: DOUBT, wording: Doubt about the service, type: likert, scale: agree5, reverse: yes}
  - {id: SITE, wording: Site, type: single, scale: site}
  - {id: YEARS, wording: Years in the post, type: numeric, limits: [0, 60]}
  - {id: WEIGHT, wording: Weight, type: numeric}
  - {id: R_TIME, wording: Time, type: rank, scale: place}
  - {id: R_MONEY, wording: Money, type: rank, scale: place}
"""
GIVEN = """\
id,TRUST,DOUBT,SITE,YEARS,WEIGHT,R_TIME,R_MONEY
a,high,low,north,2,1,1,2
b,-1,very low,north,4.5,1,2,1
c,Don\u2019t know,don't know,south,,2,1,
d,very high,5,south,10,4,3,1
e,,high,south,"1",,1,3
"""


@pytest.fixture
def asked(empty, small):
    files = [small.file("staff.yaml", ASKED), small.file("staff.csv", GIVEN)]
    import_files(empty, files, "me")
    return read_study(empty)


def rows_of(table, kind):
    return table.loc[table["kind"] == kind, ["option", "n", "base"]].to_numpy().tolist()


def test_dont_know_is_outside_the_base_and_counted_below_it(asked):
    table = item_table(asked, ["TRUST"])
    assert rows_of(table, "option")[-2:] == [["high", 1, 2], ["very high", 1, 2]]
    assert rows_of(table, "top two") == [["high + very high", 2, 2]]
    assert rows_of(table, "aside") == [["don't know", 2, 4]]


def test_dont_know_is_counted_by_group_too(asked):
    table = item_table(asked, ["TRUST"], "SITE")
    aside = table[table["kind"] == "aside"]
    assert aside[["group", "n", "base"]].to_numpy().tolist() == [["north", 1, 2], ["south", 1, 2]]


def test_small_counts_are_hidden_without_the_answers_aside(asked):
    shown, _ = hidden_table(asked, ["TRUST"], threshold=3)
    assert "aside" not in set(shown["kind"])


def test_means_use_the_declared_scores_turned_where_the_wording_is(asked):
    table = mean_table(asked, ["TRUST", "DOUBT", "YEARS"]).set_index("item")
    assert table["base"].to_dict() == {"TRUST": 2, "DOUBT": 4, "YEARS": 4}
    assert table["mean"].to_dict() == {"TRUST": 4.5, "DOUBT": (4 + 5 + 1 + 2) / 4, "YEARS": 4.375}
    assert table.loc["YEARS", ["least", "median", "most"]].tolist() == [1, 3.25, 10]
    assert set(table["group"]) == {"staff"}


def test_a_ranking_has_counts_of_places_and_mean_places(asked):
    table = item_table(asked, ["R_TIME", "R_MONEY"])
    assert table.loc[table["item"] == "R_TIME", "n"].tolist()[:3] == [3, 1, 1]
    means = mean_table(asked, ["R_TIME", "R_MONEY"])
    assert means["mean"].tolist() == [8 / 5, 7 / 4]


def test_weights_of_a_numeric_item_weigh_shares_and_give_an_effective_base(asked):
    table = item_table(asked, ["SITE"], weights="WEIGHT").set_index("option")
    assert table["n"].to_dict() == {"north": 2, "south": 2}
    assert table["share"].to_dict() == {"north": 2 / 8, "south": 6 / 8}
    assert table["effective"].tolist() == [64 / 22] * 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"items": ["TRUST"], "weights": "SITE"}, "numeric item"),
        ({"items": ["TRUST"], "weights": "WEIGHT", "by": "role"}, "numeric item"),
        ({"items": ["YEARS"]}, "which is numeric"),
    ],
)
def test_what_cannot_be_counted_or_weighed_is_refused(asked, options, sentence):
    with pytest.raises(DataError, match=sentence):
        item_table(asked, **options)


def test_a_mean_without_declared_scores_is_refused(asked):
    with pytest.raises(DataError, match="Declare `scores`"):
        mean_table(asked, ["SITE"])
    with pytest.raises(DataError, match="Got 'NONE'"):
        mean_table(asked, ["NONE"], "role")
