"""No order of what two coders do moves a coding out of its text, or changes what it quotes."""

import shutil
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mixedmethods.errors import DataError
from mixedmethods.model import Code, Codebook, Selection, Source, Turn
from mixedmethods.model.source import split_by_turn
from mixedmethods.store import new_project, open_project, schema
from mixedmethods.store.codebook_edits import delete_code, move_code, split_code
from mixedmethods.store.codes import add_codebook, codes
from mixedmethods.store.codings import (
    code_selections,
    codings,
    decide,
    label_coding,
    remove_coding,
    resize_coding,
)
from mixedmethods.store.memos import save_memo
from mixedmethods.store.merging import merge_codes
from mixedmethods.store.texts import add_source, read_source

CODERS = st.sampled_from(["Ann", "Ben"])
IDS = st.sampled_from(["A", "B", "C", "D", "E"])
PLACES = st.integers(-2, 75)
PICKS = st.integers(0, 30)
TEXTS = {
    "emoji": ("Well 😀?", "👩‍👩‍👧 waited é\r\nlong.", "Me 🏳️‍🌈 too."),
    "marks": ("e\u0301te\u0301?", "नमस्ते\u200d क्षेत्र", "o\u0308ffnen\r\n\r\nja"),
    "right": ("שלום?", "لا أعرف \u202eabc\u202c نعم", "כן \u05e9\u05c1 ok"),
}
UNLOGGED = {"log", "answers"}


def source(id: str, turns: tuple[str, ...]) -> Source:
    text, made = "", []
    for number, words in enumerate(turns, 1):
        text += f"P{number}: "
        made.append(Turn(number, len(text), len(text) + len(words), f"P{number}"))
        text += f"{words}\r\n"
    return Source(id, text, tuple(made))


@pytest.fixture(scope="module", autouse=True)
def template(tmp_path_factory):
    """The file that each sequence starts with a copy of."""
    path = tmp_path_factory.mktemp("sequences") / "study.mm"
    given = tuple(Code(id, f"Code {id}", "book") for id in "ABC")
    with new_project(path, "A study") as project, project.change("importer", "Import") as change:
        add_codebook(change, Codebook("book", "Book", given, stances=("for", "against")))
        for id, turns in TEXTS.items():
            add_source(change, source(id, turns), {})
    Coders.template = path
    return path


class Coders(RuleBasedStateMachine):
    """Two coders at work in one project. A refusal is a `DataError`; anything else is a bug."""

    template: Path

    @initialize()
    def start(self):
        self.folder = Path(tempfile.mkdtemp())
        self.project = open_project(Path(shutil.copy(self.template, self.folder / "study.mm")))
        self.texts = {id: read_source(self.project, id) for id in TEXTS}

    def teardown(self):
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)

    @rule(coder=CODERS, id=st.sampled_from(list(TEXTS)), start=PLACES, end=PLACES, code=IDS)
    def apply_to_any_place(self, coder, id, start, end, code):
        self.attempt(code_selections, [Selection(id, start, end)], [code], coder)

    @rule(coder=CODERS, id=st.sampled_from(list(TEXTS)), start=PLACES, end=PLACES, code=IDS)
    def select_across_turns(self, coder, id, start, end, code):
        text = self.texts[id]
        cut = split_by_turn(text.turns, text.text, max(0, start), max(0, end))
        chosen = [Selection(id, low, high) for _, low, high in cut]
        if chosen:
            self.attempt(code_selections, chosen, [code], coder)

    @rule(coder=CODERS, pick=PICKS, start=PLACES, end=PLACES)
    def resize(self, coder, pick, start, end):
        self.attempt(resize_coding, self.coding(pick), start, end, coder)

    @rule(coder=CODERS, pick=PICKS, stance=st.sampled_from(["for", "against", "", "no such"]))
    def label(self, coder, pick, stance):
        self.attempt(label_coding, self.coding(pick), coder, stance)

    @rule(coder=CODERS, pick=PICKS)
    def remove(self, coder, pick):
        self.attempt(remove_coding, self.coding(pick), coder)

    @rule(coder=CODERS, pick=PICKS)
    def note(self, coder, pick):
        from mixedmethods.model import Memo

        target = self.coding(pick)
        memo = Memo(f"m{pick}{coder}", "coding", target, "why", coder)
        self.attempt(save_memo, memo, coder)

    @rule(coder=CODERS, id=st.sampled_from(list(TEXTS)), start=PLACES, end=PLACES, code=IDS,
          accepted=st.booleans())  # fmt: skip
    def decide(self, coder, id, start, end, code, accepted):
        self.attempt(decide, Selection(id, start, end), code, accepted, coder)

    @rule(coder=CODERS, id=IDS, parent=st.sampled_from(["", "A", "B", "C", "D"]))
    def move(self, coder, id, parent):
        self.attempt(move_code, id, parent, "", coder)

    @rule(coder=CODERS, id=IDS, new=st.sampled_from(["D", "E"]), pick=PICKS)
    def split(self, coder, id, new, pick):
        frame = codings(self.project)
        own = frame.loc[frame["code"] == id, "id"].tolist()[: pick % 3]
        self.attempt(split_code, id, Code(new, f"Code {new}", "book"), own, coder)

    @rule(coder=CODERS, id=IDS)
    def delete(self, coder, id):
        self.attempt(delete_code, id, coder)

    @rule(coder=CODERS, gone=st.lists(IDS, min_size=1, max_size=2), into=IDS)
    def merge(self, coder, gone, into):
        self.attempt(merge_codes, gone, into, coder)

    @rule(coder=CODERS, gone=st.lists(IDS, min_size=1, max_size=2), into=IDS)
    def merge_and_take_it_back(self, coder, gone, into):
        before = self.tables()
        if self.attempt(merge_codes, gone, into, coder):
            self.project.undo(coder)
            assert self.tables() == before

    @rule(coder=CODERS)
    def undo(self, coder):
        self.attempt_step(self.project.undo, coder)

    @rule(coder=CODERS)
    def redo(self, coder):
        self.attempt_step(self.project.redo, coder)

    @rule(coder=CODERS)
    def undo_and_redo_leave_all_as_it_was(self, coder):
        before = self.tables()
        if self.attempt_step(self.project.undo, coder):
            self.project.redo(coder)
            assert self.tables() == before

    @invariant()
    def every_coding_quotes_what_it_stands_on(self):
        if not hasattr(self, "project"):
            return
        frame, known = codings(self.project), {code.id for code in codes(self.project)}
        for row in frame.to_dict("records"):
            text = self.texts[row["source"]]
            turn = next(each for each in text.turns if each.number == row["turn"])
            assert turn.start <= row["start"] < row["end"] <= turn.end
            assert row["quote"] == text.text[row["start"] : row["end"]]
            assert row["code"] in known
        stretch = ["source", "start", "end", "code", "coder"]
        assert not frame.duplicated(stretch).any()

    @invariant()
    def no_text_has_changed(self):
        if hasattr(self, "project"):
            assert {id: read_source(self.project, id) for id in TEXTS} == self.texts

    @invariant()
    def the_tree_has_no_loop_and_no_lost_parent(self):
        if hasattr(self, "project"):
            above = {code.id: code.parent for code in codes(self.project)}
            for id in above:
                line = [id]
                while above[line[-1]]:
                    line.append(above[line[-1]])
                    assert len(line) <= len(above)

    def coding(self, pick):
        frame = codings(self.project)
        return frame["id"].iloc[pick % len(frame)] if len(frame) else "no such coding"

    def attempt(self, act, *given):
        """Do it, unless it is refused; return whether it left anything to take back."""
        before = self.project.revision()
        try:
            act(self.project, *given)
        except DataError:
            assert self.project.revision() == before
            return False
        return self.project.revision() > before

    def attempt_step(self, step, coder):
        try:
            return step(coder) is not None
        except DataError:
            return False

    def tables(self):
        """Return all rows but the log's; versions and times count up whatever is taken back."""
        found = {}
        with self.project.reading() as connection:
            for table in schema.metadata.sorted_tables:
                if table.name not in UNLOGGED:
                    rows = connection.execute(sa.select(table)).mappings()
                    found[table.name] = sorted(
                        repr({k: v for k, v in row.items() if k not in ("version", "changed")})
                        for row in rows
                    )
        return found


TestCoders = Coders.TestCase
TestCoders.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
