"""Tests of study: the whole report, as the person who opens it reads it."""

import io
from dataclasses import replace

import pytest
from docx import Document

from mixedmethods.integration import evidence
from mixedmethods.model import Link
from mixedmethods.report.study import report_bytes, tables

DOLLARS = r"a $\bad$ b"
LABEL = "above threshold at start and below on both at end"


@pytest.fixture(scope="module")
def study(sample_study):
    """The sample with two links, and a group whose name is no formula though it looks like one."""
    names = {"African": DOLLARS, "Indian": "$5 to $10"}
    rates = sample_study.rates.assign(group=sample_study.rates["group"].replace(names))
    study = replace(sample_study, rates=rates)
    links = (
        Link("l1", "AC-WAIT", "recovery", "2021-22", "White British", "dissonance", "Because."),
        Link("l2", "TD-LANG", "access_rate", "2021-22", DOLLARS, "complement", "For $5."),
    )
    kept = evidence(study, links)
    links = [
        replace(each, evidence=kept[each.id], author="me", changed="2026-01-02") for each in links
    ]
    return replace(study, links=tuple(links))


@pytest.fixture(scope="module")
def report(study):
    return Document(io.BytesIO(report_bytes(study, ".docx")))


def texts(report, style):
    return [p.text for p in report.paragraphs if p.style.name == style]


def test_a_group_with_dollar_signs_is_reported_by_its_name(report):
    cells = {cell.text for table in report.tables for cell in table.columns[0].cells}
    assert {DOLLARS, "$5 to $10"} <= cells


def test_a_measure_has_one_name_and_is_explained_once_below_its_heading(report):
    headings = texts(report, "Heading 2")
    assert "Recovery" in headings
    assert "Waiting and drop-out and Recovery" in headings
    every = [p.text for p in report.paragraphs]
    assert [text for text in every if LABEL in text.lower()] == [f"Recovery: {LABEL}."]
    assert every[every.index("Recovery") + 1] == f"Recovery: {LABEL}."
    captions = " ".join(texts(report, "Caption"))
    assert "Reliable improvement, 2021-22: gap to White British" in captions
    assert not [
        cell.text
        for table in report.tables
        for cell in table.rows[-1].cells
        if LABEL in cell.text.lower()
    ]


def test_the_joint_display_fits_the_page_and_who_linked_stands_with_the_link(report):
    joint = next(table for table in report.tables if table.cell(0, 2).text == "Relation")
    assert [cell.text for cell in joint.rows[0].cells] == [
        "Theme", "Measure", "Relation", "Reason", "Gap", "Said by", "Evidence",
    ]  # fmt: skip
    assert sum(column.width.cm for column in joint.columns) == pytest.approx(17, abs=0.05)
    assert joint.cell(1, 1).text == "Recovery, 2021-22"
    assert texts(report, "Normal").count("Linked by me, 2026-01-02.") == 2


def test_a_link_whose_code_has_gone_is_still_reported(study):
    books = [replace(book, codes=book.codes[1:], summary=()) for book in study.codebooks]
    gone = study.codebooks[0].codes[0].id
    links = (replace(study.links[0], code=gone),)
    left = replace(study, codebooks=tuple(books), links=links, surveys=(), measures=())
    report = Document(io.BytesIO(report_bytes(left, ".docx")))
    assert f"{gone} and Recovery" in texts(report, "Heading 2")


def words_of(report):
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in report.paragraphs), *cells])


def test_a_reflexive_report_gives_statements_and_no_counts_of_codings(study):
    (book, *others) = study.codebooks
    claims = (replace(book.codes[0], statement="Waiting is done in the dark."), *book.codes[1:])
    asked = replace(
        study, approach="reflexive", codebooks=(replace(book, codes=claims), *others)
    )  # fmt: skip
    said = words_of(Document(io.BytesIO(report_bytes(asked, ".docx"))))
    assert "Waiting is done in the dark." in said
    assert "segments" not in said.replace("counts of codings", "")
    assert "reflexive thematic analysis" in said


def test_the_tables_of_a_reflexive_study_hold_no_counts_of_codings(study):
    printed = tables(replace(study, approach="reflexive"), "White British")
    assert "segments" in tables(study, "White British")["Themes"]
    for name in ("Themes", "Themes together", "Links"):
        assert not {"segments", "speakers", "groups", "of", "prompts"} & set(printed[name])
