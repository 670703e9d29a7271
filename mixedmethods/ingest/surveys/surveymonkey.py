"""SurveyMonkey: two header rows, the question once over its columns."""

from mixedmethods.ingest.surveys.export import Column, Platform, about, fold, has, head
from mixedmethods.ingest.table import Grid

PRIVATE = ("IP Address", "Email Address", "First Name", "Last Name", "LastName", "FirstName")
PROCESS = (
    "Collector ID", "CollectorID", "Start Date", "StartDate", "End Date", "EndDate",
    "Date Created", "Date Modified", "Custom Data 1", "Custom Data",
)  # fmt: skip
ALONE = ("", "response", "open-ended response")  # says that the question has this one column


def _columns(grid: Grid) -> list[Column]:
    above, below = head(grid), head(grid, 1)
    width = max(len(above), len(below))
    above += [""] * (width - len(above))
    below += [""] * (width - len(below))
    id = next((name for name in above if fold(name) in ("respondent id", "respondentid")), "")
    columns, question, role = [], "", "answer"
    for heading, part, of in zip(above, below, about(above, id, PRIVATE, PROCESS), strict=True):
        if heading:
            question, role = heading, of
        if fold(part) in ALONE:
            part = ""
        label = f"{question}: {part}" if part else question
        columns.append(Column(label, question, part, role if heading or part else "empty"))
    return columns


def _score(grid: Grid) -> float:
    id = max(has(grid, "Respondent ID"), has(grid, "RespondentID"))
    answers = {fold(cell) for cell in head(grid, 1)} & {"response", "open-ended response"}
    return 0.5 * id + 0.4 * bool(answers) + 0.1 * has(grid, "Collector ID")


SURVEYMONKEY = Platform("SurveyMonkey", _score, _columns, header=2)
