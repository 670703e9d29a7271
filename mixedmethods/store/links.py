"""Links between themes and outcome gaps, and second assessments: in and out of the project."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import RELATIONS, STRATEGIES, Assessment, Link
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project

LISTS = ("quotes", "items", "literature", "recommendations", "groups", "silent")
ENDS = ("code", "measure")  # a link may lack one
CLAIM = ("code", "measure", "period", "reference", "groups", "items")


def save_link(project: Project, link: Link, author: str) -> str:
    """Store a new link (empty id) or write an edited one; return its id.

    Raises
    ------
    ProjectError
        If the relation or strategy is unknown, a judgement has no reason, the code or measure is
        absent, the author has made the same link already, an edited link has moved to another
        code or measure, or it was changed by someone else since `link.version`.
    """
    _check_relation(link.relation, link.reason)
    if link.strategy and link.strategy not in STRATEGIES:
        raise ProjectError(
            f"A strategy must be one of {', '.join(STRATEGIES)}. Got {link.strategy!r}. "
            "Choose one, or none yet."
        )
    kept = replace(link, id=link.id or str(uuid.uuid4()), author=author, changed=now())
    with project.change(author, f"Link {named(link)}") as change:
        _check_ends(change, link)
        _check_same_ends(change, link)
        if not link.id and _linked(change, kept):
            raise ProjectError(
                f"You link a theme to a gap once. Got {named(link)}, which you have linked "
                "already. Choose that link and edit it."
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
    with project.change(author, f"Withdraw the link of {named(link)}") as change:
        held = change.row(schema.links, {"id": link.id})
        if held is None or held["version"] != link.version:
            raise ProjectError(
                "The link must be as it was when you opened it. Got one that was changed or "
                "withdrawn meanwhile. Reload the page to see it."
            )
        for row in _assessed(change.connection, link.id):
            change.delete(schema.assessments, row)
        change.delete(schema.links, held)


def affirm(project: Project, link: Link, evidence: Iterable[tuple[str, str]], author: str) -> None:
    """Affirm a stale link: the judgement stands on the evidence as it is now.

    Raises
    ------
    ProjectError
        If it was changed by someone else since `link.version`, or is gone.
    """
    with project.change(author, f"Affirm the link of {named(link)}") as change:
        row = {
            "id": link.id,
            "evidence": [list(pair) for pair in evidence],
            "affirmed": f"{author}, {now()}",
        }
        change.update(schema.links, row, version=link.version)


def assess(project: Project, assessment: Assessment) -> None:
    """Store how a second assessor reads a link, in place of what they said before.

    Raises
    ------
    ProjectError
        If the link is gone, the relation is unknown, a judgement has no reason, or the assessor
        is the link's author.
    """
    row = {**asdict(assessment), "changed": now()}
    with project.change(assessment.assessor, "Assess a link") as change:
        link = change.row(schema.links, {"id": assessment.link})
        if link is None:
            raise ProjectError(
                "The link must be there. Got one that was withdrawn meanwhile. Reload the page."
            )
        if link["author"] == assessment.assessor:
            raise ProjectError(
                f"A second assessor must be someone else. Got {assessment.assessor}, who made "
                "the link. Edit the link, or let a colleague assess it."
            )
        _check_relation(assessment.relation, assessment.reason)
        if change.row(schema.assessments, row) is None:
            change.insert(schema.assessments, [row])
        else:
            change.update(schema.assessments, row)


def assessments(project: Project) -> tuple[Assessment, ...]:
    """Return what second assessors say, by link and assessor."""
    with project.reading() as connection:
        return tuple(Assessment(**row) for row in _assessed(connection))


def named(link: Link) -> str:
    """Name a link by its ends."""
    ends = [link.code, link.measure, *([] if link.code and link.measure else link.items)]
    return " to ".join(end for end in ends if end) or "literature"


def links(project: Project) -> tuple[Link, ...]:
    """Return the links, by code and measure."""
    order = [schema.links.c[name] for name in ("code", "measure", "period", "id")]
    with project.reading() as connection:
        rows = connection.execute(sa.select(schema.links).order_by(*order)).mappings()
        return tuple(_link(dict(row)) for row in rows)


def _check_relation(relation: str, reason: str) -> None:
    if relation not in RELATIONS:
        raise ProjectError(
            f"A relation must be one of {', '.join(RELATIONS)}. Got {relation!r}. Choose one."
        )
    if relation != "not assessed" and not reason.strip():
        raise ProjectError(
            f"A judgement of {relation} must give its reason. Got none. Write one sentence."
        )


def _check_ends(change: Change, link: Link) -> None:
    for table, id in ((schema.codes, link.code), (schema.measures, link.measure)):
        if id and change.row(table, {"id": id}) is None:
            raise ProjectError(
                f"A link must join a code and a measure of the project. Got {id!r}, which is "
                "not there. Import it first."
            )


def _check_same_ends(change: Change, link: Link) -> None:
    """Refuse to carry a verdict over: it was reached on one code and one measure."""
    held = change.row(schema.links, {"id": link.id}) if link.id else None
    if held is None:
        return
    for name, thing in (("measure", "measure"), ("code", "theme")):
        if (held[name] or "") != getattr(link, name):
            raise ProjectError(
                f"A verdict belongs to the theme and the measure it was reached on. Got a "
                f"different {thing}. Make a new link and judge it on its own evidence."
            )


def _assessed(connection: sa.Connection, link: str | None = None) -> list[dict[str, Any]]:
    query = sa.select(schema.assessments).order_by("link", "assessor")
    chosen = query if link is None else query.where(schema.assessments.c.link == link)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def _linked(change: Change, link: Link) -> bool:
    """Return whether the author has made a link of the same ends."""
    ours = _row(link)
    query = sa.select(schema.links).where(schema.links.c.author == link.author)
    held = change.connection.execute(query).mappings()
    return any(all(row[name] == ours[name] for name in CLAIM) for row in held)


def _row(link: Link) -> dict[str, Any]:
    row = asdict(link)
    lists = {name: list(row[name]) for name in LISTS}
    ends = {name: row[name] or None for name in ENDS}
    return {**row, **lists, **ends, "evidence": [list(pair) for pair in link.evidence]}


def _link(row: dict[str, Any]) -> Link:
    row |= {name: tuple(row[name]) for name in LISTS}
    row |= {name: row[name] or "" for name in ENDS}
    row["evidence"] = tuple((label, value) for label, value in row["evidence"])
    return Link(**row)
