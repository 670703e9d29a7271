"""Put codings where they belong: inside one turn, on the words that were seen, and once."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Coding, Source, Turn
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now

STRETCH = ("source", "start", "end", "code", "coder")


def add_codings(change: Change, codings: list[Coding], sources: dict[str, Source]) -> list[str]:
    """Store codings inside an open change; return the ids of those that were new.

    An id that another coding holds is replaced by a new one, so that none is lost.

    Raises
    ------
    ProjectError
        If a code is absent or only groups others, a selection lies outside the turns of its
        source, or a quote is not the text between the offsets.
    """
    check_codes(change.connection, (coding.code for coding in codings))
    rows: list[dict[str, object]] = []
    stretches, ids = set(), set()
    for coding in codings:
        row = coding_row(coding, sources[coding.selection.source])
        stretch = tuple(row[name] for name in STRETCH)
        if stretch in stretches or held(change.connection, row) is not None:
            continue
        if row["id"] in ids or change.row(schema.codings, row) is not None:
            row["id"] = str(uuid.uuid4())  # files number their segments as they like
        stretches.add(stretch)
        ids.add(row["id"])
        rows.append(row)
    change.insert(schema.codings, rows)
    return [f"{row['id']}" for row in rows]


def check_codes(connection: sa.Connection, codes: Iterable[str]) -> None:
    """Refuse codes that the project does not hold, and those that only group others.

    Raises
    ------
    ProjectError
        The message names the code.
    """
    columns = (schema.codes.c.id, schema.codes.c.codable)
    codable = {row.id: row.codable for row in connection.execute(sa.select(*columns))}
    for code in codes:
        if code not in codable:
            raise ProjectError(
                f"A coding must use a code of the project. Got {code!r}, which is not there. "
                "Import its codebook first."
            )
        if not codable[code]:
            raise ProjectError(
                f"A coding must use a code that is for coding. Got {code}, which only groups "
                "others. Choose one below it, or open it to coding on the Codebook page."
            )


def coding_row(coding: Coding, source: Source) -> dict[str, object]:
    """Return what the table keeps of a coding, with its turn and the words it stands on.

    Raises
    ------
    ProjectError
        If it lies outside the turns, or its quote is not the text between the offsets.
    """
    start, end = coding.selection.start, coding.selection.end
    turn = turn_of(source, start, end)
    return {
        "id": coding.id,
        "source": source.id,
        "turn": turn.number,
        "start": start,
        "end": end,
        "code": coding.code,
        "coder": coding.coder,
        "origin": coding.origin,
        "stance": coding.stance,
        "elicitation": coding.elicitation,
        "quote": words_of(source, turn, start, end, coding.quote),
        "created": now(),
    }


def turn_of(source: Source, start: int, end: int) -> Turn:
    """Return the turn that a stretch lies in.

    Raises
    ------
    ProjectError
        If it lies in none, or in several.
    """
    for turn in source.turns:
        if turn.start <= start < end <= turn.end:
            return turn
    raise ProjectError(
        f"A coding must lie inside one turn of {source.id}. Got {start} to {end}, which does not. "
        "Select words inside one turn."
    )


def words_of(source: Source, turn: Turn, start: int, end: int, seen: str = "") -> str:
    """Return the text of a stretch; `seen`, if any, must be the same.

    Raises
    ------
    ProjectError
        If it is not. The message quotes nothing.
    """
    quote = source.text[start:end]
    if seen and seen != quote:
        raise ProjectError(
            f"The quote of a coding must be the text it stands on. Got another in turn "
            f"{turn.number} of {source.id}. Check that the codings belong to this text."
        )
    return quote


def held(
    connection: sa.Connection, row: dict[str, object], table: sa.Table = schema.codings
) -> sa.RowMapping | None:
    """Return what is stored for the same stretch, code and coder."""
    same = sa.and_(*(table.c[name] == row[name] for name in STRETCH))
    return connection.execute(sa.select(table).where(same)).mappings().first()
