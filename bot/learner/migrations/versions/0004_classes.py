"""Who is who in a class: names, and rosters until the people on them have written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "names",
        sa.Column("learner_id", sa.String(32), sa.ForeignKey("learners.id"), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("told_by", sa.String(10), nullable=False),
    )
    op.create_table(
        "roster",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("entry", sa.String(64), nullable=False, index=True),
        sa.Column("also", sa.String(64), index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("learner_id", sa.String(32), sa.ForeignKey("learners.id"), index=True),
        sa.UniqueConstraint("course", "entry", name="roster_once"),
    )
