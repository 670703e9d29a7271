"""Tests of the form of a project: tables as the schema says, and a copy before any change."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import mixedmethods
from mixedmethods.errors import ProjectError
from mixedmethods.store import migrate, open_project, schema
from mixedmethods.store.codes import codes

NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None

def upgrade():
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
"""
FAILING = NEXT + '    raise RuntimeError("half way")\n'


def raw(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def next_release(tmp_path, monkeypatch):
    """Make this release one whose projects have one more table; `script` is its migration."""

    def make(script=NEXT):
        home = tmp_path / "release"
        shutil.copytree(Path(migrate.__file__).parent / "migrations", home / "migrations")
        (home / "migrations/versions/0005_more.py").write_text(script)
        monkeypatch.setattr(migrate, "__file__", str(home / "migrate.py"))
        monkeypatch.setattr(migrate, "HEAD", "0005")
        return home / "migrate.py"

    return make


def backups(path):
    return sorted(each.name for each in Path(path).parent.glob("*backup*"))


def test_migrated_tables_are_those_of_the_schema(project):
    with project.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_form_is_the_one_that_the_program_opens():
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_a_project_of_this_form_is_opened_without_a_copy(path):
    before = Path(path).read_bytes()
    open_project(path).close()
    assert backups(path) == []
    assert Path(path).read_bytes() == before


def test_an_older_form_is_copied_and_then_migrated(path, next_release):
    next_release()
    with open_project(path) as project:
        assert len(codes(project)) == 3
    assert raw(path, "SELECT version_num FROM alembic_version") == [("0005",)]
    assert raw(path, "SELECT count(*) FROM extra") == [(0,)]
    assert backups(path) == ["study.mm.backup-0004"]
    copy = Path(path).with_name("study.mm.backup-0004")
    assert raw(copy, "SELECT version_num FROM alembic_version") == [("0004",)]
    assert raw(copy, "SELECT count(*) FROM codes") == [(3,)]
    open_project(path).close()
    assert backups(path) == ["study.mm.backup-0004"]


def test_an_earlier_copy_is_never_taken_for_a_new_one(path, next_release):
    next_release()
    old = Path(path).with_name("study.mm.backup-0004")
    old.write_text("an older copy")
    open_project(path).close()
    assert backups(path) == ["study.mm.backup-0004", "study.mm.backup-0004-2"]
    assert old.read_text() == "an older copy"


def test_a_copy_is_a_project_that_this_release_opens(path, next_release, monkeypatch):
    next_release()
    open_project(path).close()
    monkeypatch.undo()
    with open_project(Path(path).with_name("study.mm.backup-0004")) as project:
        assert project.title == "A study"


def test_a_migration_that_fails_leaves_the_project_as_it_was(path, next_release):
    next_release(FAILING)
    with pytest.raises(RuntimeError, match="half way"):
        open_project(path)
    assert raw(path, "SELECT version_num FROM alembic_version") == [("0004",)]
    assert raw(path, "SELECT name FROM sqlite_master WHERE name = 'extra'") == []


def test_a_newer_form_is_refused(path):
    raw(path, "UPDATE alembic_version SET version_num = '0005'")
    with pytest.raises(ProjectError, match=r"form 0004 or older\. Got 0005: a newer"):
        open_project(path)
    assert backups(path) == []


def test_a_form_that_no_release_had_is_refused(path):
    raw(path, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(ProjectError, match="must have the form of a release"):
        open_project(path)
    assert raw(path, "SELECT version_num FROM alembic_version") == [("0000",)]


def test_two_processes_that_open_an_older_form_at_once_both_succeed(path, next_release):
    code = f"""
from pathlib import Path
from mixedmethods.store import migrate, open_project
migrate.__file__, migrate.HEAD = {str(next_release())!r}, "0005"
import alembic.command  # slow, and before the start so that both are at it together
print("ready", flush=True)
input()
with open_project(Path({str(path)!r})) as project:
    print(project.title)
"""
    processes = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=Path(mixedmethods.__file__).parents[1],
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate() for process in processes] == [("A study\n", "")] * 2
    assert raw(path, "SELECT version_num FROM alembic_version") == [("0005",)]
    assert backups(path) == ["study.mm.backup-0004"]


def test_links_of_the_third_form_name_the_groups_that_they_stood_on(tmp_path):
    import json

    from alembic import command

    from mixedmethods.store.engine import connect, writing
    from mixedmethods.store.links import links

    path = tmp_path / "old.mm"
    engine = connect(path)
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    evidence = json.dumps([
        ["Theme A", "1 segments"], ["Gap of White, Irish, m 2021, against R", "-1.0 points"],
        ["Gap of Low, m 2021, against R", "-2.0 points"],
        ["Survey item Q", "clinical_lead 1 of 2"],
    ])  # fmt: skip
    for statement, values in (
        ("INSERT INTO project VALUES (1, 'Old', '', '', 'g', 'codebook', '', 1)", ()),
        ("INSERT INTO codebooks VALUES ('b', 'B', '[]', '[]', '[]', '[]')", ()),
        ("INSERT INTO codes VALUES ('A', 'b', 1, 'A', '', '', '', '[]', '[]', '{}', '', '', '[]',"
         " '[]', '[]', '', 1, 1)", ()),
        ("INSERT INTO measures VALUES ('m', 1, 'M', '', 'higher')", ()),
        ("INSERT INTO links VALUES ('l', 'A', 'm', '2021', 'R', 'complement', 'Why.', '[]', '[]',"
         " '[]', '[]', 'Ann', '', ?, 1)", (evidence,)),
    ):  # fmt: skip
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement, values)
    with open_project(path) as project:
        (link,) = links(project)
    assert link.groups == ("White, Irish", "Low")
    assert ("Survey item Q", "clinical lead 1 of 2") in link.evidence
    assert (link.code, link.measure, link.scope, link.meaning) == ("A", "m", "", None)
    assert backups(path) == ["old.mm.backup-0003"]
