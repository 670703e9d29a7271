"""The sample surveys give the percentages that the NCCMH report (2023) printed."""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
import yaml

import mixedmethods
from mixedmethods.model import read_instrument
from mixedmethods.survey import Survey, block, blocks, compare, completion, headline, items_of

DATA = Path(mixedmethods.__file__).parent / "sample/data"


def load(instrument, answers):
    read = read_instrument(yaml.safe_load((DATA / "instruments" / instrument).read_text("utf-8")))
    frame = pd.read_csv(DATA / answers, dtype="string", index_col="respondent_id").astype(object)
    for item in read.closed:
        codes = dict(zip(item.scale.codes, item.scale.options, strict=False))
        frame[item.id] = frame[item.id].replace(codes)
    return Survey(read, frame)


@pytest.fixture(scope="module")
def surveys():
    return [
        load("clinical_lead.yaml", "clinical_leads_demo.csv"),
        load("commissioner.yaml", "commissioners_demo.csv"),
    ]


@pytest.mark.parametrize(
    ("section", "leads", "commissioners"),
    [
        ("5.1.6 Table 10", [95, 98, 90, 98, 63, 56], [73, 64, 36, 82, 45, 55]),
        ("5.1.6 Table 11", [34, 29, 27], [36, 55, 45]),
    ],
)
def test_tables_10_and_11_are_the_published_ones(surveys, section, leads, commissioners):
    ids = blocks(surveys[0].instrument)[section]
    shares = headline(block(surveys, ids), items_of(surveys))
    shares["percent"] = [
        int((100 * Decimal(n) / base).quantize(Decimal(1), ROUND_HALF_UP))
        for n, base in zip(shares["n"], shares["base"], strict=True)
    ]
    by_role = shares.groupby("group")["percent"].agg(list)
    assert by_role["clinical_lead"] == leads
    assert by_role["commissioner"] == commissioners


def test_session_lengths_are_established_and_outreach_is_not(surveys):
    ids = ["CL_ORG_LENGTHS", "CL_ORG_OUTREACH"]
    rows = compare(headline(block(surveys, ids), items_of(surveys)))
    assert rows[["n", "base", "reference_n", "reference_base"]].to_numpy().tolist() == [
        [37, 41, 4, 11],
        [23, 41, 6, 11],
    ]
    assert rows["gap"].round(1).tolist() == [53.9, 1.6]
    assert rows["verdict"].str.startswith("difference established").tolist() == [True, False]


def test_the_answer_given_off_the_route_is_found(surveys):
    table = completion(surveys[1]).set_index("item")
    row = table.loc["CO_RES_NEED", ["asked", "answered", "off_route"]]
    assert row.tolist() == [8, 9, 1]
    assert table.loc["CO_PPG_KNOW", "no_answer"] == 1
