"""Links between themes and outcome gaps, documents and readings: in and out of the project."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import RELATIONS, Audit, Link
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project

LISTS = ("quotes", "items", "literature", "recommendations")


def save_link(project: Project, link: Link, author: str) -> str:
    """Store a new link (empty id) or write an edited one; return its id.

    Raises
    ------
    ProjectError
        If the relation is not one of `RELATIONS`, a judgement has no reason, the code or measure
        is absent, the author has made the same link already, or the link was changed by someone
        else since `link.version`.
    """
    if link.relation not in RELATIONS:
        raise ProjectError(
            f"A relation must be one of {', '.join(RELATIONS)}. Got {link.relation!r}. Choose one."
        )
    if link.relation != "not assessed" and not link.reason.strip():
        raise ProjectError(
            f"A judgement of {link.relation} must give its reason. Got none. Write one sentence."
        )
    kept = replace(link, id=link.id or str(uuid.uuid4()), author=author, changed=now())
    with project.change(author, f"Link {link.code} to {link.measure}") as change:
        _check_ends(change, link)
        if not link.id and _linked(change, kept):
            raise ProjectError(
                f"You link a theme to a gap once. Got {link.code} and {link.measure}, which you "
                "have linked already. Choose that link and edit it."
            )
        if link.id:
            change.update(schema.links, _row(kept), version=link.version)
        else:
            change.insert(schema.links, [_row(replace(kept, version=1))])
    return kept.id


def remove_link(project: Project, link: Link, author: str) -> None:
    """Withdraw a link.

    Raises
    ------
    ProjectError
        If it was changed by someone else since `link.version`, or is gone.
    """
    with project.change(author, f"Withdraw the link of {link.code} to {link.measure}") as change:
        held = change.row(schema.links, {"id": link.id})
        if held is None or held["version"] != link.version:
            raise ProjectError(
                "The link must be as it was when you opened it. Got one that was changed or "
                "withdrawn meanwhile. Reload the page to see it."
            )
        change.delete(schema.links, held)


def links(project: Project) -> tuple[Link, ...]:
    """Return the links, by code and measure."""
    order = [schema.links.c[name] for name in ("code", "measure", "period", "id")]
    with project.reading() as connection:
        rows = connection.execute(sa.select(schema.links).order_by(*order)).mappings()
        return tuple(_link(dict(row)) for row in rows)


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


def _check_ends(change: Change, link: Link) -> None:
    for table, id in ((schema.codes, link.code), (schema.measures, link.measure)):
        if change.row(table, {"id": id}) is None:
            raise ProjectError(
                f"A link must join a code and a measure of the project. Got {id!r}, which is "
                "not there. Import it first."
            )


def _linked(change: Change, link: Link) -> bool:
    """Return whether the author has linked the same code, measure, period and reference."""
    ends = ("code", "measure", "period", "reference", "author")
    same = (schema.links.c[name] == getattr(link, name) for name in ends)
    query = sa.select(schema.links.c.id).where(*same)
    return change.connection.execute(query).first() is not None


def _row(link: Link) -> dict[str, Any]:
    row = asdict(link)
    lists = {name: list(row[name]) for name in LISTS}
    return {**row, **lists, "evidence": [list(pair) for pair in link.evidence]}


def _link(row: dict[str, Any]) -> Link:
    row |= {name: tuple(row[name]) for name in LISTS}
    row["evidence"] = tuple((label, value) for label, value in row["evidence"])
    return Link(**row)
