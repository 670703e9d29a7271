"""Keep a project as one archive, and bring it back."""

from pathlib import Path

from mixedmethods.store import Project
from mixedmethods.store.archive import pack, unpack


def archive_bytes(project: Project) -> bytes:
    """Return a project as an archive: all data, the log, and a fingerprint of each table."""
    return pack(project)


def from_archive(name: str, content: bytes, path: Path) -> Project:
    """Make a project of an archive; errors are those of `store.archive.unpack`."""
    return unpack(name, content, path)
