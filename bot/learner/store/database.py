"""One database, SQLite or PostgreSQL, behind the same two doors: `read` and `write`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import SettingsError, StoreError
from bot.i18n import N_

_PATIENCE = 60.0
"""Seconds that a turn waits for a connection while many others are under way."""

Insert = Callable[[Table], "sqlite.Insert | postgresql.Insert"]


def async_url(url: str) -> URL:
    """The address with the driver that we use.

    Raises:
        SettingsError: it is neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    match parsed.get_backend_name() if parsed else "":
        case "sqlite" if parsed and parsed.database not in (None, "", ":memory:"):
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres" if parsed:
            query = dict(parsed.query)
            if "sslmode" in query:  # libpq's word for what asyncpg calls ssl
                query["ssl"] = query.pop("sslmode")
            return parsed.set(drivername="postgresql+asyncpg", query=query)
    raise SettingsError(
        "DATABASE_URL has to look like sqlite:///path/to/file.db or "
        "postgresql://user:password@host/database."
    )


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file, whatever its folders are called."""
    return URL.create("sqlite", database=str(file)).render_as_string()


class Database:
    """Connections of one store. Every database error leaves here as a `StoreError`."""

    def __init__(self, url: str, *, busy_timeout: float = 10.0) -> None:
        """
        Args:
            url: as in `DATABASE_URL`.
            busy_timeout: seconds to wait for a SQLite file that another process is writing.
        """
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            engine = create_async_engine(
                self.url, connect_args={"timeout": busy_timeout}, pool_timeout=_PATIENCE
            )
            _prepare_sqlite(engine, busy_timeout)
        else:
            engine = create_async_engine(
                self.url, pool_pre_ping=True, pool_size=10, pool_timeout=_PATIENCE
            )
        # SQLite lets one write at a time and makes the others poll; queueing is quicker and fair.
        self._one_writer = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._engine = engine
        self._writing = engine.execution_options(studylamp_begin="BEGIN IMMEDIATE")
        repeatable = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._at_once = engine.execution_options(studylamp_begin="BEGIN", **repeatable)

    @property
    def file(self) -> Path | None:
        """Where a SQLite store is kept; None for PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def insert(self) -> Insert:
        """The dialect's INSERT, which knows ON CONFLICT."""
        return sqlite.insert if self.is_sqlite else postgresql.insert

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        with self.explained():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """For several reads that have to fit together: none sees what is written between them."""
        with self.explained():
            async with self._at_once.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it or nothing."""
        with self.explained():
            async with self._one_writer, self._writing.begin() as connection:
                yield connection

    async def close(self) -> None:
        await self._engine.dispose()

    def explained(self) -> _Explained:
        """Errors raised inside leave as `StoreError`."""
        return _Explained(str(self.file) if self.file else self.url.host or "PostgreSQL")


def _prepare_sqlite(engine: AsyncEngine, busy_timeout: float) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(busy_timeout * 1000)}")
        cursor.execute("PRAGMA foreign_keys=on")
        cursor.execute("PRAGMA synchronous=normal")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that begins by reading and then writes fails at once when another
        # writer was quicker, whatever the time-out: a writer takes the write lock first.
        begin = connection.get_execution_options().get("studylamp_begin")
        if begin:
            connection.exec_driver_sql(begin)


class _Explained:
    """Turns what a driver or the system raises into a text that says what to do."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, DBAPIError | PoolTimeoutError | sqlite3.Error | OSError):
            raise StoreError(_explain(error), place=self._place) from error


_BUSY = N_("The record at {place} is being written by another program. Try again in a moment.")
_READ_ONLY = N_("The record at {place} can't be written: the file or its folder is read-only.")
_FULL = N_("The disk that holds {place} is full. Make room and try again; nothing was lost.")
_NO_FILE = N_(
    "The record at {place} can't be opened. Does its folder exist, and may Studylamp write "
    "there? STUDYLAMP_DATA_DIR chooses another folder."
)
_NOT_OURS = N_(
    "The file {place} is not a Studylamp record. Move it away, or set DATABASE_URL to another file."
)
_DAMAGED = N_("The record at {place} is damaged. Restore it from a backup.")
_FAULTY = N_("The disk that holds {place} reported an error. Nothing was changed.")
_NO_SERVER = N_("The database at {place} can't be reached. Check DATABASE_URL and that it runs.")
_REFUSED = N_(
    "The database server at {place} refused us. Check user, password and database in DATABASE_URL."
)
_UNKNOWN = N_("The learners' record at {place} can't be read or written right now.")

_SIGNS = {
    "locked": _BUSY,
    "readonly": _READ_ONLY,
    "read-only": _READ_ONLY,
    "permission denied": _READ_ONLY,
    "full": _FULL,
    "no space left": _FULL,
    "unable to open": _NO_FILE,
    "not a directory": _NO_FILE,
    "file exists": _NO_FILE,
    "not a database": _NOT_OURS,
    "malformed": _DAMAGED,
    "disk i/o": _FAULTY,
    "authentication failed": _REFUSED,
    'database "': _REFUSED,
    'role "': _REFUSED,
    "connect": _NO_SERVER,
}
"""What SQLite, PostgreSQL's driver and the system say, and what we make of it."""


def _explain(error: BaseException) -> str:
    said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    return next((text for sign, text in _SIGNS.items() if sign in said), _UNKNOWN)
