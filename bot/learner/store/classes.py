"""Classes: who is in them, what they are called, and who is expected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.events import CourseChosen, Event, Grouped, RoleGranted
from bot.learner.membership import EVENTS, ClassList, Expected, class_list
from bot.learner.store import log, merged
from bot.learner.store.database import Database
from bot.learner.store.log import StoredEvent
from bot.learner.store.tables import names, roster
from bot.learner.store.uncancelled import uncancelled


@uncancelled
class Classes:
    """All access to the tables names and roster, and events of many learners at once."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def people(self, course: str) -> ClassList:
        """Who is in a course's class, and who is expected there."""
        async with self._database.read() as connection:
            return await read_people(connection, course)

    async def happened(self, types: Collection[str]) -> list[StoredEvent]:
        """Everybody's events of these types, oldest first: for types of which there are few."""
        async with self._database.read() as connection:
            return [each async for each in log.stream_now(connection, types=types)]

    # ---- arriving ----------------------------------------------------------------------------

    async def is_expected(self, prints: Collection[str]) -> bool:
        """Somebody who can be known by one of these fingerprints is on a roster and hasn't come."""
        async with self._database.read() as connection:
            found = await connection.scalar(select(roster.c.seq).where(_waiting(prints)).limit(1))
        return found is not None

    async def arrive(self, learner_id: str, prints: Collection[str]) -> list[Event]:
        """Somebody on a roster has written for the first time: their roles, groups and name from
        there are recorded and given back."""
        async with self._database.write() as connection:
            return await self._take_in(connection, learner_id, _waiting(prints))

    async def join_by_own_code(self, learner_id: str, code: str) -> list[Event]:
        """The same by the code that a roster gave somebody; empty when it is nobody's any more."""
        async with self._database.write() as connection:
            mine = (roster.c.code == code) & roster.c.learner_id.is_(None)
            return await self._take_in(connection, learner_id, mine)

    async def _take_in(self, connection: AsyncConnection, learner_id: str, who: Any) -> list[Event]:
        rows = (await connection.execute(select(roster).where(who).with_for_update())).all()
        now, events = self._clock(), list[Event]()
        started = await _chosen(connection, learner_id)
        for row in rows:
            events.append(RoleGranted(course=row.course, role=row.role, by=row.by, way="roster"))
            if not started:
                started = True
                events.append(CourseChosen(course=row.course))
            if row.group:
                events.append(Grouped(course=row.course, group=row.group, by=row.by))
        if not rows:
            return []
        await log.append(connection, learner_id, events, at=now, recorded_at=now)
        await connection.execute(
            update(roster)
            .where(roster.c.seq.in_([row.seq for row in rows]))
            .values(learner_id=learner_id)
        )
        await self._name(connection, learner_id, rows[-1].name, "roster")
        return events

    async def call(self, learner_id: str, name: str) -> None:
        """Keep what a platform calls somebody; a roster knows better."""
        async with self._database.write() as connection:
            await self._name(connection, learner_id, name, "platform")

    async def _name(
        self, connection: AsyncConnection, learner_id: str, name: str, told_by: str
    ) -> None:
        whose = await merged.current(connection, learner_id)
        new = self._database.insert(names).values(learner_id=whose, name=name, told_by=told_by)
        change = {"name": new.excluded.name, "told_by": new.excluded.told_by}
        better = None if told_by == "roster" else names.c.told_by != "roster"
        await connection.execute(
            new.on_conflict_do_update(index_elements=["learner_id"], set_=change, where=better)
        )

    async def append(self, new: Sequence[tuple[str, datetime, Event]]) -> None:
        """Add events of many learners, in this order, all or nothing."""
        async with self._database.write() as connection:
            await log.append_all(connection, new, recorded_at=self._clock())


async def read_people(connection: AsyncConnection, course: str) -> ClassList:
    """Who is in a course's class, within the caller's transaction."""
    c = roster.c
    waiting = select(c.name, c.role, c.group, c.code).where(
        c.course == course, c.learner_id.is_(None)
    )
    events = [each async for each in log.stream_now(connection, types=EVENTS)]
    known = {row.learner_id: row.name for row in await connection.execute(select(names))}
    expected = [Expected(*row) for row in await connection.execute(waiting)]
    return class_list(course, events, known, expected)


async def _chosen(connection: AsyncConnection, learner_id: str) -> bool:
    """They work in some course already."""
    return bool(await log.latest(connection, learner_id, ("course_chosen",)))


def _waiting(prints: Collection[str]) -> Any:
    c = roster.c
    return c.learner_id.is_(None) & (c.entry.in_(prints) | c.also.in_(prints))
