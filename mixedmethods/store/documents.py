"""Documents, other people's readings and imported files: in and out of the project."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Audit
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project


def add_documents(change: Change, kind: str, documents: Iterable[Mapping[str, Any]]) -> None:
    """Store documents (literature, recommendations): each has an id, a title and a body.

    Raises
    ------
    ProjectError
        If the project already holds one of them.
    """
    rows = [
        {
            "id": f"{kind}/{each['id']}",
            "kind": kind,
            "position": position,
            "title": each["title"],
            "body": dict(each["body"]),
        }
        for position, each in enumerate(documents)
    ]
    held = [row["id"] for row in rows if change.row(schema.documents, row) is not None]
    if held:
        raise ProjectError(
            f"Each document comes in once. Got {len(held)} that the project already holds. "
            "Import only the new ones."
        )
    change.insert(schema.documents, rows)


def documents(project: Project, kind: str) -> list[dict[str, Any]]:
    """Return the documents of one kind in their order: id, title and body."""
    query = (
        sa.select(schema.documents)
        .where(schema.documents.c.kind == kind)
        .order_by(schema.documents.c.position)
    )
    with project.reading() as connection:
        return [
            {"id": row["id"].partition("/")[2], "title": row["title"], "body": row["body"]}
            for row in connection.execute(query).mappings()
        ]


def add_reading(change: Change, reading: str, rows: list[dict[str, str]]) -> None:
    """Store someone else's reading of the same evidence, to compare with one's own links.

    Raises
    ------
    ProjectError
        If the project already holds a reading of that name.
    """
    if change.row(schema.readings, {"reading": reading, "position": 0}) is not None:
        raise ProjectError(
            f"A reading must have a name of its own. Got {reading!r}, which the project already "
            "holds. Rename the file."
        )
    change.insert(
        schema.readings,
        [{"reading": reading, "position": k, "body": row} for k, row in enumerate(rows)],
    )


def readings(project: Project) -> dict[str, list[dict[str, str]]]:
    """Return each reading's rows, as they came."""
    order = (schema.readings.c.reading, schema.readings.c.position)
    found: dict[str, list[dict[str, str]]] = {}
    with project.reading() as connection:
        for row in connection.execute(sa.select(schema.readings).order_by(*order)).mappings():
            found.setdefault(row["reading"], []).append(row["body"])
    return found


def add_file(change: Change, name: str, kind: str, sha256: str, audit: Audit) -> None:
    """Note that a file was imported, with its row audit."""
    entries = [[e.row, e.outcome, e.reason, e.column] for e in audit.entries]
    row = {
        "id": str(uuid.uuid4()),
        "name": name,
        "kind": kind,
        "sha256": sha256,
        "at": now(),
        "author": change.author,
        "kept": audit.kept,
        "dropped": audit.dropped,
        "audit": entries,
    }
    change.insert(schema.files, [row])


def files(project: Project) -> list[dict[str, Any]]:
    """Return what was imported, oldest first: name, kind, at, author, kept, dropped, audit."""
    order = (schema.files.c.at, schema.files.c.name)
    with project.reading() as connection:
        rows = connection.execute(sa.select(schema.files).order_by(*order)).mappings()
        return [dict(row) for row in rows]
