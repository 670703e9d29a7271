"""Bodies of files as the YAML parser gives them, for the tests of this room."""

import pytest


@pytest.fixture
def instrument_body():
    def make(**changes):
        body = {
            "schema": "instrument/1",
            "id": "lead",
            "title": "Survey of leads",
            "scales": {
                "agree": {"kind": "ordinal", "options": ["no", "rather no", "rather yes", "yes"]},
                "tick": {"kind": "binary", "options": ["ticked", "not ticked"]},
            },
            "items": [
                {"id": "TRUST", "wording": "I trust it.", "type": "likert", "scale": "agree"},
                {"id": "BOX", "wording": "Tick it.", "type": "multi", "scale": "tick"},
                {"id": "WHY", "wording": "Why?", "type": "free_text"},
            ],
        }
        return body | changes

    return make


@pytest.fixture
def codebook_body():
    def make(**changes):
        body = {
            "schema": "codebook/1",
            "id": "groups",
            "title": "Focus groups",
            "codes": [{"id": "A", "label": "Waiting"}, {"id": "B", "label": "Trust"}],
        }
        return body | changes

    return make
