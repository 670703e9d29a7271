"""Which column holds the answers to which item: by id, by wording, and by the answers themselves.

A match by resemblance is a proposal: `how` says so, and a person confirms it.
"""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mixedmethods.ingest.surveys.export import Column, Export, fold
from mixedmethods.ingest.surveys.ticks import LISTS, is_list, options_in
from mixedmethods.model import Instrument, Item, Scale

SAME, SIMILAR, DOUBTFUL = "same", "similar", "doubtful"
LIKE = 0.35  # resemblance of wordings from which a match is proposed
AHEAD = 0.1  # and by how much it has to be better than the next
SET = 0.5  # how many of the options in a cell have to be known for a list to tick
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[-+]?\.\d+")
REMARK = re.compile(r"\s*\((free text|tick all that apply|select all that apply)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """A column and the item whose answers it holds.

    `option` is the option that ticks the item, where one column holds a whole list; `score` is
    how alike the wordings are (0 to 1); `how` is ``same`` (by id or wording), ``similar``,
    ``doubtful`` or ``confirmed`` (by a person).
    """

    column: str
    item: str
    option: str = ""
    how: str = SAME
    score: float = 1.0


def match(export: Export, instrument: Instrument, *, numbered: bool = False) -> tuple[Match, ...]:
    """Propose the item of each column.

    Parameters
    ----------
    export : Export
        A file of answers.
    instrument : Instrument
        What was asked.
    numbered : bool, default False
        Numbers in the cells are places on the scale, 1 being the first option.

    Returns
    -------
    tuple of Match
        In the order of the columns; an item has one column at most, a column several items only
        where it holds a list to tick. Columns that resemble no item are left out.
    """
    kept = [row.cells for row in export.responses if not row.verdict.kind]
    cells = {column.label: [row[column.label] for row in kept] for column in export.answers}
    found = list(_same(export.answers, instrument))
    columns = _left(export.answers, found)
    items = [item for item in instrument.items if item.id not in {each.item for each in found}]
    if columns and items:
        lists = [c for c in columns if is_list(c, cells[c.label], items, export.platform.joiner)]
        found += _ticked(lists, cells, items, export.platform.joiner)
        columns = [column for column in columns if column not in lists]
        items = [item for item in items if item.id not in {each.item for each in found}]
        found += _alike(columns, cells, items, numbered)
    order = {column.label: place for place, column in enumerate(export.columns)}
    return tuple(sorted(found, key=lambda each: order[each.column]))


def option_of(given: str, scale: Scale, *, numbered: bool = False) -> str | None:
    """Return the option that a cell means, by its label, its code or (asked for) its place."""
    wanted = fold(given)
    for option in scale.offered:
        if fold(option) == wanted:
            return option
    by_code = dict(zip(scale.codes, scale.offered, strict=False))
    if numbered and not scale.codes:
        by_code = {f"{place}": option for place, option in enumerate(scale.options, start=1)}
    return by_code.get(given.strip().removesuffix(".0"))


def number_in(given: str, item: Item) -> str | None:
    """Return the number that a cell holds, within the limits of its item, as it is stored.

    Examples
    --------
    >>> item = Item("staff", "How many?", "numeric", limits=(0, 500))
    >>> number_in(" 1,200", item), number_in("12.50", item), number_in("a few", item)
    (None, '12.5', None)
    """
    plain = given.strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(plain):
        return None
    number = float(plain.replace(",", ""))
    low, high = item.limits or (-math.inf, math.inf)
    return f"{number:.15g}" if low <= number <= high else None


def _same(columns: Sequence[Column], instrument: Instrument) -> list[Match]:
    """Match by id or wording; the first of two columns has it."""
    by_name = {_wording(item): item for item in instrument.items}
    by_name |= {fold(item.id): item for item in instrument.items}
    found: list[Match] = []
    for column in columns:
        names = (column.label, column.part or column.question)
        item = next((by_name[fold(n)] for n in names if n and fold(n) in by_name), None)
        if item is not None and item.id not in {each.item for each in found}:
            found.append(Match(column.label, item.id))
    return found


def _left(columns: Sequence[Column], found: Collection[Match]) -> list[Column]:
    taken = {each.column for each in found}
    return [column for column in columns if column.label not in taken]


def _wording(item: Item) -> str:
    return fold(REMARK.sub("", item.wording))


def _ticked(
    columns: Sequence[Column], cells: dict[str, list[str]], items: Sequence[Item], joiner: str
) -> list[Match]:
    """Match the options of lists that stand in one cell; their siblings, never ticked, come too."""
    ticks = [item for item in items if item.kind in LISTS]
    found: list[Match] = []
    for column in columns:
        free = [item for item in ticks if item.id not in {each.item for each in found}]
        options = options_in(cells[column.label], [item.wording for item in free], joiner)
        if not free or not options:
            continue
        alike = _likeness([[option] for option in options], [_wording(item) for item in free])
        rows, places = _assigned(alike)
        mine = [
            Match(
                column.label, free[k].id, options[row], _grade(alike[row], k), _round(alike, row, k)
            )
            for row, k in zip(rows, places, strict=True)
            if alike[row, k] >= LIKE
        ]
        found += mine + _siblings(column, mine, items)
    return found


def _siblings(column: Column, mine: Sequence[Match], items: Sequence[Item]) -> list[Match]:
    """Return the items of the same run of ticks that nobody ticked."""
    here = {each.item for each in mine}
    places = [k for k, item in enumerate(items) if item.id in here]
    if not places or items[places[0]].kind != "multi":
        return []
    first, last = places[0], places[-1]
    while first and items[first - 1].kind == "multi":
        first -= 1
    while last + 1 < len(items) and items[last + 1].kind == "multi":
        last += 1
    run = [item for item in items[first : last + 1] if item.id not in here]
    return [Match(column.label, item.id, item.wording, DOUBTFUL, 0.0) for item in run]


def _alike(
    columns: Sequence[Column], cells: dict[str, list[str]], items: Sequence[Item], numbered: bool
) -> list[Match]:
    if not columns or not items:
        return []
    texts = [list(filter(None, (c.part, f"{c.question} {c.part}".strip()))) for c in columns]
    alike = _likeness(texts, [_wording(item) for item in items])
    fits = np.array(
        [[_fit(cells[c.label], item, numbered) for item in items] for c in columns], dtype=float
    )
    alike = alike * fits
    found = []
    for row, place in zip(*_assigned(alike), strict=True):
        if alike[row, place] >= LIKE / 2:
            named = " " in texts[row][-1]  # a code such as Q3_ORG says too little
            how = _grade(alike[row], place) if named else DOUBTFUL
            score = _round(alike, row, place)
            found.append(Match(columns[row].label, items[place].id, "", how, score))
    return found


def _assigned(alike: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows and their places so that all of them together are as alike as can be."""
    from scipy.optimize import linear_sum_assignment  # slow to import

    rows, places = linear_sum_assignment(-alike)
    return rows, places


def _grade(alike: np.ndarray, place: int) -> str:
    """Return how sure a match is: better than the next, and good enough on its own."""
    others = np.delete(alike, place)
    ahead = alike[place] - (others.max() if len(others) else 0.0)
    if alike[place] > 0.999:
        return SAME
    return SIMILAR if alike[place] >= LIKE and ahead >= AHEAD else DOUBTFUL


def _round(alike: np.ndarray, row: int, place: int) -> float:
    return round(float(alike[row, place]), 3)


def _likeness(texts: Sequence[Sequence[str]], wordings: Sequence[str]) -> np.ndarray:
    """Return how alike each column's texts (the best of them) and each wording are, 0 to 1."""
    flat = [fold(REMARK.sub("", text)) for column in texts for text in column]
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import

    vectors: Any = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    try:
        vectors.fit([*flat, *wordings])
    except ValueError:  # nothing but signs
        return np.zeros((len(texts), len(wordings)))
    each = (vectors.transform(flat) @ vectors.transform(wordings).T).toarray()
    ends = np.cumsum([len(column) for column in texts])
    return np.array([part.max(axis=0) for part in np.split(each, ends[:-1])])


def _fit(cells: Sequence[str], item: Item, numbered: bool) -> float:
    """Return how well answers fit an item, 0 to 1: a scale that has none of them is not meant."""
    given = [cell for cell in cells if cell.strip()]
    if item.kind in ("free_text", "multi") or not given:
        return 1.0
    means = (
        (number_in(cell, item) for cell in given)
        if item.scale is None
        else (option_of(cell, item.scale, numbered=numbered) for cell in given)
    )
    met = sum(each is not None for each in means) / len(given)
    return 0.0 if met < SET else met
