"""Tests of the open project: what is refused, and that a change is whole or not at all."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import mixedmethods
from mixedmethods.errors import ProjectError
from mixedmethods.model import Selection
from mixedmethods.store import engine, new_project, open_project, schema
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import code_selections, codings

TOP = Path(mixedmethods.__file__).parents[1]
WAITED = Selection("FG1", 17, 25)


def raw(path, *statements):
    """Run SQL on a file behind the project's back and return the rows of the last."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return [connection.execute(statement) for statement in statements][-1].fetchall()


def test_a_new_project_is_empty_and_knows_its_title(tmp_path):
    path = tmp_path / "deep" / "folder" / "study.mm"
    with new_project(path, "  A study ", "Synthetic") as project:
        assert (project.title, project.label) == ("A study", "Synthetic")
        assert (project.revision(), project.history(), codes(project)) == (0, [], ())
    with open_project(path) as project:
        assert (project.title, project.label) == ("A study", "Synthetic")


@pytest.mark.parametrize(
    "name", ["What? 100% #1.mm", "é 😀 a&b=c;d.mm", "two.dots.mm", "'quote.mm"]
)
def test_any_file_name_is_taken_as_it_is(tmp_path, name):
    new_project(tmp_path / name, "A study").close()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    open_project(tmp_path / name).close()


def test_a_project_is_found_again_from_another_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with new_project(Path("study.mm"), "A study") as project:
        monkeypatch.chdir("/")
        project._engine.dispose()  # what comes next opens the file anew
        assert project.revision() == 0


def test_a_new_project_needs_a_free_name_a_title_and_a_folder(tmp_path):
    taken = tmp_path / "taken.mm"
    taken.write_text("mine")
    with pytest.raises(ProjectError, match=r"Got taken\.mm, which exists"):
        new_project(taken, "A study")
    assert taken.read_text() == "mine"
    with pytest.raises(ProjectError, match="must have a title"):
        new_project(tmp_path / "a.mm", " \n")
    with pytest.raises(ProjectError, match="folder of a new project must be open to writing"):
        new_project(taken / "a.mm", "A study")
    assert list(tmp_path.iterdir()) == [taken]


def test_a_project_that_could_not_be_made_leaves_nothing(tmp_path, monkeypatch):
    def fail(connection):
        raise RuntimeError("power cut")

    monkeypatch.setattr("mixedmethods.store.project.create", fail)
    with pytest.raises(RuntimeError):
        new_project(tmp_path / "a.mm", "A study")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"just text", b"SQLite format 3", b"SQLite format 3\0", b"SQLite format 3\0" * 99],
)
def test_other_files_are_refused_and_left_as_they_are(tmp_path, content):
    path = tmp_path / "a.mm"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=r"must be a mixedmethods project. Got a\.mm"):
        open_project(path)
    assert path.read_bytes() == content


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "absent.mm"):
        with pytest.raises(ProjectError, match="must exist"):
            open_project(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "tables",
    [
        ["CREATE TABLE bookmarks (id INTEGER)"],
        ["CREATE TABLE project (id INTEGER, name TEXT)"],
        ["CREATE TABLE project (id INTEGER)", "CREATE TABLE alembic_version (version_num TEXT)"],
    ],
)
def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path, tables):
    path = tmp_path / "other.db"
    raw(path, *tables)
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="must be a mixedmethods project"):
        open_project(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_project_is_refused(path):
    content = bytearray(Path(path).read_bytes())
    content[100:4096] = bytes(3996)
    Path(path).write_bytes(content)
    with pytest.raises(ProjectError, match="damaged"):
        open_project(path)


def test_a_project_without_its_own_row_is_refused(path):
    raw(path, "DELETE FROM project")
    with pytest.raises(ProjectError, match="must be a mixedmethods project"):
        open_project(path)


def test_every_connection_keeps_what_was_committed_and_minds_keys(project):
    for _ in range(2):
        with project.reading() as connection:
            ask = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            ]
        assert ask == ["wal", 2, 1, 30000]


def test_a_reader_sees_one_state_throughout(project):
    count = sa.select(sa.func.count()).select_from(schema.codings)
    with project.reading() as connection:
        before = connection.execute(count).scalar()
        code_selections(project, [WAITED], ["A"], "Ann")
        assert connection.execute(count).scalar() == before == 0
    assert len(codings(project)) == 1


def test_nothing_is_stored_when_a_change_breaks_off(project):
    def break_off():
        with project.change("Ann", "Fail") as change:
            change.insert(schema.cases, [{"id": "new", "kind": "participant"}])
            change.update(schema.measures, {"id": "m", "label": "Other"})
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        break_off()
    with project.reading() as connection:
        assert (
            connection.execute(sa.select(schema.cases.c.id).where(schema.cases.c.id == "new")).all()
            == []
        )
        assert connection.execute(sa.select(schema.measures.c.label)).scalar() == "Course rate"
    assert [entry.what for entry in project.history()] == ["Import"]


def test_an_error_of_the_database_does_not_quote_what_was_stored(project):
    row = {"case": "absent", "variable": "WHY", "value": "a secret"}
    with pytest.raises(sa.exc.IntegrityError) as error, project.change("Ann", "Fail") as change:
        change.insert(schema.case_values, [row])
    assert "secret" not in str(error.value)


def test_a_change_without_edits_leaves_no_entry(project):
    with project.change("Ann", "Nothing", "op-1"):
        pass
    assert project.revision() == 1
    assert not project.served("op-1")


def test_history_runs_from_the_newest_and_is_cut_where_asked(project):
    for code in "ABC":
        code_selections(project, [WAITED], [code], "Ann")
    assert [(e.author, e.what, e.kind) for e in project.history(2)] == [
        ("Ann", "Code with C", "change"),
        ("Ann", "Code with B", "change"),
    ]
    assert len(project.history()) == 4
    assert project.revision() == 4


def test_a_request_is_served_once(project):
    code_selections(project, [WAITED], ["A"], "Ann", "op-1")
    assert project.served("op-1")
    assert not project.served("op-2")
    with pytest.raises(ProjectError, match="Each request must come once"):
        code_selections(project, [WAITED], ["B"], "Ann", "op-1")
    with pytest.raises(ProjectError, match="Each request must come once"):
        project.undo("Ann", "op-1")
    assert project.undo("Ann", "op-2") == "Code with A"
    assert project.served("op-2")
    assert len(codings(project)) == 0


def test_threads_that_read_and_then_write_lose_nothing(project):
    failed = []

    def work():
        try:
            for _ in range(20):
                with project.change("Ann", "Count") as change:
                    before = change.row(schema.measures, {"id": "m"})
                    change.update(schema.measures, {"id": "m", "position": before["position"] + 1})
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with project.reading() as connection:
        position = connection.execute(sa.select(schema.measures.c.position)).scalar()
    assert (failed, position, project.revision()) == ([], 200, 201)


def test_a_project_that_another_program_keeps_locked_says_so(path, monkeypatch):
    monkeypatch.setattr(engine, "PRAGMAS", ("PRAGMA busy_timeout = 20", *engine.PRAGMAS[1:]))
    with open_project(path) as project, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="must be free to be written"):
            code_selections(project, [WAITED], ["A"], "Ann")
        assert len(codings(project)) == 0
        other.rollback()
        code_selections(project, [WAITED], ["A"], "Ann")
        assert len(codings(project)) == 1


def test_a_closed_project_is_one_file_that_can_be_copied(path, tmp_path):
    with open_project(path) as project:
        code_selections(project, [WAITED], ["A"], "Ann")
    assert [each.name for each in tmp_path.iterdir()] == ["study.mm"]
    with open_project(shutil.copy(path, tmp_path / "copy.mm")) as copy:
        assert len(codings(copy)) == 1


def test_a_project_that_was_killed_after_a_coding_was_saved_still_has_it(path):
    code = f"""
import sys, time
from pathlib import Path
from mixedmethods.model import Selection
from mixedmethods.store import open_project
from mixedmethods.store.codings import code_selections
project = open_project(Path({str(path)!r}))
code_selections(project, [Selection("FG1", 17, 25)], ["A", "B"], "Ann")
print("saved", flush=True)
time.sleep(60)
"""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=TOP
    ) as process:
        assert process.stdout.readline() == "saved\n"
        process.kill()
    with open_project(path) as project:
        assert codings(project)["code"].tolist() == ["A", "B"]
        assert project.undo("Ann") == "Add 2 codings"
