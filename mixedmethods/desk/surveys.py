"""Surveys beside their tables: what a file is before it comes in, and what was published."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

import pandas as pd

from mixedmethods.errors import DataError, FileError
from mixedmethods.ingest.surveys.export import fold
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.table import read_table
from mixedmethods.ingest.text import EncodingError
from mixedmethods.store import Project
from mixedmethods.store.numbers import instruments, published, responses
from mixedmethods.survey import Survey, audit_bases, audit_distributions, completion

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


def base_audit(project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Check the percentages that the instruments say were published.

    Returns
    -------
    tuple of DataFrame
        Each percentage on its own, as `survey.audit_bases`, and those of one question together, as
        `survey.audit_distributions`.

    Raises
    ------
    DataError
        If no instrument notes a published percentage.
    """
    told = published_percentages(project)
    if told.empty:
        raise DataError(
            "A base audit needs published percentages. Got none in the project's instruments. "
            "Note them under `published` in the instrument file, each with `pct`."
        )
    return audit_bases(told), audit_distributions(told[told["answers"].notna()])


def published_percentages(project: Project) -> pd.DataFrame:
    """Return what the instruments note as published, one row per percentage.

    Returns
    -------
    DataFrame
        ``item statement percent base parts`` as in `Published`; ``asked``, the people who were
        asked a routed question, where their answers are in the project, else NA; ``answers``,
        how many answers the question offers where the statement is one of them, else NA.
    """
    told = [asdict(each) for each in published(project)]
    frame = pd.DataFrame(told, columns=["item", "statement", "percent", "base", "parts"])
    asked: dict[str, int] = {}
    offered: dict[tuple[str, str], int] = {}
    for instrument in instruments(project):
        answers = responses(project, instrument)
        routed = {item.id for item in instrument.items if item.asked_if is not None}
        if len(answers) and routed:
            counts = completion(Survey(instrument, answers)).set_index("item")["asked"]
            asked |= {item: int(counts[item]) for item in routed if pd.notna(counts[item])}
        for item in instrument.closed:
            options = item.scale.options if item.scale is not None else ()
            if item.kind != "multi":
                offered |= {(item.id, fold(option)): len(options) for option in options}
    keys = zip(frame["item"], frame["statement"].map(fold), strict=True)
    return frame.assign(
        asked=frame["item"].map(asked).astype("Int64"),
        answers=pd.array([offered.get(key) for key in keys], dtype="Int64"),
    )


def percentages_in(name: str, content: bytes) -> pd.DataFrame:
    """Read published percentages from a table, to audit their bases.

    Parameters
    ----------
    name, content : str, bytes
        CSV or XLSX with the columns percent and base (of the report), and where they exist item,
        statement, asked, parts and answers, as `published_percentages` has them.

    Returns
    -------
    DataFrame
        ``item statement percent base asked parts answers``; rows without a percentage are left
        out.

    Raises
    ------
    FileError
        If it is no such table, or a number of people is no whole number above 0.
    """
    table = read_table(name, content)
    heads = {fold(column): column for column in table.columns}
    if not {"percent", "base"} <= heads.keys():
        raise FileError(
            f"A table of percentages must have the columns percent and base. Got others in {name}. "
            "Name them so; item, statement, asked, parts and answers may stand beside them."
        )
    rows = [(row.number, {key: row.cells[head].strip() for key, head in heads.items()})
            for row in table.rows]  # fmt: skip
    kept = [(number, row) for number, row in rows if row["percent"]]
    frame = pd.DataFrame(
        {key: [row.get(key, "") for _, row in kept] for key in ("item", "statement", "percent")}
    )
    frame["percent"] = frame["percent"].str.removesuffix("%").str.strip()
    for key in ("base", "asked", "parts", "answers"):
        counts = [_whole(name, number, key, row.get(key, "")) for number, row in kept]
        frame[key] = pd.array(counts, dtype="Int64")
    return frame.assign(parts=frame["parts"].fillna(1))


def _whole(name: str, row: int, key: str, given: str) -> int | None:
    if not given and key != "base":
        return None
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 10**9:
        raise FileError(
            f"The column {key} must hold whole numbers of people above 0. Got another in row "
            f"{row} of {name}. Mend it."
        )
    return int(given)


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
