"""Tests of the sample: one command, and the whole synthetic study is there or nothing is."""

from pathlib import Path

import pytest

import mixedmethods.sample as room
from mixedmethods.desk.answers import item_table
from mixedmethods.desk.intake import import_files
from mixedmethods.desk.tables import themes
from mixedmethods.errors import ProjectError
from mixedmethods.outcomes import below, gaps
from mixedmethods.sample import CODER, LABEL, codebook, make_sample, sample_files
from mixedmethods.store import documents as kept
from mixedmethods.store import new_project, open_project
from mixedmethods.store.codings import codings

WHITE = "White British"


def test_it_is_labelled_synthetic_wherever_a_page_or_export_looks(sample_study, sample_file):
    assert sample_study.label == LABEL
    assert "Synthetic" in LABEL
    with open_project(sample_file) as project:
        assert project.label == LABEL


def test_it_is_loaded_by_the_importers_of_a_users_files_each_with_its_record(sample_file):
    with open_project(sample_file) as project:
        found = kept.files(project)
        entries = project.history()
    assert sorted(each["name"] for each in found) == sorted(f.name for f in sample_files())
    assert {each["author"] for each in found} == {CODER}
    assert [(entry.author, entry.kind) for entry in entries] == [(CODER, "change")]
    kinds = {each["kind"] for each in found}
    assert kinds == {
        "instrument", "codebook", "measures", "transcript", "cases", "codings", "survey",
        "outcomes", "counts", "literature", "recommendations", "reading",
    }  # fmt: skip


def test_every_strand_is_there_in_full(sample_study):
    study = sample_study
    assert [len(survey.responses) for survey in study.surveys] == [41, 11]
    assert [len(survey.instrument.items) for survey in study.surveys] == [37, 33]
    turns = study.group_turns
    assert turns.groupby("source").size().to_dict() == {"FG1": 96, "FG2": 84, "FG3": 108, "FG4": 90}
    assert (~turns["moderator"].astype(bool)).sum() == 307
    assert {book.id: len(book.codes) for book in study.codebooks} == {
        "nccmh_focus_groups": 42, "ppg_free_text": 37, "vcse_cases": 25,
    }  # fmt: skip
    assert (len(study.rates), study.rates["base"].notna().sum()) == (160, 0)
    assert (len(study.literature), len(study.recommendations)) == (21, 10)
    assert study.turns.query("kind == 'case study'")["source"].nunique() == 5
    assert {name: len(rows) for name, rows in study.readings.items()} == {"ledger": 69}


def test_gold_codings_are_the_sample_coders_and_their_quotes_are_the_text(sample_study):
    frame = sample_study.group_codings
    said = frame[~frame["moderator"].astype(bool)]
    assert said.groupby("source").size().to_dict() == {"FG1": 53, "FG2": 39, "FG3": 63, "FG4": 49}
    assert set(sample_study.codings["coder"]) == {CODER}
    assert set(sample_study.codings["origin"]) == {"import"}
    prompts = frame[frame["moderator"].astype(bool)]
    assert prompts[["source", "code"]].to_numpy().tolist() == [["FG3", "TD-PREF"]]


def test_the_ledger_never_becomes_links(sample_study):
    assert sample_study.links == ()


def test_the_survey_prints_as_published(sample_study):
    def sums(name):
        table = item_table(sample_study, [f"CL_ORG_{name}"], "role")
        rows = table[table["kind"] == "top two"]
        return rows[["n", "base"]].to_numpy().tolist()

    names = ("ROUTES", "TIMES", "LENGTHS", "F2F", "LOCATIONS", "OUTREACH")
    percent = [[round(100 * n / base) for n, base in sums(name)] for name in names]
    assert [lead for lead, _ in percent] == [95, 98, 90, 98, 63, 56]
    assert [funder for _, funder in percent] == [73, 64, 36, 82, 45, 55]
    assert sums("LENGTHS") == [[37, 41], [4, 11]]


def test_gaps_against_white_british_are_as_published(sample_study):
    table = gaps(sample_study.rates, WHITE)
    counts = below(table).set_index(["period", "measure"])
    assert counts.loc["2021-22", "below"].to_dict() == {
        "access_rate": 11, "course_rate": 14, "recovery": 9,
        "reliable_improvement": 12, "reliable_recovery": 9,
    }  # fmt: skip
    assert set(counts["groups"]) == {15}
    gap = table.set_index(["group", "measure", "period"])["gap"].to_dict()
    expected = {
        ("Bangladeshi", "course_rate"): (-15.92, -7.83),
        ("Bangladeshi", "access_rate"): (1.26, -5.90),
        ("Bangladeshi", "recovery"): (-10.5, -6.8),
        ("African", "recovery"): (-7.4, 0.8),
    }
    for key, both in expected.items():
        assert tuple(gap[*key, period] for period in ("2015-16", "2021-22")) == both
    assert table[["ci_low", "ci_high"]].isna().all(axis=None)
    assert set(table["note"]) == {"counts not supplied"}


def test_table_7_has_its_15_ticks(sample_study):
    states = themes(sample_study, "role", summary=True)["state"]
    assert states.value_counts().to_dict() == {"raised": 15, "not raised (prompted once)": 1}


def test_without_the_gold_codings_there_is_no_tick(tmp_path):
    from mixedmethods.desk.reading import read_study

    files = [f for f in sample_files() if not f.name.endswith(("_gold.csv", "_prompts.csv"))]
    with new_project(tmp_path / "bare.mm", "Bare") as project:
        import_files(project, files, CODER)
        table = themes(read_study(project), "role", "nccmh_focus_groups", summary=True)
    assert table["state"].tolist() == ["not coded"] * 16


def test_a_file_that_exists_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "study.mm"
    path.write_text("mine")
    with pytest.raises(ProjectError, match=r"Got study\.mm, which exists"):
        make_sample(path)
    assert path.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["study.mm"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_sample_that_is_interrupted_leaves_nothing(error, tmp_path, monkeypatch):
    def stop(project, files, *rest):
        import_files(project, files[:3], *rest)
        raise error

    monkeypatch.setattr(room, "import_files", stop)
    with pytest.raises(error):
        make_sample(tmp_path / "study.mm")
    assert list(tmp_path.iterdir()) == []


def test_a_sample_that_another_start_has_finished_meanwhile_is_opened_not_replaced(
    tmp_path, monkeypatch
):
    path = tmp_path / "study.mm"

    def meanwhile(project, files, *rest):
        new_project(path, "The first").close()
        return import_files(project, files[:3], *rest)

    monkeypatch.setattr(room, "import_files", meanwhile)
    with make_sample(path) as project:
        assert project.title == "The first"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told = []
    make_sample(tmp_path / "new folder" / "study.mm", lambda *what: told.append(what)).close()
    shares = [share for share, _ in told]
    assert (shares[0], shares[-1], shares) == (0.0, 1.0, sorted(shares))
    assert all(what for _, what in told)
    assert [each.name for each in (tmp_path / "new folder").iterdir()] == ["study.mm"]


def test_shipped_codebooks_are_found_in_a_checkout():
    for name in room.CODEBOOKS:
        assert codebook(name).is_file()
    assert codebook("focus_groups.yaml").read_bytes().startswith(b"schema: codebook/1")


def test_no_file_of_the_sample_is_forgotten():
    data = Path(room.__file__).parent / "data"
    shipped = {each.name for each in data.rglob("*.*") if each.name != "README.md"}
    second = {each.name for each in (data / "second_coder").iterdir()}
    assert second == {"FG1_coder2.csv", "FG3_coder2.csv"}
    assert shipped - second | set(room.CODEBOOKS) == {file.name for file in sample_files()}


def test_a_second_coder_comes_only_where_asked_for(tmp_path):
    with make_sample(tmp_path / "one.mm") as project:
        assert "second coder" not in set(codings(project)["coder"])
    with make_sample(tmp_path / "two.mm", second_coder=True) as project:
        counted = codings(project).groupby("coder").size()
    assert counted["second coder"] == 112
