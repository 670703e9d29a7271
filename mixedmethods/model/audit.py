"""The row audit: what an import kept, what it dropped, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One remark on one row of a file; `row` counts as a spreadsheet shows it, from 1.

    `outcome` is ``kept``, ``dropped`` or ``flagged`` (kept, but look at it). `column` is empty
    where the remark is on the whole row. `reason` never quotes free text.
    """

    row: int
    outcome: str
    reason: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """What happened to the rows of one file: `kept` and `dropped` count rows."""

    kept: int
    dropped: int = 0
    entries: tuple[AuditEntry, ...] = ()
