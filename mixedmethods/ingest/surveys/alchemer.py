"""Alchemer, once SurveyGizmo: options before the question in the heading."""

from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import Column, Platform, Verdict, about, fold, has, head
from mixedmethods.ingest.table import Grid

PROCESS = (
    "Time Started", "Date Submitted", "Status", "Language", "Referer", "SessionID", "User Agent",
    "Contact ID", "Legacy Comments", "Comments", "Tags",
)  # fmt: skip
PRIVATE = ("IP Address", "Longitude", "Latitude", "Country", "City", "State/Region",
                    "Postal", "Email")  # fmt: skip


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    columns = []
    id = next((name for name in names if fold(name) == "response id"), "")
    for name, role in zip(names, about(names, id, PRIVATE, PROCESS), strict=True):
        part, colon, question = name.partition(":")
        option = colon and question.strip() and not question[:1].isspace()
        columns.append(
            Column(name, question.lstrip(": "), part, role)
            if option
            else Column(name, name, "", role)
        )
    return columns


def _score(grid: Grid) -> float:
    return 0.9 * has(grid, "Time Started", "Date Submitted", "Status")


def _judge(row: Mapping[str, str]) -> Verdict:
    match fold(row.get("Status", "")):
        case "partial":
            return Verdict("unfinished", "left unfinished: status Partial")
        case "disqualified":
            return Verdict("rejected", "screened out: status Disqualified")
        case "deleted":
            return Verdict("rejected", "deleted on the platform")
    return Verdict()


ALCHEMER = Platform("Alchemer", _score, _columns, _judge)
