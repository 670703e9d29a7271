"""Jisc Online Surveys: numbered questions, an empty heading over each grid."""

import re

from mixedmethods.ingest.surveys.export import NUMBER, Column, Platform, about, has, head
from mixedmethods.ingest.table import Grid

PART = re.compile(r"Q?\d+\.\d+")
PROCESS = ("Completion date", "Started", "Completed", "Date", "Status")


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    columns, parent = [], ""
    roles = about(names, "Unique Response Number", (), PROCESS)
    for k, (name, role) in enumerate(zip(names, roles, strict=True)):
        wording = NUMBER.sub("", name, count=1)
        if role == "answer" and PART.match(name):
            columns.append(Column(name, parent, wording))
            continue
        parent = wording
        below = names[k + 1] if k + 1 < len(names) else ""
        number = name.split(" ", 1)[0].rstrip(".")
        if role == "answer" and PART.match(below) and below.startswith(f"{number}."):
            role = "empty"
        columns.append(Column(name, wording, "", role))
    return columns


def _score(grid: Grid) -> float:
    return 0.9 * has(grid, "Unique Response Number") + 0.1 * any(map(NUMBER.match, head(grid)))


JISC = Platform("Jisc Online Surveys", _score, _columns, joiner=",")
