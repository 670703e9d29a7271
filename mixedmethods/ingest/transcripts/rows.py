"""Transcripts in tables: one row for each turn."""

from collections.abc import Collection, Iterable

from mixedmethods.errors import FileError
from mixedmethods.ingest.table import Row, Table, read_table
from mixedmethods.ingest.transcripts.compose import Said, compose
from mixedmethods.model import Audit, AuditEntry, Source

SPEAKER = ("speaker", "speaker name", "speaker label")
WORDS = ("text", "words", "utterance", "transcript")
TIME = ("time", "start", "timestamp", "start time", "time stamp")
MODERATOR = ("moderator", "is moderator")
YES = frozenset({"yes", "y", "true", "1", "x", "moderator"})
NO = frozenset({"", "no", "n", "false", "0", "participant"})


def is_turns(columns: Iterable[str]) -> bool:
    """Return whether the columns of a table are those of turns: a speaker and their words."""
    given = {column.strip().casefold() for column in columns}
    return bool(given & set(SPEAKER) and given & set(WORDS)) and "code" not in given


def read_rows(name: str, content: bytes, moderators: Collection[str]) -> tuple[Source, Audit]:
    """Read a CSV or XLSX table of turns.

    Parameters
    ----------
    name, content : str, bytes
        A table with the columns speaker and text (or words), and where they exist time (or start)
        and moderator (yes or no). Other columns are left out, with a remark.
    moderators : collection of str
        Labels, in lower case, that mark the moderator, where no column does.

    Raises
    ------
    FileError
        If a column is absent, the moderator is neither yes nor no, or no row holds words.
    """
    table = read_table(name, content)
    if not is_turns(table.columns):
        raise FileError(
            "A table of turns must have the columns speaker and text, one row for each turn. "
            f"Got others in {name}. Name the columns so."
        )
    speaker, words, time, moderator = (
        _column(table, names) for names in (SPEAKER, WORDS, TIME, MODERATOR)
    )
    said, remarks = [], []
    for row in table.rows:
        cell = row.cells
        if not cell[words].strip():
            if cell[speaker].strip():
                remarks.append(AuditEntry(row.number, "dropped", "a turn without words"))
            continue
        asks = _asks(row, moderator) if moderator else None
        when = cell[time].strip() if time else ""
        said.append(Said(row.number, cell[speaker], when, cell[words], asks))
    if not said:
        raise FileError(f"A table of turns must hold words. Got none in {name}. Fill them in.")
    source, audit = compose(name, said, moderators, [*_others(table), *remarks])
    return source, Audit(audit.kept, len(remarks), audit.entries)


def _column(table: Table, names: Collection[str]) -> str:
    held = {column.strip().casefold(): column for column in reversed(table.columns)}
    return next((held[name] for name in names if name in held), "")


def _asks(row: Row, column: str) -> bool:
    value = row.cells[column].strip().casefold()
    if value not in YES | NO:
        raise FileError(
            f"The moderator must be yes or no. Got another value in row {row.number}. Correct it."
        )
    return value in YES


def _others(table: Table) -> list[AuditEntry]:
    used = {_column(table, names) for names in (SPEAKER, WORDS, TIME, MODERATOR)}
    used |= {_column(table, ("turn",)), _column(table, ("end",))}
    return [
        AuditEntry(1, "flagged", "column is not of a transcript; not imported", column)
        for column in table.columns
        if column not in used
    ]
