"""REDCap: variable names only; wordings stand in its dictionary."""

import re
from collections.abc import Mapping

from mixedmethods.ingest.surveys.export import Column, Platform, Verdict, about, has, head
from mixedmethods.ingest.table import Grid

PROCESS = (
    "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance",
    "redcap_data_access_group",
)  # fmt: skip
CHECKBOX = re.compile(r"(\w+?)___(\w+)")


def _columns(grid: Grid) -> list[Column]:
    names = head(grid)
    columns = []
    for name, role in zip(names, about(names, "record_id", (), PROCESS), strict=True):
        if name.endswith(("_complete", "_timestamp")):
            role = "process"
        if name == "redcap_survey_identifier":
            role = "private"
        box = CHECKBOX.fullmatch(name)
        columns.append(Column(name, box[1] if box else name, box[2] if box else "", role))
    return columns


def _score(grid: Grid) -> float:
    names = head(grid)
    complete = any(name.endswith("_complete") for name in names)
    return 0.5 * has(grid, "record_id") + 0.5 * complete


def _judge(row: Mapping[str, str]) -> Verdict:
    forms = [cell.strip() for name, cell in row.items() if name.endswith("_complete")]
    if forms and all(state in ("0", "", "Incomplete") for state in forms):
        return Verdict("unfinished", "every form is marked incomplete")
    return Verdict()


def is_dictionary(grid: Grid) -> bool:
    """Return whether a grid is REDCap's list of the questions."""
    return has(grid, "Variable / Field Name", "Field Type", "Field Label") == 1


REDCAP = Platform("REDCap", _score, _columns, _judge)
