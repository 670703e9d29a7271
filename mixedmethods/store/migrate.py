"""Bring a project's tables to the form this version knows, with a backup copy first."""

from pathlib import Path

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store.engine import copy_to, writing

HEAD = "0004"


def upgrade(engine: sa.Engine, path: Path) -> None:
    """Migrate an existing project, or make the tables of a new one.

    A project that is not empty is first copied beside itself (``study.mm.backup-0001``, after the
    form that it had; ``-2`` and so on where there is one). Alembic is imported
    only where there is something to do.

    Raises
    ------
    ProjectError
        If a newer version of the program, or another program, has written the project.
    """
    current = revision(engine)
    if current == HEAD:
        return
    if current is not None and current > HEAD:
        raise ProjectError(
            f"The project must have form {HEAD} or older. Got {current}: a newer mixedmethods "
            "has written it. Update the program to open it."
        )
    with writing(engine).begin() as connection:
        current = _revision(connection)
        if current == HEAD:
            return  # another process had the lock first and has done it
        if current is not None:
            _back_up(engine, path, current)
        create(connection)


def revision(engine: sa.Engine) -> str | None:
    """Return the form of the project's tables, or None where there are none."""
    with engine.connect() as connection:
        return _revision(connection)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _back_up(engine: sa.Engine, path: Path, form: str) -> None:
    """Copy the project, as last committed, to a name that is free: an old copy is never taken."""
    copy, number = path.with_name(f"{path.name}.backup-{form}"), 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.backup-{form}-{number}")
    copy_to(engine, copy)


def create(connection: sa.Connection) -> None:
    """Run the migrations that are due, in the transaction that this connection is in.

    Raises
    ------
    ProjectError
        If the project has a form that no release had.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ProjectError(
            "The project must have the form of a release of mixedmethods. Got another. "
            "Open it with the program that made it, or restore it from a backup copy."
        ) from error
