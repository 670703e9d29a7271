"""Tests of the tables in which a person checks a survey file, and of maps that come as files."""

import pytest

from mixedmethods.desk.columns import column_matches, column_table, draft_table, drafted
from mixedmethods.desk.intake import Options, import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.desk.survey_intake import fitting
from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.surveys.draft import instrument_of
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import read_instrument

ODD = "Who,Out of hours?,Where\na,yes,north\nb,no,south\n"
MAP = """\
schema: survey_map/1
instrument: lead
columns:
  - {column: "Out of hours?", item: L_HOURS}
  - {column: Where, item: L_REGION}
"""


@pytest.fixture
def lead(small):
    return read_instrument(read_yaml("leads.yaml", small.by["leads.yaml"].content))


@pytest.fixture
def odd():
    return read_export("odd.csv", ODD.encode())


def test_what_is_not_found_can_be_given_and_is_then_confirmed(odd, lead):
    before = column_table(odd, lead, numbered=False)
    assert before["column"].tolist() == ["Who", "Out of hours?", "Where"]
    assert not before["take"].any()
    assert before["answers"].tolist()[2] == "north | south"
    after = before.assign(item=["", "L_HOURS", "L_REGION"], take=[False, True, True])
    matches = column_matches(before, after)
    assert [(each.column, each.item, each.how) for each in matches] == [
        ("Out of hours?", "L_HOURS", "confirmed"), ("Where", "L_REGION", "confirmed"),
    ]  # fmt: skip


def test_an_item_has_one_column(odd, lead):
    before = column_table(odd, lead, numbered=False)
    with pytest.raises(FileError, match="several for L_HOURS"):
        column_matches(before, before.assign(item="L_HOURS", take=True))
    with pytest.raises(FileError, match="no column"):
        column_matches(before, before.assign(take=False))


def test_what_was_left_as_it_was_is_as_sure_as_before(small, lead):
    export = read_export("leads.csv", small.by["leads.csv"].content)
    before = column_table(export, lead, numbered=False)
    assert [each.how for each in column_matches(before, before)] == ["same", "same"]


def test_a_map_that_comes_with_the_answers_reads_them(empty, small):
    files = [small.by["leads.yaml"], small.file("odd.csv", ODD), small.file("map.yaml", MAP)]
    done = import_files(empty, files, "me")
    assert {each.name: each.summary for each in done} == {
        "leads.yaml": "Leads: 2 items",
        "map.yaml": "a map of 2 items of lead",
        "odd.csv": "Leads: 2 respondents",
    }
    (survey,) = read_study(empty).surveys
    assert survey.responses["L_HOURS"].tolist() == ["yes", "no"]


def test_a_map_of_another_file_is_not_used(empty, small):
    files = [small.by["leads.yaml"], small.by["leads.csv"], small.file("map.yaml", MAP)]
    done = import_files(empty, files, "me")
    assert done[-1].summary == "Leads: 2 respondents"


def test_the_instrument_of_each_file_may_be_named(empty, small):
    files = [small.by[name] for name in ("leads.yaml", "funders.yaml", "leads.csv")]
    with pytest.raises(DataError, match="must be items of the instrument funder"):
        import_files(empty, files, "me", Options(instruments={"leads.csv": "funder"}))
    import_files(empty, files, "me", Options(instruments={"leads.csv": "lead"}))
    assert len(read_study(empty).surveys[0].responses) == 2


def test_files_fit_the_instrument_whose_items_they_hold(odd, small, lead):
    export = read_export("leads.csv", small.by["leads.csv"].content)
    funder = read_instrument(read_yaml("f.yaml", small.by["funders.yaml"].content))
    assert fitting(export, [lead, funder], numbered=False) == ["lead"]
    assert fitting(odd, [lead, funder], numbered=False) == ["funder"]  # hours, at least
    strange = read_export("a.csv", b"Colour\nred\n")
    assert fitting(strange, [lead, funder], numbered=False) == ["lead", "funder"]


def test_a_draft_can_be_corrected_before_it_is_an_instrument(odd):
    table = draft_table(odd)
    assert table["kind"].tolist() == ["free_text", "single", "free_text"]
    table.loc[2, ["kind", "options"]] = ["single", "north | south | west"]
    table.loc[0, "take"] = False
    body, matches = instrument_of(drafted(table), "odd", "Odd", "lead")
    assert [item.scale.options for item in read_instrument(body).items] == [
        ("yes", "no"), ("north", "south", "west"),
    ]  # fmt: skip
    assert [each.column for each in matches] == ["Out of hours?", "Where"]
    with pytest.raises(DataError, match="at least one question"):
        drafted(table.assign(take=False))
