"""Tests of undo and redo: exact, across restarts, and never at the cost of another's work."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from mixedmethods.errors import ProjectError
from mixedmethods.model import Code, Link, Rate, Selection
from mixedmethods.store import open_project, schema
from mixedmethods.store.codes import add_code, change_code, codes
from mixedmethods.store.codings import code_selections, codings, remove_coding
from mixedmethods.store.links import links, save_link
from mixedmethods.store.numbers import add_rates, rates
from mixedmethods.store.texts import add_source, read_source, source_ids

WAITED = Selection("FG1", 17, 25)


def import_source(project, source, author="importer"):
    with project.change(author, f"Import {source.id}") as change:
        add_source(change, source, {})


def code_named(project, id):
    return next(code for code in codes(project) if code.id == id)


def rename(project, id, name, author):
    change_code(project, replace(code_named(project, id), name=name), author)


def test_undo_and_redo_name_what_they_reversed_and_stop_where_there_is_nothing(project):
    assert project.undo("Ann") is None
    code_selections(project, [WAITED], ["A"], "Ann")
    assert project.redo("Ann") is None
    assert project.undo("Ann") == "Code with A"
    assert project.undo("Ann") is None
    assert project.redo("Ann") == "Code with A"
    assert project.redo("Ann") is None


def test_redo_restores_exactly_also_after_closing(path):
    with open_project(path) as project:
        code_selections(project, [WAITED], ["A", "B"], "Ann")
        before = codings(project)
        project.undo("Ann")
    with open_project(path) as project:
        assert len(codings(project)) == 0
        project.redo("Ann")
        assert codings(project).equals(before)
        project.undo("Ann")
        project.redo("Ann")
        assert codings(project).equals(before)


def test_a_new_change_clears_what_could_be_made_again(project):
    code_selections(project, [WAITED], ["A"], "Ann")
    project.undo("Ann")
    code_selections(project, [WAITED], ["B"], "Ann")
    assert project.redo("Ann") is None
    assert codings(project)["code"].tolist() == ["B"]


def test_undo_reaches_the_authors_own_changes_only(project):
    code_selections(project, [WAITED], ["A"], "Ann")
    code_selections(project, [WAITED], ["B"], "Bo")
    assert project.undo("Ann") == "Code with A"
    assert codings(project)["coder"].tolist() == ["Bo"]
    assert project.undo("Ann") is None


def test_the_log_is_only_added_to(project):
    code_selections(project, [WAITED], ["A"], "Ann")
    seen = project.history()
    for step in (project.undo, project.redo, project.undo):
        step("Ann")
        assert project.history()[-len(seen) :] == seen
        seen = project.history()
    assert [entry.kind for entry in reversed(seen)] == ["change", "change", "undo", "redo", "undo"]
    assert project.revision() == 5


def test_an_import_is_undone_as_one_and_made_again_exactly(project, source):
    import_source(project, source("FG2"))
    before = read_source(project, "FG2")
    assert project.undo("importer") == "Import FG2"
    assert source_ids(project) == ["FG1"]
    project.redo("importer")
    assert read_source(project, "FG2") == before


def test_an_import_that_another_has_coded_is_not_undone(project, source):
    import_source(project, source("FG2"))
    (id,) = code_selections(project, [Selection("FG2", 17, 25)], ["A"], "Bo")
    with pytest.raises(ProjectError, match="To take back “Import FG2”"):
        project.undo("importer")
    assert source_ids(project) == ["FG1", "FG2"]
    assert codings(project)["id"].tolist() == [id]
    remove_coding(project, id, "Bo")
    assert project.undo("importer") == "Import FG2"


def test_a_code_that_another_has_edited_since_is_not_undone(project):
    rename(project, "A", "Delay", "Ann")
    rename(project, "A", "Queue", "Bo")
    with pytest.raises(ProjectError, match="must still be as it was left"):
        project.undo("Ann")
    assert code_named(project, "A").name == "Queue"
    project.undo("Bo")
    assert project.undo("Ann") == "Edit code A"
    assert code_named(project, "A").name == "Waiting"


def test_a_code_that_another_uses_is_not_taken_away(project):
    add_code(project, Code("D", "New", "book"), "Ann")
    code_selections(project, [WAITED], ["D"], "Bo")
    with pytest.raises(ProjectError, match="later work that stands on it"):
        project.undo("Ann")
    assert code_named(project, "D").name == "New"


def test_a_code_is_not_taken_away_from_under_those_below_it(project):
    add_code(project, Code("D", "Above", "book"), "Ann")
    add_code(project, Code("E", "Below", "book", parent="D"), "Bo")
    with pytest.raises(ProjectError, match="later work that stands on it"):
        project.undo("Ann")
    assert [code.id for code in codes(project)] == ["A", "B", "C", "D", "E"]


def test_redo_does_not_close_a_circle_of_parents(project):
    change_code(project, replace(code_named(project, "A"), parent="B"), "Ann")
    project.undo("Ann")
    change_code(project, replace(code_named(project, "B"), parent="A"), "Bo")
    with pytest.raises(ProjectError, match="later work"):
        project.redo("Ann")
    assert code_named(project, "A").parent == ""


def test_a_link_that_stands_on_a_code_keeps_it(project):
    add_code(project, Code("D", "New", "book"), "Ann")
    save_link(project, Link("", "D", "m", "2021-22", "White British", "not assessed"), "Bo")
    with pytest.raises(ProjectError):
        project.undo("Ann")
    assert len(links(project)) == 1


def test_a_refused_undo_leaves_nothing_half_undone(project, source):
    with project.change("Ann", "Import two") as change:
        add_source(change, source("FG2"), {})
        add_source(change, source("FG3"), {})
    code_selections(project, [Selection("FG2", 17, 25)], ["A"], "Bo")
    revision = project.revision()
    with pytest.raises(ProjectError):
        project.undo("Ann")
    assert source_ids(project) == ["FG1", "FG2", "FG3"]
    assert len(read_source(project, "FG3").turns) == 3
    assert project.revision() == revision


def test_rates_that_were_replaced_come_back(project):
    before = rates(project)
    with project.change("Ann", "Import") as change:
        add_rates(change, [Rate("White British", "m", "2021-22", 0.1, 2, None, "new")])
    project.undo("Ann")
    assert rates(project).equals(before)
    project.redo("Ann")
    assert rates(project)["estimate"].tolist() == [0.1]


def test_an_edit_after_undo_is_known_by_its_version(project):
    seen = code_named(project, "A")
    rename(project, "A", "Delay", "Ann")
    project.undo("Ann")
    assert code_named(project, "A").version == 3
    with pytest.raises(ProjectError, match="as it was when you opened it"):
        change_code(project, replace(seen, name="Late"), "Bo")


class Coders(RuleBasedStateMachine):
    """Two people code, remove, rename, undo and redo; a plain-Python model says what must be.

    An entry of the model is a list of (key, before, after). It is reversed if every key is still
    as the entry left it, and refused otherwise.
    """

    authors = st.sampled_from(["Ann", "Bo"])
    template: Path

    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = shutil.copy(self.template, Path(self.folder.name) / "study.mm")
        self.project = open_project(self.path)
        self.source = read_source(self.project, "FG1")
        self.state = dict(zip("ABC", ("Waiting", "Trust", "Cost"), strict=True))
        self.stacks = {(who, kind): [] for who in ("Ann", "Bo") for kind in ("undo", "redo")}
        self.entries = self.project.revision()

    def rows(self):
        with self.project.reading() as connection:
            found = connection.execute(schema.codings.select()).mappings()
            return {row["id"]: dict(row) for row in found}

    def did(self, author, entry):
        self.state.update({key: after for key, _, after in entry})
        if entry:
            self.stacks[author, "undo"].append(entry)
            self.stacks[author, "redo"].clear()
            self.entries += 1

    @rule(author=authors, turn=st.integers(0, 2), at=st.integers(0, 20), size=st.integers(1, 9),
          chosen=st.sets(st.sampled_from("ABC"), min_size=1))  # fmt: skip
    def code(self, author, turn, at, size, chosen):
        turn = self.source.turns[turn]
        start = min(turn.start + at, turn.end - 1)
        selection = Selection("FG1", start, min(start + size, turn.end))
        held = {
            row["code"]
            for row in self.state.values()
            if isinstance(row, dict)
            and (row["start"], row["end"]) == (selection.start, selection.end)
            and row["coder"] == author
        }
        ids = code_selections(self.project, [selection], sorted(chosen), author)
        rows = self.rows()
        assert {rows[id]["code"] for id in ids} == chosen - held
        self.did(author, [(id, None, rows[id]) for id in ids])

    @rule(author=authors, pick=st.integers(0, 99))
    def remove(self, author, pick):
        there = sorted(id for id, row in self.state.items() if isinstance(row, dict))
        if not there:
            return
        id = there[pick % len(there)]
        if self.state[id]["coder"] == author:
            remove_coding(self.project, id, author)
            self.did(author, [(id, self.state[id], None)])
        else:
            with pytest.raises(ProjectError, match="your own codings"):
                remove_coding(self.project, id, author)

    @rule(author=authors, code=st.sampled_from("AB"), name=st.sampled_from(["x", "y", "z"]))
    def rename(self, author, code, name):
        before = self.state[code]
        rename(self.project, code, name, author)
        self.did(author, [(code, before, name)])

    @rule(author=authors, kind=st.sampled_from(["undo", "redo"]))
    def step(self, author, kind):
        stack = self.stacks[author, kind]
        act = getattr(self.project, kind)
        if not stack:
            assert act(author) is None
        elif all(self.state.get(key) == after for key, _, after in stack[-1]):
            entry = [(key, after, before) for key, before, after in reversed(stack.pop())]
            assert act(author)
            self.state.update({key: after for key, _, after in entry})
            self.stacks[author, "redo" if kind == "undo" else "undo"].append(entry)
            self.entries += 1
        else:
            with pytest.raises(ProjectError, match="later work"):
                act(author)

    @rule()
    def reopen(self):
        self.project.close()
        self.project = open_project(self.path)

    @invariant()
    def the_project_is_as_the_model_says(self):
        rows = self.rows()
        expected = {id: row for id, row in self.state.items() if isinstance(row, dict)}
        assert rows == expected
        assert {code.id: code.name for code in codes(self.project)} == {
            c: self.state[c] for c in "ABC"
        }
        assert self.project.revision() == self.entries

    @invariant()
    def every_coding_stands_in_its_turn_on_its_quote(self):
        turns = {turn.number: turn for turn in self.source.turns}
        for row in self.rows().values():
            turn = turns[row["turn"]]
            assert turn.start <= row["start"] < row["end"] <= turn.end
            assert row["quote"] == self.source.text[row["start"] : row["end"]]

    def teardown(self):
        self.project.close()
        self.folder.cleanup()


def test_no_sequence_of_coding_undo_and_redo_by_two_people_loses_anything(template):
    machine = type("Coders", (Coders,), {"template": template})
    steady = settings(
        derandomize=True, deadline=None, max_examples=40, stateful_step_count=30, database=None
    )
    run_state_machine_as_test(machine, settings=steady)
