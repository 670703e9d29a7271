"""Survey answers in a plain CSV or XLSX table, read against an instrument."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.ingest.table import Row, Table, read_table
from mixedmethods.model import Audit, AuditEntry, Case, Instrument, Item, Scale

ID_COLUMNS = ("respondent_id", "respondent", "response id", "response_id", "id")
LISTED = 10
QUOTES = str.maketrans("‘’“”\u00a0", "''\"\" ")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a survey file holds once it is read: respondents with their answers, and the audit.

    `unknown` are the places (row, column) where an answer is not on its scale.
    """

    respondents: tuple[Case, ...]
    audit: Audit
    unknown: tuple[tuple[int, str], ...] = ()


def read_survey(
    name: str, content: bytes, instrument: Instrument, *, leave_out_unknown: bool = False
) -> Survey:
    """Read a table of answers: one row per respondent, one column per item.

    Parameters
    ----------
    name, content : str, bytes
        The file.
    instrument : Instrument
        What was asked. A column belongs to an item if its heading is the item's id or wording.
    leave_out_unknown : bool, default False
        Leave out answers that are not on their scale, and say so in the audit, instead of
        refusing the file.

    Returns
    -------
    Survey
        Answers are option labels; a blank cell is no answer. Columns that belong to no item are
        not imported. Rows without any answer, rows of another role and repeated respondents are
        dropped, each with its reason.

    Raises
    ------
    FileError
        If the file is no table, no column belongs to an item, no row is left, or there are
        answers off their scale. The message gives rows and columns and never the answer.
    """
    table = read_table(name, content)
    columns = match_columns(table, instrument)
    if not columns:
        raise FileError(
            f"The columns must be items of the instrument {instrument.id}. Got none in {name}. "
            "Choose the instrument that was used, or name the columns as its items."
        )
    entries = _column_remarks(table, columns, instrument)
    kept, unknown = [], []
    seen: dict[str, tuple[int, dict[str, str]]] = {}
    for row in table.rows:
        answers, off = _answers(row, columns)
        given = _respondent_id(row)
        respondent = given or f"row {row.number}"
        reason = _reason_to_drop(row, answers, off, respondent, seen, instrument)
        if reason:
            entries.append(AuditEntry(row.number, "dropped", reason))
            continue
        unknown += [(row.number, column) for column in off]
        entries += _answer_remarks(row, answers, off, instrument, given)
        seen[respondent] = (row.number, answers)
        kept.append(Case(respondent, "respondent", (*answers.items(), ("role", instrument.role))))
    if not kept:
        raise FileError(
            f"The file must hold at least one row of answers of the role {instrument.role}. "
            f"Got {len(table.rows)} other rows in {name}. Check that it is the export with the "
            "answers, and that the instrument is the one that was used."
        )
    if unknown and not leave_out_unknown:
        raise _unknown_answers(name, unknown)
    dropped = sum(entry.outcome == "dropped" for entry in entries)
    entries.sort(key=lambda entry: entry.row)
    return Survey(tuple(kept), Audit(len(kept), dropped, tuple(entries)), tuple(unknown))


def match_columns(table: Table, instrument: Instrument) -> dict[str, Item]:
    """Return the item of each column that has one, by id or by wording."""
    by_name = {_fold(item.wording): item for item in instrument.items}
    by_name |= {_fold(item.id): item for item in instrument.items}
    matched: dict[str, Item] = {}
    for column in table.columns:
        item = by_name.get(_fold(column))
        if item is not None and item not in matched.values():
            matched[column] = item
    return matched


def _answers(row: Row, columns: Mapping[str, Item]) -> tuple[dict[str, str], list[str]]:
    """Return the answers by item id, and the columns with an answer that is off its scale."""
    answers, off = {}, []
    for column, item in columns.items():
        given = row.cells[column]
        if not given.strip():
            continue
        answer = given if item.scale is None else _option(given, item.scale)
        if answer is None:
            off.append(column)
        else:
            answers[item.id] = answer
    return answers, off


def _option(given: str, scale: Scale) -> str | None:
    """Return the option that a cell means, by its label or its code."""
    wanted = _fold(given)
    for option in scale.options:
        if _fold(option) == wanted:
            return option
    return dict(zip(scale.codes, scale.options, strict=False)).get(given.strip())


def _respondent_id(row: Row) -> str:
    return _cell_of(row, ID_COLUMNS).strip()


def _cell_of(row: Row, names: tuple[str, ...]) -> str:
    """Return the first cell whose heading is one of the names, in any case, or nothing."""
    return next((cell for column, cell in row.cells.items() if column.casefold() in names), "")


def _reason_to_drop(
    row: Row,
    answers: dict[str, str],
    off: list[str],
    respondent: str,
    seen: Mapping[str, tuple[int, dict[str, str]]],
    instrument: Instrument,
) -> str:
    if not answers and not off:
        return "no answer in the whole row"
    role = _fold(_cell_of(row, ("role",)))
    if role and role != _fold(instrument.role):
        return f"the role is not {instrument.role}"
    if respondent in seen:
        number, before = seen[respondent]
        same = "the same answers" if before == answers else "other answers"
        return f"respondent already in row {number}, with {same}"
    return ""


def _answer_remarks(
    row: Row, answers: dict[str, str], off: list[str], instrument: Instrument, respondent: str
) -> list[AuditEntry]:
    remarks = [
        AuditEntry(row.number, "flagged", "answer is not on the scale; left out", column)
        for column in off
    ]
    if not respondent:
        remarks.append(AuditEntry(row.number, "flagged", "no respondent id; the row number serves"))
    for item in instrument.items:
        if item.asked_if is None or item.id not in answers:
            continue
        before, wanted = item.asked_if
        if answers.get(before) not in wanted:
            reason = f"answered, although the route from {before} leads past it; kept and counted"
            remarks.append(AuditEntry(row.number, "flagged", reason, item.id))
    return remarks


def _column_remarks(
    table: Table, columns: Mapping[str, Item], instrument: Instrument
) -> list[AuditEntry]:
    left = [
        AuditEntry(1, "flagged", "column belongs to no item; not imported", column)
        for column in table.columns
        if column not in columns and column.casefold() not in (*ID_COLUMNS, "role")
    ]
    there = {item.id for item in columns.values()}
    absent = [
        AuditEntry(1, "flagged", "the file has no column for this item", item.id)
        for item in instrument.items
        if item.id not in there
    ]
    return left + absent


def _unknown_answers(name: str, unknown: list[tuple[int, str]]) -> FileError:
    places = "; ".join(f"row {row}, column {column}" for row, column in unknown[:LISTED])
    more = f"; and {len(unknown) - LISTED} more" if len(unknown) > LISTED else ""
    return FileError(
        f"Each answer must be an option of its scale. Got {len(unknown)} in {name} that are not "
        f"({places}{more}). Mend them or the instrument, or choose to leave them out."
    )


def _fold(text: str) -> str:
    """Compare as a person would: case, quotes and spaces do not count."""
    return re.sub(r"\s+", " ", text.translate(QUOTES)).strip().casefold()
