"""Learners, their events, deliveries and token usage."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Spelt out rather than imported from tables.py: a migration stays as it was written.
_MOMENT = sa.DateTime(timezone=True)
_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "learners",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "identities",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column(
            "learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False, index=True
        ),
    )
    op.create_table(
        "events",
        sa.Column("id", _COUNTER, primary_key=True, autoincrement=True),
        sa.Column("learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Index("events_of_learner", "learner_id", "id"),
        sa.Index("events_of_learner_by_type", "learner_id", "type", "id"),
    )
    op.create_table(
        "deliveries",
        sa.Column("seq", _COUNTER, primary_key=True, autoincrement=True),
        sa.Column("delivery_id", sa.Text, nullable=False, unique=True),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.Text),
        sa.Column("lease_until", _MOMENT),
        sa.Column("incoming", sa.JSON, nullable=False),
        sa.Column("replies", sa.JSON),
        sa.Column("state", sa.JSON),
        sa.Index("deliveries_of_conversation", "conversation", "seq"),
        sa.Index("deliveries_by_status", "status", "person"),
    )
    op.create_table(
        "token_usage",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("tokens", sa.BigInteger, nullable=False),
    )
