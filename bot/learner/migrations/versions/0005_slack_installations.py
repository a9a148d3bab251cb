"""Workspaces of Slack that installed the app, and installations under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("closed", sa.Text, nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "slack_states",
        sa.Column("state", sa.Text, primary_key=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
    )
