"""Models of an episode file that a user chose: one call each, the file in memory."""

from dataclasses import dataclass

import pandas as pd

from mixedmethods.outcomes.episodes.between import between_services
from mixedmethods.outcomes.episodes.columns import covariates
from mixedmethods.outcomes.episodes.files import open_episodes
from mixedmethods.outcomes.episodes.intercepts import SERVICE, Intercepts
from mixedmethods.outcomes.episodes.ladder import highest_model, ladder
from mixedmethods.outcomes.episodes.results import OUTCOMES, outcome
from mixedmethods.outcomes.episodes.tables import missing_table

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Look:
    """What an episode file can answer.

    `columns` are the names in the file by id, `groups` the ethnic groups that are there,
    `outcomes` the ids of those whose columns are there, `model` the highest.
    """

    rows: int
    columns: dict[str, str]
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    model: int
    services: bool


def looked_at(file: File) -> Look:
    """Look at a file: how many episodes, which columns, what it can answer."""
    with open_episodes(file) as table:
        there = set(table.columns)
        return Look(
            table.rows,
            dict(table.columns),
            table.levels["ethnic_group"],
            tuple(id for id, each in OUTCOMES.items() if {*each.needs} <= there),
            highest_model(there),
            SERVICE in there,
        )


def modelled(
    file: File, id: str, model: int, top: int, reference: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Fit one model on the episodes that model `top` can use, as `ladder`."""
    with open_episodes(file) as table:
        return ladder(table, outcome(id), [model], reference, top)


def lacking(file: File, id: str, top: int) -> pd.DataFrame:
    """Count what is missing, as `tables.missing_table`."""
    with open_episodes(file) as table:
        return missing_table(table, outcome(id), covariates(top))


def services_differ(file: File, id: str, model: int, reference: str) -> Intercepts:
    """Work out how much services differ under a model."""
    with open_episodes(file) as table:
        return between_services(table, outcome(id), model, reference)[1]
