"""Codebooks and codes: in and out of the project."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Code, Codebook, Lexicon, SummaryRow
from mixedmethods.model.codebook import check_parents
from mixedmethods.store import schema, tree
from mixedmethods.store.log import Change
from mixedmethods.store.project import Project

LISTS = ("include", "exclude", "measures", "items", "recommendations")


def add_codebook(change: Change, codebook: Codebook) -> None:
    """Store a codebook and its codes.

    Raises
    ------
    ProjectError
        If the project already holds a codebook, or a code, of that name.
    """
    if change.row(schema.codebooks, {"id": codebook.id}) is not None:
        raise ProjectError(
            f"A codebook must have an id of its own. Got {codebook.id}, which the project "
            "already holds. Edit that one on the Codebook page, or change the id in the file."
        )
    taken = [c.id for c in codebook.codes if change.row(schema.codes, {"id": c.id}) is not None]
    if taken:
        raise ProjectError(
            f"Codes must have ids of their own. Got {', '.join(taken[:5])}, which another "
            "codebook of the project holds. Rename them in the file."
        )
    change.insert(
        schema.codebooks,
        [
            {
                "id": codebook.id,
                "title": codebook.title,
                "topics": [list(pair) for pair in codebook.topics],
                "stances": list(codebook.stances),
                "elicitations": list(codebook.elicitations),
                "summary": [
                    [row.number, list(row.codes), [list(pair) for pair in row.published]]
                    for row in codebook.summary
                ],
            }
        ],
    )
    change.insert(schema.codes, [{**_row(c), "position": k} for k, c in enumerate(codebook.codes)])


def codebooks(project: Project) -> tuple[Codebook, ...]:
    """Return the codebooks, each with its codes in their order."""
    with project.reading() as connection:
        books = connection.execute(sa.select(schema.codebooks).order_by(schema.codebooks.c.id))
        every = _codes(connection)
        return tuple(
            Codebook(
                id=book["id"],
                title=book["title"],
                codes=tuple(code for code in every if code.codebook == book["id"]),
                topics=tuple((id, label) for id, label in book["topics"]),
                stances=tuple(book["stances"]),
                elicitations=tuple(book["elicitations"]),
                summary=tuple(
                    SummaryRow(number, tuple(codes), tuple((k, v) for k, v in published))
                    for number, codes, published in book["summary"]
                ),
            )
            for book in books.mappings()
        )


def codes(project: Project) -> tuple[Code, ...]:
    """Return every code, by codebook and position."""
    with project.reading() as connection:
        return _codes(connection)


def change_code(project: Project, code: Code, author: str) -> None:
    """Write an edited code. `code.version` is the version that the author saw.

    Raises
    ------
    ProjectError
        If the code was changed by someone else meanwhile, or its name is empty.
    FileError
        If its parent is not a code of the codebook, or stands below it.
    """
    if not code.name.strip():
        raise ProjectError(f"Code {code.id} must have a name. Got none. Type one.")
    with project.change(author, f"Edit code {code.id}") as change:
        others = tree.parents(change.connection, code.codebook)
        check_parents(others | {code.id: code.parent})
        change.update(schema.codes, _row(code), version=code.version)


def add_code(project: Project, code: Code, author: str) -> None:
    """Add one code at the end of its codebook.

    Raises
    ------
    ProjectError
        If its id or name is empty, its codebook is absent, or the project already holds a code
        of that id.
    FileError
        If its parent is not a code of the codebook.
    """
    with project.change(author, f"Add code {code.id}") as change:
        insert_code(change, code)


def insert_code(change: Change, code: Code) -> None:
    """Add one code at the end of its codebook, inside an open change; errors as in `add_code`."""
    if not code.id.strip() or not code.name.strip():
        raise ProjectError("A code must have an id and a name. Got an empty one. Type both.")
    if change.row(schema.codebooks, {"id": code.codebook}) is None:
        raise ProjectError(
            f"A code must go into a codebook of the project. Got {code.codebook!r}, which is "
            "not there. Import it first."
        )
    if change.row(schema.codes, {"id": code.id}) is not None:
        raise ProjectError(
            f"A code must have an id of its own. Got {code.id}, which is taken. Choose another."
        )
    check_parents(tree.parents(change.connection, code.codebook) | {code.id: code.parent})
    position = tree.after_last(change.connection, code.codebook)
    change.insert(schema.codes, [{**_row(replace(code, version=1)), "position": position}])


def _codes(connection: sa.Connection) -> tuple[Code, ...]:
    order = (schema.codes.c.codebook, schema.codes.c.position, schema.codes.c.id)
    rows = connection.execute(sa.select(schema.codes).order_by(*order)).mappings()
    return tuple(code_of(dict(row)) for row in rows)


def code_of(row: Mapping[str, Any]) -> Code:
    """Return the code of a row, also one that the log keeps from a form with fewer columns."""
    given = {name: value for name, value in row.items() if name != "position"}
    lists = {name: tuple(given[name]) for name in LISTS}
    return Code(**{**given, **lists, "lexicon": lexicon_of(given["lexicon"])})


def lexicon_of(stored: Mapping[str, list[Any]]) -> Lexicon:
    """Return a lexicon as it was before it was stored."""
    parts = {key: tuple(part) for key, part in stored.items()}
    return Lexicon(**{**parts, "near": tuple(tuple(entry) for entry in parts["near"])})


def _row(code: Code) -> dict[str, object]:
    row = asdict(code)
    for name in LISTS:
        row[name] = list(row[name])
    row["lexicon"] = lexicon_row(code.lexicon)
    return row


def lexicon_row(lexicon: Lexicon) -> dict[str, list[Any]]:
    """Return a lexicon as it is stored."""
    return {
        key: [list(each) if isinstance(each, tuple) else each for each in part]
        for key, part in asdict(lexicon).items()
    }
