"""What coders decided about suggestions: in and out of the project."""

import uuid

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Coding, Selection
from mixedmethods.store import schema
from mixedmethods.store.log import now
from mixedmethods.store.placing import add_codings, check_codes, held, turn_of
from mixedmethods.store.project import Project
from mixedmethods.store.texts import source_in

COLUMNS = ("source", "start", "end", "code", "coder", "decision", "words", "origin")


def decide(
    project: Project,
    selection: Selection,
    code: str,
    accepted: bool,
    coder: str,
    words: str = "",
    op: str | None = None,
    origin: str = "lexicon",
    place: Selection | None = None,
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
    place : Selection, optional
        Where the coder wants the coding instead, in the same source. The decision keeps the
        stretch that was suggested.

    Raises
    ------
    ProjectError
        If the source or code is absent, the code only groups others, or a selection lies outside
        the turns or in another source.
    """
    decision = "accepted" if accepted else "rejected"
    wanted = selection if place is None else place
    if wanted.source != selection.source:
        raise ProjectError(
            f"A suggestion must be coded in its own source. Got {wanted.source} for one of "
            f"{selection.source}. Select words near the suggestion."
        )
    with project.change(coder, f"{decision.capitalize()} a suggestion of {code}", op) as change:
        source = source_in(change.connection, selection.source, [selection, wanted])
        check_codes(change.connection, [code])
        turn_of(source, selection.start, selection.end)
        if accepted:
            coding = Coding(str(uuid.uuid4()), wanted, code, coder, "accepted suggestion")
            add_codings(change, [coding], {source.id: source})
        row = {
            "id": str(uuid.uuid4()),
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
        before = held(change.connection, row, schema.decisions)
        if before is None:
            change.insert(schema.decisions, [row])
        elif before["decision"] != decision:
            change.update(schema.decisions, {**row, "id": before["id"]})


def decisions(project: Project) -> pd.DataFrame:
    """Return what was decided: ``source start end code coder decision words origin``."""
    with project.reading() as connection:
        rows = connection.execute(sa.select(*(schema.decisions.c[name] for name in COLUMNS)))
        return pd.DataFrame(rows.mappings().all(), columns=list(COLUMNS))


def settled(project: Project, source: str, coder: str) -> set[tuple[int, int, str]]:
    """Return the stretches of one source that a coder has coded or decided on, with their codes.

    Parameters
    ----------
    project : Project
        The open project.
    source : str
        Its name; the set is empty where there is none.
    coder : str
        Whose work counts.
    """
    found: set[tuple[int, int, str]] = set()
    with project.reading() as connection:
        for table in (schema.codings.c, schema.decisions.c):
            query = sa.select(table.start, table.end, table.code).where(
                table.source == source, table.coder == coder
            )
            found |= {(start, end, code) for start, end, code in connection.execute(query)}
    return found
