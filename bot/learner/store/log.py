"""The event log: append and read. Nothing in it is ever changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.events import EVENT, Event
from bot.learner.store.tables import events


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
            for event in new
        ],
    )


async def read(
    connection: AsyncConnection, learner_id: str, *, types: Collection[str] = ()
) -> list[StoredEvent]:
    """A learner's events, oldest first; all types unless some are named."""
    query = select(events).where(events.c.learner_id == learner_id).order_by(events.c.id)
    if types:
        query = query.where(events.c.type.in_(types))
    return [_stored(row) for row in await connection.execute(query)]


async def stream(
    connection: AsyncConnection, *, types: Collection[str]
) -> AsyncIterator[StoredEvent]:
    """Everyone's events of these types, in the order of the log."""
    c = events.c
    wanted = select(c.id, c.learner_id, c.at, c.type, c.version, c.data)
    rows = await connection.stream(wanted.where(c.type.in_(types)).order_by(c.id))
    async for some in rows.partitions(1_000):
        for row in some:
            yield _stored(row)


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
    return {row.type: _stored(row).event for row in rows}


def _stored(row: object) -> StoredEvent:
    data = row.data | {"type": row.type, "version": row.version}  # type: ignore[attr-defined]
    return StoredEvent(
        id=row.id,  # type: ignore[attr-defined]
        learner_id=row.learner_id,  # type: ignore[attr-defined]
        at=row.at,  # type: ignore[attr-defined]
        event=EVENT.validate_python(data),
    )
