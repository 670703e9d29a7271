"""A small project made by hand, for the tests of this room."""

import shutil

import pytest

from mixedmethods.model import Case, Code, Codebook, Measure, Rate, Source, Turn
from mixedmethods.store import new_project, open_project
from mixedmethods.store.codes import add_codebook
from mixedmethods.store.numbers import add_measures, add_rates
from mixedmethods.store.texts import add_source

TEXT = "M: Well 😀?\nP1: I 😀 waited é long.\nP2: Me too, so did I.\n"
WORDS = ("Well 😀?", "I 😀 waited é long.", "Me too, so did I.")


def make_source(id="FG1", **changes):
    starts = [TEXT.index(words) for words in WORDS]
    turns = tuple(
        Turn(number, start, start + len(words), who, "", who == "M")
        for number, (start, words, who) in enumerate(
            zip(starts, WORDS, ("M", "P1", "P2"), strict=True), start=1
        )
    )
    given = {"variables": (("role", "therapist"),)} | changes
    return Source(id, TEXT, turns, **given)


def fill(project):
    codes = (Code("A", "Waiting", "book"), Code("B", "Trust", "book"), Code("C", "Cost", "book"))
    source = make_source()
    with project.change("importer", "Import") as change:
        add_codebook(change, Codebook("book", "Book", codes))
        people = {who: Case(f"FG1/{who}", "participant", source.variables) for who in ("P1", "P2")}
        add_source(change, source, people)
        add_measures(change, [Measure("m", "Course rate", "course")])
        add_rates(change, [Rate("White British", "m", "2021-22", 0.5, 1, 100)])


@pytest.fixture(scope="session")
def source():
    return make_source


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The file of a project that holds a codebook, a source, a measure and a rate."""
    path = tmp_path_factory.mktemp("template") / "study.mm"
    with new_project(path, "A study", "Made by hand") as project:
        fill(project)
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copy(template, tmp_path / "study.mm")


@pytest.fixture
def project(path):
    with open_project(path) as project:
        yield project


@pytest.fixture
def empty(tmp_path):
    with new_project(tmp_path / "empty.mm", "Empty") as project:
        yield project
