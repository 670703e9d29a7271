"""Tests of published percentages as instrument files note them."""

import pytest

from mixedmethods.errors import FileError
from mixedmethods.model import Published, read_published

BODY = {
    "schema": "instrument/1",
    "id": "lead",
    "title": "Leads",
    "respondents": 41,
    "scales": {"k": {"kind": "ordinal", "options": ["poor", "fair", "good", "excellent"]}},
    "items": [
        {
            "id": "KNOW",
            "wording": "How well?",
            "type": "likert",
            "scale": "k",
            "published": [
                {"statement": "good or excellent", "pct": 55},
                {"statement": "fair to excellent", "pct": 76.5, "stated_base": 38},
                {"statement": "no number", "pct": None},
                {"statement": "yes", "pct": 4, "stated_base": "those asked"},
            ],
        },
        {"id": "WHY", "wording": "Why?", "type": "free_text", "published": [{"pct": 1}]},
        {"id": "MORE", "wording": "More?", "type": "free_text"},
    ],
}


def test_numbers_come_with_their_base_and_how_many_answers_they_add_up():
    assert read_published(BODY) == (
        Published("KNOW", "good or excellent", "55", 41, 2),
        Published("KNOW", "fair to excellent", "76.5", 38, 3),
        Published("KNOW", "yes", "4", 41, 1),
        Published("WHY", "", "1", 41, 1),
    )


def test_without_any_base_nothing_is_published():
    assert read_published({**BODY, "respondents": None})[0].base == 38
    assert len(read_published({**BODY, "respondents": None})) == 1


@pytest.mark.parametrize("published", [55, "55", [55], [["good", 55]]])
def test_what_is_no_list_of_entries_is_refused(published):
    items = [{**BODY["items"][0], "published": published}]
    with pytest.raises(FileError, match="`published` of KNOW must be a"):
        read_published({**BODY, "items": items})
