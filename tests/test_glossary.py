"""Every record that the rooms speak in is defined in the glossary."""

import dataclasses
import re
from pathlib import Path

import pytest

from mixedmethods import model

GLOSSARY = (Path(__file__).parents[1] / "docs/glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith("| Term")
]
RECORDS = [name for name in model.__all__ if dataclasses.is_dataclass(getattr(model, name))]


@pytest.mark.parametrize("record", RECORDS)
def test_every_record_is_defined(record):
    assert any(re.search(rf"`{record}`", code) and meaning for _, code, meaning in ROWS)


@pytest.mark.parametrize("relation", model.RELATIONS)
def test_every_relation_is_defined_as_the_program_says_it(relation):
    meanings = {term: meaning for term, _, meaning in ROWS}
    assert relation in meanings


def test_no_term_is_defined_twice():
    terms = [term for term, _, _ in ROWS]
    assert sorted(terms) == sorted(set(terms))


def test_every_field_that_the_glossary_names_is_there():
    named = re.findall(r"`([A-Z]\w+)\.(\w+)`", "".join(code for _, code, _ in ROWS))
    assert [f"{r}.{f}" for r, f in named if not hasattr(getattr(model, r), f)] == []
