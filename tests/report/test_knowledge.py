"""Tests of the knowledge audit in print."""

import io

import pytest

from mixedmethods.desk.knowledge import knowledge_audit
from mixedmethods.report import knowledge as printed

NAMED = ("minimal", "fair")
RATED = ("slightly well", "moderately well", "very well", "extremely well")


@pytest.fixture(scope="module")
def parts(sample_study):
    return knowledge_audit(sample_study, by="CL_REGION")


def test_a_statement_is_answered_with_its_counts(parts):
    leads, funders = printed.statement_sentences(parts["statement"], NAMED, RATED)
    assert leads.startswith("Clinical leads: of the 40 who rated it")
    assert "at most 7 can have said “minimal” or “fair” on knowledge" in funders
    assert "for only 6 of all did and 1 gave no answer" in funders
    assert "6 of them said so, 4 said otherwise and 1 gave no answer" in funders
    assert funders.endswith("The totals alone rule out that all of them did.")


def test_a_crosstab_adds_up_to_everyone(parts):
    table = printed.cross_table(parts["cross"], "commissioner")
    assert table["Knowledge"].tolist()[0] == "Little to no knowledge"
    assert table.iloc[0, 1:].tolist() == [0, 3, 1, 0, 0, 0, 4]
    assert table.iloc[-1].tolist() == ["Everyone", 0, 6, 4, 1, 0, 0, 11]


def test_shares_carry_their_base_and_small_groups_say_so(parts):
    raters = printed.raters_table(parts["raters"]).set_index("Knowledge")
    assert raters.loc["Good"].tolist() == ["14 of 15 (93%, 70.2 to 98.8)", "nobody"]
    groups = printed.groups_table(parts["groups"]).set_index("Group")
    assert groups.loc["London"].tolist() == ["5 of 8 (63%, 30.6 to 86.3)", "2 answered: too few"]


def test_the_page_to_print_holds_every_part(parts, sample_study):
    from docx import Document

    items = list(sample_study.items.values())
    made = printed.knowledge_document("A study", parts, items, NAMED, RATED, "Synthetic")
    found = Document(io.BytesIO(made))
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Knowledge by role",
        "Knowledge beside ratings",
        "Who rates what they say they do not know",
        "Group by group",
        "Routing",
    ]
    assert len(found.tables) == 7
    assert any("rule out" in paragraph.text for paragraph in found.paragraphs)
    assert "Synthetic" in found.sections[0].header.paragraphs[0].text
