"""Tests that the SQL is not that of one database only: PostgreSQL is to take it too."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from mixedmethods import store
from mixedmethods.model import Link, Rate, Selection
from mixedmethods.store import codes, codings, documents, links, numbers, schema, texts

ROOM = Path(store.__file__).parent
POSTGRES = postgresql.dialect()


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_can_be_made_in_postgresql(table):
    made = f"{CreateTable(table).compile(dialect=POSTGRES)}"
    assert f"CREATE TABLE {table.name}" in made
    for index in table.indexes:
        assert CreateIndex(index).compile(dialect=POSTGRES)


def use(project):
    """Call everything that reads or writes, so that its SQL is seen."""
    words = [Selection("FG1", 17, 25)]
    (id,) = codings.code_selections(project, words, ["A"], "Ann", "op-1")
    codings.decide(project, words[0], "B", True, "Ann")
    codings.remove_coding(project, id, "Ann")
    code = codes.codes(project)[0]
    codes.change_code(project, replace(code, name="Other"), "Ann")
    link = Link("", "A", "m", "2021-22", "White British", "not assessed")
    links.save_link(project, link, "Ann")
    links.remove_link(project, links.links(project)[0], "Ann")
    with project.change("Ann", "Import") as change:
        numbers.add_rates(change, [Rate("African", "new", "2021", 0.5)])
        documents.add_documents(change, "literature", [{"id": "X", "title": "X", "body": {}}])
        documents.add_reading(change, "ledger", [{"a": "b"}])
    project.undo("Ann")
    project.redo("Ann")
    project.served("op-1")
    project.history()


def read(project):
    for frame in (codings.codings, codings.decisions, texts.turns, numbers.rates):
        frame(project)
    for records in (codes.codebooks, numbers.measures, numbers.instruments, documents.files):
        records(project)
    documents.documents(project, "literature")
    documents.readings(project)
    texts.source_ids(project, "focus group")


def test_every_statement_can_be_written_for_postgresql(project):
    seen = []
    sa.event.listen(project._engine, "before_execute", lambda _, clause, *__: seen.append(clause))
    use(project)
    read(project)
    kinds = {type(statement).__name__ for statement in seen}
    assert kinds == {"Select", "Insert", "Update", "Delete"}
    for statement in seen:
        assert f"{statement.compile(dialect=POSTGRES)}"


def test_answers_are_asked_for_in_a_way_that_postgresql_takes(empty):
    seen = []
    sa.event.listen(empty._engine, "before_execute", lambda _, clause, *__: seen.append(clause))
    item = {"id": "Q", "wording": "Q", "type": "free_text"}
    body = {"schema": "instrument/1", "id": "lead", "title": "Lead", "items": [item]}
    with empty.change("Ann", "Import") as change:
        numbers.add_instrument(change, body)
    numbers.responses(empty, numbers.instruments(empty)[0])
    assert [f"{each.compile(dialect=POSTGRES)}" for each in seen if "substr" in f"{each}"]


def test_sql_in_words_stands_only_where_a_database_is_opened_or_migrated():
    names = ("text", "exec_driver_sql", "cursor", "execute_raw")
    found = {
        path.name
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    }
    assert found == {"engine.py", "migrate.py"}
