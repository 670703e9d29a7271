"""Tests of intake: all files or none, in any order, with an account that is true."""

import random

import pandas as pd
import pytest
import sqlalchemy as sa
import yaml

from mixedmethods.desk.intake import File, Options, import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import DataError, FileError, ProjectError
from mixedmethods.report.codebook import codebook_body
from mixedmethods.store import documents as kept
from mixedmethods.store import new_project, schema
from mixedmethods.store.codes import codebooks, codes


def rows(project):
    """Every row of every table, but for times and random ids."""
    found = {}
    with project.reading() as connection:
        for table in schema.metadata.sorted_tables:
            if table.name in ("log", "project"):
                continue
            drop = {"at", "created"} | ({"id"} if table.name == "files" else set())
            columns = [column for column in table.c if column.name not in drop]
            found[table.name] = sorted(map(repr, connection.execute(sa.select(*columns))))
    return found


def summaries(done):
    return {each.name: each.summary for each in done}


def test_files_of_every_kind_come_in_as_one_change_with_an_account_of_each(empty, small):
    done = import_files(empty, small.all, "me")
    assert summaries(done) == {
        "leads.yaml": "Leads: 2 items",
        "funders.yaml": "Funders: 1 item",
        "book.yaml": "Book: 2 codes",
        "FG.txt": "FG: 2 turns said by P1 1, P2 1; moderator: 1 turn asked by M 1",
        "leads.csv": "Leads: 2 respondents",
        "funders.csv": "Funders: 1 respondent",
        "rates.csv": "2 rates of 2 groups in 1 period",
        "codings.csv": "1 coding",
    }
    assert [(e.author, e.what) for e in empty.history()] == [("me", "Import 8 files")]
    study = read_study(empty)
    assert [len(s.responses) for s in study.surveys] == [2, 1]
    assert study.codings[["quote", "coder", "origin", "role"]].to_numpy().tolist() == [
        ["We waited.", "me", "import", "user"]
    ]


def test_undo_takes_the_whole_import_back(empty, small):
    before = rows(empty)
    import_files(empty, small.all, "me")
    assert empty.undo("me") == "Import 8 files"
    assert rows(empty) == before


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_files_makes_no_difference(seed, empty, small, tmp_path):
    shuffled = random.Random(seed).sample(small.all, len(small.all))  # noqa: S311
    shuffled.sort(key=lambda file: file.name == "funders.yaml")  # roles run as they came
    import_files(empty, small.all, "me")
    with new_project(tmp_path / "other.mm", "Other") as other:
        done = import_files(other, shuffled, "me")
        assert rows(other) == rows(empty)
    assert {each.name for each in done} == set(small.texts)


BAD = {
    "bad.csv": "id,L_HOURS\na,perhaps\n",
    "bad.yaml": "schema: codebook/1\nid: x\n",
    "bad.txt": "no speaker here",
    "bad_rates.csv": "group,measure,year,rate\nx,recovery,2022,140\n",
    "bad_codings.csv": "segment_id,source,turn,start,end,code\ns,FG,9,0,1,WAIT\n",
    "unknown_code.csv": "segment_id,source,turn,start,end,code\ns,FG,2,0,1,NONE\n",
    "empty.csv": "",
    "alias.yaml": "schema: &s codebook/1\nid: *s\n",
    "picture.png": "x",
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_keeps_all_others_out_and_is_named(name, empty, small):
    before, revision = rows(empty), empty.revision()
    with pytest.raises(DataError) as error:
        import_files(empty, [*small.all, small.file(name, BAD[name])], "me")
    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert (rows(empty), empty.revision()) == (before, revision)


def test_a_file_that_came_before_keeps_all_others_out(empty, small):
    import_files(empty, small.all, "me")
    before = rows(empty)
    for name in ("book.yaml", "FG.txt", "leads.csv"):
        new = small.file("new.csv", "group,measure,year,rate\nNew,recovery,2022,11\n")
        with pytest.raises(ProjectError, match=name):
            import_files(empty, [new, small.by[name]], "me")
    assert rows(empty) == before


def test_a_rehearsal_stores_nothing_and_gives_the_same_account(empty, small):
    before, revision = rows(empty), empty.revision()
    rehearsed = import_files(empty, small.all, "me", rehearse=True)
    assert (rows(empty), empty.revision()) == (before, revision)
    assert rehearsed == import_files(empty, small.all, "me")


def test_a_rehearsal_refuses_what_the_import_would_refuse(empty, small):
    with pytest.raises(FileError, match="no instrument"):
        import_files(empty, [small.by["leads.csv"]], "me", rehearse=True)


def test_a_survey_goes_to_the_instrument_whose_items_it_holds(empty, small):
    import_files(empty, [small.by["leads.yaml"], small.by["funders.yaml"]], "me")
    import_files(empty, [small.by["funders.csv"]], "me")
    assert [len(s.responses) for s in read_study(empty).surveys] == [0, 1]


def test_a_survey_that_two_instruments_fit_alike_must_say_which_it_answers(empty, small):
    twin = small.texts["leads.yaml"].replace("id: lead", "id: twin").replace("L_", "T_")
    answers = small.file("answers.csv", "id,Evening hours\na,yes\n")
    import_files(empty, [small.by["leads.yaml"], small.file("twin.yaml", twin)], "me")
    with pytest.raises(FileError, match=r"answers\.csv, whose columns fit lead and twin alike"):
        import_files(empty, [answers], "me")
    import_files(empty, [answers], "me", Options(instrument="twin"))
    assert [len(s.responses) for s in read_study(empty).surveys] == [0, 1]


def test_a_survey_that_fits_no_instrument_is_refused(empty, small):
    with pytest.raises(FileError, match=r"Got none in other\.csv"):
        import_files(
            empty, [small.by["leads.yaml"], small.file("other.csv", "id,else\na,b\n")], "me"
        )


def test_an_instrument_that_is_not_there_is_refused_with_those_that_are(empty, small):
    with pytest.raises(FileError, match=r"one of lead\. Got 'lede'"):
        import_files(
            empty, [small.by["leads.yaml"], small.by["leads.csv"]], "me", Options(instrument="lede")
        )


def test_answers_off_their_scale_come_in_only_where_leaving_them_out_was_chosen(empty, small):
    answers = small.file("answers.csv", "id,L_HOURS,L_REGION\na,my own words,north\n")
    with pytest.raises(FileError, match="row 2, column L_HOURS") as error:
        import_files(empty, [small.by["leads.yaml"], answers], "me")
    assert "my own words" not in str(error.value)
    _, done = import_files(
        empty, [small.by["leads.yaml"], answers], "me", Options(leave_out_unknown=True)
    )
    (entry,) = done.audit.entries
    assert (entry.row, entry.outcome, entry.column) == (2, "flagged", "L_HOURS")
    assert pd.isna(read_study(empty).surveys[0].responses.loc["a", "L_HOURS"])


def test_a_rate_that_replaces_another_is_flagged_and_one_that_repeats_it_is_not(empty, small):
    import_files(empty, [small.by["rates.csv"]], "me")
    again = small.file("again.csv", small.texts["rates.csv"].replace("40.0", "45.0"))
    (done,) = import_files(empty, [again], "me")
    assert [entry.reason for entry in done.audit.entries] == [
        "replaced another value: Low, recovery, 2022"
    ]
    assert read_study(empty).rates.set_index("group")["estimate"].to_dict() == {
        "Low": 0.45, "Ref": 0.5,
    }  # fmt: skip


def test_codings_that_are_there_already_are_counted_as_dropped(empty, small):
    import_files(empty, small.all, "me")
    (done,) = import_files(empty, [small.file("again.csv", small.texts["codings.csv"])], "me")
    assert (done.summary, done.audit.kept, done.audit.dropped) == ("0 codings", 0, 1)


def test_a_file_of_codings_holds_the_codings_of_the_coder_who_is_named(empty, small):
    import_files(empty, small.all, "me", Options(coder="Ada"))
    assert read_study(empty).codings["coder"].tolist() == ["Ada"]


def test_who_moderates_may_be_said(empty, small):
    import_files(empty, [small.by["FG.txt"]], "me", Options(moderators=("p1",)))
    assert read_study(empty).turns["moderator"].tolist() == [False, True, False]


def test_each_file_is_kept_in_the_record_of_imports_with_its_audit(empty, small):
    import_files(empty, small.all, "me")
    found = {each["name"]: each for each in kept.files(empty)}
    assert found.keys() == small.texts.keys()
    assert (found["leads.csv"]["kept"], found["leads.csv"]["kind"]) == (2, "survey")


def test_an_import_without_files_or_of_an_unknown_kind_is_refused(empty, small):
    with pytest.raises(FileError, match="at least one file"):
        import_files(empty, [], "me")
    with pytest.raises(FileError, match=r"one of survey, .* Got diary \(FG\.txt\)"):
        import_files(empty, [small.file("FG.txt", small.texts["FG.txt"], "diary")], "me")


def test_the_kind_that_the_user_says_goes_before_what_the_ending_says(empty, small):
    (done,) = import_files(empty, [small.file("FG.log", small.texts["FG.txt"], "transcript")], "me")
    assert (done.kind, done.summary) == (
        "transcript",
        "FG: 2 turns said by P1 1, P2 1; moderator: 1 turn asked by M 1",
    )


def test_bytes_that_are_no_text_are_refused_in_one_sentence(empty):
    for name in ("x.csv", "x.xlsx", "x.txt", "x.yaml"):
        with pytest.raises(FileError, match=name):
            import_files(empty, [File(name, b"\xff\x00PK\x03\x04")], "me")


def test_a_coding_that_stands_twice_in_a_file_comes_in_once_and_no_other_is_lost(empty, small):
    twice = small.texts["codings.csv"] + "s2,FG,2,2,12,WAIT\ns1,FG,3,0,2,HOURS\n"
    files = [small.by["book.yaml"], small.by["FG.txt"], small.file("codings.csv", twice)]
    done = import_files(empty, files, "me")
    assert summaries(done)["codings.csv"] == "2 codings"
    codings = read_study(empty).codings
    assert codings[["turn", "code"]].to_numpy().tolist() == [[2, "WAIT"], [3, "HOURS"]]


@pytest.mark.parametrize(("written", "codable"), [("false", False), ("no", False), ("True", True)])
def test_a_heading_code_comes_from_a_file(empty, small, written, codable):
    text = small.texts["book.yaml"].replace("{id: WAIT,", f"{{id: WAIT, codable: {written},")
    import_files(empty, [small.file("book.yaml", text)], "Ann")
    held = {code.id: code.codable for code in codes(empty)}
    assert held == {"WAIT": codable, "HOURS": True}


def test_a_codebook_that_was_handed_out_comes_back_as_it_was(empty, small, tmp_path):
    text = small.texts["book.yaml"].replace("{id: WAIT,", "{id: WAIT, codable: false,")
    import_files(empty, [small.file("book.yaml", text)], "Ann")
    (book,) = codebooks(empty)
    body = yaml.safe_dump(codebook_body(book), sort_keys=False, allow_unicode=True)
    with new_project(tmp_path / "second.mm", "Second") as second:
        import_files(second, [small.file("again.yaml", body)], "Ben")
        assert codebooks(second) == (book,)
