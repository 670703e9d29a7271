"""Who has read which turn: in and out of the project."""

from collections.abc import Iterable

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project

COLUMNS = ("source", "turn", "coder", "created")


def mark_read(
    project: Project,
    source: str,
    turns: Iterable[int],
    coder: str,
    read: bool = True,
    op: str | None = None,
) -> None:
    """Note that a coder has read turns of a source, or has not.

    Parameters
    ----------
    project : Project
        The open project.
    source : str
        Its name.
    turns : iterable of int
        Numbers of turns; those that are so marked already are left.
    coder : str
        Who read them.
    read : bool
        False takes the mark away.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the source has no turn of a number.
    """
    numbers = sorted(set(turns))
    many = f"{len(numbers)} turns" if len(numbers) != 1 else f"turn {numbers[0]}"
    with project.change(coder, f"Mark {many} of {source} as {'' if read else 'not '}read", op) as c:
        if read:
            add_reads(c, [(source, number, coder) for number in numbers])
        else:
            for number in numbers:
                c.delete(schema.reads, {"source": source, "turn": number, "coder": coder})


def add_reads(change: Change, reads: Iterable[tuple[str, int, str]]) -> None:
    """Store who has read what, as (source, number of the turn, coder), inside an open change.

    Raises
    ------
    ProjectError
        If the source has no turn of a number.
    """
    wanted = list(dict.fromkeys(reads))
    there = {source: _numbers(change.connection, source) for source, _, _ in wanted}
    for source, number, _ in wanted:
        if number not in there[source]:
            raise ProjectError(
                f"A turn that was read must be there. Got turn {number} of {source}, which has "
                "none of that number. Reload the page."
            )
    rows = [
        {"source": source, "turn": number, "coder": coder, "created": now()}
        for source, number, coder in wanted
    ]
    change.insert(schema.reads, [row for row in rows if change.row(schema.reads, row) is None])


def reads(project: Project) -> pd.DataFrame:
    """Return who has read what: ``source turn coder created``, by source, turn and coder."""
    query = sa.select(*(schema.reads.c[name] for name in COLUMNS)).order_by(*COLUMNS[:3])
    with project.reading() as connection:
        return pd.DataFrame(connection.execute(query).mappings().all(), columns=list(COLUMNS))


def read_turns(project: Project, source: str, coder: str) -> set[int]:
    """Return the numbers of the turns of a source that a coder has read."""
    c = schema.reads.c
    query = sa.select(c.turn).where(c.source == source, c.coder == coder)
    with project.reading() as connection:
        return set(connection.execute(query).scalars())


def _numbers(connection: sa.Connection, source: str) -> set[int]:
    query = sa.select(schema.turns.c.number).where(schema.turns.c.source == source)
    return set(connection.execute(query).scalars())
