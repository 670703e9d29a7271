"""Tests of reading outcomes: no rate is guessed and no base is invented."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.ingest.outcomes.rates import read_measures, read_rates
from mixedmethods.model import Measure, Rate

HEAD = "group,measure,period,rate,n\n"


def read(rows, head=HEAD):
    return read_rates("a.csv", f"{head}{rows}".encode())


def test_sample_tables_have_160_rates_without_counts(sample):
    name = "outcomes_tables_4_5.csv"
    rates, audit = read_rates(name, sample(name))
    assert (len(rates), audit.kept, audit.dropped) == (160, 160, 0)
    assert {rate.base for rate in rates} == {None}
    assert rates[0] == Rate("White British", "access_rate", "2015-16", 0.764, 2, None, "Table 4")
    assert len({(rate.group, rate.measure, rate.period) for rate in rates}) == 160


@pytest.mark.parametrize(
    ("written", "rate", "decimals"),
    [
        ("76.4", 0.764, 1),
        ("76.40%", 0.764, 2),
        ("76 %", 0.76, 0),
        (" 100 ", 1.0, 0),
        ("0", 0.0, 0),
        ("0.5", 0.005, 1),
        ("14.1", 0.141, 1),
    ],
)
def test_rate_is_a_percentage_and_keeps_its_decimals(written, rate, decimals):
    (found, _), _ = read(f"A,m,2021,{written},\nB,m,2021,50,\n")
    assert (found.rate, found.decimals) == (rate, decimals)


@pytest.mark.parametrize(
    ("written", "base"),
    [("", None), ("1", 1), ("1234", 1234), ('"1,234"', 1234), ('"1,234,567"', 1234567)],
)
def test_n_is_the_base_of_the_rate_or_absent(written, base):
    (found,), _ = read(f"A,m,2021,50,{written}\n")
    assert found.base == base


@pytest.mark.parametrize(
    "written",
    ["0", "-5", "12.5", '"1,2"', '"12,"', '"1,23,456"', "about 50", "<5", "*", "1e3", "1234567890"],
)
def test_n_that_is_no_count_is_refused_by_its_row(written):
    with pytest.raises(FileError, match=r"`n` must be a whole number .* in row 3"):
        read(f"A,m,2021,50,\nB,m,2021,50,{written}\n")


@pytest.mark.parametrize(
    "written", ["", "101", "100.1", "-1", "5,3", "*", "n/a", "1e1", ".5", "50%%"]
)
def test_a_rate_that_is_no_percentage_is_refused_by_its_row(written):
    with pytest.raises(FileError, match=r"must be a percentage, 0 to 100. Got something .* row 3"):
        read(f'A,m,2021,50,\nB,m,2021,"{written}",\n')


def test_shares_are_refused_unless_the_column_says_percent():
    with pytest.raises(FileError, match="Got none above 1"):
        read("A,m,2021,0.76,\nB,m,2021,0.5,\n")
    rates, _ = read("A,m,2021,0.76,\n", "group,measure,year,rate_pct,n\n")
    assert rates[0].rate == 0.0076


def test_columns_are_known_in_any_case_and_by_their_other_names():
    rates, _ = read("Table 4,50,2021,m,A,20\n", "Source,RATE_PCT,Year,Measure,Group,Base\n")
    assert rates == (Rate("A", "m", "2021", 0.5, 0, 20, "Table 4"),)


def test_rate_column_goes_before_its_other_name():
    rates, _ = read("A,m,2021,76.4,0.8\n", "group,measure,period,rate_pct,rate\n")
    assert rates[0].rate == 0.764


def test_blank_rows_are_dropped_and_counted():
    rates, audit = read("A,m,2021,50,\n,,,,\n\nB,m,2021,60,\n")
    assert (len(rates), audit.kept, audit.dropped) == (2, 2, 2)


def test_the_same_group_measure_and_period_twice_is_refused():
    with pytest.raises(FileError, match="Got rows 2 and 4 for the same"):
        read("A,m,2021,50,\nA,m,2022,50,\nA,m,2021,50,\n")


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ("A,50\n", "group,rate\n", "Got none for measure, period in a.csv"),
        ("", HEAD, "at least one rate"),
        ("A,,2021,50,\n", HEAD, "Row 2 must have a measure"),
        (",m,2021,50,\n", HEAD, "Row 2 must have a group"),
        ("A,m,,50,\n", HEAD, "Row 2 must have a period"),
    ],
)
def test_a_faulty_table_of_rates_is_refused(rows, head, message):
    with pytest.raises(FileError) as error:
        read(rows, head)
    assert message in str(error.value)


def test_a_workbook_shown_in_percent_is_read_in_percent(xlsx):
    rows = [["group", "measure", "period", "rate", "n"], ["A", "m", 2021, 0.764, 1234.0]]
    rates, _ = read_rates("a.xlsx", xlsx(rows, {"D2": "0.0%"}))
    assert rates == (Rate("A", "m", "2021", 0.764, 1, 1234),)


def test_sample_measures_come_in_the_order_of_the_pathway(sample):
    measures = read_measures("outcomes.yaml", sample("outcomes.yaml"))
    assert len(measures) == 16
    assert {measure.better for measure in measures} == {"higher", "lower", "na"}


def test_measures_are_read_with_what_the_file_says():
    text = b"schema: outcomes/1\nmeasures:\n  a: {label: A, stage: access, better: lower}\n  b:\n"
    assert read_measures("a.yaml", text) == (
        Measure("a", "A", "access", "lower"),
        Measure("b", "b", "", "na"),
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("schema: codebook/1", "must start with `schema: outcomes/1`"),
        ("schema: outcomes/1", "`measures` must map"),
        ("schema: outcomes/1\nmeasures: [a]", "`measures` must map"),
        ("schema: outcomes/1\nmeasures: {a: A}", "Measure a must be a mapping"),
        ("schema: outcomes/1\nmeasures: {a: {better: hihger}}", "`better` of measure a"),
    ],
)
def test_a_faulty_file_of_measures_is_refused(body, message):
    with pytest.raises(FileError) as error:
        read_measures("a.yaml", body.encode())
    assert message in str(error.value)
