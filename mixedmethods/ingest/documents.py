"""Documents: literature, recommendations, case studies, and someone else's reading."""

from collections.abc import Mapping
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.ingest.table import read_table
from mixedmethods.model import Audit, Coding, Selection, Source, Turn
from mixedmethods.model.check import list_of, mapping_of, schema_of, text_of, unique

READING = ("row_id", "measure", "theme_id", "relation")


def read_literature(body: object) -> list[dict[str, Any]]:
    """Read the body of a `literature/1` file: id, title and body of each publication."""
    given = schema_of(body, "literature/1").get("sources") or ()
    return _documents(given, "publication", "authors_year")


def read_recommendations(body: object) -> list[dict[str, Any]]:
    """Read the body of a `recommendations/1` file: id, title and body of each."""
    given = schema_of(body, "recommendations/1").get("recommendations") or ()
    return _documents(given, "recommendation", "heading")


def read_cases(body: object, coder: str) -> tuple[list[Source], list[Coding]]:
    """Read the body of a `vcse_cases/1` file: one source per organisation, a turn per dimension.

    Parameters
    ----------
    body : object
        What the YAML parser gave. A cell has ``text`` and may have ``gold``: codings with start
        and end (code points in the cell, end exclusive) and code.
    coder : str
        Whose codings the gold ones become.

    Returns
    -------
    list of Source, list of Coding
        The heading of a cell is the speaker of its turn.

    Raises
    ------
    FileError
        If a field is absent or a quote is not the text between its offsets.
    """
    given = list_of(schema_of(body, "vcse_cases/1").get("cases"), "`cases`")
    if not given:
        raise FileError("The file must hold at least one case. Got none. Add `cases`.")
    sources, codings = [], []
    for case in given:
        source = _case_source(case)
        sources.append(source)
        for turn, cell in zip(source.turns, case["cells"].values(), strict=True):
            where = f"`gold` of {source.id}, {turn.speaker}"
            for k, gold in enumerate(list_of(cell.get("gold"), where)):
                id = f"{coder}/{source.id}-{turn.speaker}-{k}"
                words = _gold_words(turn, f"{cell['text']}", mapping_of(gold, where), where)
                codings.append(_gold(source, turn, words, gold, id, coder))
    unique((source.id for source in sources), "case")
    return sources, codings


def read_reading(name: str, content: bytes) -> tuple[list[dict[str, str]], Audit]:
    """Read a table in which someone else joins themes to gaps, one row per joint.

    Raises
    ------
    FileError
        If a column of `READING` is absent, or there are no rows.
    """
    table = read_table(name, content)
    absent = [column for column in READING if column not in table.columns]
    if absent:
        raise FileError(
            f"A reading must have the columns {', '.join(READING)}. Got none for "
            f"{', '.join(absent)} in {name}. Add them."
        )
    rows = [row.cells for row in table.rows if any(row.cells.values())]
    if not rows:
        raise FileError(f"A reading must hold at least one row. Got none in {name}.")
    return rows, Audit(len(rows), len(table.rows) - len(rows))


def _documents(given: object, what: str, title: str) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not given:
        raise FileError(f"The file must hold at least one {what}. Got none. Add it.")
    for each in given:
        if not isinstance(each, Mapping):
            raise FileError(f"Each {what} must be a mapping with an id. Mend the file.")
    found = [
        {"id": text_of(d, "id", f"Each {what}"), "title": text_of(d, title, what), "body": dict(d)}
        for d in given
    ]
    unique((f"{each['id']}" for each in found), what)
    return found


def _case_source(case: object) -> Source:
    if not isinstance(case, Mapping) or not isinstance(case.get("cells"), Mapping):
        raise FileError("Each case must have an id, a label and cells. Mend the file.")
    id = text_of(case, "id", "Each case")
    text, turns = f"{text_of(case, 'label', f'Case {id}')}\n", []
    for number, (heading, cell) in enumerate(case["cells"].items(), start=1):
        where = f"Cell {heading} of case {id}"
        words = text_of(mapping_of(cell, where), "text", where)
        start = len(text) + len(f"\n{heading}: ")
        text += f"\n{heading}: {words}\n"
        turns.append(Turn(number, start, start + len(words), f"{heading}"))
    return Source(f"Case {id}", text, tuple(turns), "case study", (("role", "organisation"),))


def _gold_words(turn: Turn, cell: str, gold: Mapping[str, Any], where: str) -> tuple[int, int]:
    """Return the stretch in the source; the offsets count from the cell's own first character."""
    start, end = gold.get("start"), gold.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        raise FileError(f"Each of {where} must have start and end. Got none. Add them.")
    first = turn.start - (len(cell) - len(cell.lstrip()))
    return first + start, first + end


def _gold(
    source: Source, turn: Turn, words: tuple[int, int], gold: Mapping[str, Any], id: str, coder: str
) -> Coding:
    start, end = words
    quote = source.text[start:end]
    if gold.get("quote", quote) != quote or not turn.start <= start < end <= turn.end:
        raise FileError(
            f"A quote must be the text between its offsets. Got another in {source.id}, "
            f"{turn.speaker}. Mend the offsets in the file."
        )
    selection = Selection(source.id, start, end)
    code = text_of(gold, "code", f"Each `gold` of {source.id}")
    return Coding(id, selection, code, coder, "import", quote=quote)
