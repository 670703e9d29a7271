"""Tests of annual files: stars, rounded counts and NULL mean different things."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from mixedmethods.desk.intake import File, import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import FileError
from mixedmethods.ingest.detect import detect
from mixedmethods.ingest.outcomes.nhs import read_annual
from mixedmethods.model import Count
from mixedmethods.model.code_lists import group_of
from mixedmethods.outcomes.bounds import KEYS, rates_within
from mixedmethods.outcomes.definitions import definition
from mixedmethods.store import new_project

PARQUET = Path(__file__).parents[3] / "shared/data/nhs/measures_annual.parquet"
COUNT_COLUMNS = [field.name for field in dataclasses.fields(Count)]
PRINTED = {  # what the file calls the percentage of a measure
    "recovery": "recovery",
    "reliable_improvement": "improvement",
    "reliable_recovery": "reliable_recovery",
    "reliable_deterioration": "deterioration",
}
HEAD = "OrgType,OrgCode,VariableType,VariableA,VariableB,Count_FinishedCourseTreatment\n"
ROWS = (
    "England,all,Ethnic Group,White,British,1203\n"
    "Provider,RX1,Ethnic Group,White,British,35\n"
    "Provider,RX1,Ethnic Group,White,Irish,*\n"
    "Provider,RX1,Ethnic Group,Mixed,White and Asian,NULL\n"
)


def read(rows, name="measures_2021-22.csv", head=HEAD, **options):
    return read_annual(name, f"{head}{rows}".encode(), **options)


def test_rounded_suppressed_and_inapplicable_counts_are_told_apart():
    counts, audit = read(ROWS, levels=())
    assert [(c.area, c.group, c.period, c.low, c.high) for c in counts] == [
        ("England", "White British", "2021-22", 1203, 1203),
        ("RX1", "White British", "2021-22", 33, 37),
        ("RX1", "White Irish", "2021-22", 0, 4),
    ]
    assert any("no counts for White Irish, Other White" in e.reason for e in audit.entries)


def test_only_the_areas_asked_for_come_in():
    counts, audit = read(ROWS)
    assert [count.area for count in counts] == ["England"]
    assert (audit.kept, audit.dropped) == (1, 3)


@pytest.mark.parametrize("name", ["CountFinishedCourseTreatment", "FinishedCourseTreatment_Count"])
def test_every_generation_of_column_names_is_known(name):
    head = HEAD.replace("Count_FinishedCourseTreatment", name)
    counts, _ = read(ROWS, head=head)
    assert counts[0].step == "course"
    assert detect("a.csv", f"{head}{ROWS}".encode()) == "counts"


def test_labels_that_drifted_name_the_same_group():
    rows = "".join(
        f"England,all,Ethnic Group,Asian or Asian British,{label},9\n"
        for label in ("Any Other Asian Background", "Any other Asian background")
    )
    assert {count.group for count in read(rows)[0]} == {"Other Asian background"}


@pytest.mark.parametrize(
    ("rows", "name", "sentence"),
    [
        (ROWS, "measures.csv", "must say its year"),
        ("England,all,Total,NULL,NULL,50.2\n", "m_2021-22.csv", "Got another in row 2"),
        ("England,all,Total,NULL,NULL,-3\n", "m_2021-22.csv", "Got another in row 2"),
        ("Provider,RX1,Total,NULL,NULL,5\n", "m_2021-22.csv", "Got none in m_2021-22.csv"),
    ],
)
def test_a_file_without_year_or_with_other_numbers_is_refused(rows, name, sentence):
    with pytest.raises(FileError, match=sentence):
        read(rows, name)


def test_a_parquet_file_of_something_else_is_refused():
    with pytest.raises(FileError, match="Parquet file must have the columns"):
        read_annual("a.parquet", b"PAR1 no")


@pytest.mark.skipif(not PARQUET.exists(), reason="the NHS file is not beside the project")
def test_the_samples_counts_are_those_of_the_nhs_file(sample):
    theirs, audit = read_annual(PARQUET.name, PARQUET.read_bytes())
    ours, _ = read_annual("england_counts.csv", sample("england_counts.csv"))
    assert set(theirs) == set(ours)
    assert audit.entries == ()


@pytest.mark.skipif(not PARQUET.exists(), reason="the NHS files are not beside the project")
def test_the_span_of_every_provider_row_holds_the_percentage_that_is_printed_beside_it():
    counts, _ = read_annual(PARQUET.name, PARQUET.read_bytes(), levels=("Provider",))
    frame = pd.DataFrame([dataclasses.astuple(each) for each in counts], columns=COUNT_COLUMNS)
    printed = printed_percentages()
    for id, name in PRINTED.items():
        rates = rates_within(frame, definition(id))
        both = rates.merge(printed[printed["measure_name"] == name], on=KEYS[:1] + KEYS[2:])
        assert len(both) > 15_000
        # percentages are worked out from unrounded counts and printed whole: within half of one
        assert (both["low"] <= both["share"] + 0.005 + 1e-9).all(), name
        assert (both["high"] >= both["share"] - 0.005 - 1e-9).all(), name
        assert (both["ci_low"] <= both["share"] + 0.005).all(), name
        assert both["estimate"].isna().all()


def printed_percentages() -> pd.DataFrame:
    """Return the whole percentages of providers, keyed as our counts are."""
    kind = [("org_type", "==", "Provider"), ("measure_statistic", "==", "percentage")]
    rows = pd.read_parquet(PARQUET, filters=kind)
    rows = rows[rows["value"].str.fullmatch(r"\d+")]
    names = rows[["variable_type", "variable_a", "variable_b"]].drop_duplicates()
    placed = {
        row: group_of(*(given if isinstance(given, str) else "" for given in row))
        for row in names.itertuples(index=False, name=None)
    }
    keys = rows[["variable_type", "variable_a", "variable_b"]].itertuples(index=False, name=None)
    where = [placed[key] for key in keys]
    return rows.assign(
        area=rows["org_code"],
        characteristic=[each[0] for each in where],
        group=[each[1] for each in where],
        period=rows["reporting_period"],
        share=rows["value"].astype(float) / 100,
    )


STEPS_HEAD = (
    "ReportingPeriod,OrgType,OrgCode,VariableType,VariableA,VariableB,"
    "Count_ReferralsReceived,Count_FinishedCourseTreatment,Count_NotAtCaseness,Count_Recovery\n"
)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2021-22,England,all,Ethnic Group,White,British,1000,200,50,500",
         "more recoveries than finished courses"),
        ("2021-22,England,all,Ethnic Group,White,British,1000,500,100,450",
         "than finished courses less people not at caseness. Got 450 and at most 400"),
        ("2021-22,England,all,Ethnic Group,White,Martian,1000,500,50,200", "16 categories"),
        ("2021-22,England,all,Ethnic Group,,,1000,500,50,200", "Got another, or none, in row 2"),
        ("2021-22,England,all,Indices of Deprivation Decile,11 Worst,NULL,9,5,1,2", "of the ten"),
        ("2020-21,England,all,Total,NULL,NULL,1000,500,50,200", "Got rows of 2020-21 in m_2021"),
        ("2021-25,England,all,Total,NULL,NULL,1000,500,50,200", "year from April to March"),
        ("2021,England,all,Total,NULL,NULL,1000,500,50,200", "year from April to March"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_one_sentence(row, sentence):
    with pytest.raises(FileError, match=sentence):
        read(f"{row}\n", "m_2021-22.csv", STEPS_HEAD)


def test_more_courses_than_referrals_of_a_year_are_possible():
    row = "2021-22,England,all,Total,NULL,NULL,400,500,50,200\n"
    assert len(read(row, "m_2021-22.csv", STEPS_HEAD)[0]) == 4


def test_rounded_counts_are_refused_only_where_no_rounding_can_explain_them():
    row = "2021-22,Provider,RX1,Total,NULL,NULL,100,{course},*,{recovered}\n"
    assert read(row.format(course=20, recovered=20), "m.csv", STEPS_HEAD, levels=())
    with pytest.raises(FileError, match="more recoveries"):
        read(row.format(course=20, recovered=25), "m.csv", STEPS_HEAD, levels=())


def test_percentages_without_counts_are_refused_by_name():
    head = "ReportingPeriod,OrgType,OrgCode,VariableType,VariableA,VariableB,Percentage_Recovery\n"
    row = "2021-22,England,all,Total,NULL,NULL,50\n"
    assert detect("a.csv", f"{head}{row}".encode()) == "counts"
    with pytest.raises(FileError, match="must come with the counts"):
        read(row, "a.csv", head)


def test_a_refused_file_of_counts_stores_nothing(tmp_path):
    row = "2021-22,England,all,Ethnic Group,White,British,1000,200,50,500\n"
    with new_project(tmp_path / "p.mm", "t") as project:
        file = File("m_2021-22.csv", f"{STEPS_HEAD}{row}".encode())
        with pytest.raises(FileError, match="swapped"):
            import_files(project, [file], "ana")
        assert read_study(project).counts.empty


PERCENT_HEAD = (
    "ReportingPeriod,OrgType,OrgCode,VariableType,VariableA,VariableB,"
    "Count_FinishedCourseTreatment,Count_Improvement,Percentage_Improvement\n"
)


def test_whole_percentages_come_beside_rounded_counts_and_not_beside_exact_ones():
    rows = (
        "2021-22,England,all,Total,NULL,NULL,1000,663,66.3\n"
        "2021-22,Provider,RX1,Total,NULL,NULL,100,65,66\n"
        "2021-22,Provider,RX2,Total,NULL,NULL,100,*,*\n"
    )
    counts, _ = read(rows, "m.csv", PERCENT_HEAD, levels=())
    told = [(c.area, c.low) for c in counts if c.step == "reliable_improvement_percent"]
    assert told == [("RX1", 66)]
    rates = rates_within(
        pd.DataFrame([dataclasses.astuple(each) for each in counts], columns=COUNT_COLUMNS),
        definition("reliable_improvement"),
    ).set_index("area")
    assert rates.loc["RX1", ["low", "high"]].tolist() == pytest.approx([0.655, 0.665])
    assert rates.loc["England", "estimate"] == 0.663
    assert rates.loc["RX2", "low"] == 0
