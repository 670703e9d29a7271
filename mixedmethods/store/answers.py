"""What came of requests that left no entry in the log, so that one sent again changes nothing.

They are no changes of the study: the log and the revision stay as they are.
"""

import sqlalchemy as sa

from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project

KEPT = 10_000


def answer(project: Project, op: str) -> str | None:
    """Return what a request was answered (empty where it was met), or None where it is new."""
    query = sa.select(schema.answers.c.answer).where(schema.answers.c.op == op)
    with project.reading() as connection:
        return connection.execute(query).scalar()


def remember_answer(project: Project, op: str, sentence: str) -> None:
    """Keep what a request was answered; of very many the oldest are let go."""
    table = schema.answers
    with project.noting() as connection:
        if connection.execute(sa.select(table.c.op).where(table.c.op == op)).first() is None:
            connection.execute(table.insert().values(op=op, answer=sentence, at=now()))
        many = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        if many > KEPT:
            oldest = sa.select(table.c.op).order_by(table.c.at, table.c.op).limit(many - KEPT)
            connection.execute(table.delete().where(table.c.op.in_(oldest)))
