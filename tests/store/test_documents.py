"""Tests of storing documents, readings and what was imported."""

import pytest

from mixedmethods.errors import ProjectError
from mixedmethods.model import Audit, AuditEntry
from mixedmethods.store.documents import (
    add_documents,
    add_file,
    add_reading,
    documents,
    files,
    readings,
)


def test_documents_come_out_in_order_and_once(empty):
    works = [{"id": "B/2", "title": "B", "body": {"n": 1}}, {"id": "A", "title": "A", "body": {}}]
    with empty.change("Ann", "Import") as change:
        add_documents(change, "literature", works)
        add_documents(change, "recommendation", works[1:])
    assert documents(empty, "literature") == works
    assert documents(empty, "recommendation") == works[1:]
    with pytest.raises(ProjectError, match="Got 1 that"), empty.change("Ann", "Again") as change:
        add_documents(change, "literature", [{"id": "new", "title": "N", "body": {}}, works[1]])
    assert documents(empty, "literature") == works


def test_readings_come_out_as_they_came_and_once(empty):
    rows = [{"row_id": f"L{k}", "relation": "silence"} for k in range(12)]
    with empty.change("Ann", "Import") as change:
        add_reading(change, "ledger", rows)
    assert readings(empty) == {"ledger": rows}
    with pytest.raises(ProjectError, match="Got 'ledger'"), empty.change("Ann", "Again") as change:
        add_reading(change, "ledger", rows)


def test_files_are_listed_with_their_audit(empty):
    audit = Audit(2, 1, (AuditEntry(3, "dropped", "no answer", "Q1"),))
    with empty.change("Ann", "Import") as change:
        add_file(change, "a.csv", "survey", "abc", audit)
    (file,) = files(empty)
    assert [file[name] for name in ("name", "kind", "author", "kept", "dropped", "audit")] == [
        "a.csv",
        "survey",
        "Ann",
        2,
        1,
        [[3, "dropped", "no answer", "Q1"]],
    ]
