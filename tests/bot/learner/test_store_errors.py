"""What can be wrong with the place where the record is kept, each with a text that helps."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import SettingsError, StoreError
from bot.learner.events import CourseChosen
from bot.learner.store import Store
from bot.learner.store.database import async_url
from tests.fakes import NOON, incoming

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("sqlite:////tmp/x.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg"),
        ("postgres://u:p@h:5/d", "postgresql+asyncpg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+asyncpg"),
    ],
)
def test_the_addresses_that_people_have(given: str, driver: str) -> None:
    assert async_url(given).drivername == driver


def test_the_password_and_tls_of_an_address_are_kept() -> None:
    url = async_url("postgres://u:p%40ss@db.example:6543/app?sslmode=require")
    assert (url.password, url.port, url.database) == ("p@ss", 6543, "app")
    assert dict(url.query) == {"ssl": "require"}


@pytest.mark.parametrize(
    "given", ["", "mysql://h/d", "nonsense", "sqlite://", "sqlite:///:memory:"]
)
def test_any_other_address_is_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL has to look like"):
        async_url(given)


async def test_a_file_that_another_program_is_writing(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite:///{file}", busy_timeout=0.05)
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match=r"being written by another program"):
        await store.deliveries.accept(incoming("hello"))
    other.close()
    assert await store.deliveries.accept(incoming("hello"))
    await store.close()


async def test_a_full_disk_loses_nothing_of_what_stood_before(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'x.db'}")
    learner = await store.learner("x:ana")
    await store.append(learner.id, [CourseChosen(course="a")], at=NOON)

    from sqlalchemy import event

    @event.listens_for(store._database._engine.sync_engine, "begin")
    def _no_more_room(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count=1")  # type: ignore[attr-defined]

    with pytest.raises(StoreError, match=r"disk that holds .* is full"):
        await store.deliveries.accept(incoming("x" * 100_000))
    assert (await store.learner("x:ana")).course == "a"
    await store.close()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(b"my thesis" * 500)
    with pytest.raises(StoreError, match="is not a Studylamp record"):
        await Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == b"my thesis" * 500


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't be opened"):
        await Store.open(f"sqlite:///{tmp_path}/file/x.db")


async def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    await _make(f"sqlite:///{tmp_path}/new/x.db")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


async def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match=r"can't be reached\. Check DATABASE_URL"):
        await Store.open("postgresql://u:p@127.0.0.1:1/d")


async def test_a_database_that_does_not_exist(postgres: str) -> None:
    with pytest.raises(StoreError, match="refused us"):
        await Store.open(postgres.replace("/postgres?", "/nowhere?"))


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users to change to")
@pytest.mark.parametrize("fresh", [True, False])
def test_a_folder_that_is_read_only(tmp_path: Path, fresh: bool) -> None:
    """In a process of its own: root may write anywhere, so it becomes nobody first."""
    import asyncio

    folder = tmp_path / "data"
    folder.mkdir()
    url = f"sqlite:///{folder / 'x.db'}"
    if not fresh:
        asyncio.run(_make(url))
    script = (
        "import asyncio, os, sys\n"
        "from bot.errors import StoreError\n"
        "from bot.learner.store import Store\n"
        "from sqlalchemy.dialects.sqlite import aiosqlite\n"
        "import filelock, pydantic, aiosqlite\n"
        "os.chmod(os.path.dirname(sys.argv[1][10:]), 0o555)\n"
        "os.chdir(os.path.dirname(sys.argv[1][10:]))\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: asyncio.run(Store.open('sqlite:///x.db'))\n"
        "except StoreError as error: print(error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, url],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    folder.chmod(0o755)
    assert "read-only" in ran.stdout or "may Studylamp write there" in ran.stdout, ran


async def _make(url: str) -> None:
    await (await Store.open(url)).close()
