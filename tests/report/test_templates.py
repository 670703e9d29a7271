"""Tests of templates and orders: what each report holds, and that its numbers are the app's."""

import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from docx import Document

from mixedmethods.desk.reporting import extras
from mixedmethods.errors import DataError
from mixedmethods.integration import evidence
from mixedmethods.model import Finding, Link
from mixedmethods.outcomes import gaps
from mixedmethods.report.plan import SECTIONS, TEMPLATES, WEAVE, Plan
from mixedmethods.report.study import ENDINGS, report_bytes, report_files
from mixedmethods.report.tables import gap_table

WHITE = "White British"


@pytest.fixture(scope="module")
def study(sample_study):
    """The sample with two links and a finding; what they stand on is as it was."""
    links = (
        Link("l1", "AC-WAIT", "recovery", "2021-22", WHITE, "dissonance", "They differ.",
             groups=("Bangladeshi",), strategy="bracketing", quotes=("sample coder/FG1-009",),
             recommendations=("1c",), author="me", changed="2026-01-02"),
        Link("l2", "", "recovery", "2021-22", WHITE, "silence", "Nobody was asked.",
             silent=("survey",), author="me", changed="2026-01-02"),
    )  # fmt: skip
    kept = evidence(sample_study, links)
    links = tuple(replace(link, evidence=kept[link.id]) for link in links)
    cell = "gap:recovery:Bangladeshi:2021-22"
    finding = Finding("f", f"The gap was {{{cell}}}.", ("l1",), author="me", changed="2026-01-02",
                      evidence=((cell, "\N{MINUS SIGN}6.8 points"),))  # fmt: skip
    return replace(sample_study, links=links, findings=(finding,))


@pytest.fixture(scope="module")
def found(sample_project_module, study):
    return extras(sample_project_module, study)


@pytest.fixture(scope="module")
def sample_project_module(tmp_path_factory):
    from mixedmethods.sample import make_sample

    with make_sample(tmp_path_factory.mktemp("templates") / "s.mm") as project:
        yield project


def headings(content):
    document = Document(io.BytesIO(content))
    return [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template_holds_its_sections_in_order(study, found, template):
    made = headings(report_bytes(study, ".docx", Plan(template), found))
    assert made == [SECTIONS[name] for name in TEMPLATES[template][1]]


def test_sections_can_be_chosen(study, found):
    plan = Plan("full", sections=("findings", "limits"))
    assert headings(report_bytes(study, ".docx", plan, found)) == ["Findings", "Limits"]


def test_woven_the_links_stand_with_their_measure(study, found):
    plan = Plan("full", order=WEAVE, sections=("findings", "outcomes", "links"))
    document = Document(io.BytesIO(report_bytes(study, ".docx", plan, found)))
    there = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert there[:3] == ["Findings", "Finding 1", "Measure by measure"]
    at = there.index("Recovery")
    assert there[at + 1 : at + 3] == ["Waiting and drop-out and Recovery", "No theme and Recovery"]


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (Plan("novel"), "one of full, review, audit. Got 'novel'"),
        (Plan(order="upside down"), "one of contiguous, weave"),
        (Plan(sections=("poem",)), "Got poem"),
        (Plan(reference="Nobody"), "The reference must be one of"),
    ],
)
def test_a_plan_that_names_what_there_is_not_is_refused(study, plan, sentence):
    with pytest.raises(DataError, match=sentence):
        report_bytes(study, ".docx", plan)
    with pytest.raises(DataError, match=r"must end in \.docx, \.html or \.xlsx"):
        report_bytes(study, ".pdf")


def test_progress_is_told_and_the_same_study_gives_the_same_bytes(study, found):
    told = []
    plan = Plan("audit")
    first = report_files(study, ENDINGS, plan, found, lambda share, what: told.append(share))
    assert told == sorted(told)
    assert first == report_files(study, ENDINGS, plan, found)


def test_the_gaps_of_the_document_are_those_of_the_page(study, found):
    plan = Plan("full", sections=("outcomes",))
    document = Document(io.BytesIO(report_bytes(study, ".docx", plan, found)))
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
    for measure in study.rates["measure"].unique():
        page = gap_table(gaps(study.rates, WHITE, measure, "2021-22"))
        there = next(t for t in tables if t[1:] == page.astype(str).to_numpy().tolist())
        assert there[0] == list(page.columns)


def test_findings_links_and_limits_are_told_with_their_numbers(study, found):
    plan = Plan("full", sections=("findings", "links", "limits"))
    text = report_bytes(study, ".html", plan, found).decode()
    assert "The gap was \N{MINUS SIGN}6.8 points." in text
    assert "Rests on: Waiting and drop-out and Recovery (dissonance)." in text
    assert text.index("P2, FG1, turn 21") < text.index("Links between themes and gaps</h2>")
    assert "Strategy: bracketing." in text
    assert "no one knows whether they are the same people" in text
    assert "Silent: survey." in text
    assert "160 of 160 rates came without counts" in text
    assert "DRAFT" not in text


def test_every_page_says_draft_while_evidence_waits(study, found):
    rates = study.rates.copy()
    cell = (rates["group"] == "Bangladeshi") & (rates["period"] == "2021-22")
    rates.loc[cell & (rates["measure"] == "recovery"), "estimate"] = 0.499
    waiting = replace(study, rates=rates)
    made = report_files(waiting, ENDINGS, Plan("full", sections=("findings",)), found)
    header = Document(io.BytesIO(made[".docx"])).sections[0].header.paragraphs[0].text
    assert header.startswith("DRAFT: the evidence of 1 link and 1 finding has changed")
    assert 'class="label draft">DRAFT' in made[".html"].decode()
    assert "it waits to be affirmed" in made[".html"].decode()
    about = pd.read_excel(io.BytesIO(made[".xlsx"]), header=None).astype(str)
    assert about.apply(lambda column: column.str.contains("DRAFT")).any(axis=None)


def test_the_contents_lead_to_each_heading_and_pictures_are_described(study, found):
    content = report_bytes(study, ".docx", Plan("full", sections=("outcomes", "limits")), found)
    document = Document(io.BytesIO(content))
    xml = document.element.xml
    marks = set(re.findall(r'w:bookmarkStart [^>]*w:name="(s\d+)"', xml))
    leads = set(re.findall(r'w:hyperlink w:anchor="(s\d+)"', xml))
    assert leads
    assert leads <= marks
    assert set(re.findall(r"PAGEREF (s\d+)", xml)) == leads
    alts = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml)
    assert len(alts) == 5
    assert all(len(alt) > 40 for alt in alts)


def test_an_empty_project_reports_that_it_is_empty(tmp_path):
    from mixedmethods.desk.reading import read_study
    from mixedmethods.store import new_project

    with new_project(tmp_path / "e.mm", "Empty") as project:
        study = read_study(project)
        assert extras(project, study) == {}
        for template in TEMPLATES:
            for ending in ENDINGS:
                assert report_bytes(study, ending, Plan(template, order=WEAVE))


def test_a_link_is_told_by_what_it_joins_with_its_literature_and_counter_quote(study, found):
    links = (
        Link("a", "TD-CULT", "", "", "", "convergence", "So say they.",
             literature=("Bhavsar2021",), counter="sample coder/FG1-009", author="me",
             changed="2026-01-02"),
        Link("b", "", "recovery", "2021-22", WHITE, "silence", "R.", silent=("survey",),
             quotes=("sample coder/FG1-010",), author="me", changed="2026-01-02"),
    )  # fmt: skip
    plan = Plan("full", sections=("links",))
    text = report_bytes(replace(study, links=links), ".html", plan, found).decode()
    assert "Cultural awareness and sensitivity and literature" in text
    assert "Literature. Bhavsar et al. 2021." in text
    assert "(speaks against it)" in text
    assert "turn 22" in text
    assert "0 segments" not in text
