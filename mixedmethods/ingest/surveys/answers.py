"""Survey answers of any platform, read against an instrument."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.export import Export, Response, fold
from mixedmethods.ingest.surveys.matching import Match, number_in, option_of
from mixedmethods.ingest.surveys.plan import Plan, Reading, plan, remarks
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.surveys.ticks import is_ticked, split_ticks
from mixedmethods.model import Audit, AuditEntry, Case, Instrument, Item

LISTED = 10
AS_IT_COMES = Reading()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a survey file holds once it is read: respondents with their answers, and the audit.

    `unknown` are the places (row, column) where an answer is not on its scale.
    """

    respondents: tuple[Case, ...]
    audit: Audit
    unknown: tuple[tuple[int, str], ...] = ()


def read_survey(
    name: str,
    content: bytes,
    instrument: Instrument,
    reading: Reading = AS_IT_COMES,
    *,
    leave_out_unknown: bool = False,
) -> Survey:
    """Read a file of answers: one row per respondent.

    Parameters
    ----------
    name, content : str, bytes
        The file.
    instrument : Instrument
        What was asked.
    reading : Reading
        Which column belongs to which item, and which rows stay. By default columns are matched
        by id and wording; what is only similar is used and flagged, what is doubtful left out.
    leave_out_unknown : bool, default False
        Leave out answers that are not on their scale, and say so in the audit, instead of
        refusing the file.

    Returns
    -------
    Survey
        Answers are option labels; a blank cell is no answer, but in a list to tick none of its
        options. Columns that belong to no item are not imported. Rows that the platform marks as
        previews, tests, spam or unfinished, rows without any answer, rows of another role and
        repeated respondents are dropped, each with its reason.

    Raises
    ------
    FileError
        If the file is no table, no column belongs to an item, no row is left, or there are
        answers off their scale. The message gives rows and columns and never the answer.
    """
    export = read_export(name, content, encoding=reading.encoding, keep=reading.keep)
    return answers_in(name, export, instrument, reading, leave_out_unknown=leave_out_unknown)


def answers_in(
    name: str,
    export: Export,
    instrument: Instrument,
    reading: Reading = AS_IT_COMES,
    *,
    leave_out_unknown: bool = False,
) -> Survey:
    """Take the answers out of a file that is read already; see `read_survey`."""
    how = plan(export, instrument, reading)
    if not how.matches:
        raise FileError(
            f"The columns must be items of the instrument {instrument.id}. Got none in {name}. "
            "Choose the instrument that was used, or name the columns as its items."
        )
    entries = list(remarks(how))
    kept, unknown = [], []
    for row in export.responses:
        answers, off = _answers(how, row)
        reason = _reason_to_drop(row, answers, off, instrument)
        if reason:
            entries.append(AuditEntry(row.number, "dropped", reason))
            continue
        unknown += [(row.number, column) for column in off]
        id = row.cells[how.id].strip() if how.id else ""
        entries += _answer_remarks(row, answers, off, instrument, id)
        also = ((label, row.cells.get(label, "").strip()) for label in reading.also)
        told = (pair for pair in also if pair[1])
        variables = (*answers.items(), *told, ("role", instrument.role))
        kept.append(Case(id or f"row {row.number}", "respondent", variables))
    if not kept:
        raise FileError(
            f"The file must hold at least one row of answers of the role {instrument.role}. "
            f"Got {len(export.responses)} other rows in {name}. Check that it is the export with "
            "the answers, and that the instrument is the one that was used."
        )
    if unknown and not leave_out_unknown:
        raise _unknown_answers(name, unknown)
    dropped = sum(entry.outcome == "dropped" for entry in entries)
    entries.sort(key=lambda entry: entry.row)
    return Survey(tuple(kept), Audit(len(kept), dropped, tuple(entries)), tuple(unknown))


def _answers(of: Plan, row: Response) -> tuple[dict[str, str], list[str]]:
    """Return the answers by item id, and the columns with an answer that is off its scale."""
    pieces = {
        column: [*map(fold, split_ticks(row.cells[column], known, of.export.platform.joiner))]
        for column, known in of.options.items()
    }
    found: dict[str, str | None] = {}
    for each in of.matches:
        if each.option and pieces[each.column]:
            found |= _listed(of.items[each.item], fold(each.option), pieces[each.column])
        elif not each.option and row.cells[each.column].strip():
            found[each.item] = _answer(of, row.cells[each.column], each)
    for ticks in of.lists:
        if any(each.item in found for each in ticks) or _none_ticked(of, row, ticks):
            found |= {
                each.item: _tick_option(of.items[each.item], False)
                for each in ticks
                if each.item not in found
            }
    off = [each.column for each in of.matches if found.get(each.item, "") is None]
    off += [c for c, known in of.options.items() if {*pieces[c]} - {*map(fold, known)}]
    order = [each.item for each in of.matches]
    return {id: answer for id in order if (answer := found.get(id)) is not None}, off


def _listed(item: Item, option: str, pieces: Sequence[str]) -> dict[str, str | None]:
    """Return what a joined list says of one of its options: ticked or not, or its place."""
    if item.kind != "rank":
        return {item.id: _tick_option(item, option in pieces)}
    if option not in pieces:
        return {}
    places, place = item.scale.options if item.scale is not None else (), pieces.index(option)
    return {item.id: places[place] if place < len(places) else None}


def _none_ticked(of: Plan, row: Response, ticks: Sequence[Match]) -> bool:
    """Return whether an empty list means that none of its options is ticked."""
    skipped = {each.column for each in ticks} & {*of.reading.skipped}
    return not skipped and row.verdict.was != "unfinished"


def _answer(of: Plan, given: str, match: Match) -> str | None:
    """Return what a cell means for its item; None where it is not on the item's scale."""
    item = of.items[match.item]
    if item.scale is None:
        return given if item.kind == "free_text" else number_in(given, item)
    answer = option_of(given, item.scale, numbered=of.reading.numbered)
    if answer is None and item.kind == "multi":
        state = is_ticked(given, of.parts[match.column] or item.wording)
        return None if state is None else _tick_option(item, state)
    return answer


def _tick_option(item: Item, ticked: bool) -> str:
    """Return the option of a two-way scale that says ticked, or not ticked."""
    options = item.scale.options if item.scale is not None else ()
    codes = item.scale.codes if item.scale is not None else ()
    affirmed = dict(zip(codes, options, strict=False)).get("1", options[0])
    return affirmed if ticked else next(option for option in options if option != affirmed)


def _reason_to_drop(
    row: Response, answers: Mapping[str, str], off: Collection[str], instrument: Instrument
) -> str:
    if row.verdict.kind:
        return row.verdict.reason
    if not answers and not off:
        return "no answer in the whole row"
    role = next((cell for label, cell in row.cells.items() if fold(label) == "role"), "")
    if fold(role) and fold(role) != fold(instrument.role):
        return f"the role is not {instrument.role}"
    return ""


def _answer_remarks(
    row: Response,
    answers: Mapping[str, str],
    off: Collection[str],
    instrument: Instrument,
    respondent: str,
) -> list[AuditEntry]:
    remarks = [
        AuditEntry(row.number, "flagged", "answer is not on the scale; left out", column)
        for column in off
    ]
    if row.verdict.reason:
        remarks.append(AuditEntry(row.number, "flagged", row.verdict.reason))
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


def _unknown_answers(name: str, unknown: list[tuple[int, str]]) -> FileError:
    places = "; ".join(f"row {row}, column {column}" for row, column in unknown[:LISTED])
    more = f"; and {len(unknown) - LISTED} more" if len(unknown) > LISTED else ""
    return FileError(
        f"Each answer must be an option of its scale. Got {len(unknown)} in {name} that are not "
        f"({places}{more}). Mend them or the instrument, or choose to leave them out."
    )
