"""Reminders that are due, and how far the log was taken into account for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_index("deliveries_of_person", "deliveries", ["person", "seq"])
    op.create_table(
        "reminders",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("next_try", _MOMENT, nullable=False),
        sa.Column("wanted", sa.JSON, nullable=False),
        sa.Column("local", sa.JSON, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("reply", sa.JSON),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.UniqueConstraint("learner_id", "name", "day", name="reminders_once_a_day"),
        sa.Index("reminders_due", "platform", "status", "next_try"),
        sa.Index("reminders_of_learner", "learner_id", "status"),
    )
    op.create_table(
        "scheduled",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("made_with", sa.Text, nullable=False),
    )
