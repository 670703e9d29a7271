"""How one file of answers is read: which column is which item, and what is to be known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.export import Export, fold
from mixedmethods.ingest.surveys.matching import DOUBTFUL, SIMILAR, Match, match
from mixedmethods.ingest.surveys.plain import PLAIN
from mixedmethods.ingest.surveys.ticks import is_ticked
from mixedmethods.model import AuditEntry, Instrument, Item


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read, where it leaves a choice.

    `matches` are the columns of the items as a person has confirmed them, None to propose them.
    `keep` are kinds of rows to keep that would be dropped, `also` further columns to keep as
    variables of the respondent, `skipped` columns of lists to tick where an empty cell means no
    answer and not "none of these". `numbered`: numbers are places on the scale, 1 the first.
    """

    matches: tuple[Match, ...] | None = None
    encoding: str = ""
    keep: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How one export is read against one instrument.

    `matches` are the columns that are read, `doubtful` those that wait for a person; `lists` are
    the ticks of each question, `options` those that one column joins, `parts` the option or row
    of each column, `id` the column of the respondent's id.
    """

    export: Export
    instrument: Instrument
    reading: Reading
    matches: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    lists: tuple[tuple[Match, ...], ...]
    options: dict[str, list[str]]
    items: dict[str, Item]
    parts: dict[str, str]
    id: str


def plan(export: Export, instrument: Instrument, reading: Reading) -> Plan:
    """Settle which column is read as which item.

    Raises
    ------
    FileError
        If `reading` names columns or items that are not there.
    """
    proposed = _matches(export, instrument, reading)
    items = {item.id: item for item in instrument.items}
    matches = tuple(each for each in proposed if each.how != DOUBTFUL)
    question = _questions(export)
    lists: dict[int, list[Match]] = {}
    options: dict[str, list[str]] = {}
    for each in matches:
        if each.option:
            options.setdefault(each.column, []).append(each.option)
        if items[each.item].kind == "multi" and (each.option or export.platform != PLAIN):
            lists.setdefault(question[each.column], []).append(each)
    return Plan(
        export,
        instrument,
        reading,
        matches,
        tuple(each for each in proposed if each.how == DOUBTFUL),
        tuple(map(tuple, lists.values())),
        options,
        items,
        {column.label: column.part for column in export.columns},
        next((column.label for column in export.columns if column.role == "id"), ""),
    )


def remarks(of: Plan) -> Iterator[AuditEntry]:
    """Yield what is to be known of columns: those left out, taken on trust, or missing."""
    yield from _columns_left_out(of)
    for each in of.matches:
        if each.how == SIMILAR:
            yield _remark(f"read as {each.item}, for the wording is similar; check", each.column)
    for each in of.doubtful:
        yield _remark(f"may hold {each.item}; not imported until confirmed", each.column)
    there = {each.item for each in of.matches}
    for item in of.instrument.items:
        if item.id not in there:
            yield _remark("the file has no column for this item", item.id)
    if of.reading.numbered:
        yield _remark("numbers were read as places on their scale, 1 being the first option")
    yield from _blank_lists(of)
    yield from _ticks_without_noughts(of)


def _columns_left_out(of: Plan) -> Iterator[AuditEntry]:
    met = {each.column for each in (*of.matches, *of.doubtful)} | {*of.reading.also}
    reasons = {
        "private": "identifies people or places; not imported",
        "answer": "column belongs to no item; not imported",
    }
    for column in of.export.columns:
        if column.label not in met and column.role in reasons:
            yield _remark(reasons[column.role], column.label)


def _matches(export: Export, instrument: Instrument, reading: Reading) -> tuple[Match, ...]:
    if reading.matches is None:
        return match(export, instrument, numbered=reading.numbered)
    there = {column.label for column in export.columns}
    items = {item.id for item in instrument.items}
    strange = [m for m in reading.matches if m.column not in there or m.item not in items]
    if strange:
        raise FileError(
            "A map must name columns of the file and items of its instrument. Got "
            f"{len(strange)} others, the first for {strange[0].item or 'no item'}. "
            "Make the map again from this file."
        )
    return reading.matches


def _questions(export: Export) -> dict[str, int]:
    """Return the number of each column's question; parts side by side under one wording share it.

    The same wording further on is another question.
    """
    runs = groupby(export.columns, key=lambda each: each.question if each.part else each.label)
    return {column.label: k for k, (_, run) in enumerate(runs) for column in run}


def _blank_lists(of: Plan) -> Iterator[AuditEntry]:
    for ticks in of.lists:
        labels = list(dict.fromkeys(each.column for each in ticks))
        if {*labels} & {*of.reading.skipped}:
            continue
        rows = [row.cells for row in of.export.responses if not row.verdict.kind]
        blank = sum(not any(row[label].strip() for label in labels) for row in rows)
        if blank:
            people = f"{blank} respondent{'s' if blank > 1 else ''}"
            reason = f"{people} ticked nothing in this list; read as none of the options"
            yield _remark(reason, labels[0])


def _ticks_without_noughts(of: Plan) -> Iterator[AuditEntry]:
    listed = {each for ticks in of.lists for each in ticks}
    for each in of.matches:
        if of.items[each.item].kind != "multi" or each in listed:
            continue
        given = {fold(row.cells[each.column]) for row in of.export.responses}
        if len(given) == 2 and "" in given and is_ticked(max(given), each.item):
            yield _remark("only ticks and empty cells; empty is read as no answer", each.column)


def _remark(reason: str, column: str = "") -> AuditEntry:
    return AuditEntry(1, "flagged", reason, column)
