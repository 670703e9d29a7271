"""A questionnaire drafted from a file of answers, for a person to check and complete."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from mixedmethods.ingest.surveys.export import Column, Export, fold
from mixedmethods.ingest.surveys.mapping import CONFIRMED
from mixedmethods.ingest.surveys.matching import Match, number_in
from mixedmethods.ingest.surveys.order import mirrored, ordered
from mixedmethods.ingest.surveys.ticks import NOT_TICKED, TICKED, options_in, split_ticks
from mixedmethods.model import Item
from mixedmethods.model.scale import is_apart

TICKS = ("ticked", "not ticked")
WORDED = {*TICKS, "checked", "unchecked", "selected", "not selected"}
LONG = 60  # characters: a longer answer was written, not chosen
MANY = 25  # options that a question may have
ALIKE = 0.75  # a question has no more different options than this share of its answers
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
YES_NO = {"yes", "no"}
ANY_NUMBER = Item("", "", "numeric")


@dataclass(frozen=True, slots=True)
class Question:
    """One item of a draft, and the column that holds its answers.

    `option` is the option that ticks it, where the column joins a whole list; `options` run from
    the lowest to the highest where `kind` is ``likert``; `aside` stand outside the base.
    """

    column: str
    id: str
    wording: str
    kind: str
    options: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    section: str = ""
    option: str = ""


def draft(export: Export) -> tuple[Question, ...]:
    """Draft the items of a file of answers.

    Parameters
    ----------
    export : Export
        A file of answers. Rows that would be dropped are not looked at.

    Returns
    -------
    tuple of Question
        In the order of the columns. Only options that somebody chose can be told; an order is told
        by words and numbers alone. Columns without any answer are free text.
    """
    rows = [row.cells for row in export.responses if not row.verdict.kind]
    found: list[Question] = []
    numbers: dict[str, int] = {}
    for column in export.answers:
        number = numbers.setdefault(column.question if column.part else column.label, 0)
        if not number:
            number = numbers[column.question if column.part else column.label] = len(numbers)
        cells = [row[column.label].strip() for row in rows if row[column.label].strip()]
        found += _questions(column, cells, number, export.platform.joiner)
    return tuple(_with_own_ids(list(_of_one_grid(found))))


def instrument_of(
    questions: Iterable[Question], id: str, title: str, role: str
) -> tuple[dict[str, Any], tuple[Match, ...]]:
    """Return the body of an `instrument/1` file, and which column holds which of its items.

    Parameters
    ----------
    questions : iterable of Question
        A draft, as a person has left it.
    id, title, role : str
        Of the instrument.
    """
    scales: dict[tuple[Any, ...], str] = {}
    items, matches = [], []
    for each in questions:
        item: dict[str, Any] = {"id": each.id, "wording": each.wording, "type": each.kind}
        if each.options:
            key = (_scale_kind(each), each.options, each.aside)
            item["scale"] = scales.setdefault(key, f"scale{len(scales) + 1}")
        if each.section:
            item["section"] = each.section
        items.append(item)
        matches.append(Match(each.column, each.id, each.option, CONFIRMED))
    declared = {
        name: {"kind": kind, "options": list(options), **({"aside": list(aside)} if aside else {})}
        for (kind, options, aside), name in scales.items()
    }
    body = {"schema": "instrument/1", "id": id, "title": title, "role": role or id}
    return {**body, "scales": declared, "items": items}, tuple(matches)


def _scale_kind(question: Question) -> str:
    kinds = {"likert": "ordinal", "rank": "ordinal", "multi": "binary"}
    return kinds.get(question.kind, "nominal")


def _questions(column: Column, cells: Sequence[str], number: int, joiner: str) -> list[Question]:
    wording = column.part or column.question
    section = column.question if column.part else ""
    name = column.label if NAME.fullmatch(column.label) else f"Q{number}"
    if _is_tick(column, cells):
        return [Question(column.label, name, wording, "multi", TICKS, (), section)]
    listed = _listed(cells, joiner) if not column.part else []
    if listed:
        return [
            Question(column.label, name, option, "multi", TICKS, (), wording, option)
            for option in listed
        ]
    kind, options, aside = _closed(cells)
    return [Question(column.label, name, wording, kind, options, aside, section)]


def _is_tick(column: Column, cells: Sequence[str]) -> bool:
    met = {fold(cell) for cell in cells}
    if not column.part:
        return bool(met) and met <= WORDED
    return met <= {fold(column.part), *TICKED, *NOT_TICKED} and len(met) <= 2


def _listed(cells: Sequence[str], joiner: str) -> list[str]:
    """Return the options that cells join, where they do: the same short ones come again."""
    if not joiner or not any(joiner.strip() in cell for cell in cells):
        return []
    options = options_in(cells, [], joiner)
    counts = Counter(fold(piece) for cell in cells for piece in split_ticks(cell, [], joiner))
    again = sum(count for count in counts.values() if count > 1)
    short = all(len(option) <= LONG for option in options)
    return options if short and len(options) <= MANY and again >= 0.8 * counts.total() else []


def _closed(cells: Sequence[str]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the kind of a question, its options and what stands aside."""
    met: dict[str, str] = {}
    for cell in cells:
        met.setdefault(fold(cell), cell)
    options = list(met.values())
    aside = tuple(option for option in options if is_apart(option))
    chosen = mirrored(option for option in options if option not in aside)
    if not chosen or any(len(option) > LONG for option in options):
        return "free_text", (), ()
    order = ordered(chosen)
    if {fold(option) for option in chosen} <= YES_NO:
        return "single", (*sorted(chosen, reverse=True), *aside), ()
    if order is not None and all(option.isdigit() for option in chosen):
        low, high = int(order[0]), int(order[-1])
        return "likert", tuple(f"{k}" for k in range(min(low, 1), high + 1)), aside
    if all(number_in(option, ANY_NUMBER) is not None for option in chosen):
        return "numeric", (), ()
    if order is not None and len(order) <= 11:
        return "likert", tuple(order), aside
    if 2 <= len(options) <= min(MANY, ALIKE * len(cells)):
        return "single", tuple(options), ()
    return "free_text", (), ()


def _of_one_grid(questions: Iterable[Question]) -> Iterable[Question]:
    """Give the rows of a grid all options that any of them met: they stand on one scale."""
    for section, rows in groupby(questions, key=lambda each: each.section):
        grid = list(rows)
        scaled = [each for each in grid if each.kind in ("likert", "single")]
        met = {fold(option): option for each in scaled for option in each.options}
        order = ordered(met.values())
        if section and len(scaled) > 1 and order is not None and not met.keys() <= YES_NO:
            aside = {fold(option): option for each in scaled for option in each.aside}
            options, apart = tuple(order), tuple(aside.values())
            grid = [
                replace(each, kind="likert", options=options, aside=apart)
                if each in scaled
                else each
                for each in grid
            ]
        yield from grid


def _with_own_ids(questions: Sequence[Question]) -> Iterable[Question]:
    """Add numbers to the ids of a question's parts, which would otherwise share one."""
    count = Counter(each.id for each in questions)
    met: Counter[str] = Counter()
    for each in questions:
        met[each.id] += 1
        id = f"{each.id}_{met[each.id]}" if count[each.id] > 1 else each.id
        yield replace(each, id=id)
