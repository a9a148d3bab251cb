"""Private links to learners' calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "calendar_links",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column(
            "learner_id", sa.String(32), sa.ForeignKey("learners.id"), nullable=False, index=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
