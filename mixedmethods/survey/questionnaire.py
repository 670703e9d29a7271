"""A survey: one instrument with its answers, and how its items are found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Instrument, Item


@dataclass(frozen=True, slots=True, eq=False)  # eq: a frame has no single truth of equality
class Survey:
    """The answers that one role gave to one instrument.

    `responses` has one row per respondent, indexed by the respondent's id, and one column per
    item that holds the option's own wording; a missing answer is NaN. Other columns (role,
    region) may stand beside the items.
    """

    instrument: Instrument
    responses: pd.DataFrame

    @property
    def role(self) -> str:
        """The role that was asked."""
        return self.instrument.role


def items_of(surveys: Iterable[Survey]) -> tuple[Item, ...]:
    """Return the items of all instruments, instrument by instrument, in the order asked."""
    return tuple(item for survey in surveys for item in survey.instrument.items)


def blocks(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """Return the ids of the closed items by section, both in the order asked.

    Parameters
    ----------
    instrument : Instrument
        Items without a section come under the empty name.

    Returns
    -------
    dict of str to tuple of str
        A section whose items are all free text is left out.
    """
    ids: dict[str, tuple[str, ...]] = {}
    for item in instrument.closed:
        ids[item.section] = (*ids.get(item.section, ()), item.id)
    return ids


def closed_by_id(items: Iterable[Item]) -> Mapping[str, Item]:
    """Return closed items by their id.

    Raises
    ------
    DataError
        If one id names two different questions, as happens when two files number theirs Q1, Q2.
    """
    found: dict[str, Item] = {}
    for item in items:
        known = found.setdefault(item.id, item)
        if (known.wording, known.scale) != (item.wording, item.scale):
            raise DataError(
                f"An item id must name one question. Got two different questions named {item.id!r}."
                " Rename one of them in its instrument."
            )
    return {id: item for id, item in found.items() if item.scale is not None}


def family(surveys: Iterable[Survey], item_id: str) -> Iterator[tuple[Survey, Item]]:
    """Yield the item, and every closed item declared comparable with it, survey by survey.

    Comparability counts whichever instrument declares it, and is handed on: where A names B and C
    names B, all three are together.

    Raises
    ------
    DataError
        If no instrument has the item, or it is free text, or one id names two questions.
    """
    surveys = list(surveys)
    known = closed_by_id(items_of(surveys))
    if item_id not in known:
        raise _not_closed(item_id, items_of(surveys))
    kin, wider = {item_id}, {item_id}
    while wider:
        kin |= wider
        wider = {item.comparable for item in known.values() if item.id in kin}
        wider |= {item.id for item in known.values() if item.comparable in kin}
        wider -= kin | {""}
    for survey in surveys:
        yield from ((survey, item) for item in survey.instrument.closed if item.id in kin)


def _not_closed(item_id: str, items: tuple[Item, ...]) -> DataError:
    ids = [item.id for item in items if item.scale is not None]
    near = get_close_matches(item_id, ids, n=5) or ids[:5]
    kinds = {item.id: item.kind.replace("_", " ") for item in items}
    kind = kinds.get(item_id, "no item of this id")
    return DataError(
        f"The item must be a closed item of an instrument. Got {item_id!r}, which is {kind}. "
        f"Choose another, for example {', '.join(near) or 'none, for no item is closed'}."
    )
