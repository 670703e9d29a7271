"""Codings made elsewhere: one row per code on a stretch of one turn."""

from collections.abc import Mapping
from dataclasses import replace

from mixedmethods.errors import FileError
from mixedmethods.ingest.table import Row, read_table
from mixedmethods.model import Coding, Selection, Source

NEEDED = ("segment_id", "source", "turn", "start", "end", "code")
OF_ANSWERS = ("item", "respondent_id", "start", "end", "code")  # codings of free-text answers


def read_codings(
    name: str, content: bytes, sources: Mapping[str, Source], coder: str
) -> tuple[Coding, ...]:
    """Read a table of codings.

    Parameters
    ----------
    name, content : str, bytes
        CSV or XLSX with the columns segment_id, source, turn (from 1), start and end (code points
        inside the turn's words, end exclusive), code, and where they exist stance, elicitation
        and quote. Codings of free-text answers may have item and respondent_id in place of the
        first three.
    sources : mapping
        Source name to source, for those that the file may code.
    coder : str
        Whose codings they are.

    Returns
    -------
    tuple of Coding
        In file order, with offsets in the source's text.

    Raises
    ------
    FileError
        If a column is absent, a source or turn is not there, an offset lies outside the turn, or
        a quote is not the text that it stands on. The message names the row, not the quote.
    """
    table = read_table(name, content)
    of_answers = set(OF_ANSWERS) <= set(table.columns) and "source" not in table.columns
    needed = OF_ANSWERS if of_answers else NEEDED
    absent = [column for column in needed if column not in table.columns]
    if absent:
        raise FileError(
            f"A table of codings must have the columns {', '.join(needed)}. Got none for "
            f"{', '.join(absent)} in {name}. Add them."
        )
    rows = (row for row in table.rows if any(cell.strip() for cell in row.cells.values()))
    if of_answers:
        rows = (_of_answer(row, sources) for row in rows)
    return tuple(_coding(row, sources, coder) for row in rows)


def _of_answer(row: Row, sources: Mapping[str, Source]) -> Row:
    """Say of a coding of an answer which turn it is in: the respondent's, in the item's text."""
    item, who = row.cells["item"].strip(), row.cells["respondent_id"].strip()
    turns = sources[item].turns if item in sources else ()
    number = next((f"{turn.number}" for turn in turns if turn.speaker == who), "")
    cells = {"segment_id": f"{item}/{row.number}", "source": item, "turn": number}
    return replace(row, cells={**cells, **row.cells})


def _coding(row: Row, sources: Mapping[str, Source], coder: str) -> Coding:
    cell = row.cells
    source = sources.get(cell["source"].strip())
    if source is None:
        raise FileError(
            f"A coding must name a source of the project. Got another in row {row.number}. "
            "Import the transcript first."
        )
    try:
        number, start, end = (int(cell[name]) for name in ("turn", "start", "end"))
        turn = {turn.number: turn for turn in source.turns}[number]
    except (ValueError, KeyError) as error:
        raise _off(row) from error
    if not 0 <= start < end <= turn.end - turn.start:
        raise _off(row)
    start, end = turn.start + start, turn.start + end
    quote = cell.get("quote", "")
    if quote and quote != source.text[start:end]:
        raise FileError(
            f"A quote must be the text between its offsets. Got another in row {row.number}. "
            "Check that the codings belong to this version of the transcript."
        )
    return Coding(
        id=f"{coder}/{cell['segment_id'].strip()}",
        selection=Selection(source.id, start, end),
        code=cell["code"].strip(),
        coder=coder,
        origin="import",
        stance=cell.get("stance", "").strip(),
        elicitation=cell.get("elicitation", "").strip(),
        quote=source.text[start:end],
    )


def _off(row: Row) -> FileError:
    return FileError(
        f"A coding must lie inside a turn of its source. Got one in row {row.number} that does "
        "not. Check turn, start and end."
    )
