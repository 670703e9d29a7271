"""Tests of comparing coders in a project."""

import pytest

from mixedmethods.desk.agreement import (
    agreed_codings,
    coders_of,
    compare_coders,
    finished_reading,
    list_differences,
)
from mixedmethods.desk.intake import File, import_files
from mixedmethods.errors import DataError
from mixedmethods.model import Selection
from mixedmethods.store.codings import code_selections
from mixedmethods.store.reads import mark_read
from mixedmethods.store.settings import Settings, change_settings
from mixedmethods.store.texts import read_source

BOOK = b"""
schema: codebook/1
id: book
title: Book
codes: [{id: A, label: Waiting}, {id: B, label: Hours}, {id: C, label: Never used}]
"""
TEXT = b"M: Well?\nP1: I waited long.\nP2: Evenings only.\nP1: It is full.\nP2: Nothing more."


@pytest.fixture
def project(empty):
    """Two coders who agree on P1's first turn and differ on P2's."""
    import_files(empty, [File("book.yaml", BOOK), File("G.txt", TEXT), File("H.txt", TEXT)], "me")
    one, other = read_source(empty, "G").turns[1:3]
    code_selections(empty, [Selection("G", one.start, one.end)], ["A"], "Ann")
    code_selections(empty, [Selection("G", one.start, one.end)], ["A"], "Bob")
    code_selections(empty, [Selection("G", other.start, other.end)], ["B"], "Ann")
    return empty


def test_only_codes_that_one_of_them_used_are_compared(project):
    table = compare_coders(project, ["Ann", "Bob"], "G")
    assert table["code"].tolist() == ["A", "B", "all codes"]
    # Four turns of participants. A: one both, three neither. B: Ann alone on one.
    counts = table[["units", "both", "only_first", "only_second", "neither"]].to_numpy().tolist()
    assert counts == [[4, 1, 0, 0, 3], [4, 0, 1, 0, 3], [8, 1, 1, 0, 6]]
    # A agrees on all: kappa 1. B: observed 3/4; expected 1/4 * 0 + 3/4 * 1 = 3/4; kappa 0.
    assert table["kappa"].tolist()[:2] == [1.0, 0.0]


def test_a_difference_comes_with_the_words_in_question(project):
    (row,) = list_differences(project, "Ann", "Bob").to_dict("records")
    assert (row["kind"], row["turn"], row["quote"], row["quote_second"]) == (
        "omitted", 3, "Evenings only.", "",
    )  # fmt: skip
    assert len(agreed_codings(project, "Ann", "Bob")) == 1


def test_a_source_that_one_of_them_never_coded_is_left_out_until_they_have_read_it_all(project):
    start = read_source(project, "H").turns[1].start
    code_selections(project, [Selection("H", start, start + 8)], ["A"], "Ann")
    assert compare_coders(project, ["Ann", "Bob"])["units"].iloc[0] == 4
    with pytest.raises(DataError):
        compare_coders(project, ["Ann", "Bob"], "H")
    mark_read(project, "H", [2, 3, 4], "Bob")
    assert finished_reading(project) == set()
    mark_read(project, "H", [5], "Bob")
    assert finished_reading(project) == {("H", "Bob")}
    assert compare_coders(project, ["Ann", "Bob"])["units"].iloc[0] == 8


def test_the_consensus_is_no_coder(project):
    assert coders_of(project) == {"Ann": ["G"], "Bob": ["G"]}


@pytest.mark.parametrize("coders", [["Ann", "Nobody"], ["Ann"], [], ["Ann", "Ann"]])
def test_coders_without_a_shared_source_are_refused(project, coders):
    with pytest.raises(DataError):
        compare_coders(project, coders, "G")


def test_a_source_that_is_not_there_is_refused(project):
    with pytest.raises(DataError, match="'X'"):
        compare_coders(project, ["Ann", "Bob"], "X")


def test_reflexive_analysis_has_no_agreement(project):
    change_settings(project, Settings("reflexive"), "me")
    with pytest.raises(DataError, match="reflexive"):
        compare_coders(project, ["Ann", "Bob"])
