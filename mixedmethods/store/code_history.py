"""How a code came to read as it does: its versions, from the log."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mixedmethods.model import Code
from mixedmethods.store import schema
from mixedmethods.store.codes import code_of
from mixedmethods.store.project import Project

STEPS = {"undo": "Undo: ", "redo": "Redo: "}


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """One edit of a code: when, by whom, in what change, and how it read before and after.

    `before` is None where the change added the code, `after` where it took it away.
    """

    at: str
    author: str
    what: str
    before: Code | None
    after: Code | None


def code_history(project: Project, id: str) -> tuple[CodeVersion, ...]:
    """Return the edits of a code, newest first.

    A change that moved it among its siblings only is left out. Empty where the project never had
    a code of this id.
    """
    log = schema.log.c
    # The log is searched as text first: reading every entry of a long study takes seconds.
    edits = sa.cast(log.edits, sa.Text)
    query = (
        sa.select(log.at, log.author, log.what, log.kind, log.edits)
        .where(edits.contains(f'"{schema.codes.name}"', autoescape=True))
        .where(edits.contains(f'"id": {json.dumps(id)}', autoescape=True))
        .order_by(log.id.desc())
    )
    with project.reading() as connection:
        entries = connection.execute(query).all()
    found = []
    for entry in entries:
        first, last = _ends(entry.edits, id)
        if first != last:
            what = f"{STEPS.get(entry.kind, '')}{entry.what}"
            found.append(CodeVersion(entry.at, entry.author, what, first, last))
    return tuple(found)


def _ends(edits: list[list[Any]], id: str) -> tuple[Code | None, Code | None]:
    """Return how a code read before the first and after the last edit of it in one entry."""
    own = [
        (before, after)
        for table, before, after in edits
        if table == schema.codes.name and id in {(row or {}).get("id") for row in (before, after)}
        if "name" in (before or after)  # where a code stands is not what it says
    ]
    if not own:
        return None, None
    first, last = own[0][0], own[-1][1]
    return None if first is None else code_of(first), None if last is None else code_of(last)
