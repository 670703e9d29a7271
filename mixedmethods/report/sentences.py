"""Sentences that a report can use as they stand, each made of the values that were computed."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.model import Item
from mixedmethods.report import labels
from mixedmethods.survey import compare
from mixedmethods.survey.compare import ESTABLISHED, NOT_ESTABLISHED, SMALL
from mixedmethods.survey.tabulate import EVERYONE


def survey_sentences(tops: pd.DataFrame, items: Iterable[Item]) -> list[str]:
    """Say each question's headline in words: counts first, then share and interval.

    Parameters
    ----------
    tops : DataFrame
        What `survey.top_two` or `headline` gave, one or more groups.
    items : iterable of Item
        They bring the wording.

    Returns
    -------
    list of str
        One for each question, in the order of `tops`: ``Sessions of different lengths: 37 of 41
        clinical leads (90%, 95% CI 77% to 96%) and 4 of 11 commissioners (36%, 95% CI 15% to 65%)
        answered “agree” or “strongly agree”.`` Of two groups the difference follows, with what may
        be said of it, and below a base of 20 a warning.
    """
    if tops.empty:
        return []
    items = tuple(items)
    topics = tops["topic"] if "topic" in tops else tops["item"]
    two = tops["group"].nunique() == 2
    compared = {row["topic"]: row for row in compare(tops).to_dict("records")} if two else {}
    return [
        _question(f"{topic}", rows, items)
        + (_difference(compared[topic]) if topic in compared else "")
        for topic, rows in tops.groupby(topics, sort=False)
    ]


def _question(topic: str, rows: pd.DataFrame, items: tuple[Item, ...]) -> str:
    wording = labels.wording(topic, items).rstrip(".: ")
    said = []
    for option, same in rows[rows["base"] > 0].groupby("option", sort=False):
        people = [_people(row) for row in same.to_dict("records")]
        said.append(f"{' and '.join(people)} {_chose(f'{option}')}")
    silent = [_name(f"{group}") for group in rows.loc[rows["base"] == 0, "group"]]
    said += [f"nobody of the {name} answered" for name in silent]
    return f"{wording}{' ' if wording.endswith('?') else ': '}{'; '.join(said)}."


def _people(row: Mapping[Hashable, Any]) -> str:
    """Say how many of a group: ``6 of 11 commissioners (55%, 95% CI 28% to 79%)``."""
    share, low, high = (labels.percent(row[name]) for name in ("share", "ci_low", "ci_high"))
    return f"{row['n']} of {row['base']} {_name(row['group'])} ({share}, 95% CI {low} to {high})"


def _name(group: str) -> str:
    """Return a role's name inside a sentence; what a user has named stays as it is."""
    if group == EVERYONE:
        return "people"
    name = labels.group(group)
    return name[:1].lower() + name[1:] if group in labels.GROUPS else f"people ({name})"


def _chose(option: str) -> str:
    parts = [f"“{part}”" for part in option.split(" + ")]
    if parts == ["“ticked”"]:
        return "ticked it"
    return f"answered {' or '.join(parts)}"


def _difference(row: Mapping[Hashable, Any]) -> str:
    if row["verdict"] not in (ESTABLISHED, NOT_ESTABLISHED):
        return f" {labels.readable(row['verdict'])}."
    limits = labels.interval_points(row["ci_low"], row["ci_high"])
    what = "is established among those who answered"
    if row["verdict"] == NOT_ESTABLISHED:
        what = "is not established at these sizes"
    smallest = min(int(row["base"]), int(row["reference_base"]))
    few = f" One person of {smallest} is {100 / smallest:.1f} points." if smallest < SMALL else ""
    return f" The difference of {labels.points(row['gap'])} points (95% CI {limits}) {what}.{few}"
