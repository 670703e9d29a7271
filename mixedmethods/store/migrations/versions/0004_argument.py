"""The argument: what a link rests on, second assessors, findings, threads and checklists."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXTS = ("scope", "construct", "mechanism", "strategy", "next_action", "counter", "affirmed")


def upgrade() -> None:
    """Add columns, each with the value that keeps a project as it was, and tables."""
    with op.batch_alter_table("measures") as batch:
        for name in ("measured", "unmeasured"):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("links") as batch:
        for name in ("code", "measure"):
            batch.alter_column(name, existing_type=sa.Text(), nullable=True)
        for name in ("groups", "silent"):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        for name in TEXTS:
            batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name in ("meaning", "examples"):
            batch.add_column(sa.Column(name, sa.Boolean(), nullable=True))
    _name_groups()
    _table("assessments", ("link", "assessor"), ("relation", "reason", "changed"), "link")
    _table("thread_steps", ("id",), ("thread", "target", "question", "author", "at"))
    _table("checklist", ("form", "item"), ("text", "author", "changed"), versioned=True)
    _table("findings", ("id",), ("text", "author", "changed"), versioned=True)
    with op.batch_alter_table("findings") as batch:
        for name in ("links", "evidence"):
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False))


def _name_groups() -> None:
    """Let each link name the groups whose gaps it stood on: until now, every one."""
    names = ("id", "measure", "period", "reference")
    lists = ("evidence", "groups")
    links = sa.table(
        "links",
        *(sa.column(name, sa.Text()) for name in names),
        *(sa.column(name, sa.JSON()) for name in lists),
    )
    query = sa.select(*(links.c[name] for name in (*names, "evidence")))
    for id, measure, period, reference, evidence in op.get_bind().execute(query).all():
        end = f", {measure} {period}, against {reference}"
        gaps = [label for label, _ in evidence if label.startswith("Gap of ")]
        groups = [label.removeprefix("Gap of ").removesuffix(end) for label in gaps]
        # Evidence of items names roles in words now: clinical lead, not clinical_lead.
        told = [
            [label, value.replace("_", " ") if label.startswith("Survey item ") else value]
            for label, value in evidence
        ]
        here = links.update().where(links.c.id == id)
        op.execute(here.values(groups=groups, evidence=told))


def _table(
    name: str,
    keys: tuple[str, ...],
    texts: tuple[str, ...],
    link: str = "",
    versioned: bool = False,
) -> None:
    columns = [sa.Column(each, sa.Text(), nullable=False) for each in (*keys, *texts)]
    numbers = [sa.Column("version", sa.Integer(), nullable=False)] if versioned else []
    owners = [sa.ForeignKeyConstraint([link], ["links.id"])] if link else []
    op.create_table(name, *columns, *numbers, *owners, sa.PrimaryKeyConstraint(*keys))
