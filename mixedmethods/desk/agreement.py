"""Compare coders in an open project: how far they agree, where they differ."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from mixedmethods.coding.agreement import agreement
from mixedmethods.coding.differences import agreed, differences
from mixedmethods.errors import DataError
from mixedmethods.store import Project
from mixedmethods.store.codes import codes
from mixedmethods.store.codings import codings
from mixedmethods.store.reads import reads
from mixedmethods.store.settings import settings
from mixedmethods.store.texts import read_source, source_ids, turns

CONSENSUS = "consensus"


def coders_of(project: Project) -> dict[str, list[str]]:
    """Return who has coded, with the sources in which they have; the consensus is nobody."""
    frame = codings(project)
    frame = frame[frame["coder"] != CONSENSUS]
    return {f"{coder}": sorted(own.unique()) for coder, own in frame.groupby("coder")["source"]}


def compare_coders(
    project: Project,
    coders: Sequence[str],
    source: str | None = None,
    unit: str = "turn",
    *,
    coded_only: bool = False,
) -> pd.DataFrame:
    """Return how far coders agree on every code that one of them used.

    Parameters
    ----------
    project : Project
        The open project.
    coders : sequence of str
        Two or more.
    source : str, optional
        One source; by default every source that at least two of them have coded or read.
    unit : str
        ``turn``, ``sentence`` or ``character``.
    coded_only : bool, default False
        Only units to which at least one of them gave a code.

    Returns
    -------
    DataFrame
        As `coding.agreement.agreement`.

    Raises
    ------
    DataError
        If the approach is reflexive, and as there.
    """
    refuse_reflexive(project)
    frame, finished = codings(project), finished_reading(project)
    known = set(source_ids(project))
    if source is not None and source not in known:
        read_source(project, source)  # refuses, and says what to do
    names = [source] if source is not None else _shared(frame, coders, finished)
    here = frame[frame["source"].isin(names) & frame["coder"].isin(list(coders))]
    used = [code for code in codes(project) if code.id in set(here["code"])]
    if not used:
        raise DataError(
            "Coders are compared where they have coded the same source. Got no coding of "
            f"{' or '.join(coders)} in {source or 'a source that both have coded'}. "
            "Choose other coders or another source."
        )
    texts = [read_source(project, name) for name in names]
    return agreement(here, texts, coders, used, unit, coded_only, read=finished)


def list_differences(
    project: Project, first: str, second: str, source: str | None = None
) -> pd.DataFrame:
    """Return where two coders differ, with the words in question.

    Returns
    -------
    DataFrame
        As `coding.differences.differences`, with ``quote`` and ``quote_second``, empty where a
        coder did not code.
    """
    frame = codings(project)
    table = differences(frame, first, second, source, read=finished_reading(project))
    words = frame.set_index("id")["quote"]
    return table.assign(
        quote=table["first"].map(words).fillna(""),
        quote_second=table["second"].map(words).fillna(""),
    )


def agreed_codings(
    project: Project, first: str, second: str, source: str | None = None
) -> list[tuple[str, str]]:
    """Return the codings on which two coders agree, as pairs of ids."""
    return agreed(codings(project), first, second, source, read=finished_reading(project))


def finished_reading(project: Project) -> set[tuple[str, str]]:
    """Return who has marked every participant's turn of which source as read: (source, coder)."""
    every = turns(project)
    every = every[~every["moderator"].astype(bool)]
    needed = every["source"].value_counts().to_dict()
    marked = reads(project).merge(every[["source", "turn"]], on=["source", "turn"])
    done = Counter(zip(marked["source"], marked["coder"], strict=True))
    return {(source, coder) for (source, coder), n in done.items() if n == needed[source]}


def refuse_reflexive(project: Project) -> None:
    """Refuse statistics of agreement where the approach has no use for them.

    Raises
    ------
    DataError
        If the approach is reflexive.
    """
    if settings(project).reflexive:
        raise DataError(
            "Agreement is computed for codebook and framework analysis. Got a project of "
            "reflexive thematic analysis, where two readings need not agree. Change the approach "
            "on the Project page if codes are applied by rule."
        )


def _shared(
    frame: pd.DataFrame, coders: Sequence[str], finished: set[tuple[str, str]]
) -> list[str]:
    seen = set(zip(frame["source"], frame["coder"], strict=True)) | finished
    names = sorted({source for source, coder in seen if coder in coders})
    return [name for name in names if sum((name, coder) in seen for coder in coders) > 1]
