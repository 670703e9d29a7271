"""What was asked on the way along a thread: in and out of the project."""

import uuid
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project


def add_step(project: Project, thread: str, target: str, question: str, author: str) -> None:
    """Note a question that led from one piece of evidence to another.

    Parameters
    ----------
    project : Project
        The open project.
    thread, target : str
        Where the thread starts and what was asked of, each as ``kind:id``.
    question, author : str
        What was asked, and by whom.

    Raises
    ------
    ProjectError
        If the question is empty.
    """
    if not question.strip():
        raise ProjectError("A step needs its question. Got none. Write one sentence.")
    row = {
        "id": str(uuid.uuid4()), "thread": thread, "target": target,
        "question": question.strip(), "author": author, "at": now(),
    }  # fmt: skip
    with project.change(author, "Ask a question along a thread") as change:
        change.insert(schema.steps, [row])


def steps(project: Project) -> list[dict[str, Any]]:
    """Return every step, oldest first: ``id thread target question author at``."""
    query = sa.select(schema.steps).order_by(schema.steps.c.at, schema.steps.c.id)
    with project.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
