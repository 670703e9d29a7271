"""Tests of monthly files: one row per area and measure, everyone together."""

import pytest

from mixedmethods.desk.gaps import over_time
from mixedmethods.desk.intake import File, Options, import_files
from mixedmethods.desk.reading import read_study
from mixedmethods.errors import FileError
from mixedmethods.ingest.detect import detect
from mixedmethods.ingest.outcomes.monthly import read_monthly
from mixedmethods.model.code_lists import EVERYONE
from mixedmethods.store import new_project

HEAD = (
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,GROUP_TYPE,ORG_CODE1,ORG_NAME1,ORG_CODE2,"
    "ORG_NAME2,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE_SUPPRESSED\n"
)


def month(start, *rows):
    """(group type, code 1, code 2, measure, value) as rows of a file."""
    lines = [
        f"{start},{start},{level},{one},Name,{two},Name,M1,{measure},{value}"
        for level, one, two, measure, value in rows
    ]
    return (HEAD + "\n".join(lines) + "\n").encode()


def england(start, course=1000, without=100, recovered=450):
    names = ("Count_FinishedCourseTreatment", "Count_NotAtCaseness", "Count_Recovery")
    values = (course, without, recovered)
    return month(
        start, *(("England", "all", "all", n, v) for n, v in zip(names, values, strict=True))
    )


FILE = month(
    "01/10/2024",
    ("England", "all", "all", "Count_FinishedCourseTreatment", 53211),
    ("England", "all", "all", "Percentage_Recovery", 50.1),
    ("England", "all", "all", "Mean_WaitEnterTreatment", 21.5),
    ("Provider", "QOP", "RX4", "Count_FinishedCourseTreatment", 105),
    ("Provider", "QOP", "RX4", "Count_ReliableImprovement", "*"),
    ("Provider", "QOP", "RX4", "Percentage_Recovery", 48),
    ("SubICB", "15E", "15E", "Count_ReferralsReceived", "NULL"),
)


def test_england_comes_exactly_and_areas_as_they_are_known():
    counts, audit = read_monthly("m.csv", FILE, levels=())
    assert [(c.area, c.level, c.period, c.step, c.low, c.high) for c in counts] == [
        ("England", "England", "2024-M10", "course", 53211, 53211),
        ("RX4", "Provider", "2024-M10", "course", 103, 107),
        ("RX4", "Provider", "2024-M10", "improved", 0, 4),
        ("RX4", "Provider", "2024-M10", "recovery_percent", 48, 48),
    ]
    assert audit.dropped == 3
    assert [count.area for count in read_monthly("m.csv", FILE)[0]] == ["England"]


@pytest.mark.parametrize("start", ["01/10/2024", "2024-10-01", "01OCT2024", "01-Oct-24"])
def test_dates_are_read_as_they_have_been_printed(start):
    assert read_monthly("m.csv", england(start))[0][0].period == "2024-M10"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (england("October"), "must start with a date"),
        (england("01/10/2024", 100, 20, 90), "at most 80"),
        (month("01/10/2024", ("Provider", "Q", "R", "Count_Recovery", 5)), "areas asked for"),
        (b"GROUP_TYPE,MEASURE_NAME\nEngland,Count_Recovery\n", "4 of them not"),
    ],
)
def test_what_cannot_be_is_one_sentence(content, sentence):
    with pytest.raises(FileError, match=sentence):
        read_monthly("m.csv", content)


def test_months_come_in_one_by_one_and_make_a_chart_over_time(tmp_path):
    assert detect("m.csv", FILE) == "counts"
    with new_project(tmp_path / "p.mm", "t") as project:
        year = (
            "OrgType,OrgCode,VariableType,VariableA,VariableB,Count_FinishedCourseTreatment,"
            "Count_NotAtCaseness,Count_Recovery\nEngland,all,Total,NULL,NULL,9000,900,100\n"
        )
        import_files(project, [File("y_2021-22.csv", year.encode())], "ana", Options())
        for k in range(1, 10):
            file = File(f"m{k}.csv", england(f"01/0{k}/2024", recovered=450 + k % 2))
            import_files(project, [file], "ana", Options())
        study = read_study(project)
    table = over_time(study, "recovery", "England", EVERYONE, "Everyone")
    assert table["period"].tolist() == [f"2024-M0{k}" for k in range(1, 10)]
    assert table["value"].iloc[0] == pytest.approx(451 / 900)
    assert (table["signal"] == "").all()
