"""Qualtrics: three header rows today and in 2016, two before, and SPSS files."""

import re
from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import Column, Platform, Verdict, about, fold, has, head
from mixedmethods.ingest.table import Grid

PRIVATE = (
    "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
    "LocationLatitude", "LocationLongitude", "LocationAccuracy", "Name", "EmailAddress",
    "ExternalDataReference",
)  # fmt: skip
PROCESS = (
    "StartDate", "EndDate", "Status", "Progress", "Duration (in seconds)", "Finished",
    "RecordedDate", "DistributionChannel", "UserLanguage", "ResponseSet",
    "Duration__in_seconds_", "Q_RecaptchaScore", "Q_RelevantIDDuplicate",
)  # fmt: skip
PREVIEW, TEST, SPAM = "preview by the survey's authors", "test response", "marked as spam"
STATUS = {
    "1": Verdict("preview", PREVIEW), "survey preview": Verdict("preview", PREVIEW),
    "2": Verdict("test", TEST), "survey test": Verdict("test", TEST),
    "4": Verdict("", "imported into the platform from elsewhere; kept"),
    "imported": Verdict("", "imported into the platform from elsewhere; kept"),
    "8": Verdict("spam", SPAM), "spam": Verdict("spam", SPAM),
    "9": Verdict("preview", PREVIEW), "survey preview, spam": Verdict("preview", PREVIEW),
    "12": Verdict("spam", SPAM), "imported, spam": Verdict("spam", SPAM),
    "16": Verdict("", "collected offline; kept"),
    "offline": Verdict("", "collected offline; kept"),
    "17": Verdict("preview", PREVIEW), "offline survey preview": Verdict("preview", PREVIEW),
}  # fmt: skip
REAL = ("", "0", "ip address", "ip-adresse")
NO = ("0", "false", "falsch", "faux", "falso", "no")
SELECTED = re.compile(r"\s+-\s+selected (?:choice|answer)s?\b(?:\s+-)?\s*", re.IGNORECASE)
PART = re.compile(r"(?:_\d+|\[\w+\])(?:_TEXT)?$|#\d+_\d+$")


def _judge(row: Mapping[str, str]) -> Verdict:
    status = fold(row.get("Status", ""))
    found = STATUS.get(status, Verdict())
    if not found.kind and "preview" in status:
        found = Verdict("preview", PREVIEW)
    if not found.kind and "spam" in status:
        found = Verdict("spam", SPAM)
    if found.kind:
        return found
    progress = row.get("Progress", "").strip()
    if fold(row.get("Finished", "")) in NO or (progress.isdecimal() and int(progress) < 100):
        return Verdict("unfinished", f"left unfinished{f', at {progress}%' if progress else ''}")
    if status not in REAL and not found.reason:
        return Verdict("", "a status that is not known; kept")
    return found


def _columns(names: list[str], wordings: list[str]) -> list[Column]:
    wordings = wordings + [""] * (len(names) - len(wordings))
    id = next((n for n in names if fold(n) in ("responseid", "_recordid")), "ResponseId")
    columns = []
    for name, wording, role in zip(
        names, wordings, about(names, id, PRIVATE, PROCESS), strict=False
    ):
        question, part = _parts(name, wording)
        if role == "answer" and ("_DO_" in name or re.search(r"_DO$", name)):
            role = "process"  # the order in which the options were shown
        if not name and not wording:
            role = "empty"
        columns.append(Column(name, question, part, role))
    return columns


def _parts(name: str, wording: str) -> tuple[str, str]:
    pieces = SELECTED.split(wording, maxsplit=1)
    if len(pieces) == 2:
        return pieces[0], pieces[1]
    question, dash, part = wording.rpartition(" - ")
    return (question, part) if dash and PART.search(name) else (wording, "")


def _import_ids(grid: Grid) -> float:
    cells = [cell for cell in head(grid, 2) if cell]
    met = sum("ImportId" in cell or "choiceId" in cell or "timeZone" in cell for cell in cells)
    return met / len(cells) if cells else 0.0


def _score(grid: Grid) -> float:
    return 0.6 * (_import_ids(grid) > 0.9) + 0.4 * has(grid, "StartDate", "EndDate", "Finished")


def _legacy_names(grid: Grid) -> list[str]:
    """Return the names: V1, V2 are replaced by what row 2 calls them."""
    below = head(grid, 1)
    return [
        below[k] if re.fullmatch(r"V\d+", name) and k < len(below) else name
        for k, name in enumerate(head(grid))
    ]


def _legacy_score(grid: Grid) -> float:
    names = {fold(name) for name in _legacy_names(grid)}
    wanted = ("responseid", "responseset", "startdate", "enddate", "finished")
    return sum(name in names for name in wanted) / len(wanted) * (_import_ids(grid) < 0.5)


def _cell(cell: str) -> str:
    return "" if cell.strip() == "-99" else cell  # seen and not answered


QUALTRICS = Platform(
    "Qualtrics",
    _score,
    lambda grid: _columns(head(grid), head(grid, 1)),
    _judge,
    3,
    ",",
    _cell,
)
LEGACY = Platform(
    "Qualtrics (legacy, two header rows)",
    _legacy_score,
    lambda grid: _columns(_legacy_names(grid), head(grid, 1)),
    _judge,
    2,
    ",",
    _cell,
)


def _sav_score(grid: Grid) -> float:
    return has(grid, "StartDate", "Status", "Finished", "RecordedDate", "ResponseId")


SAV = Platform(
    "Qualtrics (SPSS file)",
    _sav_score,
    lambda grid: _columns(head(grid), head(grid, 1)),
    _judge,
    2,
    clean=_cell,
)
