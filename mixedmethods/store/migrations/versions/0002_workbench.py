"""The coding workbench: approach, memos, read turns, muted words, adjudication, the grid."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns, each with the value that keeps a project as it was, and tables."""
    _add("project", "guid", sa.Text(), "")
    _add("project", "approach", sa.Text(), "codebook")
    _add("project", "lead", sa.Text(), "")
    _add("project", "blind", sa.Boolean(), "1")
    project = sa.table("project", sa.column("guid"))
    op.execute(project.update().values(guid=str(uuid.uuid4())))
    _add("codes", "statement", sa.Text(), "")
    _add("codes", "codable", sa.Boolean(), "1")
    _add("decisions", "origin", sa.Text(), "lexicon")
    _people()
    _notes()
    _exchange()


def _add(table: str, name: str, kind: sa.Text | sa.Boolean, default: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(name, kind, nullable=False, server_default=default))


def _people() -> None:
    op.create_table(
        "muted",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["codes.id"]),
        sa.PrimaryKeyConstraint("code", "word", "coder"),
    )
    op.create_table(
        "reads",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source", "turn"], ["turns.source", "turns.number"]),
        sa.PrimaryKeyConstraint("source", "turn", "coder"),
    )
    op.create_table(
        "adjudications",
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second"),
    )


def _notes() -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("memos_target", "memos", ["kind", "target"])
    op.create_table(
        "summaries",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"]),
        sa.ForeignKeyConstraint(["code"], ["codes.id"]),
        sa.PrimaryKeyConstraint("case", "code"),
    )


def _exchange() -> None:
    op.create_table(
        "sets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "guids",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
        sa.UniqueConstraint("guid"),
    )
    op.create_table(
        "answers",
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("op"),
    )
