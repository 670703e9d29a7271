"""Themes by group: who said it, how often, in how many focus groups.

Three counts always come together: segments, speakers and groups, because one eager speaker can
make many segments. A coding on a moderator's turn is a prompt: it is counted apart and is never a
segment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.model import Code, SummaryRow

STRETCH = ["source", "start", "end", "code"]
COUNTS = ["segments", "speakers", "groups", "of", "prompts"]
TIMES = {1: "once", 2: "twice"}


def theme_table(
    codings: pd.DataFrame, turns: pd.DataFrame, codes: Iterable[Code], by: str | None = None
) -> pd.DataFrame:
    """Count segments, speakers and groups of each code, over everyone or per group.

    Parameters
    ----------
    codings : DataFrame
        One row per coding: ``source start end code stance case moderator`` and the column `by`.
    turns : DataFrame
        Every turn that could have been coded: ``source moderator`` and the column `by`.
    codes : iterable of Code
        The rows of the table, in this order.
    by : str, optional
        A variable of the speakers; who has no value of it is left out. Without it there is one
        group, ``all``.

    Returns
    -------
    DataFrame, shape (n_codes * n_groups, 9)
        ``code name group segments speakers groups of prompts state``. `groups` counts sources in
        which the code was raised, `of` those in which the group spoke at all. Stretches that
        several coders gave the same code count once. A silent group stays, with zeros. `state` is
        ``raised``, ``disagreed`` (every coding disagrees), ``not raised``, ``not raised
        (prompted once)``, or ``not coded`` where the group has no coding of any code at all.

    Raises
    ------
    DataError
        If no turn has the variable `by`.
    """
    rows = [(code.id, code.name, (code.id,)) for code in codes]
    return _count(codings, turns, rows, by).rename(columns={"row": "code"})


def summary_table(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    summary: Iterable[SummaryRow],
    codes: Iterable[Code],
    by: str,
) -> pd.DataFrame:
    """Count the rows of a codebook's summary table, each the codes that it joins.

    Parameters
    ----------
    codings, turns, by
        As in `theme_table`.
    summary : iterable of SummaryRow
        Which codes each row joins, and what was published of it.
    codes : iterable of Code
        For their names.

    Returns
    -------
    DataFrame
        As `theme_table` with ``row`` (number) for ``code``, and ``published``: the published
        reading of the row for the group, empty where there is none.
    """
    summary, names = list(summary), {code.id: code.name for code in codes}
    rows = [(each.number, "; ".join(names[c] for c in each.codes), each.codes) for each in summary]
    table = _count(codings, turns, rows, by)
    published = [dict(row.published) for row in summary]  # by place: two rows may share a number
    return table.assign(
        published=[
            published[k % len(rows)].get(group, "") for k, group in enumerate(table["group"])
        ]
    )


def quotes(codings: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return what participants said under one code, by source and place.

    Returns
    -------
    DataFrame
        ``id source turn speaker coder stance quote``; prompts are left out.
    """
    chosen = codings[(codings["code"] == code) & ~codings["moderator"].astype(bool)]
    return chosen[["id", "source", "turn", "speaker", "coder", "stance", "quote"]].reset_index(
        drop=True
    )


def _count(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    rows: Sequence[tuple[object, str, tuple[str, ...]]],
    by: str | None,
) -> pd.DataFrame:
    codings, turns = _grouped(codings, by), _grouped(turns, by)
    spoke = turns[~turns["moderator"].astype(bool)]
    of = spoke.groupby("group")["source"].nunique()
    lines = []
    for group in sorted(of.index):
        tallies = _tallies(codings[codings["group"] == group])
        for row, name, ids in rows:
            counts = _counts([tallies[id] for id in ids if id in tallies])
            segments, speakers, groups, prompts, _ = counts
            state = _state(counts, coded=bool(tallies))
            lines.append(
                (row, name, group, segments, speakers, groups, int(of[group]), prompts, state)
            )
    return pd.DataFrame(lines, columns=["row", "name", "group", *COUNTS, "state"])


def _grouped(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    if by is None:
        return frame.assign(group="all")
    if by not in frame or (len(frame) and frame[by].isna().all()):
        if len(frame):
            raise DataError(
                f"The speakers must have the variable {by!r}. Got none that has it. "
                "Give it in the header of the transcripts (`# role: ...`)."
            )
        return frame.assign(group=pd.Series(dtype=object))
    return frame.assign(group=frame[by])


@dataclass(slots=True)
class _Tally:
    """What was gathered of one code: stretches, speakers and sources, and how many disagree."""

    said: set[tuple[object, ...]] = field(default_factory=set)
    cases: set[object] = field(default_factory=set)
    sources: set[object] = field(default_factory=set)
    prompts: set[tuple[object, ...]] = field(default_factory=set)
    agreed: bool = False


def _tallies(codings: pd.DataFrame) -> dict[object, _Tally]:
    """Walk through the codings once and gather what each code needs."""
    found: dict[object, _Tally] = {}
    columns = ("source", "start", "end", "code", "moderator", "case", "stance")
    for source, start, end, code, prompt, case, stance in zip(
        *(codings[name].tolist() for name in columns), strict=True
    ):
        tally = found.setdefault(code, _Tally())
        stretch = (source, start, end, code)
        if prompt:
            tally.prompts.add(stretch)
            continue
        tally.said.add(stretch)
        tally.sources.add(source)
        tally.agreed |= stance != "disagreement"  # whichever coder comes first
        if not pd.isna(case):
            tally.cases.add(case)
    return found


def _counts(tallies: Sequence[_Tally]) -> tuple[int, int, int, int, bool]:
    """Return segments, speakers, groups, prompts, and whether every segment disagrees."""
    return (
        sum(len(each.said) for each in tallies),
        len(set[object]().union(*(each.cases for each in tallies))),
        len(set[object]().union(*(each.sources for each in tallies))),
        sum(len(each.prompts) for each in tallies),
        not any(each.agreed for each in tallies),
    )


def _state(counts: tuple[int, int, int, int, bool], coded: bool) -> str:
    segments, _, _, prompts, disagreed = counts
    if segments and disagreed:
        return "disagreed"
    if segments:
        return "raised"
    if not coded:
        return "not coded"
    times = TIMES.get(prompts, f"{prompts} times")
    return f"not raised (prompted {times})" if prompts else "not raised"
