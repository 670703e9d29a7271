"""Quotes of an open project: by code, by word, and where each stands in its text."""

from collections.abc import Mapping

import pandas as pd

from mixedmethods.coding.frequency import word_frequencies
from mixedmethods.coding.kwic import kwic
from mixedmethods.coding.query import Query
from mixedmethods.coding.retrieve import retrieve
from mixedmethods.integration import Study
from mixedmethods.store import Project
from mixedmethods.store.texts import read_source


def find_quotes(study: Study, query: Query) -> pd.DataFrame:
    """Return the segments that a query asks for, as `coding.retrieve.retrieve`.

    Raises
    ------
    DataError
        As there.
    """
    return retrieve(study.codings, query, study.codes.values())


def texts_of(project: Project, study: Study, kind: str | None = None) -> dict[str, str]:
    """Return the texts of a project by the names of their sources, of one kind or all."""
    turns = study.turns if kind is None else study.turns[study.turns["kind"] == kind]
    return {f"{id}": read_source(project, f"{id}").text for id in turns["source"].unique()}


def find_words(
    texts: Mapping[str, str], study: Study, pattern: str, *, moderators: bool = False
) -> pd.DataFrame:
    """Return each place of a word or phrase with the words around it, as `coding.kwic.kwic`."""
    return kwic(texts, study.turns, pattern, moderators=moderators)


def count_words(texts: Mapping[str, str], study: Study, by: str | None = None) -> pd.DataFrame:
    """Return how often each word is said, as `coding.frequency.word_frequencies`."""
    return word_frequencies(texts, study.turns, by)
