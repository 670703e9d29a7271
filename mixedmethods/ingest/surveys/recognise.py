"""Tell which platform a file of answers comes from, and judge its rows."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.surveys.alchemer import ALCHEMER
from mixedmethods.ingest.surveys.export import (
    DROPPED,
    Column,
    Export,
    Platform,
    Response,
    Verdict,
    fold,
    labelled,
)
from mixedmethods.ingest.surveys.google_forms import GOOGLE
from mixedmethods.ingest.surveys.jisc import JISC
from mixedmethods.ingest.surveys.limesurvey import LIMESURVEY
from mixedmethods.ingest.surveys.microsoft_forms import MICROSOFT
from mixedmethods.ingest.surveys.odk import ODK
from mixedmethods.ingest.surveys.plain import PLAIN
from mixedmethods.ingest.surveys.qualtrics import LEGACY, QUALTRICS, SAV
from mixedmethods.ingest.surveys.redcap import REDCAP, is_dictionary
from mixedmethods.ingest.surveys.smartsurvey import SMARTSURVEY
from mixedmethods.ingest.surveys.spss import SPSS, read_sav
from mixedmethods.ingest.surveys.surveymonkey import SURVEYMONKEY
from mixedmethods.ingest.table import Grid, read_grid

PLATFORMS = (
    QUALTRICS, LEGACY, SURVEYMONKEY, MICROSOFT, GOOGLE, JISC, SMARTSURVEY, LIMESURVEY, REDCAP,
    ALCHEMER, ODK, PLAIN,
)  # fmt: skip
SPSS_PLATFORMS = (SAV, SPSS)
SURE = 0.6
SAME = ("recipientemail", "recipient email", "externalreference", "external data reference")


def recognise(grid: Grid, among: Sequence[Platform] = PLATFORMS) -> tuple[Platform, float]:
    """Return the platform that a grid most likely comes from, and how surely (0 to 1).

    Where none is sure enough it is the last of them.
    """
    best = max(among, key=lambda platform: platform.score(grid))
    best = best if best.score(grid) >= SURE else among[-1]
    return best, best.score(grid)


def read_export(
    name: str, content: bytes, *, encoding: str = "", keep: Collection[str] = ()
) -> Export:
    """Read a file of answers as its platform writes it, and judge each row.

    Parameters
    ----------
    name, content : str, bytes
        The file: CSV, XLSX or SAV.
    encoding : str, optional
        Of a CSV that is not UTF-8, where a person has chosen it.
    keep : collection of str, optional
        Kinds of rows that would be dropped (``preview``, ``unfinished``, ``duplicate`` ...) and
        are kept nevertheless, with a remark.

    Returns
    -------
    Export
        Every row that holds anything, with its verdict. All cells are text: "None" and "N/A"
        stay what they are.

    Raises
    ------
    FileError
        If the file cannot be read, or is the dictionary of a survey instead of its answers.
    DataError
        If `keep` names a kind that there is not.
    """
    strange = sorted({*keep} - {*DROPPED})
    if strange:
        raise DataError(
            f"Rows to keep must be of the kinds {', '.join(DROPPED)}. Got {strange[0]!r}. "
            "Choose one of them."
        )
    among: Sequence[Platform]
    if name.lower().endswith(".sav"):
        grid, among = read_sav(name, content), SPSS_PLATFORMS
    else:
        grid, among = read_grid(name, content, encoding), PLATFORMS
        if is_dictionary(grid):
            raise FileError(
                f"A file of answers is needed. Got {name}, which is a REDCap dictionary: it holds "
                "the questions. Choose the file with the answers."
            )
    platform, score = recognise(grid, among)
    while grid and not grid[-1][1]:  # a blank last line
        grid.pop()
    columns = labelled(platform.columns(grid))
    if not any(column.role == "answer" for column in columns):
        raise FileError(
            f"A file of answers must have a header with questions. Got none in {name}. "
            "Put the column names in the first row."
        )
    rows = [_response(name, row, columns, platform) for row in grid[platform.header :]]
    return Export(platform, score, columns, _judged(rows, columns, platform, keep))


def _response(
    name: str, row: tuple[int, list[str]], columns: tuple[Column, ...], platform: Platform
) -> Response:
    number, cells = row
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise FileError(
            f"The file must be a table. Got a row longer than its header (row {number}) in {name}. "
            "Check commas and quotes."
        )
    cells = cells + [""] * (len(columns) - len(cells))
    found = zip(columns, cells, strict=False)
    return Response(number, {column.label: platform.clean(cell) for column, cell in found})


def _judged(
    rows: list[Response], columns: tuple[Column, ...], platform: Platform, keep: Collection[str]
) -> tuple[Response, ...]:
    id = next((column.label for column in columns if column.role == "id"), "")
    answers = [column.label for column in columns if column.role == "answer"]
    alike = [column.label for column in columns if fold(column.label) in SAME]
    seen: dict[tuple[str, str], Response] = {}
    judged = []
    for row in rows:
        verdict = platform.judge(row.cells)
        empty = not any(row.cells[label].strip() for label in answers)
        if not verdict.kind and not empty:
            verdict = _repeated(row, id, answers, alike, seen) or verdict
        if verdict.kind in keep:
            reason = f"kept as asked, although it would be dropped: {verdict.reason}"
            verdict = Verdict("", reason, verdict.kind)
        if not verdict.kind and empty:
            verdict = Verdict("empty", "no answer in the whole row")
        judged.append(replace(row, verdict=verdict))
    return tuple(judged)


def _repeated(
    row: Response,
    id: str,
    answers: list[str],
    alike: list[str],
    seen: dict[tuple[str, str], Response],
) -> Verdict | None:
    """Return the verdict on a response that came before, and remember it otherwise."""
    found: Verdict | None = None
    for label in (*filter(None, [id]), *alike):
        value = row.cells[label].strip() or (f"row {row.number}" if label == id else "")
        if not value:
            continue
        before = seen.setdefault((label, value), row)
        if before is row or found is not None:
            continue
        same = all(before.cells[each] == row.cells[each] for each in answers)
        told = "the same answers" if same else "other answers"
        if label == id:
            reason = f"respondent already in row {before.number}, with {told}"
            found = Verdict("duplicate", reason)
        else:
            found = Verdict("", f"{label} as in row {before.number}, with {told}; kept, look at it")
    return found
