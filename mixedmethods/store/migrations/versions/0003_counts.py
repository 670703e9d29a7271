"""Published counts of people along the pathway, each within the bounds in which it is known."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS = ("area", "characteristic", "group", "period", "step")


def upgrade() -> None:
    """Add the table of counts; it is empty in projects that had none."""
    op.create_table(
        "counts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in KEYS),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*KEYS),
    )
