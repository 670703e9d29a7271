"""SmartSurvey: three header rows, a dash for what is missing."""

from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import NUMBER, Column, Platform, Verdict, about, has, head
from mixedmethods.ingest.table import Grid

PRIVATE = ("Name", "Email", "IP Address", "Unique ID", "UserID")
PROCESS = ("Started", "Ended", "Tracking Link", "UserNo", "Device")


def _columns(grid: Grid) -> list[Column]:
    above, below = head(grid), head(grid, 1)
    below += [""] * (len(above) - len(below))
    above += [""] * (len(below) - len(above))
    columns, question = [], ""
    roles = about(above, "UserID", PRIVATE, PROCESS)
    for heading, part, role in zip(above, below, roles, strict=True):
        question = NUMBER.sub("", heading, count=1) or question
        wording = NUMBER.sub("", part, count=1)
        label = " ".join(filter(None, (heading, part))) or question
        columns.append(Column(label, question, wording, role))
    return columns


def _score(grid: Grid) -> float:
    third = not any(head(grid, 2)) if len(grid) > 2 else False
    return 0.8 * has(grid, "UserID", "UserNo", "Started", "Ended", "Tracking Link") + 0.2 * third


def _judge(row: Mapping[str, str]) -> Verdict:
    ended = row.get("Ended", "x")
    return Verdict() if ended else Verdict("unfinished", "left unfinished: no time of its end")


def _cell(cell: str) -> str:
    return "" if cell.strip() in ("-", ".") else cell.replace("@SQ@", "'")


SMARTSURVEY = Platform("SmartSurvey", _score, _columns, _judge, header=3, clean=_cell)
