"""A zip from elsewhere: opened within bounds, its parts found whatever the case of their names."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from mixedmethods.errors import FileError

MAX_PARTS = 50_000
MAX_PART = 100 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024  # of what is read; recordings are never unpacked
MAX_RATIO = 300  # of a large part: words shrink to a tenth, a bomb to a thousandth
LARGE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """An open zip: `parts` by name in lower case; `unpacked` counts the bytes read so far."""

    name: str
    file: zipfile.ZipFile
    parts: dict[str, zipfile.ZipInfo]
    unpacked: list[int]


@contextmanager
def opened(name: str, content: bytes) -> Iterator[Archive]:
    """Open a zip.

    Raises
    ------
    FileError
        If it is none, has too many parts, or a part whose name leads out of the archive.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # zipfile raises whatever a damaged directory makes it
        raise bad(name, "a file that is not one, or is cut short") from error
    with file:
        if len(file.infolist()) > MAX_PARTS:
            raise bad(name, f"more than {MAX_PARTS:,} parts")
        parts: dict[str, zipfile.ZipInfo] = {}
        for info in file.infolist():
            path = info.filename.replace("\\", "/")
            if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
                raise bad(name, "a part whose name leads out of the archive")
            parts.setdefault(path.casefold(), info)
        yield Archive(name, file, parts, [0])


def read_part(archive: Archive, path: str) -> bytes | None:
    """Return the bytes of a part, or None where there is none of that name.

    Raises
    ------
    FileError
        If it is damaged, encrypted, or unpacks without bound.
    """
    info = archive.parts.get(path.casefold())
    if info is None or info.is_dir():
        return None
    if info.file_size > LARGE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise bad(archive.name, "a part that unpacks to many times its size")
    try:
        with archive.file.open(info) as part:
            content = _bounded(part, archive)
    except FileError:
        raise
    except Exception as error:  # zipfile and its decompressors raise many kinds
        raise bad(archive.name, "a damaged or encrypted part") from error
    return content


def bad(name: str, what: str) -> FileError:
    """Return the error for a file that is no sound archive of a project."""
    return FileError(
        f"A .qdpx file must be a zip with a project inside. Got {what}, in {name}. "
        "Export the project again from the program it comes from."
    )


def _bounded(part: IO[bytes], archive: Archive) -> bytes:
    content = part.read(MAX_PART + 1)
    archive.unpacked[0] += len(content)
    if len(content) > MAX_PART or archive.unpacked[0] > MAX_UNPACKED:
        raise bad(archive.name, "parts of more than 100 MB each or 500 MB together")
    return content
