"""What was said lately, without looking through all that was ever said."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("deliveries_by_time", "deliveries", ["received_at"])
