"""Google Forms: one header row of whole questions, ticks joined by commas."""

import re

from mixedmethods.ingest.surveys.export import Column, Platform, about, fold, head
from mixedmethods.ingest.table import Grid

PRIVATE = ("Email Address", "Username", "Email")
GRID = re.compile(r"(.+?)\s*\[([^\[\]]+)\]")


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    columns = []
    for name, role in zip(names, about(names, "", PRIVATE, ("Timestamp",)), strict=True):
        row = GRID.fullmatch(name)
        question, part = (row[1], row[2]) if row else (name, "")
        columns.append(Column(name, question, part, role))
    return columns


def _score(grid: Grid) -> float:
    first = fold(head(grid)[0]) if head(grid) else ""
    return 0.9 * (first in ("timestamp", "zeitstempel", "horodateur", "marca temporal"))


GOOGLE = Platform("Google Forms", _score, _columns, joiner=", ")
