"""Alembic's entry. Runs inside the transaction that the store hands over."""

from __future__ import annotations

from alembic import context

from bot.learner.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
