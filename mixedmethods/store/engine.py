"""Connections to a project's database.

Writers take their lock when they begin (``BEGIN IMMEDIATE``): with a busy timeout alone, two
transactions that read and then write refuse each other at once.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

PRAGMAS = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a coding that was shown as saved survives a power cut
    "PRAGMA foreign_keys = ON",
)


def connect(path: Path) -> sa.Engine:
    """Return an engine on the SQLite file at `path`; nothing is opened yet."""
    engine = sa.create_engine(
        _url(path),
        connect_args={"isolation_level": None},
        hide_parameters=True,  # an error must not quote what somebody said
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def tables(path: Path) -> set[str]:
    """Return the names of the tables in a SQLite file, and leave its settings alone."""
    engine = sa.create_engine(_url(path), poolclass=NullPool)
    return set(sa.inspect(engine).get_table_names())


def is_busy(error: sa.exc.OperationalError) -> bool:
    """Return whether a writer waited in vain for another to finish."""
    return "locked" in f"{error.orig}"


def writing(engine: sa.Engine) -> sa.Engine:
    """Return the same engine for a transaction that will write."""
    return engine.execution_options(writes=True)


def settle(engine: sa.Engine) -> None:
    """Move what was written into the project file itself, so that a copy of it is a backup.

    SQLite keeps fresh writes beside the file (``-wal``) until it finds the time. This never waits:
    what a reader still holds back is moved after the next change.
    """
    with engine.connect() as connection:
        cursor = connection.connection.cursor()  # outside any transaction
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        cursor.close()


def _url(path: Path) -> sa.URL:
    return sa.URL.create("sqlite", database=str(path.absolute()))  # ? and % are part of the name


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def copy_to(engine: sa.Engine, path: Path) -> None:
    """Write the project, as last committed, to a file that is not there yet."""
    with engine.connect() as connection:
        connection.rollback()  # VACUUM refuses to run inside a transaction
        raw = connection.connection.cursor()
        try:
            raw.execute("VACUUM INTO ?", (str(path.absolute()),))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        finally:
            raw.close()
