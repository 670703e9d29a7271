"""A map of a survey's columns, as a person has confirmed it: saved, and used again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from mixedmethods.errors import FileError
from mixedmethods.ingest.surveys.export import Export
from mixedmethods.ingest.surveys.matching import Match
from mixedmethods.ingest.surveys.plan import Reading
from mixedmethods.model.check import list_of, mapping_of, schema_of, text_of

CONFIRMED = "confirmed"
SCHEMA = "survey_map/1"


@dataclass(frozen=True, slots=True)
class SurveyMap:
    """Which column of a file holds which item of an instrument, and whether numbers are places."""

    instrument: str
    matches: tuple[Match, ...]
    numbered: bool = False


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # our own reader refuses them


def read_map(body: object) -> SurveyMap:
    """Read the body of a `survey_map/1` file.

    Raises
    ------
    FileError
        If a field is absent or of another form, or an item has two columns.
    """
    body = schema_of(body, SCHEMA)
    matches = []
    for given in list_of(body.get("columns"), "`columns`"):
        each = mapping_of(given, "Each of `columns`")
        column, item = (text_of(each, key, "Each of `columns`") for key in ("column", "item"))
        matches.append(Match(column, item, f"{each.get('option') or ''}", CONFIRMED))
    check(matches)
    numbered = f"{body.get('numbered') or ''}".casefold() in ("yes", "true")
    return SurveyMap(text_of(body, "instrument", "The map"), tuple(matches), numbered)


def check(matches: "list[Match]") -> None:
    """Refuse a map without columns, or with two columns for one item.

    Raises
    ------
    FileError
        The message names the item.
    """
    items = [each.item for each in matches]
    twice = sorted({item for item in items if items.count(item) > 1})
    if twice or not matches:
        raise FileError(
            "A map must give each item one column. Got "
            f"{f'several for {twice[0]}' if twice else 'no column at all'}. "
            "Choose one of them, or another item for the others."
        )


def map_body(given: SurveyMap) -> dict[str, Any]:
    """Return the body of a `survey_map/1` file."""
    columns = [
        {
            "column": each.column,
            "item": each.item,
            **({"option": each.option} if each.option else {}),
        }
        for each in given.matches
    ]
    numbered = {"numbered": "yes"} if given.numbered else {}
    return {"schema": SCHEMA, "instrument": given.instrument, **numbered, "columns": columns}


def yaml_bytes(body: Mapping[str, Any]) -> bytes:
    """Return a body as a YAML file in UTF-8, names in the order given."""
    text = yaml.dump(dict(body), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return str(text).encode()


def fits(given: SurveyMap, export: Export) -> bool:
    """Say whether a file has every column that a map names."""
    return {each.column for each in given.matches} <= {each.label for each in export.columns}


def reading_by(given: SurveyMap, reading: Reading) -> Reading:
    """Return a reading of a file with the columns of a map."""
    return Reading(
        given.matches, reading.encoding, reading.keep, reading.also, reading.skipped,
        reading.numbered or given.numbered,
    )  # fmt: skip
