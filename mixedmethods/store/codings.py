"""Codings, and what was decided about suggestions: in and out of the project."""

import uuid
from collections.abc import Iterable

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Coding, Selection, Source, Turn
from mixedmethods.store import schema
from mixedmethods.store.log import Change, now
from mixedmethods.store.project import Project
from mixedmethods.store.texts import source_in, turns

STRETCH = ("source", "start", "end", "code", "coder")


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
    seen = [*quotes, *[""] * len(chosen)]
    new = [
        Coding(str(uuid.uuid4()), selection, code, coder, quote=quote)
        for selection, quote in zip(chosen, seen, strict=False)
        for code in wanted
    ]
    with project.change(coder, _what(wanted, len(new)), op) as change:
        ids = {coding.selection.source for coding in new}
        return add_codings(change, new, {id: source_in(change.connection, id) for id in ids})


def add_codings(change: Change, codings: list[Coding], sources: dict[str, Source]) -> list[str]:
    """Store codings inside an open change; return the ids of those that were new.

    An id that another coding holds is replaced by a new one, so that none is lost.

    Raises
    ------
    ProjectError
        If a code is absent, a selection lies outside the turns of its source, or a quote is not
        the text between the offsets.
    """
    _check_codes(change.connection, (coding.code for coding in codings))
    rows: list[dict[str, object]] = []
    stretches, ids = set(), set()
    for coding in codings:
        row = _row(coding, sources[coding.selection.source])
        stretch = tuple(row[name] for name in STRETCH)
        if stretch in stretches or _held(change.connection, row) is not None:
            continue
        if row["id"] in ids or change.row(schema.codings, row) is not None:
            row["id"] = str(uuid.uuid4())  # files number their segments as they like
        stretches.add(stretch)
        ids.add(row["id"])
        rows.append(row)
    change.insert(schema.codings, rows)
    return [f"{row['id']}" for row in rows]


def remove_coding(project: Project, id: str, coder: str, op: str | None = None) -> None:
    """Take one of the coder's own codings away; nothing happens where it is gone already.

    Raises
    ------
    ProjectError
        If it is another coder's.
    """
    with project.change(coder, "Remove a coding", op) as change:
        row = change.row(schema.codings, {"id": id})
        if row is None:
            return
        if row["coder"] != coder:
            raise ProjectError(
                f"You can remove your own codings. Got one of {row['coder']}. "
                "Set “Working as” to that name if it is yours."
            )
        change.delete(schema.codings, row)


def decide(
    project: Project,
    selection: Selection,
    code: str,
    accepted: bool,
    coder: str,
    words: str = "",
    op: str | None = None,
    origin: str = "lexicon",
) -> None:
    """Keep what a coder decided about a suggestion; an accepted one becomes a coding.

    Parameters
    ----------
    project : Project
        The open project.
    selection : Selection
        The stretch that was suggested; inside one turn.
    code : str
        Id of the suggested code.
    accepted : bool
        True adds a coding with the origin "accepted suggestion".
    coder : str
        Who decided.
    words : str
        The matched words, as the reason of the suggestion.
    op : str, optional
        Id of the request, which then is served once.
    origin : str
        What suggested it: ``lexicon``, ``learned`` or ``semantic``.

    Raises
    ------
    ProjectError
        If the source or code is absent, or the selection lies outside the turns.
    """
    id = str(uuid.uuid4())
    decision = "accepted" if accepted else "rejected"
    with project.change(coder, f"{decision.capitalize()} a suggestion of {code}", op) as change:
        source = source_in(change.connection, selection.source)
        coding = Coding(id, selection, code, coder, "accepted suggestion")
        if accepted:
            add_codings(change, [coding], {selection.source: source})
        else:
            _check_codes(change.connection, [code])
            _row(coding, source)  # refuses a stretch outside the turns
        row = {
            "id": id,
            "source": selection.source,
            "start": selection.start,
            "end": selection.end,
            "code": code,
            "coder": coder,
            "decision": decision,
            "words": words,
            "origin": origin,
            "created": now(),
        }
        held = _held(change.connection, row, schema.decisions)
        if held is None:
            change.insert(schema.decisions, [row])
        elif held["decision"] != decision:
            change.update(schema.decisions, {**row, "id": held["id"]})


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
    frame = pd.DataFrame(rows, columns=list(schema.codings.c.keys()))
    return frame.merge(turns(project).drop(columns=["start", "end"]), on=["source", "turn"])


def decisions(project: Project) -> pd.DataFrame:
    """Return what was decided: ``source start end code coder decision words origin``."""
    columns = ["source", "start", "end", "code", "coder", "decision", "words", "origin"]
    with project.reading() as connection:
        rows = connection.execute(sa.select(*(schema.decisions.c[name] for name in columns)))
        return pd.DataFrame(rows.mappings().all(), columns=columns)


def _check_codes(connection: sa.Connection, codes: Iterable[str]) -> None:
    known = set(connection.execute(sa.select(schema.codes.c.id)).scalars())
    for code in codes:
        if code not in known:
            raise ProjectError(
                f"A coding must use a code of the project. Got {code!r}, which is not there. "
                "Import its codebook first."
            )


def _row(coding: Coding, source: Source) -> dict[str, object]:
    start, end = coding.selection.start, coding.selection.end
    turn = _turn(source, start, end)
    quote = source.text[start:end]
    if coding.quote and coding.quote != quote:
        raise ProjectError(
            f"The quote of a coding must be the text it stands on. Got another in turn "
            f"{turn.number} of {source.id}. Check that the codings belong to this text."
        )
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
        "quote": quote,
        "created": now(),
    }


def _turn(source: Source, start: int, end: int) -> Turn:
    for turn in source.turns:
        if turn.start <= start < end <= turn.end:
            return turn
    raise ProjectError(
        f"A coding must lie inside one turn of {source.id}. Got {start} to {end}, which does not. "
        "Select words inside one turn."
    )


def _held(
    connection: sa.Connection, row: dict[str, object], table: sa.Table = schema.codings
) -> sa.RowMapping | None:
    """Return what is stored for the same stretch, code and coder."""
    same = sa.and_(*(table.c[name] == row[name] for name in STRETCH))
    return connection.execute(sa.select(table).where(same)).mappings().first()


def _what(codes: list[str], count: int) -> str:
    return f"Add {count} codings" if count > 1 else f"Code with {', '.join(codes)}"
