"""The log: every change, who made it and when, and how to take it back.

The log is append-only. An undo is an entry that reverses the edits of another, a redo reverses
those of an undo. Each entry notes the top of its author's two stacks after it (`undo_head`,
`redo_head`: entries that would be reversed next) and the entry that lies `below` it on its stack,
so the stacks survive a restart and cost one look-up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import FileError, ProjectError
from mixedmethods.store import schema, tree

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of one table, before and after; None where it was or is not there."""

    table: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Change:
    """An open transaction that notes each edit it makes."""

    connection: sa.Connection
    author: str
    op: str | None = None
    edits: list[Edit] = field(default_factory=list)

    def insert(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Insert rows; each must give every column."""
        if rows:
            self.connection.execute(table.insert(), [dict(row) for row in rows])
            self.edits.extend(Edit(table.name, None, dict(row)) for row in rows)

    def delete(self, table: sa.Table, row: Row) -> None:
        """Delete the row with this row's key."""
        before = self.row(table, row)
        if before is not None:
            self.connection.execute(table.delete().where(_key(table, row)))
            self.edits.append(Edit(table.name, before, None))

    def update(self, table: sa.Table, row: Row, version: int | None = None) -> None:
        """Write the given columns of the row with this row's key.

        Raises
        ------
        ProjectError
            If the row is gone, or its version is no longer the one that the author saw.
        """
        before = self.row(table, row)
        if before is None or (version is not None and before["version"] != version):
            raise ProjectError(
                "The entry must be as it was when you opened it. Got one that was changed or "
                "removed meanwhile. Reload the page to see it, then make your change again."
            )
        after = {**before, **row}
        if "version" in table.c:
            after["version"] = before["version"] + 1
        if after != before:
            self.connection.execute(table.update().where(_key(table, row)).values(after))
            self.edits.append(Edit(table.name, before, after))

    def patch(self, table: sa.Table, row: Row) -> None:
        """Write the given columns of a row, and say nothing of its others nor of its version.

        What anybody does to the other columns then neither stands in the way of an undo nor is
        taken back by it. Nothing happens where the columns hold these values already.
        """
        held = self.row(table, row)
        before = None if held is None else {name: held[name] for name in row}
        if before is not None and before != row:
            self.connection.execute(table.update().where(_key(table, row)).values(dict(row)))
            self.edits.append(Edit(table.name, before, dict(row)))

    def row(self, table: sa.Table, row: Row) -> dict[str, Any] | None:
        """Return the stored row with this row's key, or None."""
        found = self.connection.execute(sa.select(table).where(_key(table, row))).mappings().first()
        return None if found is None else dict(found)


def write(change: Change, what: str, kind: str = "change") -> None:
    """Append the entry for a change that has made its edits; nothing where it made none."""
    if not change.edits:
        return
    undo_head, redo_head = heads(change.connection, change.author)
    if kind == "undo":
        below = redo_head
        undo_head = _below(change.connection, undo_head)
    else:
        below = undo_head
        redo_head = _below(change.connection, redo_head) if kind == "redo" else None
    entry = {
        "at": now(),
        "author": change.author,
        "what": what,
        "kind": kind,
        "below": below,
        "op": change.op,
        "edits": [[edit.table, edit.before, edit.after] for edit in change.edits],
    }
    added = change.connection.execute(schema.log.insert().values(entry).returning(schema.log.c.id))
    id = added.scalar_one()
    tops = {"undo": (undo_head, id)}.get(kind, (id, redo_head))
    change.connection.execute(
        schema.log.update()
        .where(schema.log.c.id == id)
        .values(undo_head=tops[0], redo_head=tops[1])
    )


def served(connection: sa.Connection, op: str) -> bool:
    """Return whether the request of this id has made an entry."""
    query = sa.select(schema.log.c.id).where(schema.log.c.op == op)
    return connection.execute(query).first() is not None


def heads(connection: sa.Connection, author: str) -> tuple[int | None, int | None]:
    """Return the entries that this author's next undo and next redo would reverse."""
    last = connection.execute(
        sa.select(schema.log.c.undo_head, schema.log.c.redo_head)
        .where(schema.log.c.author == author)
        .order_by(schema.log.c.id.desc())
        .limit(1)
    ).first()
    return (None, None) if last is None else (last[0], last[1])


def reverse(change: Change, entry: int) -> str:
    """Take back the edits of an entry, last one first, and return what it was.

    Raises
    ------
    ProjectError
        If a row is no longer as the entry left it, or another entry now stands on it.
    """
    what, edits = change.connection.execute(
        sa.select(schema.log.c.what, schema.log.c.edits).where(schema.log.c.id == entry)
    ).one()
    try:
        for table, before, after in reversed(edits):
            _reverse(change, schema.metadata.tables[table], before, after)
        if any(table == schema.codes.name for table, _, _ in edits):
            tree.mend(change)
    except (sa.exc.IntegrityError, FileError) as error:
        raise _in_use(what) from error
    return str(what)


def now() -> str:
    """Return the time as the log writes it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reverse(change: Change, table: sa.Table, before: Row | None, after: Row | None) -> None:
    if after is None:
        change.insert(table, [before or {}])
        return
    if table is schema.codes:
        before, after = _without_place(before, after)
    current = change.row(table, after)
    if current is None or not _as_left(current, after):
        raise _in_use("this change")
    if before is None:
        change.delete(table, after)
    elif "version" in before:
        change.update(table, before)
    else:
        change.patch(table, before)


def _without_place(before: Row | None, after: Row) -> tuple[Row | None, Row]:
    """Leave out where a code stands if the edit did not move it: others may have since."""
    if before is not None and before.get("position") != after.get("position"):
        return before, after
    kept = None if before is None else {k: v for k, v in before.items() if k != "position"}
    return kept, {k: v for k, v in after.items() if k != "position"}


def _in_use(what: str) -> ProjectError:
    return ProjectError(
        f"To take back “{what}”, what it wrote must still be as it was left. Got later "
        "work that stands on it. Take that back first."
    )


def _as_left(current: Row, after: Row) -> bool:
    """Compare what the entry wrote; columns that came with a later release are not part of it."""
    return all(current[key] == value for key, value in after.items() if key != "version")


def _key(table: sa.Table, row: Row) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == row[column.name] for column in table.primary_key.columns))


def _below(connection: sa.Connection, entry: int | None) -> int | None:
    if entry is None:
        return None
    return connection.execute(
        sa.select(schema.log.c.below).where(schema.log.c.id == entry)
    ).scalar()
