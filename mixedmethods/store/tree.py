"""The order of the codes: a codebook is a tree, and positions follow it from the top down."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from mixedmethods.model.codebook import check_parents
from mixedmethods.store import schema

if TYPE_CHECKING:
    from mixedmethods.store.log import Change


def parents(connection: sa.Connection, codebook: str) -> dict[str, str]:
    """Return the codes of a codebook in their order, each with its parent."""
    c = schema.codes.c
    query = sa.select(c.id, c.parent).where(c.codebook == codebook).order_by(c.position, c.id)
    return {row.id: row.parent for row in connection.execute(query)}


def tree_order(above: Mapping[str, str]) -> list[str]:
    """Return the codes so that each stands before what hangs below it.

    Parameters
    ----------
    above : mapping
        Code to parent, empty at the top; codes of one parent stand in their order. Parents must
        not run in a circle.

    Examples
    --------
    >>> tree_order({"A": "", "B": "", "A1": "A"})
    ['A', 'A1', 'B']
    """
    below: dict[str, list[str]] = {}
    for id, parent in above.items():
        below.setdefault(parent, []).append(id)
    found: list[str] = []
    waiting = below.get("", [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += below.get(found[-1], [])[::-1]
    return found


def line(above: Mapping[str, str], id: str) -> list[str]:
    """Return the codes that a code hangs below, the nearest first."""
    found = []
    while above[id]:
        id = above[id]
        found.append(id)
    return found


def arrange(change: "Change", ids: Iterable[str]) -> None:
    """Give the codes of one codebook the positions of the order given; leave those that fit."""
    for position, id in enumerate(ids):
        change.patch(schema.codes, {"id": id, "position": position})


def after_last(connection: sa.Connection, codebook: str) -> int:
    """Return the first position that is free behind all codes of a codebook."""
    c = schema.codes.c
    last = connection.execute(sa.select(sa.func.max(c.position)).where(c.codebook == codebook))
    found = last.scalar()
    return 0 if found is None else int(found) + 1


def mend(change: "Change") -> None:
    """Refuse codes left without their parent, or in a circle; give two on one place their own.

    No key of the database sees to either.

    Raises
    ------
    FileError
        The message names the code.
    """
    c = schema.codes.c
    rows = change.connection.execute(sa.select(c.codebook, c.position)).all()
    for codebook in sorted({row.codebook for row in rows}):
        above = parents(change.connection, codebook)
        check_parents(above)
        if len({row.position for row in rows if row.codebook == codebook}) < len(above):
            arrange(change, tree_order(above))
