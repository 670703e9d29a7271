"""Answers aside, as "don't know": outside the base of the other shares, and never out of sight."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from mixedmethods.model import Instrument, Item
from mixedmethods.survey.questionnaire import Survey
from mixedmethods.survey.roles import block


def has_aside(item: Item) -> bool:
    """Say whether an item offers answers that stand outside the base."""
    return item.scale is not None and bool(item.scale.aside)


def widened(survey: Survey) -> Survey:
    """Return a survey whose answers aside count as options: to tabulate them on everyone's base."""
    items = tuple(_wide(item) for item in survey.instrument.items)
    instrument: Instrument = replace(survey.instrument, items=items)
    return replace(survey, instrument=instrument)


def aside_rows(table: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """Keep the rows of answers aside of one survey's items.

    Parameters
    ----------
    table : DataFrame
        What `tabulate`, `tabulate_roles` or `block` gave for the `widened` survey: the base is
        everyone who replied, with an option or aside.
    survey : Survey
        As it is.
    """
    known = {item.id: item.scale.aside for item in survey.instrument.items if item.scale}
    rows = zip(table["item"], table["option"], strict=True)
    return table[[option in known.get(item, ()) for item, option in rows]]


def _wide(item: Item) -> Item:
    if item.scale is None or not item.scale.aside:
        return item
    return replace(item, scale=replace(item.scale, options=item.scale.offered, aside=()))


def aside_table(surveys: Sequence[Survey], item_ids: Iterable[str]) -> pd.DataFrame:
    """Count the answers aside of items by role, one below the other.

    Returns
    -------
    DataFrame
        The columns of `survey.block`; the base is everyone who replied. No rows where no item
        offers such answers.
    """
    ids = list(item_ids)
    if not any(has_aside(item) for survey in surveys for item in survey.instrument.items):
        return pd.DataFrame()
    table = block([widened(survey) for survey in surveys], ids)
    return pd.concat([aside_rows(table, survey) for survey in surveys]).sort_index()
