"""Tests of freshness: a link goes stale with its own evidence, and with nothing else."""

from dataclasses import replace

import pytest

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import read_study, save_link
from mixedmethods.integration import evidence, joint_display, stale
from mixedmethods.model import Link, Rate
from mixedmethods.store import links as kept
from mixedmethods.store import schema
from mixedmethods.store.codings import remove_coding
from mixedmethods.store.settings import Settings, change_settings

CELL = "Gap of Low, recovery 2022, against Reference"


@pytest.fixture
def saved(made):
    """Build a link that holds the evidence of the small study as it is."""

    def save(**parts):
        link = made.link(**{"groups": ("High", "Low", "Same"), **parts})
        return replace(link, evidence=evidence(made.study(), [link])[link.id])

    return save


def changes(study, link):
    return stale(study, [link])[["evidence", "old", "new"]].to_numpy().tolist()


def test_evidence_names_the_theme_every_gap_the_quotes_and_the_items(made):
    link = made.link(
        groups=("High", "Low", "Same"),
        quotes=("c1",),
        counter="gone",
        items=("LENGTHS", "REGION", "FREE", "NONE"),
    )
    assert evidence(made.study(), [link])["l1"] == (
        ("Theme WAIT", "2 segments, 2 speakers, 1 of 1 groups"),
        ("Definition of WAIT", "Time before help."),
        ("Gap of High, recovery 2022, against Reference", "+4.0 points, 54.0% against 50.0%"),
        (CELL, "-6.9 points, 43.1% against 50.0%"),
        ("Gap of Same, recovery 2022, against Reference", "+0.0 points, 50.0% against 50.0%"),
        ("Quote c1", "coded WAIT"),
        ("Quote gone", "not there any more"),
        ("Survey item LENGTHS", "lead 2 of 3"),
        ("Survey item REGION", "lead 3 of 3 north; lead 0 of 3 south"),
        ("Survey item FREE", "free text, 1 answers"),
        ("Survey item NONE", "not there any more"),
    )


def test_evidence_of_an_unsaved_link_stands_under_the_empty_id(made):
    assert list(evidence(made.study(), [made.link("")])) == [""]


def test_nothing_is_stale_while_nothing_has_changed(made, saved):
    link = saved(quotes=("c1",), items=("LENGTHS", "REGION", "FREE"))
    assert stale(made.study(), [link]).empty
    assert stale(made.study(), []).columns.tolist() == [
        "link", "code", "measure", "evidence", "old", "new",
    ]  # fmt: skip


def test_a_changed_rate_shows_the_old_and_the_new_gap(made, saved):
    moved = [replace(r, rate=0.49) if r.rate == 0.431 else r for r in made.RATES]
    assert changes(made.study(rates=moved), saved()) == [
        [CELL, "-6.9 points, 43.1% against 50.0%", "-1.0 points, 49.0% against 50.0%"]
    ]


def test_a_changed_reference_rate_shows_in_every_gap(made, saved):
    moved = [
        replace(r, rate=0.49) if (r.group, r.rate) == ("Reference", 0.5) else r for r in made.RATES
    ]
    assert len(changes(made.study(rates=moved), saved())) == 3


def test_rates_of_another_measure_or_period_make_no_difference(made, saved):
    moved = [
        replace(r, rate=0.1) if (r.measure, r.period) != ("recovery", "2022") else r
        for r in made.RATES
    ]
    assert changes(made.study(rates=moved), saved()) == []


def test_a_group_that_goes_is_a_change_and_one_that_the_link_does_not_name_is_none(made, saved):
    more = [*made.RATES, Rate("New", "recovery", "2022", 0.6)]
    assert changes(made.study(rates=more), saved()) == []
    fewer = [rate for rate in made.RATES if rate.group != "Low"]
    assert changes(made.study(rates=fewer), saved()) == [
        [CELL, "-6.9 points, 43.1% against 50.0%", "not there any more"]
    ]


def test_rates_that_are_gone_altogether_make_the_link_stale(made, saved):
    rows = changes(made.study(rates=[]), saved())
    assert len(rows) == 3
    assert [CELL, "-6.9 points, 43.1% against 50.0%", "not there any more"] in rows


def test_a_coding_more_or_less_shows_in_the_counts_of_its_own_theme_only(made, saved):
    study = made.study(codings=made.CODINGS[1:])
    old, new = (f"{n} segments, {n} speakers, 1 of 1 groups" for n in (2, 1))
    assert changes(study, saved()) == [["Theme WAIT", old, new]]
    assert changes(study, saved(code="LANG")) == []


def test_a_pinned_quote_that_lost_its_code_is_a_change(made, saved):
    recoded = [("c1", "focus group", "FG1", 1, "LANG", "P1"), *made.CODINGS[1:]]
    rows = changes(made.study(codings=recoded), saved(quotes=("c1",)))
    assert ["Quote c1", "coded WAIT", "coded LANG"] in rows


@pytest.mark.parametrize(
    ("item", "answers", "old", "new"),
    [
        ("LENGTHS", ["no", "no", "very"], "lead 2 of 3", "lead 1 of 3"),
        ("LENGTHS", [None, "no", "very"], "lead 2 of 3", "lead 1 of 2"),
        ("REGION", ["north", "north", "south"], "lead 3 of 3 north; lead 0 of 3 south",
         "lead 2 of 3 north; lead 1 of 3 south"),
        ("FREE", ["x", "y", None], "free text, 1 answers", "free text, 2 answers"),
    ],
)  # fmt: skip
def test_a_changed_answer_shows_in_the_links_that_name_its_item(
    made, saved, item, answers, old, new
):
    study = made.study(**{item: answers})
    assert changes(study, saved(items=(item,))) == [[f"Survey item {item}", old, new]]
    assert changes(study, saved()) == []


WHITE = "White British"
LINKS = {  # name: code, measure, period, items, groups
    "the cell": ("AC-WAIT", "recovery", "2021-22", (), ("Bangladeshi", "Indian")),
    "the cell too": ("TD-LANG", "recovery", "2021-22", ("CL_ORG_F2F",), ("Bangladeshi",)),
    "another group": ("AC-WAIT", "recovery", "2021-22", (), ("Indian",)),
    "another period": ("AC-WAIT", "recovery", "2015-16", (), ("Bangladeshi",)),
    "another measure": ("SV-FLEX", "course_rate", "2021-22", ("CL_ORG_LENGTHS",), ()),
    "the other role's item": ("SV-FLEX", "access_rate", "2021-22", ("CO_ORG_LENGTHS",), ()),
}


@pytest.fixture
def linked(sample_project):
    """The sample with six saved links; returns the project and their names by id."""
    names = {}
    for name, (code, measure, period, items, groups) in LINKS.items():
        link = Link(
            "", code, measure, period, WHITE, "complement", "Because.",
            items=items, groups=groups, mechanism="It puts people off.",
        )  # fmt: skip
        names[save_link(sample_project, link, "me")] = name
    return sample_project, names


def stale_names(linked):
    project, names = linked
    study = read_study(project)
    return {names[id] for id in stale(study, study.links)["link"]}


def test_no_link_is_stale_right_after_it_is_saved(linked):
    assert stale_names(linked) == set()
    assert joint_display(read_study(linked[0]))["fresh"].tolist() == [True] * 6


def test_an_imported_rate_makes_exactly_the_links_on_its_cell_stale_until_undone(linked):
    project, _ = linked
    csv = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"
    import_files(project, [File("correction.csv", csv)], "me")
    assert stale_names(linked) == {"the cell", "the cell too"}
    study = read_study(project)
    table = stale(study, study.links)
    assert table["evidence"].unique().tolist() == [
        "Gap of Bangladeshi, recovery 2021-22, against White British"
    ]
    assert (
        table[["old", "new"]].to_numpy().tolist()
        == [["-6.8 points, 43.9% against 50.7%", "-0.8 points, 49.9% against 50.7%"]] * 2
    )
    project.undo("me")
    assert stale_names(linked) == set()


def test_a_changed_answer_makes_exactly_the_links_that_name_the_item_stale_until_undone(linked):
    project, _ = linked
    lengths = read_study(project).surveys[0].responses["CL_ORG_LENGTHS"]
    someone = lengths.index[lengths == "agree"][0]
    key = {"case": f"clinical_lead/{someone}", "variable": "CL_ORG_LENGTHS"}
    with project.change("me", "Correct an answer") as change:
        change.update(schema.case_values, {**key, "value": "disagree"})
    # The two items are comparable: whichever of them a link names, it shows both roles.
    assert stale_names(linked) == {"another measure", "the other role's item"}
    study = read_study(project)
    table = stale(study, study.links)
    both = "clinical lead {} of 41; commissioner 4 of 11".format
    assert table[["old", "new"]].to_numpy().tolist() == [[both(37), both(36)]] * 2
    project.undo("me")
    assert stale_names(linked) == set()


def test_a_removed_coding_makes_the_links_of_its_code_stale_until_undone(linked):
    project, _ = linked
    frame = read_study(project).group_codings
    coding = frame.loc[frame["code"] == "TD-LANG", "id"].iloc[0]
    remove_coding(project, coding, "sample coder")
    assert stale_names(linked) == {"the cell too"}
    project.undo("sample coder")
    assert stale_names(linked) == set()


def test_saving_a_stale_link_again_affirms_it(linked):
    project, names = linked
    csv = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"
    import_files(project, [File("correction.csv", csv)], "me")
    link = next(each for each in kept.links(project) if names[each.id] == "the cell")
    save_link(project, link, "me")
    assert stale_names(linked) == {"the cell too"}


def test_reflexively_a_change_of_codings_is_told_without_counts(made, saved):
    study = replace(made.study(codings=made.CODINGS[1:]), approach="reflexive")
    assert changes(study, saved()) == [
        ["Theme WAIT", "its codings as they were", "other codings"],
    ]  # fmt: skip


def test_a_blind_coder_is_not_told_that_links_on_all_codings_have_changed(linked):
    project, _ = linked
    change_settings(project, Settings(lead="me"), "me")
    study = read_study(project, "zoe")
    assert (study.partial, len(study.group_codings)) == (True, 0)
    assert stale(study, study.links).empty
    csv = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"
    import_files(project, [File("correction.csv", csv)], "me")
    study = read_study(project, "zoe")
    assert set(stale(study, study.links)["evidence"].str.partition(" ")[0]) == {"Gap"}
    assert not read_study(project, "me").partial
