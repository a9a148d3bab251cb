"""One learner on several platforms: who was merged into whom, and the codes for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "learners",
        sa.Column("merged_into", sa.String(32), sa.ForeignKey("learners.id")),
        inline_references=True,  # SQLite can't add the constraint by itself
    )
    op.create_index("ix_learners_merged_into", "learners", ["merged_into"])
    op.create_table(
        "link_codes",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("ended", sa.String(10)),
        sa.Column("used_by", sa.Text),
    )
    op.create_table(
        "link_tries",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
    )
