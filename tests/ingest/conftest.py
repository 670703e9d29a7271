"""Small files made by hand, and those of the sample study, for the tests of this room."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

import mixedmethods
from mixedmethods.ingest.yaml_file import read_yaml
from mixedmethods.model import read_instrument

DATA = Path(mixedmethods.__file__).parent / "sample/data"


@pytest.fixture(scope="session")
def sample():
    """The bytes of a file of the sample study."""
    return lambda name: (DATA / name).read_bytes()


@pytest.fixture(scope="session")
def sample_instrument(sample):
    def read(name):
        return read_instrument(read_yaml(name, sample(f"instruments/{name}.yaml")))

    return read


@pytest.fixture(scope="session")
def xlsx():
    """Rows to the bytes of a workbook; `shown` gives number formats by cell."""

    def make(rows, shown=()):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        for cell, number_format in dict(shown).items():
            book.active[cell].number_format = number_format
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def repacked():
    """The same archive with one part changed; `change` maps its bytes."""

    def make(content, part, change):
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
            for each in old.namelist():
                given = old.read(each)
                new.writestr(each, change(given) if each == part else given)
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def instrument():
    return read_instrument(
        {
            "schema": "instrument/1",
            "id": "lead",
            "title": "Survey of leads",
            "role": "clinical_lead",
            "scales": {
                "agree": {
                    "kind": "ordinal",
                    "options": ["disagree", "neither", "don't know, or agree"],
                    "codes": [1, 2, 3],
                },
                "tick": {"kind": "binary", "options": ["ticked", "not ticked"]},
            },
            "items": [
                {"id": "TRUST", "wording": "Do you trust it?", "type": "likert", "scale": "agree"},
                {"id": "BOX", "wording": "Leaflets, or films", "type": "multi", "scale": "tick"},
                {
                    "id": "WHY",
                    "wording": "Why?",
                    "type": "free_text",
                    "asked_if": "TRUST in [disagree]",
                },
            ],
        }
    )
