"""A plain table: one header row, one row per respondent."""

from mixedmethods.ingest.surveys.export import Column, Platform, fold, head
from mixedmethods.ingest.table import Grid

ID_COLUMNS = ("respondent_id", "respondent", "response id", "response_id", "id")
PRIVATE = (
    "email", "e-mail", "email address", "name", "full name", "first name", "last name", "surname",
    "phone", "telephone", "mobile", "ip", "ip address", "address", "postcode", "latitude",
    "longitude", "date of birth", "nhs number",
)  # fmt: skip


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    id = next((name for name in names if fold(name) in ID_COLUMNS), "")
    columns = []
    for name in names:
        role = "private" if fold(name) in PRIVATE else "answer"
        if fold(name) == "role":
            role = "process"
        columns.append(Column(name, name, "", "id" if id and name == id else role))
    return columns


PLAIN = Platform("plain table", lambda grid: 0.1, _columns, joiner=";")
