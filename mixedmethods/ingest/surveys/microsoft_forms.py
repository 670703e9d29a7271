"""Microsoft Forms: one header row of whole questions, ticks joined by semicolons."""

import re

from mixedmethods.ingest.surveys.export import Column, Platform, about, fold, has, head
from mixedmethods.ingest.table import Grid

PRIVATE = ("Email", "Name")
PROCESS = (
    "Start time", "Completion time", "Last modified time", "Total points", "Quiz feedback",
    "Language",
)  # fmt: skip
MARKS = re.compile(r"(Points|Feedback) - ")


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    known = {fold(name) for name in names}
    columns = []
    for name, role in zip(names, about(names, "ID", PRIVATE, PROCESS), strict=True):
        if MARKS.match(name):
            role = "process"
        wording = name[:-1] if _numbered(name, known) else name
        question, dot, part = wording.partition("?.")
        if not dot:
            question, dot, part = wording.partition(".")
            if not part.strip() or part[:1].isspace():  # a full stop, and not a row of a grid
                question, part = wording, ""
        else:
            question += "?"
        columns.append(Column(name, question, part, role))
    return columns


def _numbered(name: str, known: set[str]) -> bool:
    """Return whether the last figure was put there to tell two questions of one wording apart."""
    return name[-1:] in "23456789" and bool(name) and fold(name[:-1]) in known


def _score(grid: Grid) -> float:
    return has(grid, "ID", "Start time", "Completion time") * (
        0.8 + 0.2 * has(grid, "Email", "Name")
    )


MICROSOFT = Platform("Microsoft Forms", _score, _columns, joiner=";")
