"""What people wrote for the items of reporting checklists: in and out of the project."""

from typing import Any

import sqlalchemy as sa

from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.project import Project


def save_answer(
    project: Project, form: str, item: str, text: str, author: str, version: int = 0
) -> None:
    """Write what stands for an item; an empty text takes it away.

    Parameters
    ----------
    project : Project
        The open project.
    form, item, text, author : str
        The checklist, its item, the words, and whose they are.
    version : int, default 0
        The version that the author saw; 0 where nothing stood there.

    Raises
    ------
    ProjectError
        If somebody has written it meanwhile.
    """
    row = {"form": form, "item": item, "text": text.strip(), "author": author, "changed": now()}
    with project.change(author, f"Answer item {item} of {form}") as change:
        held = change.row(schema.checklist, row)
        if held is None and not version:
            change.insert(schema.checklist, [{**row, "version": 1}])
        else:
            change.update(schema.checklist, row, version=version)


def answers(project: Project) -> list[dict[str, Any]]:
    """Return every answer: ``form item text author changed version``."""
    query = sa.select(schema.checklist).order_by(schema.checklist.c.form, schema.checklist.c.item)
    with project.reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
