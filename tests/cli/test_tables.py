"""Tests of the commands that print tables: the numbers of the sample, in three forms."""

import csv
import io
import json

import pytest

WHITE = ("--reference", "White British")


@pytest.fixture
def rows(run, sample_file):
    """Run a command on the sample and read its CSV."""

    def read(command, *options):
        result = run(command, sample_file, *options, "--format", "csv")
        assert (result.code, result.err) == (0, "")
        assert "\r" not in result.out
        return list(csv.DictReader(io.StringIO(result.out, newline="")))

    return read


def gaps(rows, measure, period):
    table = rows("gaps", "--measure", measure, "--period", period, *WHITE)
    return {row["group"]: float(row["gap"]) for row in table}


@pytest.mark.parametrize(
    ("group", "measure", "before", "after"),
    [
        ("Bangladeshi", "course_rate", -15.92, -7.83),
        ("Bangladeshi", "access_rate", 1.26, -5.90),
        ("Bangladeshi", "recovery", -10.5, -6.8),
        ("African", "recovery", -7.4, 0.8),
    ],
)
def test_gaps_are_those_that_were_published(rows, group, measure, before, after):
    assert gaps(rows, measure, "2015-16")[group] == before
    assert gaps(rows, measure, "2021-22")[group] == after


@pytest.mark.parametrize(
    ("measure", "below"),
    [
        ("access_rate", 11), ("course_rate", 14), ("recovery", 9),
        ("reliable_improvement", 12), ("reliable_recovery", 9),
    ],
)  # fmt: skip
def test_gaps_count_the_published_number_of_15_groups_below(rows, measure, below):
    found = gaps(rows, measure, "2021-22")
    assert (len(found), sum(gap < 0 for gap in found.values())) == (15, below)


def test_gaps_without_counts_have_no_interval_and_say_why(rows):
    table = rows("gaps", *WHITE)
    assert len(table) == 150
    assert {(row["ci_low"], row["ci_high"], row["base"]) for row in table} == {("", "", "")}
    assert {row["note"] for row in table} == {"counts not supplied"}


def test_tabulate_by_role_joins_the_comparable_item_of_the_other_role(rows):
    table = rows("tabulate", "--item", "CL_ORG_LENGTHS", "--by", "role")
    top = [row for row in table if row["kind"] == "top two"]
    assert [(row["group"], row["n"], row["base"]) for row in top] == [
        ("clinical_lead", "37", "41"), ("commissioner", "4", "11"),
    ]  # fmt: skip
    limits = [tuple(round(float(row[name]), 3) for name in ("ci_low", "ci_high")) for row in top]
    assert limits == [(0.775, 0.961), (0.152, 0.646)]
    assert list(table[0]) == [
        "topic", "item", "group", "kind", "option", "n", "base", "share", "ci_low", "ci_high",
    ]  # fmt: skip


def test_tabulate_takes_several_items_and_another_item_to_split_by(rows):
    items = ("--item", "CL_ORG_LENGTHS", "--item", "CL_ORG_F2F")
    assert len(rows("tabulate", *items)) == 12
    split = rows("tabulate", *items[:2], "--by", "CL_REGION")
    assert sum(int(row["n"]) for row in split if row["kind"] == "top two") == 37


def test_tabulate_counts_regions(rows):
    table = rows("tabulate", "--item", "CL_REGION", "--by", "role")
    assert [int(row["n"]) for row in table] == [2, 8, 4, 4, 14, 3, 6, 1, 2, 1, 3, 2, 1, 1]


def test_themes_count_segments_speakers_and_groups_by_role(rows):
    table = rows("themes", "--by", "role")
    assert (len(table), sum(int(row["segments"]) for row in table)) == (84, 204)
    row = next(r for r in table if (r["code"], r["group"]) == ("TD-PREF", "service_user"))
    assert [row[name] for name in ("segments", "speakers", "groups", "of", "state")] == [
        "4", "4", "2", "2", "raised",
    ]  # fmt: skip


def test_themes_over_everyone_have_one_group(rows):
    assert {row["group"] for row in rows("themes")} == {"all"}


def test_themes_in_summary_are_table_7(rows):
    table = rows("themes", "--by", "role", "--summary")
    assert [row["state"] for row in table].count("raised") == 15
    crossed = [row for row in table if row["state"] != "raised"]
    assert [(r["row"], r["group"], r["state"], r["published"]) for r in crossed] == [
        ("6", "therapist", "not raised (prompted once)", "cross")
    ]


def test_suggest_prints_code_turn_offsets_words_and_quote(rows):
    table = rows("suggest", "--source", "FG1", "--codebook", "nccmh_focus_groups")
    assert len(table) == 40
    assert list(table[0]) == ["source", "code", "turn", "start", "end", "words", "quote"]
    assert all(len(r["quote"]) == int(r["end"]) - int(r["start"]) for r in table)


def test_suggest_leaves_out_what_a_coder_has_settled_where_one_is_named(rows):
    every = rows("suggest", "--source", "FG1")
    left = rows("suggest", "--source", "FG1", "--coder", "sample coder")
    assert 0 < len(left) < len(every)


def test_json_holds_the_same_table_with_null_where_nothing_is_known(run, sample_file, rows):
    options = ("--measure", "recovery", "--period", "2021-22", *WHITE)
    result = run("gaps", sample_file, *options, "--format", "json")
    table = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert [row["group"] for row in table] == [row["group"] for row in rows("gaps", *options)]
    assert {row["ci_low"] for row in table} == {None}
    assert next(row["gap"] for row in table if row["group"] == "Bangladeshi") == -6.8


def test_the_usual_form_is_a_table_for_people_that_shows_nothing_where_nothing_is_known(
    run, sample_file
):
    result = run("gaps", sample_file, "--measure", "recovery", "--period", "2021-22", *WHITE)
    lines = result.out.splitlines()
    assert (result.code, len(lines)) == (0, 16)
    assert lines[0].split()[:4] == ["measure", "period", "group", "reference"]
    assert not any(word in result.out for word in ("NaN", "<NA>", "None", ","))


def test_a_csv_is_guarded_against_formulas(run, sample_copy, tmp_path):
    (tmp_path / "FG9.txt").write_text("P1: =SUM(1) we waited\n", encoding="utf-8")
    assert run("import", sample_copy, tmp_path / "FG9.txt").code == 0
    result = run("suggest", sample_copy, "--source", "FG9", "--format", "csv")
    assert [row["quote"] for row in csv.DictReader(io.StringIO(result.out))] == [
        "'=SUM(1) we waited"
    ]


@pytest.mark.parametrize(
    ("item", "counts", "difference", "interval", "p", "verdict"),
    [
        ("CL_ORG_OUTREACH", (23, 41, 6, 11), 1.55, (-26.94, 31.56), 1.0, "not established"),
        ("CL_WF_SENIOR", (16, 41, 7, 10), -30.98, (-54.39, 2.96), 0.1542, "not established"),
        ("CL_WF_CPD", (38, 41, 5, 11), 47.23, (18.06, 71.88), 0.0014, "established among"),
    ],
)
def test_roles_are_compared_item_by_item(rows, item, counts, difference, interval, p, verdict):
    (row,) = rows("compare", "--item", item, "--by", "role")
    names = ("n", "base", "reference_n", "reference_base")
    assert tuple(int(row[name]) for name in names) == counts
    assert float(row["difference"]) == pytest.approx(difference, abs=0.005)
    assert (float(row["ci_low"]), float(row["ci_high"])) == pytest.approx(interval, abs=0.005)
    assert float(row["p_fisher"]) == pytest.approx(p, abs=5e-5)
    assert verdict in row["verdict"]
    assert {"p_mid", "p_wmw", "p_trend", "delta", "p_holm"} <= set(row)


def test_all_comparable_items_are_one_family(rows):
    found = rows("compare")
    assert len(found) == 20
    for row in found:
        own = row["p_wmw"] or row["p_fisher"]
        assert not own or float(own) <= float(row["p_holm"]) <= 1


def test_the_base_audit_flags_eight_of_the_62_published_percentages(rows):
    audit = rows("audit-bases")
    flagged = {row["item"]: row for row in audit if row["verdict"] != "possible"}
    assert len(audit) == 62
    assert {item: row["verdict"] for item, row in flagged.items()} == {
        "CL_PPG_KNOW": "needs another base",
        "CL_RESP_AVAIL": "sum of rounded shares",
        "CL_RES_NEED": "needs another base",
        "CO_PPG_KNOW": "needs another base",
        "CO_ETH_QUALITY": "needs double rounding",
        "CO_WF_CPD": "needs double rounding",
        "CO_WF_SENIOR": "needs another base",
        "CO_RES_NEED": "needs another base",
    }
    assert sum(row["verdict"] != "possible" for row in audit) == 8
    assert flagged["CL_RES_NEED"]["note"] == "asked of 27 only"
    assert "10 of 27" in flagged["CL_RES_NEED"]["bases"]
    assert flagged["CO_RES_NEED"]["bases"] == "1 of 9"


def test_the_knowledge_audit_tests_who_the_raters_are(rows):
    role, funders = rows("audit-knowledge", "--part", "statement")
    assert (role["raters"], role["verdict"]) == ("40", "cannot hold")
    assert (funders["at_most"], funders["raters"], funders["outside"]) == ("7", "11", "4")
    wider = ("--named", "little to no knowledge", "--named", "minimal", "--named", "fair")
    funders = rows("audit-knowledge", "--part", "statement", *wider)[1]
    assert funders["verdict"] == "cannot be told"


def test_four_published_answers_together_fit_the_stated_base_alone(rows):
    together = {(row["item"], row["percents"]): row for row in rows("audit-bases", "--together")}
    assert together["CL_ADAPT_AVAIL", "44, 10, 27, 20"]["bases"] == "41"
    assert together["CO_RES", "45, 27, 27"]["whole"] == "True"
    assert [row["item"] for row in together.values() if row["verdict"] != "possible"] == [
        "CO_ETH_QUALITY"
    ]


def test_small_counts_are_hidden_and_listed_for_the_owner_alone(rows):
    ask = ("tabulate", "--item", "CL_ORG_LENGTHS", "--by", "role", "--hide-below", "5")
    shown = rows(*ask)
    assert [row["n"] for row in shown] == ["0", "", "", "25", "12", "37", "0", *[""] * 5]
    assert [row["note"] for row in shown] == ["hidden" if row["n"] == "" else "" for row in shown]
    listed = rows(*ask, "--hidden")
    assert sorted(int(row["n"]) for row in listed) == [1, 2, 2, 3, 3, 4, 4]
    assert {row["base"] for row in rows(*ask, "--round", "5")} == {"40", "10"}


def test_the_pathway_denominators_and_inequality_at_the_command_line(rows):
    table = rows("pathway", "--period", "2021-22")
    assert [table[0]["group"], table[1]["group"]] == ["White British", "Bangladeshi"]
    assert round(float(table[1]["gap"]), 2) == -5.88
    ratios = rows("pathway", "--period", "2021-22", "--ratios")
    assert list(ratios[0]) == ["group", "step", "ratio", "ci_low", "ci_high"]
    (found,) = rows("denominators", "--percent", "50.2", "--period", "2021-22")
    assert (found["n"], found["base"], found["whole"]) == ("313919", "625919", "eligible")
    (index,) = rows("inequality", "--measure", "recovery", "--period", "2021-22")
    assert round(float(index["sii"]), 1) == 12.2
    assert (
        len(rows("inequality", "--measure", "recovery", "--period", "2021-22", "--deciles")) == 10
    )


@pytest.fixture(scope="module")
def episode_file(tmp_path_factory):
    return tmp_path_factory.mktemp("episodes") / "episodes.parquet"


def test_synthetic_episodes_are_modelled(run, episode_file):
    def table(*options):
        result = run("models", episode_file, *options, "--format", "csv")
        assert (result.code, result.err) == (0, "")
        return list(csv.DictReader(io.StringIO(result.out, newline="")))

    made = run("episodes", "--rows", "20000", "--to", episode_file)
    assert (made.code, made.out.split()[0]) == (0, "20,000")
    effects = table("--outcome", "recovery", "--model", "5")
    assert {row["model"] for row in effects} == {"5"}
    assert [row["kind"] for row in effects[:2]] == ["odds", "odds ratio"]
    shares = table("--model", "1", "--model", "2", "--shares")
    assert {row["model"] for row in shares} == {"1", "2"}
    [between] = table("--model", "1", "--services")
    assert float(between["variance_low"]) <= float(between["variance"])
    missing = {row["column"]: int(row["missing"]) for row in table("--missing")}
    assert 0 < missing["ethnic_group"] < missing["any"]


def test_columns_of_another_name_are_matched(run, tmp_path):
    path = tmp_path / "e.csv"
    assert run("episodes", "--rows", "3000", "--to", path).code == 0
    path.write_text(path.read_text().replace("ethnic_group", "Herkunft", 1))
    refused = run("models", path, "--model", "1")
    assert (refused.code, "ethnic_group" in refused.err) == (2, True)
    told = run("models", path, "--model", "1", "--column", "ethnic_group=Herkunft")
    assert (told.code, told.err) == (0, "")


def test_gaps_from_counts_have_intervals_at_the_command_line(rows):
    words = ("--reference", "White British", "--period", "2021-22", "--measure", "recovery")
    table = rows("gaps", *words, "--area", "England")
    assert len(table) == 15
    assert all(row["ci_low"] for row in table)
    five = rows("gaps", "--reference", "White", "--area", "England", "--groups",
                "ethnic group (5)", "--period", "2024-25", "--measure", "recovery")  # fmt: skip
    assert round(float(next(row for row in five if row["group"] == "Asian")["gap"]), 1) == -6.6


def test_the_argument_is_listed_link_by_link_and_loose_end_by_loose_end(run, sample_file):
    assert run("links", sample_file, "--format", "csv").out.startswith("link,code,name,segments")
    columns = "what,id,code,measure,evidence,old,new\n"
    assert run("stale", sample_file, "--format", "csv").out == columns
    out = run("coverage", sample_file, "--format", "csv").out
    assert "recovery:Bangladeshi:2021-22" in out
    refused = run("coverage", sample_file, "--reference", "Nobody")
    assert refused.code == 2
    assert "The reference must be one of" in refused.err


def test_claims_come_back_with_their_verdict_and_value(run, sample_file, tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text(
        "id,claim\na,Recovery of Bangladeshi in 2021-22 is 43.9%\nb,CO_PPG_KNOW: 40% of 11\n"
    )
    lines = run("claims", sample_file, file, "--format", "csv").out.splitlines()
    assert lines[0] == "id,verdict,recomputed,why"
    assert [line.split(",")[:2] for line in lines[1:]] == [
        ["a", "holds"], ["b", "needs another base"],
    ]  # fmt: skip
    file.write_text("id\na\n")
    assert "columns id and claim" in run("claims", sample_file, file).err
