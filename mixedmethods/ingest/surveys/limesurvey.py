"""LimeSurvey: headings as codes or as questions, parts in square brackets."""

import re
from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import Column, Platform, Verdict, about, has, head
from mixedmethods.ingest.table import Grid

PROCESS = (
    "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action",
    "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp",
)  # fmt: skip
PRIVATE = ("IP address", "ipaddr", "Referrer URL", "refurl", "Access code", "token")
TIME = re.compile(r"(total|group|question) time\b|interviewtime|groupTime\d+|\w+Time$", re.I)
PART = re.compile(r"(.+?)\s*\[([^\[\]]+)\]\s*(?:\[([^\[\]]+)\])?")


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    columns = []
    id = names[0] if names else ""
    for name, role in zip(names, about(names, id, PRIVATE, PROCESS), strict=True):
        if TIME.match(name) or name.startswith("filecount - "):
            role = "process"
        found = PART.fullmatch(name)
        question = found[1] if found else name
        part = " ".join(filter(None, (found[2], found[3]))) if found else ""
        columns.append(Column(name, question, part, role))
    return columns


def _score(grid: Grid) -> float:
    told = has(grid, "Response ID", "Date submitted", "Last page", "Start language")
    coded = has(grid, "id", "submitdate", "lastpage", "startlanguage")
    return max(told, coded) if max(told, coded) > 0.7 else 0.0


def _judge(row: Mapping[str, str]) -> Verdict:
    ended = row.get("Date submitted", row.get("submitdate", "x"))
    return Verdict() if ended.strip() else Verdict("unfinished", "left unfinished: not submitted")


LIMESURVEY = Platform("LimeSurvey", _score, _columns, _judge)
