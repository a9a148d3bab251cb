"""Projections of the event log, and indexes for reading it by time and by type."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("events_of_learner_by_time", "events", ["learner_id", "at"])
    op.create_index("events_by_type", "events", ["type", "id"])
    op.create_table(
        "projected",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("made_with", sa.Text, nullable=False),
    )
    op.create_table(
        "learner_models",
        sa.Column("learner_id", sa.String(32), sa.ForeignKey("learners.id"), primary_key=True),
        sa.Column("upto", sa.BigInteger, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "ratings",
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("mean", sa.Double, nullable=False),
        sa.Column("variance", sa.Double, nullable=False),
    )
