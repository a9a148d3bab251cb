"""Guardians' addresses, and what their links and codes open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "guardians",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False, index=True
        ),
        sa.Column("address", sa.Text),
        sa.Column("print", sa.String(64), index=True),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("refused_at", _MOMENT),
    )
    op.create_table(
        "guardian_keys",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column(
            "learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False, index=True
        ),
        sa.Column("guardian", sa.String(32), nullable=False, index=True),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("ends", _MOMENT, nullable=False),
    )
