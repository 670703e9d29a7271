"""Tables in which a person checks a survey file: which column is which question, and drafts."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mixedmethods.errors import DataError
from mixedmethods.ingest.surveys.draft import Question, draft
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.mapping import CONFIRMED, check
from mixedmethods.ingest.surveys.matching import DOUBTFUL, Match, match
from mixedmethods.model import Instrument

BETWEEN = " | "
SHOWN, CUT = 3, 40  # answers that are shown of a column, and characters of each
COLUMNS = ["take", "column", "option", "answers", "item", "how"]
DRAFTED = ["take", "id", "wording", "kind", "options", "aside", "section", "column", "option"]


def column_table(export: Export, instrument: Instrument, *, numbered: bool) -> pd.DataFrame:
    """Propose which column is which item, for a person to confirm.

    Returns
    -------
    DataFrame
        ``take`` (whether it is read), ``column``, ``option`` (of a joined list), ``answers`` (some
        of those that the column holds), ``item`` (an id or empty) and ``how`` (``same``,
        ``similar``, ``doubtful`` or empty). What is doubtful is not taken.
    """
    found: dict[str, list[Match]] = {}
    for each in match(export, instrument, numbered=numbered):
        found.setdefault(each.column, []).append(each)
    rows = [
        (each.how not in ("", DOUBTFUL), column.label, each.option, answers, each.item, each.how)
        for column in export.answers
        for answers in [_some(export, column.label)]
        for each in found.get(column.label, [Match(column.label, "", "", "")])
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def column_matches(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Match, ...]:
    """Return the columns as a person has left them.

    Parameters
    ----------
    before, after : DataFrame
        What `column_table` gave, and the same rows with ``take`` and ``item`` as they are now.

    Returns
    -------
    tuple of Match
        A row that was changed is confirmed; others are as sure as they were. What is doubtful and
        not taken stays doubtful.

    Raises
    ------
    FileError
        If an item has two columns, or none has any.
    """
    matches = []
    for was, now in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        item = f"{now['item'] or ''}"
        changed = (was["take"], was["item"]) != (now["take"], item)
        if item and now["take"]:
            how = CONFIRMED if changed else was["how"]
            matches.append(Match(was["column"], item, was["option"], how))
    taken = {each.item for each in matches}
    check(matches)
    matches += [
        Match(row["column"], row["item"], row["option"], DOUBTFUL)
        for row in before.to_dict("records")
        if row["how"] == DOUBTFUL and row["item"] not in taken
    ]
    return tuple(matches)


def draft_table(export: Export) -> pd.DataFrame:
    """Draft the questions of a file of answers, for a person to check.

    Returns
    -------
    DataFrame
        ``take id wording kind options aside section column option``: as `Question`; several options
        stand in one cell, from the lowest to the highest, with a bar between.
    """
    rows = [
        (
            True, each.id, each.wording, each.kind, BETWEEN.join(each.options),
            BETWEEN.join(each.aside), each.section, each.column, each.option,
        )
        for each in draft(export)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=DRAFTED)


def drafted(table: pd.DataFrame) -> tuple[Question, ...]:
    """Return the questions as a person has left them.

    Raises
    ------
    DataError
        If none is taken.
    """
    taken = [row for row in table.to_dict("records") if row["take"]]
    if not taken:
        raise DataError("An instrument must have at least one question. Got none. Take some.")
    return tuple(
        Question(
            f"{row['column']}", _cell(row, "id"), _cell(row, "wording"), _cell(row, "kind"),
            _parts(row, "options"), _parts(row, "aside"), _cell(row, "section"), f"{row['option']}",
        )
        for row in taken
    )  # fmt: skip


def _cell(row: Mapping[Hashable, Any], name: str) -> str:
    return f"{row[name] or ''}".strip()


def _parts(row: Mapping[Hashable, Any], name: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in _cell(row, name).split("|"))))


def _some(export: Export, label: str) -> str:
    kept = (row.cells[label].strip() for row in export.responses if not row.verdict.kind)
    met = list(dict.fromkeys(filter(None, kept)))[: SHOWN + 1]
    told = [each if len(each) <= CUT else f"{each[:CUT]}..." for each in met[:SHOWN]]
    return BETWEEN.join(told) + (f"{BETWEEN}..." if len(met) > SHOWN else "")
