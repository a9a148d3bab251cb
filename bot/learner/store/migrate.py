"""Brings a database to this program's schema, once, whoever starts first."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreTooNew
from bot.learner.store.database import Database

SCHEMA = "0011"
"""The newest migration in bot/learner/migrations/versions; a test compares the two."""

_LOCK = 7_501_838
"""PostgreSQL advisory lock of whoever migrates; any number that nobody else uses."""


async def migrate(database: Database) -> None:
    """Run the migrations that are missing.

    Raises:
        StoreTooNew: a newer Studylamp wrote it; nothing was changed.
        StoreError: it can't be read or written.
    """
    if database.file:
        with database.explained():
            # What learners wrote is nobody else's business on a shared machine.
            database.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with database.read() as connection:
        found = await connection.run_sync(_revision)
    if found == SCHEMA:
        return
    _refuse_newer(found)
    if database.is_sqlite:
        async with database.read() as connection:  # can't be changed inside a transaction
            await connection.exec_driver_sql("PRAGMA journal_mode=wal")
    async with database.write() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await _upgrade(connection)


async def _upgrade(connection: AsyncConnection) -> None:
    # Looked at again now that nobody else can be migrating.
    found = await connection.run_sync(_revision)
    _refuse_newer(found)
    if found != SCHEMA:
        await connection.run_sync(_run_alembic)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(found: str | None) -> None:
    # Migrations are numbered, so a higher number was made by a program that knows more.
    if found is not None and found > SCHEMA:
        raise StoreTooNew(found=found, known=SCHEMA)


def _run_alembic(connection: Connection) -> None:
    from alembic import command  # 0.1 s that only a new schema needs
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).parent.parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA)
