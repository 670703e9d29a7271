"""Named sets, and the ids by which other programs know things: in and out of the project."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from mixedmethods.model.exchange import NamedSet
from mixedmethods.store import schema
from mixedmethods.store.log import Change
from mixedmethods.store.project import Project


def add_sets(change: Change, sets: Iterable[NamedSet]) -> int:
    """Store sets inside an open change; return how many were new. One that is there stays."""
    new = [each for each in sets if change.row(schema.sets, {"id": each.id}) is None]
    change.insert(
        schema.sets,
        [
            {
                "id": each.id or str(uuid.uuid4()),
                "name": each.name,
                "description": each.description,
                "members": [list(pair) for pair in each.members],
            }
            for each in new
        ],
    )
    return len(new)


def sets(project: Project) -> tuple[NamedSet, ...]:
    """Return the sets, by name."""
    order = (schema.sets.c.name, schema.sets.c.id)
    with project.reading() as connection:
        rows = connection.execute(sa.select(schema.sets).order_by(*order)).mappings().all()
    return tuple(
        NamedSet(
            row["id"], row["name"], row["description"],
            tuple((kind, id) for kind, id in row["members"]),
        )
        for row in rows
    )  # fmt: skip


def remember_guids(change: Change, known: Iterable[tuple[str, str, str]]) -> None:
    """Keep by which ids files know things, as (kind, id, guid); what is known stays as it is."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    taken = set(change.connection.execute(sa.select(schema.guids.c.guid)).scalars())
    for kind, id, guid in dict.fromkeys(known):
        row = {"kind": kind, "id": id, "guid": guid}
        new = (kind, id) not in rows and change.row(schema.guids, row) is None
        if new and guid not in taken:
            taken.add(guid)
            rows[kind, id] = row
    change.insert(schema.guids, list(rows.values()))


def guids(project: Project) -> tuple[tuple[str, str, str], ...]:
    """Return by which ids files know things: (kind, id, guid)."""
    columns = (schema.guids.c.kind, schema.guids.c.id, schema.guids.c.guid)
    with project.reading() as connection:
        return tuple(
            (kind, id, guid)
            for kind, id, guid in connection.execute(sa.select(*columns).order_by(*columns[:2]))
        )


def project_guid(project: Project) -> str:
    """Return the project's own id, by which other programs tell it from others."""
    with project.reading() as connection:
        return str(connection.execute(sa.select(schema.project.c.guid)).scalar_one())
