"""Transcripts in documents: their lines are read as those of a plain text are."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from mixedmethods.ingest.transcripts.compose import Said, compose
from mixedmethods.ingest.transcripts.labels import find_labels
from mixedmethods.ingest.transcripts.styles import ALONE
from mixedmethods.ingest.transcripts.text import no_speaker, spoken
from mixedmethods.model import Audit, AuditEntry, Source

SPEAKER = ("speaker", "name", "participant", "person", "who", "sprecher", "locuteur", "hablante")
WIDE = 40  # characters beyond which a cell is no name


def read_document(
    name: str,
    text: str,
    moderators: Collection[str],
    remarks: Iterable[AuditEntry] = (),
    variables: tuple[tuple[str, str], ...] = (),
    *,
    wrapped: bool = False,
) -> tuple[Source, Audit]:
    r"""Read the lines of a document as turns.

    Parameters
    ----------
    name : str
        The file's name.
    text : str
        Its text, lines ended by ``\n``; remarks count these lines.
    moderators : collection of str
        Labels, in lower case, that mark the moderator.
    remarks : iterable of AuditEntry
        What was seen before.
    variables : tuple of pairs
        Facts about the source.
    wrapped : bool, default False
        Whether lines break where the page ends, so that they are joined.

    Raises
    ------
    FileError
        If no line starts a turn.
    """
    found = find_labels(text, moderators)
    if not found.labels:
        raise no_speaker(name, text)
    said = []
    for label, until in spoken(found):
        words = text[label.end : max(label.end, until)]
        if wrapped:
            words = " ".join(words.split())
        said.append(Said(label.row, label.who, label.time, words))
    doubts = [d for d in found.doubts if not (wrapped and d.row == 0)]
    return compose(name, said, moderators, (*remarks, *doubts), variables)


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table as lines: of turns, where one column holds names and another words.

    Such a line has its label in bold marks, ``**Name [time]:** words``, so that it is known as a
    label whatever the name. Of any other table each cell is a line.
    """
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    width = max((len(row) for row in filled), default=0)
    columns = [[row[k] if k < len(row) else "" for row in filled] for k in range(width)]
    times = [k for k, column in enumerate(columns) if _holds_times(column)][:1]
    names = [k for k, column in enumerate(columns) if k not in times and _holds_names(column)][:1]
    rest = [k for k in range(width) if k not in times + names]
    if not names or not rest:
        return [cell for row in filled for cell in row if cell]
    words = max(rest, key=lambda k: sum(map(len, columns[k])))
    lines = []
    for row in zip(*columns, strict=True):
        time = ALONE.fullmatch(row[times[0]]) if times else None
        who = row[names[0]].rstrip(": ")
        label = f"{who} [{time['time']}]" if time else who
        if who.casefold() not in SPEAKER:
            lines.append(f"**{label}:** {row[words]}" if who else row[words])
    return lines


def _holds_times(column: Sequence[str]) -> bool:
    return 2 * sum(1 for cell in column if ALONE.fullmatch(cell)) >= max(2, len(column))


def _holds_names(column: Sequence[str]) -> bool:
    """Return whether cells are short and come again, as names in a talk do, or say so."""
    cells = [cell.rstrip(": ") for cell in column if cell]
    short = all(len(cell) <= WIDE and not {"\n", ":", "*"} & set(cell) for cell in cells)
    headed = bool(cells) and cells[0].casefold() in SPEAKER
    again = max(Counter(cells).values(), default=0) > 1
    return short and 2 * len(cells) > len(column) and (headed or again) and len(cells) > 1
