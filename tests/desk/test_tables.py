"""Tests of the tables that the screen and the command line share, on the sample's numbers."""

import pytest

from mixedmethods.desk.reading import read_study
from mixedmethods.desk.tables import COLUMNS, hidden_table, item_table, themes
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
    with pytest.raises(DataError, match="needs a focus group"):
        themes(study)


def test_themes_of_the_sample_come_from_the_codebook_its_groups_are_coded_with(sample_study):
    table = themes(sample_study)
    assert (len(table), table["segments"].sum(), set(table["of"])) == (42, 204, {4})
    silent = table.loc[table["segments"] == 0, "code"].tolist()
    assert silent == ["GE-STIGMA", "GE-RACISM"]


def test_themes_by_role_have_every_code_for_every_role(sample_study):
    table = themes(sample_study, "role")
    assert table.groupby("group").size().to_dict() == {"service_user": 42, "therapist": 42}
    assert table["segments"].sum() == 204


def test_the_summary_is_table_7(sample_study):
    table = themes(sample_study, "role", summary=True)
    assert table["state"].value_counts().to_dict() == {
        "raised": 15, "not raised (prompted once)": 1,
    }  # fmt: skip
    assert table["row"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8] * 2


def test_another_codebook_may_be_named(sample_study):
    table = themes(sample_study, codebook="vcse_cases")
    assert (len(table), table["segments"].sum()) == (25, 0)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"codebook": "none"}, "one of nccmh_focus_groups, ppg_free_text, vcse_cases"),
        ({"by": "age"}, "variable 'age'"),
        ({"summary": True}, "Got no variable"),
        ({"summary": True, "by": "role", "codebook": "vcse_cases"}, "Got no such table"),
    ],
)
def test_themes_that_cannot_be_counted_are_refused_in_one_sentence(sample_study, options, sentence):
    with pytest.raises(DataError, match=sentence):
        themes(sample_study, **options)


def test_hiding_small_counts_by_region_heeds_the_table_that_is_not_split(sample_study):
    table, hidden = hidden_table(sample_study, ["CL_ORG_LENGTHS"], "CL_REGION")
    assert list(table.columns) == [*COLUMNS, "note"]
    for _, region in table.groupby("group"):
        assert region["n"].isna().sum() != 1  # one alone would be the base less the others
    assert set(hidden["item"]) == {"CL_ORG_LENGTHS"}
    assert not table["n"].between(1, 4).any()
