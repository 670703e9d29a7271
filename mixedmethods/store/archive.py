"""A project as one archive, and back: every table, the log, and a fingerprint of each.

The archive is a .zip: ``manifest.json`` with the form, the title and the fingerprints,
``tables/*.jsonl`` with a row a line, and ``project.mm``, the project itself. The rows are there so
that the data outlive the program; the project comes back from the file, and only if each of its
tables has the fingerprint that the manifest names.
"""

import hashlib
import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mixedmethods.errors import FileError
from mixedmethods.store import schema
from mixedmethods.store.migrate import HEAD
from mixedmethods.store.project import Project, digest, open_project

KIND = "mixedmethods archive/1"
MANIFEST, PROJECT = "manifest.json", "project.mm"
DATE = (2000, 1, 1, 0, 0, 0)  # the date of making is no part of what it says
DAMAGE = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError, RuntimeError,
    RecursionError, NotImplementedError, OSError,
)  # fmt: skip
"""What reading a damaged or foreign archive may raise."""
MOST = 2 * 1024**3  # bytes that an archive may unpack to
TIMES = 200  # how often larger than packed


def pack(project: Project) -> bytes:
    """Return a project as an archive; the same project gives the same fingerprints."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / PROJECT
        project.copy_to(copy)
        with open_project(copy) as held:  # the copy: what is archived is one state
            rows = {name: list(_lines(held, name)) for name in sorted(schema.metadata.tables)}
        manifest = {
            "kind": KIND, "form": HEAD, "title": project.title,
            "project": digest(copy.read_bytes()),
            "fingerprints": {name: _fingerprint(lines) for name, lines in rows.items()},
        }  # fmt: skip
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            text = json.dumps(manifest, indent=2, ensure_ascii=False)
            archive.writestr(zipfile.ZipInfo(MANIFEST, DATE), text, zipfile.ZIP_DEFLATED)
            for name, lines in rows.items():
                entry = zipfile.ZipInfo(f"tables/{name}.jsonl", DATE)
                archive.writestr(entry, "".join(f"{line}\n" for line in lines),
                                 zipfile.ZIP_DEFLATED)  # fmt: skip
            archive.writestr(zipfile.ZipInfo(PROJECT, DATE), copy.read_bytes(),
                             zipfile.ZIP_DEFLATED)  # fmt: skip
        return out.getvalue()


def unpack(name: str, content: bytes, path: Path) -> Project:
    """Make a project of an archive, at a path that is free.

    Raises
    ------
    FileError
        If the file is no archive of a project, is too large, or a table is not as the manifest
        says.
    ProjectError
        If the path is taken, or a newer version of the program wrote the project.
    """
    manifest, raw = _read(name, content)
    if path.exists():
        raise FileError(
            f"A project from an archive needs a file name that is free. Got {path.name}, which "
            "exists. Choose another name, or move that project."
        )
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(raw)
    try:
        if digest(raw) != manifest["project"]:
            raise _changed(name, "the project file")
        with open_project(part) as project:
            found = fingerprints(project)
        told = manifest["fingerprints"]
        off = sorted(table for table in {*told, *found} if found.get(table) != told.get(table))
        if off and manifest["form"] == HEAD:  # tables of an older form were brought up to date
            raise _changed(name, ", ".join(off))
        part.rename(path)
    finally:
        for ending in ("", "-wal", "-shm"):
            part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)
    return open_project(path)


def fingerprints(project: Project) -> dict[str, str]:
    """Return the fingerprint of each table."""
    return {name: _fingerprint(_lines(project, name)) for name in sorted(schema.metadata.tables)}


def _read(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > MOST or size > TIMES * len(content):
                raise _too_large(name, size)
            manifest = json.loads(archive.read(MANIFEST))
            known = isinstance(manifest.get("form"), str) and isinstance(manifest["project"], str)
            if manifest.get("kind") != KIND or not known or not manifest["fingerprints"]:
                raise KeyError("kind")
            return manifest, archive.read(PROJECT)
    except FileError:
        raise
    except DAMAGE as error:
        raise FileError(
            f"The file must be an archive that mixedmethods made. Got {name}, which is another "
            "kind of file or is damaged. Choose the .zip that `mixedmethods archive` wrote."
        ) from error


def _changed(name: str, what: str) -> FileError:
    return FileError(
        f"Everything must be as it was when the archive was made. Got other content in {what} of "
        f"{name}. Take another copy of the archive."
    )


def _too_large(name: str, size: int) -> FileError:
    return FileError(
        f"An archive must unpack to {MOST:,} bytes or fewer, and to no more than {TIMES} times its "
        f"own size. Got {size:,} in {name}. Open the project file itself."
    )


def _lines(project: Project, table: str) -> Iterator[str]:
    """Yield the rows of a table as JSON, in the order of their keys."""
    held = schema.metadata.tables[table]
    query = sa.select(held).order_by(*held.primary_key.columns)
    with project.reading() as connection:
        for row in connection.execute(query).mappings():
            yield json.dumps(dict(row), ensure_ascii=False, sort_keys=True)


def _fingerprint(lines: Iterator[str] | list[str]) -> str:
    made = hashlib.sha256()
    for line in lines:
        made.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return made.hexdigest()
