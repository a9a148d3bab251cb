"""The event log: append and read. Nothing in it is ever changed.

Whoever asks for one learner's events gets those of all that were merged into them; see merged.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.exports.record import Row
from bot.learner.events import Event, understand
from bot.learner.store import merged
from bot.learner.store.tables import events, learners

log = structlog.get_logger()

_APPENDING = 7_501_839
"""PostgreSQL advisory lock, shared by all who append; any number that nobody else uses."""
_HERE_ALONE = ("identities_linked", "identities_unlinked")


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One fact with its place in the log."""

    id: int
    learner_id: str
    """Whose it is; where projections are made, whose it was when it was recorded."""
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
    # A turn may have begun before its learner was merged into another.
    whose = merged.standing(bindparam("whose"))
    await connection.execute(
        insert(events).values(learner_id=whose),
        [
            {
                "whose": learner_id,
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
    """To be called by a transaction before it appends; see `alone`."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock_shared(_APPENDING)))


async def alone(connection: AsyncConnection) -> None:
    """Waits for those who are appending right now, and holds off others until the transaction ends.

    To be called at its beginning. SQLite writes one at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(_APPENDING)))


async def horizon(connection: AsyncConnection) -> int:
    """An id up to which the log is complete: nothing with a lower one will ever be added.

    PostgreSQL gives out ids before transactions commit, so a lower one may appear after a higher
    one; waiting for those who are appending right now settles that.
    """
    await alone(connection)
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
    wanted: ColumnElement[bool] = c.learner_id.in_(merged.ids(learner_id))
    if types:
        wanted &= c.type.in_(types)
    if since is not None:
        wanted &= c.at >= since
    if after:
        wanted &= c.id > after
    if newest is not None:  # found in an index alone: the rows of years aren't looked at
        wanted = c.id.in_(select(c.id).where(wanted).order_by(c.id.desc()).limit(newest))
    query = select(events).where(wanted).order_by(c.id)
    return understood(await connection.execute(query), whose=learner_id)


async def read_then(
    connection: AsyncConnection, learner_id: str, *, types: Collection[str], upto: int
) -> list[StoredEvent]:
    """A learner's events up to an id, as they were theirs when the log ended there."""
    c = events.c
    whose = await merged.ids_then(connection, learner_id, upto)
    query = select(events).where(c.learner_id.in_(whose), c.type.in_(types), c.id <= upto)
    return understood(await connection.execute(query.order_by(c.id)), whose=learner_id)


async def stream(
    connection: AsyncConnection,
    *,
    types: Collection[str],
    after: int = 0,
    upto: int | None = None,
) -> AsyncIterator[StoredEvent]:
    """Everyone's events of these types, in the order of the log, as they were recorded.

    Args:
        after, upto: only ids above ``after``, up to and including ``upto``.
    """
    c = events.c
    wanted = select(events).where(c.type.in_(types), c.id > after).order_by(c.id)
    if upto is not None:
        wanted = wanted.where(c.id <= upto)
    async for stored in _streamed(connection, wanted):
        yield stored


async def stream_now(
    connection: AsyncConnection, *, types: Collection[str], whose: Collection[str] | None = None
) -> AsyncIterator[StoredEvent]:
    """Everyone's events of these types, in the order of the log, each with whose it is now.

    Args:
        whose: only these learners'.
    """
    c = events.c
    now = merged.WHOSE.label("learner_id")
    wanted = select(c.id, now, c.at, c.type, c.version, c.data).join(learners)
    wanted = wanted.where(c.type.in_(types)).order_by(c.id)
    if whose is not None:
        wanted = wanted.where(c.learner_id.in_(merged.ids_of_all(whose)))
    async for stored in _streamed(connection, wanted):
        yield stored


async def _streamed(connection: AsyncConnection, wanted: Select[Any]) -> AsyncIterator[StoredEvent]:
    rows = await connection.stream(wanted)
    async for some in rows.partitions(1_000):
        for stored in understood(some):
            yield stored


async def rows(connection: AsyncConnection, learner_id: str) -> list[Row]:
    """A learner's events as they are stored, oldest first."""
    c = events.c
    whose = c.learner_id.in_(merged.ids(learner_id))
    found = select(c.at, c.type, c.version, c.data).where(whose)
    return [Row(*row) for row in await connection.execute(found.order_by(c.id))]


async def take_over(
    connection: AsyncConnection, learner_id: str, new: Sequence[Row], *, recorded_at: datetime
) -> int:
    """Append what the learner's record doesn't have yet, in the order given; how many that is.

    Which identities are one person's is left out: that holds where it was recorded.
    """
    await announce(connection)
    learner_id = await merged.current(connection, learner_id)
    there = Counter(row.key for row in await rows(connection, learner_id))
    missing = []
    for row in new:
        if row.type in _HERE_ALONE:
            continue
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
    whose = c.learner_id.in_(merged.ids(learner_id))
    found = select(c.at).where(whose, c.at >= since).order_by(c.id)
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
) -> dict[str, StoredEvent]:
    """The newest event of each type, by type."""
    newest = (
        select(func.max(events.c.id))
        .where(events.c.learner_id.in_(merged.ids(learner_id)), events.c.type.in_(types))
        .group_by(events.c.type)
    )
    rows = await connection.execute(select(events).where(events.c.id.in_(newest)))
    return {stored.event.type: stored for stored in understood(rows, whose=learner_id)}


def understood(rows: Iterable[Any], whose: str | None = None) -> list[StoredEvent]:
    """The events of these rows. What a newer program wrote stays in the log and is passed over.

    Args:
        whose: the learner they belong to, whoever they were recorded with.
    """
    found, unknown = list[StoredEvent](), Counter[str]()
    for row in rows:
        event = understand(row.type, row.version, row.data)
        if event is None:
            unknown[row.type] += 1
        else:
            found.append(StoredEvent(row.id, whose or row.learner_id, row.at, event))
    if unknown:
        log.warning("events of a newer version passed over", types=dict(unknown))
    return found
