"""ODK Central and KoboToolbox: groups in the names of the columns."""

import re
from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import Column, Platform, Verdict, about, fold, has, head
from mixedmethods.ingest.table import Grid

PROCESS = (
    "SubmissionDate", "Status", "ReviewState", "DeviceID", "device_id", "Edits", "FormVersion",
    "AttachmentsPresent", "AttachmentsExpected", "meta-instanceID", "meta-instanceName", "start",
    "end", "today", "_submission_time", "_validation_status", "_notes", "_status", "__version__",
    "_tags", "_index", "_uuid",
)  # fmt: skip
PRIVATE = (
    "SubmitterID", "SubmitterName", "reporter", "username", "deviceid", "phonenumber",
    "_submitted_by", "_geolocation",
)  # fmt: skip


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    id = next((name for name in names if name in ("KEY", "_uuid", "_id")), "")
    columns = []
    for name, role in zip(names, about(names, id, PRIVATE, PROCESS), strict=True):
        if re.search(r"(latitude|longitude|altitude|accuracy)$", name, re.IGNORECASE):
            role = "private"  # where somebody stood
        _, cut, field = name.rpartition("/") if "/" in name else name.rpartition("-")
        columns.append(Column(name, field if cut else name, "", role if name else "empty"))
    return columns


def _score(grid: Grid) -> float:
    central = has(grid, "SubmissionDate", "KEY", "SubmitterID", "SubmitterName")
    kobo = has(grid, "_id", "_uuid", "_submission_time", "_index")
    return max(central, kobo) if max(central, kobo) > 0.7 else 0.0


def _judge(row: Mapping[str, str]) -> Verdict:
    state = fold(row.get("ReviewState", "")) or fold(row.get("_validation_status", ""))
    if state in ("rejected", "not approved"):
        return Verdict("rejected", f"marked {state} at review")
    return Verdict("unfinished", "a draft") if state == "draft" else Verdict()


ODK = Platform("ODK or KoboToolbox", _score, _columns, _judge, joiner=" ")
