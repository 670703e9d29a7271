"""What this program writes beside the standard's part, read back to the same records."""

import hashlib
import json
import re
import typing
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from mixedmethods.errors import FileError
from mixedmethods.ingest.exchange.archive import Archive, bad, read_part
from mixedmethods.model.exchange import Exchange, check_exchange

SUPPLEMENT = "mixedmethods/exchange.json"
SCHEMA = "mixedmethods-exchange/1"
BARRED = re.compile("[\0\ud800-\udfff]")


def read_supplement(archive: Archive, project: bytes, base: str) -> Exchange | None:
    """Return the exchange as it was written, or None where the file holds none that is true.

    Parameters
    ----------
    archive : Archive
        The file.
    project : bytes
        The standard's part. Where another program has changed it, the supplement is passed over.
    base : str
        The folder in which the sources stand.

    Raises
    ------
    FileError
        If the supplement is damaged or its parts do not fit each other.
    """
    content = read_part(archive, SUPPLEMENT)
    if content is None:
        return None
    try:
        held = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise bad(archive.name, "a damaged supplement") from error
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        return None
    if held.get("project") != hashlib.sha256(project).hexdigest():
        return None
    exchange = _built(Exchange, held.get("exchange"), archive.name)
    exchange = _with_texts(exchange, archive, base)
    check_exchange(exchange)
    return exchange


def _with_texts(exchange: Exchange, archive: Archive, base: str) -> Exchange:
    guids = {(kind, id): guid for kind, id, guid in exchange.guids}
    sources = []
    for source in exchange.sources:
        content = read_part(archive, f"{base}sources/{guids.get(('source', source.id), '')}.txt")
        if content is None or hashlib.sha256(content).hexdigest() != source.text:
            raise bad(archive.name, "a text that is not the one that was written")
        try:
            sources.append(replace(source, text=content.decode()))
        except UnicodeDecodeError as error:
            raise bad(archive.name, "a text that is not UTF-8") from error
    return replace(exchange, sources=tuple(sources))


def _built(wanted: Any, value: object, name: str) -> Any:
    """Return JSON as a value of a type: a record, a tuple, or a plain value, all checked."""
    arguments = typing.get_args(wanted)
    if is_dataclass(wanted) and isinstance(value, dict):
        return _record(wanted, value, name)
    if typing.get_origin(wanted) is tuple and isinstance(value, list):
        if arguments[-1] is Ellipsis:
            return tuple(_built(arguments[0], each, name) for each in value)
        if len(arguments) == len(value):
            return tuple(_built(a, v, name) for a, v in zip(arguments, value, strict=True))
    elif wanted in (str, int, bool) and type(value) is wanted and _storable(value):
        return value
    raise _broken(name)


def _record(wanted: Any, value: dict[str, object], name: str) -> Any:
    hints = typing.get_type_hints(wanted)
    known = {each.name: each for each in fields(wanted)}
    needed = {
        each.name
        for each in known.values()
        if each.default is MISSING and each.default_factory is MISSING
    }
    if not needed <= set(value) <= set(known):
        raise _broken(name)
    return wanted(**{key: _built(hints[key], given, name) for key, given in value.items()})


def _storable(value: object) -> bool:
    """Return whether a database takes a value: text without odd characters, no huge number."""
    if isinstance(value, str):
        return BARRED.search(value) is None
    return not isinstance(value, int) or abs(value) < 2**53


def _broken(name: str) -> FileError:
    return bad(name, "a supplement of another form")
