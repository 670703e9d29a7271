"""Percentages that a report has published, as an instrument file notes them beside each item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mixedmethods.model.check import list_of, mapping_of
from mixedmethods.model.instrument import Item, read_instrument


@dataclass(frozen=True, slots=True)
class Published:
    """One published percentage: `percent` as printed, `base` as stated by the report.

    `parts` is how many answers it adds up, as "good or excellent" does.
    """

    item: str
    statement: str
    percent: str
    base: int
    parts: int = 1


def read_published(body: Mapping[str, Any]) -> tuple[Published, ...]:
    """Return the percentages that an `instrument/1` file notes under ``published``.

    Parameters
    ----------
    body : mapping
        The body of the file, once `read_instrument` takes it. Entries need ``pct`` (a number, or
        null where no number was published), and may have ``statement`` and ``stated_base``; the
        base is else the file's ``respondents``.

    Returns
    -------
    tuple of Published
        In the file's order; entries without a number, or without a base, are left out.

    Raises
    ------
    FileError
        If the file is no instrument, or `published` is not a list of such entries.
    """
    items = {item.id: item for item in read_instrument(body).items}
    everyone = body.get("respondents")
    found = []
    for given in body["items"]:
        where = f"`published` of {given['id']}"
        for each in list_of(given.get("published"), where):
            entry = mapping_of(each, where)
            stated = entry.get("stated_base")
            base = stated if isinstance(stated, int) else everyone
            if entry.get("pct") is None or not isinstance(base, int) or base < 1:
                continue
            statement = f"{entry.get('statement') or ''}"
            parts = _parts(statement, items[f"{given['id']}"])
            found.append(Published(f"{given['id']}", statement, f"{entry['pct']}", base, parts))
    return tuple(found)


def _parts(statement: str, item: Item) -> int:
    """Return how many answers a statement adds up: "a or b" is two, "a to c" three."""
    if item.scale is None:
        return 1
    options = [option.casefold() for option in item.scale.options]
    said = statement.casefold()
    ends = said.split(" to ")
    if len(ends) == 2 and set(ends) <= set(options):
        return abs(options.index(ends[1]) - options.index(ends[0])) + 1
    pieces = [piece.strip() for piece in re.split(r",| or | and ", said)]
    return max(1, sum(piece in options for piece in pieces))
