"""Sources, their turns and cases: in and out of the project."""

from collections.abc import Iterable, Mapping

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import Case, Selection, Source, Turn
from mixedmethods.store import schema
from mixedmethods.store.log import Change
from mixedmethods.store.project import Project, digest

COLUMNS = ["source", "kind", "turn", "start", "end", "speaker", "case", "moderator"]
FREE_TEXT = "free text"  # the kind of a source that holds answers to a survey
LAST = 2**62  # further than any text reaches; the database holds no larger number


def add_source(
    change: Change, source: Source, cases: dict[str, Case], *, known: bool = False
) -> None:
    """Store a source, its turns, and a case for each speaker.

    Parameters
    ----------
    change : Change
        The open change.
    source : Source
        What an importer read.
    cases : dict
        Speaker's name to the case that speaks; a speaker who is not in it has no case.
    known : bool, default False
        Whether the project holds those cases already.

    Raises
    ------
    ProjectError
        If the project already holds a source of that name.
    """
    if change.row(schema.sources, {"id": source.id}) is not None:
        raise ProjectError(
            f"A source must have a name of its own. Got {source.id}, which the project already "
            "holds. Rename the file, if it is another text."
        )
    people = [] if known else list({case.id: case for case in cases.values()}.values())
    if any(change.row(schema.cases, {"id": case.id}) is not None for case in people):
        raise ProjectError(
            f"The people of {source.id} must be new to the project. Got some that it holds under "
            "the same name. Rename the file."
        )
    change.insert(
        schema.sources,
        [
            {
                "id": source.id,
                "kind": source.kind,
                "text": source.text,
                "sha256": digest(source.text.encode()),
                "variables": [list(pair) for pair in source.variables],
            }
        ],
    )
    add_cases(change, people)
    change.insert(schema.turns, [_turn_row(source.id, turn, cases) for turn in source.turns])


def add_cases(change: Change, cases: list[Case]) -> None:
    """Store cases and their variables. The caller has checked that they are new."""
    change.insert(schema.cases, [{"id": case.id, "kind": case.kind} for case in cases])
    change.insert(
        schema.case_values,
        [
            {"case": case.id, "variable": variable, "value": value}
            for case in cases
            for variable, value in case.variables
        ],
    )


def cases(project: Project, kind: str | None = None) -> tuple[Case, ...]:
    """Return the cases, of one kind where it is given, by id; variables in their order by name."""
    query = sa.select(schema.cases).order_by(schema.cases.c.id)
    values = sa.select(schema.case_values).order_by("case", "variable")
    if kind is not None:
        query = query.where(schema.cases.c.kind == kind)
    with project.reading() as connection:
        found = connection.execute(query).all()
        variables: dict[str, list[tuple[str, str]]] = {}
        for case, variable, value in connection.execute(values):
            variables.setdefault(case, []).append((variable, value))
    return tuple(Case(id, kind, tuple(variables.get(id, ()))) for id, kind in found)


def set_case_values(
    project: Project,
    values: Mapping[str, Mapping[str, str]],
    author: str,
    op: str | None = None,
) -> None:
    """Write variables of cases; those that are not named stay.

    Parameters
    ----------
    project : Project
        The open project.
    values : mapping
        Case to variable to value; an empty value takes the variable away.
    author : str
        Who writes.
    op : str, optional
        Id of the request, which then is served once.

    Raises
    ------
    ProjectError
        If a case is not there, or a variable has no name.
    """
    many = f"{len(values)} cases" if len(values) != 1 else next(iter(values))
    with project.change(author, f"Edit the variables of {many}", op) as change:
        for case, wanted in values.items():
            if change.row(schema.cases, {"id": case}) is None:
                raise ProjectError(
                    f"Variables are of a case of the project. Got {case!r}, which is not there. "
                    "Reload the page."
                )
            for variable, value in wanted.items():
                _set_value(change, case, variable.strip(), value.strip())


def _set_value(change: Change, case: str, variable: str, value: str) -> None:
    if not variable:
        raise ProjectError("A variable must have a name. Got none. Type one.")
    row = {"case": case, "variable": variable, "value": value}
    held = change.row(schema.case_values, row)
    if not value:
        change.delete(schema.case_values, row)
    elif held is None:
        change.insert(schema.case_values, [row])
    elif held != row:
        change.update(schema.case_values, row)


def source_ids(project: Project, kind: str | None = None) -> list[str]:
    """Return the names of the sources, by kind and name, answers to surveys last."""
    with project.reading() as connection:
        return source_ids_in(connection, kind)


def source_ids_in(connection: sa.Connection, kind: str | None = None) -> list[str]:
    """Return the names of the sources, seen through a connection that is already open."""
    kinds = schema.sources.c.kind
    query = sa.select(schema.sources.c.id).order_by(
        kinds == FREE_TEXT, kinds.desc(), schema.sources.c.id
    )
    if kind is not None:
        query = query.where(schema.sources.c.kind == kind)
    return list(connection.execute(query).scalars())


def who_spoke(connection: sa.Connection, kind: str) -> set[tuple[str, str]]:
    """Return (source, case) of everybody who speaks in a source of a kind."""
    rows, sources = schema.turns, schema.sources
    query = sa.select(rows.c.source, rows.c.case).join_from(rows, sources)
    query = query.where(sources.c.kind == kind, rows.c.case.is_not(None))
    return {(row.source, row.case) for row in connection.execute(query)}


def read_source(project: Project, id: str) -> Source:
    """Return one source with its turns.

    Raises
    ------
    ProjectError
        If there is none of that name.
    """
    with project.reading() as connection:
        return source_in(connection, id)


def source_facts(project: Project, id: str) -> tuple[str, str]:
    """Return the kind of a source and the digest of its text, without reading the text.

    Raises
    ------
    ProjectError
        If there is none of that name.
    """
    c = schema.sources.c
    with project.reading() as connection:
        found = connection.execute(sa.select(c.kind, c.sha256).where(c.id == id)).first()
    if found is None:
        raise _absent(id)
    return found.kind, found.sha256


def source_in(
    connection: sa.Connection, id: str, places: Iterable[Selection] | None = None
) -> Source:
    """Return one source, seen through a connection that is already open.

    Parameters
    ----------
    connection : Connection
        Of the project.
    id : str
        Its name.
    places : iterable of Selection, optional
        Return it with no other turns than those between the first and the last of these: a long
        source has thousands, of which one coding needs one.

    Raises
    ------
    ProjectError
        If there is none of that name.
    """
    sources, turns = schema.sources, schema.turns
    found = connection.execute(sa.select(sources).where(sources.c.id == id)).mappings().first()
    if found is None:
        raise _absent(id)
    columns = [turns.c[name] for name in ("number", "start", "end", "speaker", "time", "moderator")]
    query = sa.select(*columns).where(turns.c.source == id).order_by(turns.c.number)
    if places is not None:
        ends = [end for place in places for end in (place.start, place.end)]
        low, high = max(min(ends), -1), min(max(ends), LAST)
        query = query.where(turns.c.start <= high, turns.c.end >= low)
    rows = connection.execute(query).all()
    return Source(
        id=id,
        text=found["text"],
        turns=tuple(Turn(*row) for row in rows),
        kind=found["kind"],
        variables=tuple((name, value) for name, value in found["variables"]),
    )


def _absent(id: str) -> ProjectError:
    return ProjectError(
        f"The source must be in the project. Got {id!r}, which is not. Import it first."
    )


def turns(project: Project) -> pd.DataFrame:
    """Return every turn, with the variables of its source and of its speaker.

    Returns
    -------
    DataFrame
        One row per turn, by source and number: ``source kind turn start end speaker case
        moderator`` and one column per variable; a speaker's value goes before the source's. A
        variable with the name of a column here or in `codings` has ``(variable)`` added.
        Empty, with those columns, where there are no sources.
    """
    sources, rows = schema.sources, schema.turns
    query = (
        sa.select(
            rows.c.source, sources.c.kind, rows.c.number.label("turn"), rows.c.start, rows.c.end,
            rows.c.speaker, rows.c.case, rows.c.moderator, sources.c.variables,
        )
        .join_from(rows, sources)
        .order_by(rows.c.source, rows.c.number)
    )  # fmt: skip
    values = sa.select(schema.case_values).where(
        schema.case_values.c.case.in_(sa.select(rows.c.case).where(rows.c.case.is_not(None)))
    )
    with project.reading() as connection:
        found = [dict(row) for row in connection.execute(query).mappings()]
        of_case: dict[str, dict[str, str]] = {}
        for case, variable, value in connection.execute(values):
            of_case.setdefault(case, {})[variable] = value
    for row in found:
        variables = dict(row.pop("variables")) | of_case.get(row["case"], {})
        row |= {_free(name): value for name, value in variables.items()}
    return pd.DataFrame(found) if found else pd.DataFrame(columns=COLUMNS)


def _free(variable: str) -> str:
    """Keep a header line such as ``# moderator: Ann`` from taking the place of a column."""
    taken = variable in COLUMNS or variable in schema.codings.c
    return f"{variable} (variable)" if taken else variable


def _turn_row(source: str, turn: Turn, cases: dict[str, Case]) -> dict[str, object]:
    case = cases.get(turn.speaker)
    return {
        "source": source,
        "number": turn.number,
        "start": turn.start,
        "end": turn.end,
        "speaker": turn.speaker,
        "time": turn.time,
        "moderator": turn.moderator,
        "case": None if case is None else case.id,
    }
