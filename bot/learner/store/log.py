"""The event log: append and read. Nothing in it is ever changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.exports.record import Row
from bot.learner.events import Event, understand
from bot.learner.store.tables import events

log = structlog.get_logger()

_APPENDING = 7_501_839
"""PostgreSQL advisory lock, shared by all who append; any number that nobody else uses."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One fact with its place in the log."""

    id: int
    learner_id: str
    at: datetime
    """When it happened."""
    event: Event


async def append(
    connection: AsyncConnection,
    learner_id: str,
    new: Sequence[Event],
    *,
    at: datetime,
    recorded_at: datetime,
) -> None:
    """Add events that happened at ``at``, within the caller's transaction."""
    await append_all(
        connection, [(learner_id, at, event) for event in new], recorded_at=recorded_at
    )


async def append_all(
    connection: AsyncConnection,
    new: Sequence[tuple[str, datetime, Event]],
    *,
    recorded_at: datetime,
) -> None:
    """Add events of any learners, with whose they are and when they happened."""
    await announce(connection)
    await connection.execute(
        insert(events),
        [
            {
                "learner_id": learner_id,
                "at": at,
                "recorded_at": recorded_at,
                "type": event.type,
                "version": event.version,
                "data": event.model_dump(mode="json", exclude={"type", "version"}),
            }
            for learner_id, at, event in new
        ],
    )


async def announce(connection: AsyncConnection) -> None:
    """To be called by a transaction before it appends; see `horizon`."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock_shared(_APPENDING)))


async def horizon(connection: AsyncConnection) -> int:
    """An id up to which the log is complete: nothing with a lower one will ever be added.

    PostgreSQL gives out ids before transactions commit, so a lower one may appear after a higher
    one; waiting for those who are appending right now settles that. SQLite writes one at a time.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_APPENDING)))
    return await connection.scalar(select(func.max(events.c.id))) or 0


async def read(
    connection: AsyncConnection,
    learner_id: str,
    *,
    types: Collection[str] = (),
    since: datetime | None = None,
    after: int = 0,
    newest: int | None = None,
) -> list[StoredEvent]:
    """A learner's events, oldest first.

    Args:
        types: all unless some are named.
        since: only what happened at that time or later.
        after: only what comes after this id in the log.
        newest: at most so many, the newest.
    """
    c = events.c
    query = select(events).where(c.learner_id == learner_id).order_by(c.id)
    if types:
        query = query.where(c.type.in_(types))
    if since is not None:
        query = query.where(c.at >= since)
    if after:
        query = query.where(c.id > after)
    if newest is not None:
        query = query.order_by(None).order_by(c.id.desc()).limit(newest)
    found = understood(await connection.execute(query))
    return found if newest is None else found[::-1]


async def stream(
    connection: AsyncConnection,
    *,
    types: Collection[str],
    after: int = 0,
    upto: int | None = None,
    learners: Collection[str] | None = None,
) -> AsyncIterator[StoredEvent]:
    """Everyone's events of these types, in the order of the log.

    Args:
        learners: only theirs.
        after, upto: only ids above ``after``, up to and including ``upto``.
    """
    c = events.c
    wanted = select(c.id, c.learner_id, c.at, c.type, c.version, c.data)
    wanted = wanted.where(c.type.in_(types), c.id > after).order_by(c.id)
    if upto is not None:
        wanted = wanted.where(c.id <= upto)
    if learners is not None:
        wanted = wanted.where(c.learner_id.in_(learners))
    rows = await connection.stream(wanted)
    async for some in rows.partitions(1_000):
        for stored in understood(some):
            yield stored


async def rows(connection: AsyncConnection, learner_id: str) -> list[Row]:
    """A learner's events as they are stored, oldest first."""
    c = events.c
    found = select(c.at, c.type, c.version, c.data).where(c.learner_id == learner_id)
    return [Row(*row) for row in await connection.execute(found.order_by(c.id))]


async def take_over(
    connection: AsyncConnection, learner_id: str, new: Sequence[Row], *, recorded_at: datetime
) -> int:
    """Append what the learner's record doesn't have yet, in the order given; how many that is."""
    await announce(connection)
    there = Counter(row.key for row in await rows(connection, learner_id))
    missing = []
    for row in new:
        if there[row.key]:
            there[row.key] -= 1  # the same thing may have happened twice at once
        else:
            missing.append(row)
    if missing:
        await connection.execute(
            insert(events),
            [
                {"learner_id": learner_id, "recorded_at": recorded_at, **row._asdict()}
                for row in missing
            ],
        )
    return len(missing)


async def times(connection: AsyncConnection, learner_id: str, since: datetime) -> list[datetime]:
    """When a learner's events happened, from ``since`` on."""
    c = events.c
    found = select(c.at).where(c.learner_id == learner_id, c.at >= since).order_by(c.id)
    return list(await connection.scalars(found))


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of the log."""

    events: Sequence[StoredEvent]
    upto: int
    """Id up to which nothing is missing in it."""


async def some(
    connection: AsyncConnection,
    *,
    types: Collection[str],
    after: int,
    upto: int,
    limit: int | None = None,
) -> Batch:
    """Everyone's events of these types with ids above ``after``, the first ``limit`` of them."""
    c = events.c
    wanted = select(events).where(c.type.in_(types), c.id > after, c.id <= upto).order_by(c.id)
    rows = (await connection.execute(wanted.limit(limit))).all()
    return Batch(understood(rows), rows[-1].id if limit and len(rows) == limit else upto)


async def latest(
    connection: AsyncConnection, learner_id: str, types: Collection[str]
) -> dict[str, Event]:
    """The newest event of each type, by type."""
    newest = (
        select(func.max(events.c.id))
        .where(events.c.learner_id == learner_id, events.c.type.in_(types))
        .group_by(events.c.type)
    )
    rows = await connection.execute(select(events).where(events.c.id.in_(newest)))
    return {stored.event.type: stored.event for stored in understood(rows)}


def understood(rows: Iterable[Any]) -> list[StoredEvent]:
    """The events of these rows. What a newer program wrote stays in the log and is passed over."""
    found, unknown = list[StoredEvent](), Counter[str]()
    for row in rows:
        event = understand(row.type, row.version, row.data)
        if event is None:
            unknown[row.type] += 1
        else:
            found.append(StoredEvent(row.id, row.learner_id, row.at, event))
    if unknown:
        log.warning("events of a newer version passed over", types=dict(unknown))
    return found
