"""Surveys and outcome rates: in and out of the project."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pandas as pd
import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.model import (
    Case,
    Count,
    Instrument,
    Measure,
    Published,
    Rate,
    read_instrument,
    read_published,
)
from mixedmethods.store import schema
from mixedmethods.store.log import Change
from mixedmethods.store.project import Project
from mixedmethods.store.texts import add_cases

RESPONDENT = "respondent"


def add_instrument(change: Change, body: dict[str, Any]) -> None:
    """Store an instrument as its file gives it; the same one may come twice.

    Raises
    ------
    ProjectError
        If the project holds another instrument of that id.
    """
    id = read_instrument(body).id
    held = change.row(schema.instruments, {"id": id})
    if held is None:
        count = change.connection.execute(sa.select(sa.func.count(schema.instruments.c.id)))
        change.insert(
            schema.instruments, [{"id": id, "position": count.scalar_one(), "body": body}]
        )
    elif held["body"] != body:
        raise ProjectError(
            f"An instrument must have an id of its own. Got {id}, which the project holds with "
            "other items. Change the id in the file, or start a new project."
        )


def add_responses(change: Change, instrument: str, respondents: list[Case]) -> None:
    """Store respondents and their answers.

    Parameters
    ----------
    change : Change
        The open change.
    instrument : str
        Id of an instrument that the project holds.
    respondents : list of Case
        Ids as the file gives them; variables are item ids and answers, and ``role``.

    Raises
    ------
    ProjectError
        If the project already holds answers of some of them.
    """
    cases = [Case(f"{instrument}/{r.id}", RESPONDENT, r.variables) for r in respondents]
    held = [c.id for c in cases if change.row(schema.cases, {"id": c.id}) is not None]
    if held:
        raise ProjectError(
            f"Each respondent's answers come in once. Got {len(held)} respondents whose answers "
            "the project already holds. Import only the new rows."
        )
    add_cases(change, cases)


def instruments(project: Project) -> tuple[Instrument, ...]:
    """Return the instruments, in the order in which they came."""
    with project.reading() as connection:
        return instruments_in(connection)


def instruments_in(connection: sa.Connection) -> tuple[Instrument, ...]:
    """Return the instruments, seen through a connection that is already open."""
    query = sa.select(schema.instruments.c.body).order_by(schema.instruments.c.position)
    return tuple(read_instrument(body) for body in connection.execute(query).scalars())


def published(project: Project) -> tuple[Published, ...]:
    """Return the percentages that the instruments' files say were published."""
    query = sa.select(schema.instruments.c.body).order_by(schema.instruments.c.position)
    with project.reading() as connection:
        bodies = connection.execute(query).scalars().all()
    return tuple(each for body in bodies for each in read_published(body))


def responses(project: Project, instrument: Instrument) -> pd.DataFrame:
    """Return the answers to one instrument.

    Returns
    -------
    DataFrame
        One row per respondent, by id, which is the index; one column per item in the
        instrument's order and ``role``. A missing answer is NaN. No rows
        where none have come.
    """
    with project.reading() as connection:
        return responses_in(connection, instrument)


def responses_in(connection: sa.Connection, instrument: Instrument) -> pd.DataFrame:
    """Return the answers to one instrument, seen through a connection that is already open."""
    values, cases, prefix = schema.case_values, schema.cases, f"{instrument.id}/"
    query = (
        sa.select(values)
        .join_from(values, cases)
        .where(cases.c.kind == RESPONDENT)
        .where(sa.func.substr(cases.c.id, 1, len(prefix)) == prefix)  # LIKE would ignore case
        .order_by(values.c.case)
    )
    rows = connection.execute(query).all()
    columns = [*(item.id for item in instrument.items), "role"]
    long = pd.DataFrame(rows, columns=["respondent", "variable", "value"], dtype=object)
    long["respondent"] = long["respondent"].str.removeprefix(prefix)
    wide = long.pivot(index="respondent", columns="variable", values="value")
    return wide.reindex(columns=columns).rename_axis(columns=None)


def add_measures(change: Change, measures: Iterable[Measure]) -> None:
    """Store measures, or bring those that are there up to date."""
    for position, measure in enumerate(measures):
        row = {**_measure_row(measure), "position": position}
        if change.row(schema.measures, row) is None:
            change.insert(schema.measures, [row])
        else:
            change.update(schema.measures, row)


def add_rates(change: Change, rates: Iterable[Rate]) -> list[Rate]:
    """Store rates; return those that replaced another value of the same group and period.

    A measure that is not there yet is made, with its id as its label.
    """
    known = set(change.connection.execute(sa.select(schema.measures.c.id)).scalars())
    new, replaced = [], []
    for rate in rates:
        row = asdict(rate)
        if rate.measure not in known:
            known.add(rate.measure)
            label = rate.measure.replace("_", " ").capitalize()
            blank = _measure_row(Measure(rate.measure, label))
            change.insert(schema.measures, [{**blank, "position": len(known)}])
        held = change.row(schema.rates, row)
        if held is None:
            new.append(row)
        elif held != row:
            change.update(schema.rates, row)
            replaced.append(rate)
    change.insert(schema.rates, new)
    return replaced


def measures(project: Project) -> tuple[Measure, ...]:
    """Return the measures, in their order along the pathway."""
    query = sa.select(schema.measures).order_by(schema.measures.c.position, schema.measures.c.id)
    with project.reading() as connection:
        return tuple(_measure(dict(row)) for row in connection.execute(query).mappings())


def _measure(row: dict[str, Any]) -> Measure:
    pairs = {
        name: tuple((code, why) for code, why in row[name]) for name in ("measured", "unmeasured")
    }
    return Measure(row["id"], row["label"], row["stage"], row["better"], **pairs)


def _measure_row(measure: Measure) -> dict[str, Any]:
    pairs = {name: [list(p) for p in getattr(measure, name)] for name in ("measured", "unmeasured")}
    return {**asdict(measure), **pairs}


def rates(project: Project) -> pd.DataFrame:
    """Return every rate.

    Returns
    -------
    DataFrame
        ``measure period group estimate decimals base source``: `estimate` is a share (0 to 1),
        `base` the number of people it is a rate of, missing where counts were not supplied.
    """
    query = sa.select(
        schema.rates.c.measure, schema.rates.c.period, schema.rates.c.group,
        schema.rates.c.rate.label("estimate"), schema.rates.c.decimals, schema.rates.c.base,
        schema.rates.c.source,
    ).order_by("measure", "period", "group")  # fmt: skip
    with project.reading() as connection:
        result = connection.execute(query)
        frame = pd.DataFrame(result.all(), columns=list(result.keys()))
    return frame.astype({"estimate": float, "decimals": int, "base": "Int64"})


def add_counts(change: Change, counts: Iterable[Count]) -> int:
    """Store counts; return how many replaced another value of the same group, period and step."""
    table, keys = schema.counts, [column.name for column in schema.counts.primary_key]
    held = {
        tuple(row[key] for key in keys): row
        for row in map(dict, change.connection.execute(sa.select(table)).mappings())
    }
    new, replaced = [], 0
    for count in counts:
        row = asdict(count)
        known = held.get(tuple(row[key] for key in keys))
        if known is None:
            new.append(row)
        elif known != row:
            change.update(table, row)
            replaced += 1
    change.insert(table, new)
    return replaced


def counts(project: Project) -> pd.DataFrame:
    """Return every published count.

    Returns
    -------
    DataFrame
        ``area level characteristic group period step low high source``: people, between `low` and
        `high`.
    """
    names = ["area", "level", "characteristic", "group", "period", "step", "low", "high", "source"]
    table = schema.counts
    order = [table.c[name] for name in ("area", "characteristic", "period", "group", "step")]
    query = sa.select(*(table.c[name] for name in names)).order_by(*order)
    with project.reading() as connection:
        frame = pd.DataFrame(connection.execute(query).all(), columns=names)
    return frame.astype({"low": "int64", "high": "int64"})
