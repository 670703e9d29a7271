"""Files of answers before they come in: what they are, and which rows would stay."""

from collections.abc import Collection, Sequence

import pandas as pd

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.recognise import read_export
from mixedmethods.ingest.text import EncodingError

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
