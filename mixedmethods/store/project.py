"""The open project: the one class that holds a connection."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store import log, schema
from mixedmethods.store.engine import connect, copy_to, is_busy, settle, tables, writing
from mixedmethods.store.migrate import create, upgrade

SQLITE = b"SQLite format 3\x00"
MARKS = {"project", "log", "codings", "alembic_version"}  # tables that every form has had


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log, without its edits."""

    id: int
    at: str
    author: str
    what: str
    kind: str


class Project:
    """A project on disk. Open it with `open_project` or `new_project`, close it when done.

    Threads may share it: every call takes a connection of its own.
    """

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        self.path = path
        self._engine = engine
        self._place = _place(path)
        with self.reading() as connection:
            found = connection.execute(sa.select(schema.project)).mappings().one()
        self.title: str = found["title"]
        self.label: str = found["label"]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> "Project":
        """Use the project in a `with` block, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend a connection that sees one state of the project throughout."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def change(self, author: str, what: str, op: str | None = None) -> Iterator[log.Change]:
        """Make one change, whole or not at all; it becomes one entry of the log.

        Parameters
        ----------
        author : str
            Who makes it.
        what : str
            What it is, as a person would say it. It must not quote a respondent.
        op : str, optional
            Id of the request; `served` tells whether one has been met.

        Yields
        ------
        Change
            Insert, update and delete rows through it.

        Raises
        ------
        ProjectError
            If the request has been met already, or another program keeps the project locked.
        """
        with self._writing(op) as connection:
            change = log.Change(connection, author, op)
            yield change
            log.write(change, what)

    @contextmanager
    def noting(self) -> Iterator[sa.Connection]:
        """Lend a connection that may write what is no change of the study and stays out of the log.

        Raises
        ------
        ProjectError
            If another program keeps the project locked.
        """
        with self._writing(None) as connection:
            yield connection

    def copy_to(self, path: Path) -> None:
        """Write the project as it stands to another file, which must not exist yet."""
        copy_to(self._engine, path)

    def revision(self) -> int:
        """Return a number that grows with every change: the key to cache results on."""
        with self.reading() as connection:
            return connection.execute(sa.select(sa.func.max(schema.log.c.id))).scalar() or 0

    def served(self, op: str) -> bool:
        """Return whether the request of this id has already made a change."""
        with self.reading() as connection:
            return log.served(connection, op)

    def undo(self, author: str, op: str | None = None) -> str | None:
        """Take back the author's last change; return what it was, or None where there is none.

        Raises
        ------
        ProjectError
            If later work, by anyone, stands on that change.
        """
        return self._step(author, "undo", op)

    def redo(self, author: str, op: str | None = None) -> str | None:
        """Make again what the author last took back; return what it was, or None.

        Raises
        ------
        ProjectError
            If later work, by anyone, has changed the same entries.
        """
        return self._step(author, "redo", op)

    def history(self, limit: int = 50) -> list[Entry]:
        """Return the newest entries of the log, newest first."""
        columns = [schema.log.c[name] for name in ("id", "at", "author", "what", "kind")]
        with self.reading() as connection:
            rows = connection.execute(
                sa.select(*columns).order_by(schema.log.c.id.desc()).limit(limit)
            )
            return [Entry(*row) for row in rows]

    @contextmanager
    def _writing(self, op: str | None) -> Iterator[sa.Connection]:
        try:
            with writing(self._engine).begin() as connection:
                self._check_place()
                if op is not None and log.served(connection, op):
                    raise ProjectError(
                        "Each request must come once. Got one that has been met already. "
                        "Reload the page to see what it did."
                    )
                yield connection
            settle(self._engine)
        except sa.exc.OperationalError as error:
            if not is_busy(error):
                raise
            raise ProjectError(
                "The project must be free to be written. Got one that another program has kept "
                "locked for half a minute. Wait for it or close it, then try again."
            ) from error

    def _check_place(self) -> None:
        """Refuse to write into a file that no longer stands where it was opened."""
        if _place(self.path) != self._place:
            raise ProjectError(
                "The project file must stay in its place while it is open. Got one that was "
                f"moved, deleted or replaced ({self.path.name}); this change is not stored. Put "
                "it back, or open the project again."
            )

    def _step(self, author: str, kind: str, op: str | None) -> str | None:
        with self._writing(op) as connection:
            entry = log.heads(connection, author)[0 if kind == "undo" else 1]
            if entry is None:
                return None
            change = log.Change(connection, author, op)
            what = log.reverse(change, entry)
            log.write(change, what, kind)
            return what


def new_project(path: Path, title: str, label: str = "", lead: str = "") -> Project:
    """Make a project file and open it.

    Parameters
    ----------
    path : Path
        A file that does not exist yet; its folder is made where needed.
    title : str
        What the study is called.
    label : str, optional
        A line that every page and export shows, such as "Synthetic sample study".
    lead : str, optional
        Who leads the coding: others work blind until the lead opens the codings to all. Without
        a lead everyone sees everything.

    Raises
    ------
    ProjectError
        If there is a file already, the title is empty, or the folder cannot be written.
    """
    if not title.strip():
        raise ProjectError("A project must have a title. Got none. Type one.")
    _claim(path)
    engine = connect(path)
    try:
        row = {
            "id": 1,
            "title": title.strip(),
            "label": label,
            "created": log.now(),
            "guid": str(uuid.uuid4()),
            "approach": "codebook",
            "lead": lead,
            "blind": True,
        }
        with writing(engine).begin() as connection:
            create(connection)
            connection.execute(schema.project.insert().values(row))
        return Project(path, engine)
    except BaseException:
        engine.dispose()
        path.unlink(missing_ok=True)
        raise


def open_project(path: Path) -> Project:
    """Open a project file; an older form is migrated after a backup copy is made beside it.

    Raises
    ------
    ProjectError
        If the file is absent, is not a project, or was written by a newer version.
    """
    if not path.is_file():
        raise ProjectError(
            f"The project file must exist. Got {path.name}, which does not. "
            "Check the name, or make it with `mixedmethods new`."
        )
    try:
        with path.open("rb") as file:
            if file.read(len(SQLITE)) != SQLITE:
                raise _not_a_project(path)
        if not tables(path) >= MARKS:
            raise _not_a_project(path)
        return _opened(path)
    except (OSError, sa.exc.OperationalError) as error:
        raise ProjectError(
            f"The project file must be free, and open to reading and writing. Got {path.name}, "
            "which is not. Close other programs that use it, or check its rights."
        ) from error
    except (sa.exc.DatabaseError, sa.exc.NoResultFound) as error:
        raise _not_a_project(path) from error


def digest(content: bytes) -> str:
    """Return the fingerprint by which a file or text is known again."""
    return hashlib.sha256(content).hexdigest()


def _place(path: Path) -> tuple[int, int] | None:
    """Tell a file from another of the same name."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _opened(path: Path) -> Project:
    engine = connect(path)
    try:
        upgrade(engine, path)
        return Project(path, engine)
    except BaseException:
        engine.dispose()
        raise


def _claim(path: Path) -> None:
    """Make an empty file, so that no other process takes the name meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("xb").close()
    except OSError as error:
        if path.exists():
            raise ProjectError(
                f"A new project needs a file name that is free. Got {path.name}, which exists. "
                "Choose another name, or open that project."
            ) from error
        raise ProjectError(
            f"The folder of a new project must be open to writing. Got one that is not, for "
            f"{path.name}. Choose another folder."
        ) from error


def _not_a_project(path: Path) -> ProjectError:
    return ProjectError(
        f"The file must be a mixedmethods project. Got {path.name}, which is another kind of "
        "file or is damaged. Choose a .mm file, or restore it from a backup copy."
    )
