"""Memos: in and out of the project."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, replace

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Memo
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project

TARGETS = {
    "source": schema.sources,
    "case": schema.cases,
    "code": schema.codes,
    "coding": schema.codings,
}
KINDS = ("project", *TARGETS)


def save_memo(project: Project, memo: Memo, author: str, op: str | None = None) -> str:
    """Store a memo, write an edited one, or remove one whose text is now empty.

    Parameters
    ----------
    project : Project
        The open project.
    memo : Memo
        It is new where its id is empty or unknown. Of one that is there the text is written, and
        `memo.version` is the version that the author saw.
    author : str
        Who writes.
    op : str, optional
        Id of the request, which then is served once.

    Returns
    -------
    str
        Its id; empty where no memo is left.

    Raises
    ------
    ProjectError
        If what it is on is not in the project, it is another author's, or it was changed
        meanwhile.
    """
    with project.change(author, f"Write a memo on {_name(memo)}", op) as change:
        held = change.row(schema.memos, {"id": memo.id})
        if held is None:
            return _add(change, memo)
        _check_own(held, author)
        if memo.text.strip():
            row = {"id": memo.id, "text": memo.text, "changed": now()}
            if held["text"] != memo.text or held["version"] != memo.version:
                change.update(schema.memos, row, version=memo.version)
            return memo.id
        if held["version"] != memo.version:
            raise _changed()
        change.delete(schema.memos, held)
        return ""


def add_memos(change: Change, memos: Iterable[Memo]) -> list[str]:
    """Store memos of any author inside an open change; return their ids.

    An empty id, or one that another memo holds, is replaced by a new one.

    Raises
    ------
    ProjectError
        If what a memo is on is not in the project.
    """
    return [_insert(change, memo) for memo in memos]


def memos(project: Project, kind: str | None = None, target: str | None = None) -> tuple[Memo, ...]:
    """Return the memos, of one kind or on one target where it is given, oldest change first."""
    c = schema.memos.c
    query = sa.select(schema.memos).order_by(c.kind, c.target, c.changed, c.id)
    if kind is not None:
        query = query.where(c.kind == kind)
    if target is not None:
        query = query.where(c.target == target)
    with project.reading() as connection:
        return tuple(Memo(**row) for row in connection.execute(query).mappings())


def remove_memos(change: Change, kind: str, target: str) -> None:
    """Take away the memos on something that goes, inside an open change."""
    c = schema.memos.c
    query = sa.select(schema.memos).where(c.kind == kind, c.target == target)
    for row in change.connection.execute(query).mappings().all():
        change.delete(schema.memos, dict(row))


def _add(change: Change, memo: Memo) -> str:
    if not memo.text.strip():
        return ""
    return _insert(change, replace(memo, author=change.author, changed=now(), version=1))


def _insert(change: Change, memo: Memo) -> str:
    _check_target(change, memo)
    id = memo.id
    if not id or change.row(schema.memos, {"id": id}) is not None:
        id = str(uuid.uuid4())
    change.insert(schema.memos, [asdict(replace(memo, id=id))])
    return id


def _check_target(change: Change, memo: Memo) -> None:
    if memo.kind not in KINDS:
        raise ProjectError(
            f"A memo must be on one of {', '.join(KINDS)}. Got {memo.kind!r}. Choose one of them."
        )
    table = TARGETS.get(memo.kind)
    there = not memo.target if table is None else change.row(table, {"id": memo.target})
    if not there:
        raise ProjectError(
            f"A memo must be on something in the project. Got {_name(memo)}, which is not there. "
            "Reload the page to see what is."
        )


def _check_own(held: dict[str, object], author: str) -> None:
    if held["author"] != author:
        raise ProjectError(
            f"You can edit your own memos. Got one of {held['author']}. Write one of your own, or "
            "set “Working as” to that name if it is yours."
        )


def _changed() -> ProjectError:
    return ProjectError(
        "The memo must be as it was when you opened it. Got one that was changed meanwhile. "
        "Reload the page to see it, then make your change again."
    )


def _name(memo: Memo) -> str:
    if memo.kind in ("project", "coding"):
        return f"the {memo.kind}" if memo.kind == "project" else "a coding"
    return f"{memo.kind} {memo.target}"
