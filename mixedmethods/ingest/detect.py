"""Tell what kind of file this is."""

from collections.abc import Mapping

from mixedmethods.errors import FileError
from mixedmethods.ingest.documents import READING
from mixedmethods.ingest.outcomes.monthly import is_monthly
from mixedmethods.ingest.outcomes.nhs import is_annual
from mixedmethods.ingest.table import headings
from mixedmethods.ingest.transcripts import ONLY
from mixedmethods.ingest.transcripts.rows import is_turns
from mixedmethods.ingest.yaml_file import read_yaml

SCHEMAS = {
    "instrument/1": "instrument",
    "codebook/1": "codebook",
    "outcomes/1": "measures",
    "literature/1": "literature",
    "recommendations/1": "recommendations",
    "vcse_cases/1": "cases",
    "survey_map/1": "survey_map",
}
EXCHANGED = ("qdpx", "qdc")
KINDS = (
    "survey", "transcript", "outcomes", "counts", "codings", "reading", "dictionary", *EXCHANGED,
    *SCHEMAS.values(),
)  # fmt: skip


def detect(name: str, content: bytes) -> str:
    """Return the kind of a file, one of `KINDS`, by its ending and what it holds.

    Raises
    ------
    FileError
        If it is none of them, or cannot be read.
    """
    ending = name.lower().rpartition(".")[2]
    if ending in ONLY:
        return "transcript"
    if ending in EXCHANGED:
        return ending
    if ending in ("yaml", "yml"):
        return _schema(name, read_yaml(name, content))
    if ending == "sav":
        return "survey"
    if ending == "parquet":
        return "counts"
    if ending in ("csv", "tsv", "xlsx", "xlsm"):
        return _table({heading.casefold() for heading in headings(name, content)})
    raise FileError(
        "A file must end in .csv, .xlsx, .sav, .parquet, "
        f"{', '.join(f'.{each}' for each in (*ONLY, *EXCHANGED))} or .yaml. "
        f"Got {name}. Save it as one of these, then import it."
    )


def _schema(name: str, body: object) -> str:
    schema = body.get("schema") if isinstance(body, Mapping) else None
    if f"{schema}" not in SCHEMAS:
        raise FileError(
            f"A YAML file must name its kind in the first line ({', '.join(SCHEMAS)}). "
            f"Got none of these in {name}. Add the line `schema: ...`."
        )
    return SCHEMAS[f"{schema}"]


def _table(columns: set[str]) -> str:
    if columns >= {"variable / field name", "field type", "field label"}:
        return "dictionary"
    if columns >= set(READING):
        return "reading"
    if is_annual(columns) or is_monthly(columns):
        return "counts"
    if {"measure", "group"} <= columns and columns & {"rate", "rate_pct"}:
        return "outcomes"
    if {"start", "end", "code"} <= columns and columns & {"turn", "respondent_id"}:
        return "codings"
    if is_turns(columns):
        return "transcript"
    return "survey"
