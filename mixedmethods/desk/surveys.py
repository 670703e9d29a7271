"""Surveys beside their tables: what a file is before it comes in, and what was published."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

import pandas as pd

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.text import EncodingError
from mixedmethods.store import Project
from mixedmethods.store.numbers import instruments, published, responses
from mixedmethods.survey import Survey, audit_bases, completion

COLUMNS = ["file", "platform", "score", "rows", "kept", "dropped", "row", "reason"]


def recognised(
    files: Sequence[tuple[str, bytes]], *, encoding: str = "", keep: Collection[str] = ()
) -> pd.DataFrame:
    """Say of files which platform they come from and what would become of their rows.

    Parameters
    ----------
    files : sequence of (str, bytes)
        Names and contents.
    encoding : str, optional
        Of those that are not UTF-8, where a person has chosen it.
    keep : collection of str, optional
        As in `read_export`.

    Returns
    -------
    DataFrame
        ``file platform score rows kept dropped row reason``: for each file a line for the whole
        (`row` is missing; `reason` names the encoding that was assumed, or why the file was
        refused) and one for each row that is dropped or remarked on. `score` runs from 0 to 1; a
        plain table, which no platform claims, has 0.1. A refused file has no platform, no counts.
    """
    lines = [line for name, content in files for line in _lines(name, content, encoding, keep)]
    frame = pd.DataFrame(lines, columns=COLUMNS)
    return frame.astype(dict.fromkeys(["rows", "kept", "dropped", "row"], "Int64"))


def base_audit(project: Project) -> pd.DataFrame:
    """Check the percentages that the instruments say were published, as `survey.audit_bases`.

    Questions that were routed are checked against those who were asked, where their answers are
    in the project.

    Raises
    ------
    DataError
        If no instrument notes a published percentage.
    """
    told = [asdict(each) for each in published(project)]
    if not told:
        raise DataError(
            "A base audit needs published percentages. Got none in the project's instruments. "
            "Note them under `published` in the instrument file, each with `pct`."
        )
    asked: dict[str, int] = {}
    for instrument in instruments(project):
        answers = responses(project, instrument)
        routed = {item.id for item in instrument.items if item.asked_if is not None}
        if len(answers) and routed:
            counts = completion(Survey(instrument, answers)).set_index("item")["asked"]
            asked |= {item: int(counts[item]) for item in routed if pd.notna(counts[item])}
    frame = pd.DataFrame(told)
    return audit_bases(frame.assign(asked=frame["item"].map(asked).astype("Int64")))


def _lines(
    name: str, content: bytes, encoding: str, keep: Collection[str]
) -> list[dict[str, object]]:
    assumed = ""
    try:
        try:
            export = read_export(name, content, encoding=encoding, keep=keep)
        except EncodingError as error:
            if not error.choices:
                raise
            assumed = error.choices[0][0]
            export = read_export(name, content, encoding=assumed, keep=keep)
    except FileError as error:
        return [{"file": name, "reason": f"{error}"}]
    dropped = sum(bool(row.verdict.kind) for row in export.responses)
    whole = {
        "file": name,
        "platform": export.platform.name,
        "score": round(export.score, 2),
        "rows": len(export.responses),
        "kept": len(export.responses) - dropped,
        "dropped": dropped,
        "reason": f"not UTF-8; read as {assumed}, choose it at import" if assumed else "",
    }
    remarks = [
        {
            "file": name,
            "row": row.number,
            "reason": f"{'dropped' if row.verdict.kind else 'kept'}: {row.verdict.reason}",
        }
        for row in export.responses
        if row.verdict.reason
    ]
    return [whole, *remarks]
