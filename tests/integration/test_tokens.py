"""Tests of tokens: prose whose numbers come from the data, and go stale with them."""

from dataclasses import replace

import pytest

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import affirm_link, read_study, save_finding, save_link
from mixedmethods.errors import DataError
from mixedmethods.integration import stale
from mixedmethods.integration.tokens import (
    KINDS,
    current,
    fill,
    render,
    stale_findings,
    waiting,
    watermark,
)
from mixedmethods.model import Finding, Link
from mixedmethods.store.findings import findings, remove_finding
from mixedmethods.store.links import links, remove_link

CELL = "recovery:Bangladeshi:2021-22"
NEW_RATE = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"


@pytest.mark.parametrize(
    ("token", "value"),
    [
        (f"gap:{CELL}", "\N{MINUS SIGN}6.8 points"),
        (f"gap:{CELL}:Chinese", "\N{MINUS SIGN}11.1 points"),
        (f"rate:{CELL}", "43.9%"),
        ("change:recovery:Bangladeshi:2015-16:2021-22", "+3.7 points"),
        ("below:recovery:2021-22", "9 of 15 groups"),
        ("item:CL_ORG_LENGTHS", "37 of 41 (90%)"),
        ("item:CO_ORG_LENGTHS", "4 of 11 (36%)"),
        ("theme:AC-WAIT", "10 segments, 10 speakers, 4 of 4 groups"),
        ("read", "0 of 307 turns"),
        ("links:dissonance", "0"),
    ],
)
def test_a_token_gives_the_number_of_the_tables(sample_study, token, value):
    assert fill(sample_study, token) == value
    assert token.partition(":")[0] in KINDS


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("gab:x", "of the kinds gap, rate"),
        ("gap:recovery", "A token of this kind is {gap"),
        ("gap:recovery:Nobody:2021-22", "must name what the project holds"),
        ("gap:recovery:White British:2021-22", "must name what the project holds"),
        ("rate:recovery:Bangladeshi:1999", "must name what the project holds"),
        ("change:recovery:Bangladeshi:1999:2021-22", "must name what the project holds"),
        ("below:recovery:1999", "must name what the project holds"),
        ("item:CL_PPG_FREE", "must name what the project holds"),
        ("item:NONE", "must name what the project holds"),
        ("theme:NONE", "must name what the project holds"),
        ("links:proof", "must name what the project holds"),
        ("", "of the kinds gap, rate"),
    ],
)
def test_a_token_that_cannot_be_filled_in_is_refused(sample_study, token, sentence):
    with pytest.raises(DataError, match=sentence):
        fill(sample_study, token)


def test_text_without_tokens_stays_and_each_token_is_kept_once(sample_study):
    assert render(sample_study, "No numbers.") == ("No numbers.", ())
    text, pairs = render(sample_study, f"{{gap:{CELL}}}, again {{gap:{CELL}}}.")
    assert text == "\N{MINUS SIGN}6.8 points, again \N{MINUS SIGN}6.8 points."
    assert pairs == ((f"gap:{CELL}", "\N{MINUS SIGN}6.8 points"),)


def test_a_reflexive_study_gives_no_counts_of_a_theme(sample_study):
    with pytest.raises(DataError, match="must name"):
        fill(replace(sample_study, approach="reflexive"), "theme:AC-WAIT")


def test_a_changed_rate_makes_the_sentence_and_what_quotes_the_link_stale(sample_project):
    project = sample_project
    link = Link("", "TD-CULT", "recovery", "2021-22", "White British", "complement", "R",
                groups=("Bangladeshi",))  # fmt: skip
    linked = save_link(project, link, "me")
    own = save_finding(project, Finding("", f"A gap of {{gap:{CELL}}}."), "me")
    quoting = save_finding(project, Finding("", "It fits badly.", (linked,)), "me")
    other = save_finding(project, Finding("", "{rate:recovery:Indian:2021-22}."), "me")
    assert watermark(read_study(project)) == ""
    import_files(project, [File("c.csv", NEW_RATE)], "me")
    study = read_study(project)
    table = stale_findings(study).set_index("finding")
    assert set(table.index) == {own, quoting}
    assert table.loc[own, ["old", "new"]].tolist() == [
        "\N{MINUS SIGN}6.8 points", "\N{MINUS SIGN}0.8 points",
    ]  # fmt: skip
    assert table.loc[quoting, ["evidence", "new"]].tolist() == [
        "the link of TD-CULT to recovery", "stale",
    ]  # fmt: skip
    assert watermark(study).startswith("DRAFT: the evidence of 1 link and 2 findings has changed")
    assert waiting(study)["what"].tolist() == ["link", "finding", "finding"]
    held = {finding.id: finding for finding in study.findings}
    assert current(study, held[own]) == "A gap of \N{MINUS SIGN}0.8 points."
    assert current(study, held[other]) == "51.5%."
    # Affirming the link frees what rests on it; affirming the finding ends the draft.
    affirm_link(project, links(project)[0], "me")
    assert stale_findings(read_study(project))["finding"].tolist() == [own]
    save_finding(project, held[own], "me")
    assert watermark(read_study(project)) == ""


def test_undo_makes_links_and_findings_fresh_again(sample_project):
    save_finding(sample_project, Finding("", f"{{gap:{CELL}}}"), "me")
    import_files(sample_project, [File("c.csv", NEW_RATE)], "me")
    assert len(stale_findings(read_study(sample_project))) == 1
    sample_project.undo("me")
    study = read_study(sample_project)
    assert (len(stale_findings(study)), len(stale(study, study.links))) == (0, 0)


def test_a_finding_whose_link_was_withdrawn_says_so(sample_project):
    link = Link("", "TD-CULT", "recovery", "2021-22", "White British", "complement", "R")
    id = save_link(sample_project, link, "me")
    save_finding(sample_project, Finding("", "It fits badly.", (id,)), "me")
    remove_link(sample_project, links(sample_project)[0], "me")
    table = stale_findings(read_study(sample_project))
    assert table[["evidence", "new"]].to_numpy().tolist() == [["a link", "withdrawn"]]


def test_a_finding_is_stored_edited_and_withdrawn(sample_project):
    with pytest.raises(DataError, match="needs a text"):
        save_finding(sample_project, Finding("", " "), "me")
    save_finding(sample_project, Finding("", "One."), "me")
    (first,) = findings(sample_project)
    save_finding(sample_project, replace(first, text="Two."), "you")
    (second,) = findings(sample_project)
    assert (second.text, second.author, second.version) == ("Two.", "you", 2)
    with pytest.raises(DataError, match="changed or"):
        save_finding(sample_project, replace(first, text="Three."), "me")
    with pytest.raises(DataError, match="changed or"):
        remove_finding(sample_project, first, "me")
    remove_finding(sample_project, second, "me")
    assert findings(sample_project) == ()
