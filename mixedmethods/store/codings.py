"""Codings: in and out of the project."""

import uuid
from collections.abc import Iterable
from typing import Any

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Coding, Selection
from mixedmethods.store import schema
from mixedmethods.store.decisions import decide, decisions
from mixedmethods.store.log import Change
from mixedmethods.store.memos import remove_memos
from mixedmethods.store.placing import add_codings, held, turn_of, words_of
from mixedmethods.store.project import Project
from mixedmethods.store.texts import source_in, turns

__all__ = [
    "add_codings",
    "code_selections",
    "codings",
    "decide",
    "decisions",
    "label_coding",
    "remove_coding",
    "resize_coding",
    "source_codings",
]

COLUMNS = list(schema.codings.c.keys())


def code_selections(
    project: Project,
    selections: Iterable[Selection],
    codes: Iterable[str],
    coder: str,
    op: str | None = None,
    quotes: Iterable[str] = (),
) -> list[str]:
    """Put codes on selections, each whole or not at all, as one change.

    Parameters
    ----------
    project : Project
        The open project.
    selections : iterable of Selection
        Each must lie inside one turn of its source.
    codes : iterable of str
        Ids of codes.
    coder : str
        Who codes.
    op : str, optional
        Id of the request, which then is served once.
    quotes : iterable of str, optional
        What the coder saw selected, one for each selection; an empty one is not checked.

    Returns
    -------
    list of str
        Ids of the codings that were added. Where the coder has already put a code on exactly
        that selection nothing is added.

    Raises
    ------
    ProjectError
        If a source or code is absent, a selection lies outside the turns, or its quote is not
        the text that it stands on.
    """
    chosen, wanted = list(selections), list(codes)
    with project.change(coder, _what(wanted, len(chosen) * len(wanted)), op) as change:
        return place_codes(change, chosen, wanted, quotes)


def place_codes(
    change: Change,
    selections: Iterable[Selection],
    codes: Iterable[str],
    quotes: Iterable[str] = (),
) -> list[str]:
    """Put codes on selections inside an open change, whose author codes: `code_selections`."""
    chosen, wanted = list(selections), list(codes)
    seen = [*quotes, *[""] * len(chosen)]
    new = [
        Coding(str(uuid.uuid4()), selection, code, change.author, quote=quote)
        for selection, quote in zip(chosen, seen, strict=False)
        for code in wanted
    ]
    places: dict[str, list[Selection]] = {}
    for selection in chosen:
        places.setdefault(selection.source, []).append(selection)
    sources = {id: source_in(change.connection, id, those) for id, those in places.items()}
    return add_codings(change, new, sources)


def remove_coding(project: Project, id: str, coder: str, op: str | None = None) -> None:
    """Take one of the coder's own codings away, with the memos on it.

    Nothing happens where it is gone already.

    Raises
    ------
    ProjectError
        If it is another coder's.
    """
    with project.change(coder, "Remove a coding", op) as change:
        row = change.row(schema.codings, {"id": id})
        if row is None:
            return
        _check_own(row, coder, "remove")
        remove_memos(change, "coding", id)
        change.delete(schema.codings, row)


def resize_coding(
    project: Project,
    id: str,
    start: int,
    end: int,
    coder: str,
    op: str | None = None,
    quote: str = "",
) -> None:
    """Move the ends of one of the coder's own codings, inside its turn.

    Parameters
    ----------
    project : Project
        The open project.
    id : str
        The coding.
    start, end : int
        Where it is to stand, in code points, half open.
    coder : str
        Whose it is.
    op : str, optional
        Id of the request, which then is served once.
    quote : str, optional
        What the coder saw selected; an empty one is not checked.

    Raises
    ------
    ProjectError
        If it is gone or another coder's, the stretch does not lie inside the same turn, its quote
        is not the text, or the coder has put the code there already.
    """
    with project.change(coder, "Move the ends of a coding", op) as change:
        row = _own(change, id, coder)
        source = source_in(change.connection, row["source"], [Selection(row["source"], start, end)])
        turn = turn_of(source, start, end)
        if turn.number != row["turn"]:
            raise ProjectError(
                f"A coding must stay in its turn. Got turn {turn.number} for one of turn "
                f"{row['turn']}. Remove it and code the other turn."
            )
        words = words_of(source, turn, start, end, quote)
        if (start, end) == (row["start"], row["end"]):
            return
        moved = {**row, "start": start, "end": end, "quote": words}
        if held(change.connection, moved) is not None:
            raise ProjectError(
                f"A coder puts a code on a selection once. Got a second {row['code']} on the same "
                f"words of turn {turn.number}. Remove one of the two, or choose other ends."
            )
        change.update(schema.codings, moved)


def label_coding(
    project: Project,
    id: str,
    coder: str,
    stance: str | None = None,
    elicitation: str | None = None,
    op: str | None = None,
) -> None:
    """Say of one of the coder's own codings how the speaker stands to it, or came to it.

    Parameters
    ----------
    project : Project
        The open project.
    id : str
        The coding.
    coder : str
        Whose it is.
    stance, elicitation : str, optional
        A value that the codebook of its code declares, or empty to take it away; None leaves it.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If the coding is gone or another coder's, or the codebook does not declare the value.
    """
    given = {"stance": stance, "elicitation": elicitation}
    wanted = {name: value for name, value in given.items() if value is not None}
    with project.change(coder, "Label a coding", op) as change:
        row = _own(change, id, coder)
        code = change.row(schema.codes, {"id": row["code"]}) or {}
        book = change.row(schema.codebooks, {"id": code["codebook"]}) or {}
        for name, value in wanted.items():
            if value and value not in book[f"{name}s"]:
                raise ProjectError(
                    f"The {name} must be one that codebook {book['id']} declares. Got {value!r}. "
                    f"Choose {', '.join(book[f'{name}s']) or 'none: it declares no such label'}."
                )
        if any(row[name] != value for name, value in wanted.items()):
            change.update(schema.codings, {"id": id, **wanted})


def codings(project: Project) -> pd.DataFrame:
    """Return every coding, with the speaker and variables of its turn.

    Returns
    -------
    DataFrame
        One row per coding, by source and start: ``id source turn start end code coder origin
        stance elicitation quote created``, then the columns of `turns` that are not among them.
        A row with ``moderator`` true is a prompt: the moderator's words were coded.
    """
    query = sa.select(schema.codings).order_by("source", "start", "end", "code", "coder")
    with project.reading() as connection:
        rows = connection.execute(query).mappings().all()
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.merge(turns(project).drop(columns=["start", "end"]), on=["source", "turn"])


def source_codings(project: Project, source: str, coder: str | None = None) -> pd.DataFrame:
    """Return the codings of one source, without what is known of their turns.

    Parameters
    ----------
    project : Project
        The open project.
    source : str
        Its name.
    coder : str, optional
        Whose codings; None for everyone's.

    Returns
    -------
    DataFrame
        One row per coding, by start: ``id source turn start end code coder origin stance
        elicitation quote created``. Empty, with those columns, where there are none.
    """
    c = schema.codings.c
    query = sa.select(schema.codings).where(c.source == source)
    query = query.order_by(c.start, c.end, c.code, c.coder)
    if coder is not None:
        query = query.where(c.coder == coder)
    with project.reading() as connection:
        rows = [tuple(row) for row in connection.execute(query)]  # pandas is slow on named rows
    return pd.DataFrame(rows, columns=COLUMNS)


def _own(change: Change, id: str, coder: str) -> dict[str, Any]:
    row = change.row(schema.codings, {"id": id})
    if row is None:
        raise ProjectError(
            "A coding must be there to be changed. Got one that was removed meanwhile. Reload "
            "the page to see what is there."
        )
    _check_own(row, coder, "change")
    return row


def _check_own(row: dict[str, Any], coder: str, verb: str) -> None:
    if row["coder"] != coder:
        raise ProjectError(
            f"You can {verb} your own codings. Got one of {row['coder']}. "
            "Set “Working as” to that name if it is yours."
        )


def _what(codes: list[str], count: int) -> str:
    return f"Add {count} codings" if count > 1 else f"Code with {', '.join(codes)}"
