"""Changes to a codebook while it is in use: move, split and delete codes, and code in vivo."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Code, Selection
from mixedmethods.model.codebook import check_parents
from mixedmethods.store import schema, tree
from mixedmethods.store.code_history import CodeVersion, code_history
from mixedmethods.store.codes import insert_code
from mixedmethods.store.codings import place_codes
from mixedmethods.store.log import Change
from mixedmethods.store.merging import merge_codes
from mixedmethods.store.project import Project

__all__ = [
    "CodeVersion",
    "code_history",
    "code_in_vivo",
    "delete_code",
    "merge_codes",
    "move_code",
    "split_code",
]


def move_code(
    project: Project, id: str, parent: str, before: str, author: str, op: str | None = None
) -> None:
    """Put a code, with what hangs below it, under a parent and before a sibling.

    Parameters
    ----------
    project : Project
        The open project.
    id : str
        The code.
    parent : str
        A code of the same codebook, or empty for the top.
    before : str
        A code of that parent, or empty for the last place.
    author : str
        Who moves it.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the code is not there, or `before` is not another code of that parent.
    FileError
        If the parent is not a code of the codebook, or stands below the code.
    """
    with project.change(author, f"Move code {id}", op) as change:
        row = _row(change, id)
        above = tree.parents(change.connection, row["codebook"])
        if before and (before == id or above.get(before) != parent):
            raise ProjectError(
                f"A code is put before another of the same parent. Got {before!r}, which is not "
                f"one of {parent or 'the top'}. Reload the page to see the codebook."
            )
        check_parents(above | {id: parent})
        order = [each for each in above if each != id]
        order.insert(order.index(before) if before else len(order), id)
        if row["parent"] != parent:
            change.update(schema.codes, {"id": id, "parent": parent})
        placed = above | {id: parent}
        tree.arrange(change, tree.tree_order({each: placed[each] for each in order}))


def split_code(
    project: Project,
    id: str,
    new: Code,
    codings: Iterable[str],
    author: str,
    op: str | None = None,
) -> None:
    """Add a code behind another, and give it some of the other's codings.

    Parameters
    ----------
    project : Project
        The open project.
    id : str
        The code that is split.
    new : Code
        What is added, to the same codebook.
    codings : iterable of str
        Ids of codings of the code, by whatever coder; they keep everything but their code.
    author : str
        Who splits it.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the code or a coding of it is not there, the new code is of another codebook or only
        groups others, and as `add_code`.
    FileError
        If the new code's parent is not a code of the codebook.
    """
    wanted = list(dict.fromkeys(codings))
    with project.change(author, f"Split code {id}: add {new.id}", op) as change:
        row = _row(change, id)
        if new.codebook != row["codebook"] or (wanted and not new.codable):
            raise ProjectError(
                f"What a code is split into must be for coding, and of codebook "
                f"{row['codebook']}. Got {new.id}, which is not. Change it, or add it by itself."
            )
        insert_code(change, new)
        above = tree.parents(change.connection, new.codebook)
        order = [each for each in above if each != new.id]
        order.insert(order.index(id) + 1, new.id)
        tree.arrange(change, tree.tree_order({each: above[each] for each in order}))
        for coding in wanted:
            held = change.row(schema.codings, {"id": coding})
            if held is None or held["code"] != id:
                raise ProjectError(
                    f"A code is split by codings of its own. Got one that is not of {id}, or is "
                    "gone. Reload the page and choose again."
                )
            change.patch(schema.codings, {"id": coding, "code": new.id})


def delete_code(project: Project, id: str, author: str, op: str | None = None) -> None:
    """Take away a code that nothing uses.

    Raises
    ------
    ProjectError
        If it is not there, or something uses it; the message counts what does.
    """
    with project.change(author, f"Delete code {id}", op) as change:
        row = _row(change, id)
        used = [f"{n} {what}" for what, n in _uses(change.connection, id).items() if n]
        if used:
            raise ProjectError(
                f"A code is deleted where nothing uses it. Got {id}, which has "
                f"{', '.join(used)}. Merge it into another code instead."
            )
        change.delete(schema.codes, row)


def code_in_vivo(
    project: Project,
    selections: Iterable[Selection],
    quotes: Iterable[str],
    code: Code,
    coder: str,
    op: str | None = None,
) -> list[str]:
    """Add a code, named after what people said, and put it on selections: one change.

    Parameters
    ----------
    project : Project
        The open project.
    selections : iterable of Selection
        Each must lie inside one turn of its source.
    quotes : iterable of str
        What the coder saw selected, one for each selection; an empty one is not checked.
    code : Code
        What is added at the end of its codebook.
    coder : str
        Who codes.
    op : str, optional
        Id of the request, which then is served once.

    Returns
    -------
    list of str
        Ids of the codings.

    Raises
    ------
    ProjectError
        As `add_code` and `code_selections`.
    FileError
        If the code's parent is not a code of the codebook.
    """
    with project.change(coder, f"Add code {code.id} and code with it", op) as change:
        insert_code(change, code)
        return place_codes(change, selections, [code.id], quotes)


def _row(change: Change, id: str) -> dict[str, Any]:
    row = change.row(schema.codes, {"id": id})
    if row is None:
        raise ProjectError(
            f"The code must be in the project. Got {id!r}, which is not. Reload the page to see "
            "the codebook."
        )
    return row


def _uses(connection: sa.Connection, id: str) -> dict[str, int]:
    """Count what would be left without its code."""
    tables = {
        "codings": schema.codings,
        "decisions on suggestions": schema.decisions,
        "muted words": schema.muted,
        "links": schema.links,
        "summaries": schema.summaries,
    }
    counts = {what: _count(connection, table, table.c.code == id) for what, table in tables.items()}
    memos, sets, books = schema.memos, schema.sets.c.members, schema.codebooks.c.summary
    on_it = sa.and_(memos.c.kind == "code", memos.c.target == id)
    every_set = connection.execute(sa.select(sets)).scalars()
    every_row = [row for rows in connection.execute(sa.select(books)).scalars() for row in rows]
    return counts | {
        "memos": _count(connection, memos, on_it),
        "codes below it": _count(connection, schema.codes, schema.codes.c.parent == id),
        "sets": sum(["code", id] in members for members in every_set),
        "summary rows": sum(id in codes for _, codes, _ in every_row),
    }


def _count(connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> int:
    return connection.execute(
        sa.select(sa.func.count()).select_from(table).where(where)
    ).scalar_one()
