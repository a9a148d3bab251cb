"""Files that teachers send for a course, and what they add to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("batch", sa.String(32), nullable=False, index=True),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.Column("content", sa.JSON),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
    )
