"""Bring a project's tables to the form this version knows, with a backup copy first."""

from pathlib import Path

import sqlalchemy as sa

from mixedmethods.errors import ProjectError
from mixedmethods.store.engine import writing

HEAD = "0001"


def upgrade(engine: sa.Engine, path: Path) -> None:
    """Migrate an existing project, or make the tables of a new one.

    A project that is not empty is first copied beside itself (``study.mm.backup-0001``, after the
    form that it had). Alembic is imported only where there is something to do.

    Raises
    ------
    ProjectError
        If a newer version of the program has written the project.
    """
    current = revision(engine)
    if current == HEAD:
        return
    if current is not None and current > HEAD:
        raise ProjectError(
            f"The project must have form {HEAD} or older. Got {current}: a newer mixedmethods "
            "has written it. Update the program to open it."
        )
    if current is not None:
        _back_up(engine, path.with_name(f"{path.name}.backup-{current}"))
    with writing(engine).begin() as connection:
        _run(connection)


def revision(engine: sa.Engine) -> str | None:
    """Return the form of the project's tables, or None where there are none."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _back_up(engine: sa.Engine, copy: Path) -> None:
    if copy.exists():
        return
    with engine.connect() as connection:
        connection.rollback()  # VACUUM refuses to run inside a transaction
        raw = connection.connection.cursor()
        raw.execute("VACUUM INTO ?", (str(copy),))
        raw.close()


def _run(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
