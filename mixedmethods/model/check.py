"""Small checks shared by the readers of files that a researcher writes by hand (YAML)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mixedmethods.errors import FileError


def schema_of(body: object, schema: str) -> Mapping[str, Any]:
    """Return `body` if it is a mapping that declares `schema`.

    Raises
    ------
    FileError
        If it is anything else; the message names the schema that came.
    """
    came = body.get("schema", "no schema line") if isinstance(body, Mapping) else "no mapping"
    if not isinstance(body, Mapping) or came != schema:
        raise FileError(
            f"The file must start with `schema: {schema}`. Got {str(came)[:40]!r}. "
            "Check that it is the right file."
        )
    return body


def text_of(body: Mapping[str, Any], key: str, where: str) -> str:
    """Return a required text field, stripped.

    Raises
    ------
    FileError
        If the field is absent, empty or not text or a number.
    """
    value = body.get(key)
    if (
        not isinstance(value, str | int | float)
        or isinstance(value, bool)
        or not f"{value}".strip()
    ):
        raise FileError(f"{where} must have `{key}`. Got none. Add it to the file.")
    return f"{value}".strip()


def mapping_of(value: object, where: str) -> Mapping[str, Any]:
    """Return a mapping; nothing is an empty one.

    Raises
    ------
    FileError
        If the value is neither a mapping nor absent.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise FileError(
            f"{where} must be a mapping of names to values. Got another. Mend the file."
        )
    return value


def list_of(value: object, where: str) -> Sequence[Any]:
    """Return a list; nothing is an empty one.

    Raises
    ------
    FileError
        If the value is neither a list nor absent.
    """
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise FileError(f"{where} must be a list. Got {type(value).__name__}. Write it as [a, b].")
    return value


def texts_of(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts (numbers and yes/no words become text; nothing is an empty list).

    Raises
    ------
    FileError
        If the value is neither a list nor absent, or an entry is empty or a list or mapping.
    """
    if isinstance(value, str):
        return (value,)
    return tuple(_plain(each, where) for each in list_of(value, where))


def unique(ids: Iterable[str], what: str) -> None:
    """Refuse a list of ids in which one stands twice.

    Raises
    ------
    FileError
        The message names the ids.
    """
    seen: set[str] = set()
    twice = sorted({each for each in ids if each in seen or seen.add(each)})  # type: ignore[func-returns-value]  # set.add as a filter
    if twice:
        raise FileError(
            f"Every {what} must have its own id. Got {', '.join(twice[:5])} more than once. "
            "Rename one of each."
        )


def _plain(value: object, where: str) -> str:
    """Undo YAML's reading of yes and no as true and false."""
    if not isinstance(value, str | int | float):
        raise FileError(
            f"Each entry of {where} must be a text or a number. Got an empty one, a list or a "
            "mapping. Put texts with a colon in quotes."
        )
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value}".strip()
