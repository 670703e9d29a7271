"""All codings as a table that spreadsheets can open."""

from bisect import bisect_right

import pandas as pd

from mixedmethods.model import Coding, Source
from mixedmethods.model.exchange import Exchange
from mixedmethods.report.guard import guarded_csv

COLUMNS = (
    "segment_id", "source", "turn", "start", "end", "code", "name", "coder", "origin", "stance",
    "elicitation", "quote", "speaker", "time", "prompt", "case", "text_start", "text_end",
)  # fmt: skip


def codings_csv(exchange: Exchange) -> str:
    """Return every coding as CSV, by source and place.

    Parameters
    ----------
    exchange : Exchange
        The qualitative strand of a project.

    Returns
    -------
    str
        The columns `COLUMNS` and one per variable, a case's before its source's. `start` and
        `end` are code points from the first character of the turn, as an import of codings reads
        them, `text_start` and `text_end` from that of the text. `prompt` is yes where the
        moderator's words are coded. Cells that a spreadsheet would take for a formula have an
        apostrophe before them. Only the header where nothing is coded.
    """
    names = {code.id: code.name for code in exchange.codes}
    sources = {source.id: source for source in exchange.sources}
    owners = {(source, turn): case for source, turn, case in exchange.speaking}
    known = {case.id: dict(case.variables) for case in exchange.cases}
    turns = {(s.id, t.number): t for s in exchange.sources for t in s.turns}
    at = {id: _numbers(source) for id, source in sources.items()}
    rows = []
    for coding in sorted(exchange.codings, key=_place):
        source = sources[coding.selection.source]
        turn = turns[source.id, _turn_at(at[source.id], coding.selection.start)]
        case = owners.get((source.id, turn.number), "")
        row = {
            "segment_id": coding.id,
            "source": source.id,
            "turn": turn.number,
            "start": coding.selection.start - turn.start,
            "end": coding.selection.end - turn.start,
            "code": coding.code,
            "name": names[coding.code],
            "coder": coding.coder,
            "origin": coding.origin,
            "stance": coding.stance,
            "elicitation": coding.elicitation,
            "quote": source.text[coding.selection.start : coding.selection.end],
            "speaker": turn.speaker,
            "time": turn.time,
            "prompt": "yes" if turn.moderator else "no",
            "case": case,
            "text_start": coding.selection.start,
            "text_end": coding.selection.end,
        }
        facts = dict(source.variables) | known.get(case, {})
        rows.append(row | {_free(name): value for name, value in facts.items()})
    return guarded_csv(pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(COLUMNS)))


def _numbers(source: Source) -> tuple[list[int], list[int]]:
    turns = sorted(source.turns, key=lambda turn: turn.start)
    return [turn.start for turn in turns], [turn.number for turn in turns]


def _turn_at(numbers: tuple[list[int], list[int]], start: int) -> int:
    return numbers[1][bisect_right(numbers[0], start) - 1]


def _free(variable: str) -> str:
    return f"{variable} (variable)" if variable in COLUMNS else variable


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    place = coding.selection
    return place.source, place.start, place.end, coding.code, coding.coder
