"""Tests of the survey on its own: sentences, a document by block, a workbook by block."""

import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from docx import Document

from mixedmethods.errors import DataError
from mixedmethods.integration import Study
from mixedmethods.model import Instrument, Item, Scale
from mixedmethods.report.sentences import survey_sentences
from mixedmethods.report.survey_report import all_blocks, survey_bytes
from mixedmethods.survey import Survey, block, headline, tabulate


def study_of(*surveys):
    nothing = pd.DataFrame()
    return Study("A study", "", surveys, (), nothing, nothing, (), nothing)


@pytest.fixture(scope="module")
def said(sample_study):
    items = sample_study.items.values()

    def told(*ids):
        return survey_sentences(headline(block(sample_study.surveys, ids), items), items)

    return told


def test_a_sentence_gives_counts_first_then_share_interval_and_difference(said):
    assert said("CL_ORG_OUTREACH") == [
        "Targeted outreach to communities at risk of inequality: 23 of 41 clinical leads (56%, "
        "95% CI 41% to 70%) and 6 of 11 commissioners (55%, 95% CI 28% to 79%) answered “agree” or "
        "“strongly agree”. The difference of +1.6 points (95% CI \N{MINUS SIGN}26.9 to 31.6) is "
        "not established at these sizes. One person of 11 is 9.1 points."
    ]


def test_a_difference_that_is_established_speaks_of_those_who_answered(said):
    (sentence,) = said("CL_WF_CPD")
    assert "+47.2 points (95% CI 18.1 to 71.9) is established among those who answered" in sentence


def test_lists_to_tick_and_questions_for_one_role_have_their_own_words(said):
    mapped, local = said("CL_STRAT_MAP", "CL_STRAT_LANGINFO")
    assert "33 of 41 clinical leads" in mapped
    assert "ticked it. The difference of" in mapped
    assert local.endswith("ticked it. Not compared: only one group was asked.")


def test_a_question_mark_is_enough_and_silence_is_said():
    item = Item("A", "Why not?", "likert", Scale("s", "ordinal", ("no", "yes"), top=("yes",)))
    frame = pd.DataFrame({"A": ["yes", None], "G": ["x", "y"]}, dtype=object)
    tops = headline(tabulate(frame, item, "G"), [item])
    assert survey_sentences(tops, [item]) == [
        "Why not? 1 of 1 people (x) (100%, 95% CI 21% to 100%) answered “yes”; nobody of the "
        "people (y) answered. Not compared: a group gave no answers."
    ]
    assert survey_sentences(tops.head(0), [item]) == []


def test_every_closed_item_is_in_one_block_with_its_pair(sample_study):
    ids = [id for ids in all_blocks(sample_study).values() for id in ids]
    pairs = {sample_study.items[id].comparable for id in ids} - {""}
    closed = {item.id for item in sample_study.items.values() if item.scale is not None}
    assert len(ids) == len(set(ids))
    assert {*ids} | pairs == closed


def test_the_workbook_has_a_sheet_per_block_with_whole_percentages_and_the_figure(sample_study):
    book = openpyxl.load_workbook(io.BytesIO(survey_bytes(sample_study, ".xlsx")))
    blocks = all_blocks(sample_study)
    assert len(book.sheetnames) == 1 + len(blocks) + 2
    name = next(name for name in book.sheetnames if "Several access routes" in name)
    rows = list(book[name].iter_rows(values_only=True))
    assert rows[0][:7] == (
        "Item", "Group", "What is counted", "Answer", "Number", "People", "Whole per cent",
    )  # fmt: skip
    together = [row for row in rows if row[2] == "together" and row[1] == "Clinical leads"]
    assert [row[6] for row in together] == [95, 98, 90, 98, 63, 56]
    assert len(book[name]._images) == 1
    assert "Rounded by the rule: half up." in {cell.value for cell in book["Contents"]["B"]}
    sentences = [row[1] for row in book["Sentences"].iter_rows(values_only=True)]
    assert any("6 of 11 commissioners (55%" in sentence for sentence in sentences)


def test_figures_in_the_workbook_have_alternative_text_and_the_bytes_are_stable(sample_study):
    made = survey_bytes(sample_study, ".xlsx", "largest remainder")
    assert made == survey_bytes(sample_study, ".xlsx", "largest remainder")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b'descr="Stacked bars of answers' in parts.read("xl/drawings/drawing1.xml")


def test_the_document_has_a_heading_a_figure_and_sentences_per_block(sample_study):
    made = Document(io.BytesIO(survey_bytes(sample_study, ".docx")))
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 2"]
    assert headings == list(all_blocks(sample_study))
    assert len(made.inline_shapes) == len(headings)
    assert any("6 of 11 commissioners (55%" in p.text for p in made.paragraphs)


def test_answers_aside_and_means_come_into_both():
    scale = Scale("s", "ordinal", ("no", "yes"), aside=("don't know",), scores=(0, 1))
    item = Item("A", "Any good", "likert", scale)
    frame = pd.DataFrame({"A": ["yes", "don't know"]}, dtype=object)
    study = study_of(Survey(Instrument("lead", "Leads", "lead", (item,)), frame))
    book = openpyxl.load_workbook(io.BytesIO(survey_bytes(study, ".xlsx")))
    assert book["1 Any good"]["C4"].value == "outside the base"
    assert book["Means"]["C2"].value == 1
    made = Document(io.BytesIO(survey_bytes(study, ".docx")))
    captions = " ".join(p.text for p in made.paragraphs)
    assert "Any good: outside the base" in captions
    assert "Means and quartiles" in captions


def test_without_answers_or_with_another_ending_it_is_refused(sample_study):
    with pytest.raises(DataError, match="needs answers"):
        survey_bytes(study_of(), ".docx")
    with pytest.raises(DataError, match=r"Got \.pdf"):
        survey_bytes(sample_study, ".pdf")
