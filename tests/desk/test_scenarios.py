"""The ten things that a methodologist would try first, on the sample, with their exact numbers."""

from dataclasses import replace

import pytest

from mixedmethods.coding import summary_table
from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.knowledge import knowledge_audit
from mixedmethods.desk.reading import affirm_link, read_study, save_finding, save_link
from mixedmethods.desk.surveys import base_audit
from mixedmethods.errors import DataError
from mixedmethods.integration import stale
from mixedmethods.integration.coverage import coverage
from mixedmethods.integration.rebuild import ITEM, parts, rebuild
from mixedmethods.integration.rules import check, offered, silences
from mixedmethods.integration.thread import thread
from mixedmethods.integration.tokens import current, watermark
from mixedmethods.model import Finding, Link
from mixedmethods.outcomes import change, gaps
from mixedmethods.report.checklist import filled
from mixedmethods.store import schema
from mixedmethods.store.archive import fingerprints, pack, unpack
from mixedmethods.store.links import save_link as keep
from mixedmethods.survey import compare, headline, tabulate_roles

WHITE, LAST = "White British", "2021-22"


def role_gap(study, item):
    """Return k/n per role, the difference and its interval."""
    every = tabulate_roles(study.surveys, item)
    table = headline(every, study.items.values())
    table = table if len(table) else every[every["option"] == "Yes"]
    (row,) = compare(table).to_dict("records")
    counts = [f"{n}/{base}" for n, base in zip(table["n"], table["base"], strict=True)]
    return counts, [round(row[name], 1) for name in ("gap", "ci_low", "ci_high")], row["verdict"]


def test_1_gaps(sample_study):
    table = gaps(sample_study.rates, WHITE)
    now = table[table["period"] == LAST]
    assert len(now) == 75
    below = (now["gap"] < 0).groupby(now["measure"]).sum().to_dict()
    assert below == {
        "access_rate": 11, "course_rate": 14, "recovery": 9, "reliable_improvement": 12,
        "reliable_recovery": 9,
    }  # fmt: skip
    recovery = now[now["measure"] == "recovery"].set_index("group")
    lowest = recovery[recovery["estimate"] == recovery["estimate"].min()]
    assert set(lowest.index) == {"Pakistani", "Other ethnic group"}
    assert set(lowest["gap"]) == {-7.3}
    moved = change(table, "2015-16", LAST).set_index(["measure", "group"])
    cell = moved.loc[("recovery", "Bangladeshi")]
    assert (cell["gap_first"], cell["gap_last"]) == (-10.5, -6.8)
    assert moved.loc[("recovery", "African"), "gap_last"] == 0.8
    assert moved.loc[("recovery", "Chinese"), "gap_last"] == 4.3
    course = moved.loc["course_rate"]["change"]
    assert (course.idxmax(), round(course.max(), 2)) == ("Bangladeshi", 8.09)
    access = moved.loc["access_rate"]["change"]
    assert (access.idxmin(), round(access.min(), 2)) == ("Bangladeshi", -7.16)
    assert set(now["note"]) == {"counts not supplied"}


def test_2_the_summary_table_and_what_a_suggestion_is_worth(sample_study):
    (book,) = [b for b in sample_study.codebooks if b.summary]
    turns = sample_study.group_turns
    table = summary_table(sample_study.group_codings, turns, book.summary, book.codes, "role")
    assert (table["state"] == "raised").sum() == 15
    assert (table["state"] == "not raised (prompted once)").sum() == 1
    none = summary_table(
        sample_study.group_codings.head(0), turns, book.summary, book.codes, "role"
    )
    assert (none["state"] == "raised").sum() == 0
    without = sample_study.group_codings[lambda f: f["code"] != "TD-PREF"]
    row = summary_table(without, turns, book.summary, book.codes, "role")
    assert (row["state"] == "raised").sum() == 14
    assert silences(sample_study, Link("", "", "recovery", LAST, WHITE, "silence"))[
        "focus groups"
    ].startswith("0 of 307 turns read")


def test_3_role_comparison(sample_study):
    assert role_gap(sample_study, "CL_ORG_LENGTHS")[:2] == (["37/41", "4/11"], [53.9, 22.9, 75.9])
    assert role_gap(sample_study, "CL_ORG_OUTREACH")[:2] == (["23/41", "6/11"], [1.6, -26.9, 31.6])


def test_4_base_audit(sample_project):
    each, _ = base_audit(sample_project)
    assert len(each) == 62
    assert (each["verdict"] == "possible").sum() == 54


def test_5_one_theme_two_verdicts(sample_project):
    wait = Link("", "AC-WAIT", "course_rate", LAST, WHITE, "dissonance", "Nothing changes.")
    id = save_link(sample_project, wait, "me")
    save_link(sample_project, replace(wait, measure="recovery", relation="convergence"), "me")
    study = read_study(sample_project)
    held = next(link for link in study.links if link.id == id)
    with pytest.raises(DataError, match="different measure"):
        keep(sample_project, replace(held, measure="recovery"), "me")
    chain = thread(study, "theme", "AC-WAIT")
    assert (chain["kind"] == "link").sum() == 2
    why = offered(study, Link("", "TD-LANG", "recovery", LAST, WHITE, "", silent=("outcomes",)))
    assert {relation for relation, reason in why.items() if not reason} == {
        "complement", "silence", "not assessed",
    }  # fmt: skip


def test_6_what_raters_can_have_known(sample_study):
    audit = knowledge_audit(sample_study)
    rows = {row["role"]: row for row in audit["statement"].to_dict("records")}
    commissioners = rows["commissioner"]
    assert commissioners["at_most"] < commissioners["raters"]
    assert audit["difference"]["difference"].round(1).tolist()[:1] == [55.3]


def test_7_silence_and_what_is_left_over(sample_study):
    turns = sample_study.group_turns
    spoken = turns[~turns["moderator"].astype(bool)][["source", "turn"]]
    reads = spoken.assign(coder="me", created="2026-01-01")
    but_one = replace(sample_study, reads=reads.iloc[1:])
    stigma = Link("", "GE-STIGMA", "access_rate", LAST, WHITE, "silence", "Nobody spoke of it.",
                  silent=("focus groups",))  # fmt: skip
    with pytest.raises(DataError, match="306 of 307 turns read"):
        check(but_one, stigma)
    all_read = replace(sample_study, reads=reads)
    check(all_read, stigma)
    table = coverage(all_read, WHITE).set_index("kind")
    assert set(table.loc["theme never raised", "id"]) == {"GE-STIGMA", "GE-RACISM"}
    assert len(table.loc["theme in one role only"]) == 6 + 11
    assert "CH-KPI" in set(table.loc["evidence without a recommendation", "id"])
    with pytest.raises(DataError, match="Got Bangladeshi only"):
        check(all_read, replace(stigma, relation="not assessed", scope="Bangladeshi"))


def as_links(study):
    """Return each row of the reference reading as a link to the cells and items it names."""
    groups = set(study.rates["group"])
    found = []
    for row in study.readings["ledger"]:
        named = parts(row["groups"])
        codes = [code for code in parts(row["theme_id"]) if code in study.codes]
        items = [i for i in ITEM.findall(row["survey_item_id"]) if i in study.items]
        found.append(
            Link(row["row_id"], codes[0] if codes else "", row["measure"], LAST, WHITE,
                 row["relation"], items=tuple(dict.fromkeys(items)),
                 groups=tuple(named) if set(named) <= groups else ())
        )  # fmt: skip
    return found


def remembered(study):
    from mixedmethods.integration import evidence

    links = as_links(study)
    kept = evidence(study, links)
    return [replace(link, evidence=kept[link.id]) for link in links]


def test_8_exactly_the_rows_on_a_changed_cell_or_answer_go_stale_and_undo_frees_them(
    sample_project,
):
    links = remembered(read_study(sample_project))
    assert stale(read_study(sample_project), links).empty
    csv = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"
    import_files(sample_project, [File("new.csv", csv)], "me")
    table = stale(read_study(sample_project), links)
    assert set(table["link"]) == {"L31", "L35", "L37"}
    assert {(old[:4], new[:4]) for old, new in zip(table["old"], table["new"], strict=True)} == {
        ("-6.8", "-0.8"),
    }  # fmt: skip
    sample_project.undo("me")
    assert stale(read_study(sample_project), links).empty
    lengths = read_study(sample_project).surveys[0].responses["CL_ORG_LENGTHS"]
    someone = lengths.index[lengths == "agree"][0]
    key = {"case": f"clinical_lead/{someone}", "variable": "CL_ORG_LENGTHS"}
    with sample_project.change("me", "Correct an answer") as changed:
        changed.update(schema.case_values, {**key, "value": "disagree"})
    table = stale(read_study(sample_project), links)
    assert set(table["link"]) == {"L17", "L33"}
    assert set(table["old"].str.contains("37 of 41")) == {True}
    assert set(table["new"].str.contains("36 of 41")) == {True}
    sample_project.undo("me")
    assert stale(read_study(sample_project), links).empty


def test_8_statements_show_the_new_number_and_exports_say_draft_until_affirmed(sample_project):
    link = Link("", "TD-CULT", "recovery", LAST, WHITE, "complement", "R", groups=("Bangladeshi",))
    save_link(sample_project, link, "me")
    save_finding(sample_project, Finding("", "{gap:recovery:Bangladeshi:2021-22}"), "me")
    csv = b"group,measure,year,rate_pct,n\nBangladeshi,recovery,2021-22,49.9,\n"
    import_files(sample_project, [File("new.csv", csv)], "me")
    study = read_study(sample_project)
    assert current(study, study.findings[0]) == "\N{MINUS SIGN}0.8 points"
    assert watermark(study).startswith("DRAFT: the evidence of 1 link and 1 finding")
    affirm_link(sample_project, study.links[0], "me")
    save_finding(sample_project, study.findings[0], "me")
    assert watermark(read_study(sample_project)) == ""


def test_9_established_or_not(sample_study):
    senior = role_gap(sample_study, "CL_WF_SENIOR")
    assert senior[:2] == (["16/41", "7/10"], [-31.0, -54.4, 3.0])
    funding = role_gap(sample_study, "CL_RES_NEED")
    assert funding[:2] == (["10/27", "1/9"], [25.9, -10.0, 46.8])
    assert senior[2] == funding[2] == "difference not established at these sizes"
    cpd = role_gap(sample_study, "CL_WF_CPD")
    assert cpd[:2] == (["38/41", "5/11"], [47.2, 18.1, 71.9])
    assert cpd[2] != senior[2]


def test_10_the_reading_and_the_round_trip(sample_project, tmp_path):
    study = read_study(sample_project)
    table = rebuild(study, study.readings["ledger"], ("2015-16", LAST), WHITE)
    assert table["relation"].value_counts().to_dict() == {
        "dissonance": 21, "silence": 20, "complement": 18, "convergence": 10,
    }  # fmt: skip
    row = table.set_index("row").loc["L54", "survey"]
    assert "clinical lead 40 of 41" in row
    read = replace(study, links=tuple(as_links(study)))
    appraisal = filled(read, "mmat").set_index("item")["answer"]
    assert appraisal["5.4"] == "21 discordant links, 0 with a strategy."
    boxes = filled(read, "gramms").set_index("item")["answer"]
    assert boxes["4"].startswith("At analysis, in joint displays: 69 links")
    assert "(69)" in boxes["6"]
    with unpack("a.zip", pack(sample_project), tmp_path / "back.mm") as back:
        assert fingerprints(back) == fingerprints(sample_project)
