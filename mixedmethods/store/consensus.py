"""The consensus: what two coders, having talked their differences over, both stand by."""

import uuid
from collections.abc import Iterable
from typing import Any

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.memos import remove_memos
from mixedmethods.store.placing import held
from mixedmethods.store.project import Project

CONSENSUS = "consensus"
ORIGIN = "adjudication"
OUTCOMES = ("first", "second", "both", "neither")
COLUMNS = ("first", "second", "outcome", "note", "author", "created")


def adjudicate(
    project: Project,
    first: str,
    second: str,
    outcome: str,
    author: str,
    note: str = "",
    op: str | None = None,
    consensus: str = CONSENSUS,
) -> None:
    """Decide a difference between two coders.

    Parameters
    ----------
    project : Project
        The open project.
    first, second : str
        Ids of their codings; empty where a coder did not code.
    outcome : str
        ``first``, ``second``, ``both`` or ``neither``: which of them the consensus keeps.
    author : str
        Who decides.
    note : str, optional
        Why.
    op : str, optional
        Id of the request, which then is served once.
    consensus : str, optional
        The coder who holds the consensus.

    Raises
    ------
    ProjectError
        If the outcome is another, both ids are empty, or a coding is gone.
    """
    if outcome not in OUTCOMES:
        raise ProjectError(
            f"A difference ends in one of {', '.join(OUTCOMES)}. Got {outcome!r}. Choose one."
        )
    if not first and not second:
        raise ProjectError("A difference needs a coding. Got none. Choose a difference again.")
    kept = {"first": (first,), "second": (second,), "both": (first, second), "neither": ()}
    with project.change(author, "Decide a difference between coders", op) as change:
        rows = {id: _row(change, id) for id in (first, second) if id}
        for row in rows.values():
            _take_away(change, row, consensus)
        _copy(change, [rows[id] for id in kept[outcome] if id], consensus)
        decided = {
            "first": first, "second": second, "outcome": outcome, "note": note, "author": author,
            "created": now(),
        }  # fmt: skip
        if change.row(schema.adjudications, decided) is None:
            change.insert(schema.adjudications, [decided])
        else:
            change.update(schema.adjudications, decided)


def adopt(
    project: Project,
    ids: Iterable[str],
    author: str,
    op: str | None = None,
    consensus: str = CONSENSUS,
) -> int:
    """Copy codings on which coders agree into the consensus; return how many were new there.

    Raises
    ------
    ProjectError
        If a coding is gone.
    """
    with project.change(author, "Take agreed codings into the consensus", op) as change:
        return _copy(change, [_row(change, id) for id in dict.fromkeys(ids)], consensus)


def adjudications(project: Project) -> pd.DataFrame:
    """Return what was decided: ``first second outcome note author created``, by time."""
    query = sa.select(*(schema.adjudications.c[name] for name in COLUMNS)).order_by(
        schema.adjudications.c.created, schema.adjudications.c.first, schema.adjudications.c.second
    )
    with project.reading() as connection:
        return pd.DataFrame(connection.execute(query).mappings().all(), columns=list(COLUMNS))


def _row(change: Change, id: str) -> dict[str, Any]:
    row = change.row(schema.codings, {"id": id})
    if row is None:
        raise ProjectError(
            "A difference must be as it was when it was listed. Got a coding that is gone. "
            "List the differences again."
        )
    return row


def _take_away(change: Change, row: dict[str, Any], consensus: str) -> None:
    """Take the consensus's copy of a coding away, where an earlier decision made one."""
    copy = held(change.connection, {**row, "coder": consensus})
    if copy is not None and copy["origin"] == ORIGIN:
        remove_memos(change, "coding", copy["id"])
        change.delete(schema.codings, dict(copy))


def _copy(change: Change, rows: list[dict[str, Any]], consensus: str) -> int:
    made = 0
    for row in rows:
        copy = {**row, "coder": consensus, "origin": ORIGIN, "created": now()}
        if held(change.connection, copy) is None:
            change.insert(schema.codings, [{**copy, "id": str(uuid.uuid4())}])
            made += 1
    return made
