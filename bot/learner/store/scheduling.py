"""Makes the rows of reminders from the log: a projection that any process may bring up to date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.events import (
    CourseChosen,
    IdentitiesLinked,
    IdentitiesUnlinked,
    RoleGranted,
)
from bot.learner.store import log, merged
from bot.learner.store.database import Database
from bot.learner.store.reminders import insert, newest_from
from bot.learner.store.tables import learners, reminders, scheduled
from bot.learner.store.uncancelled import uncancelled
from bot.reminders.due import Coming
from bot.reminders.planner import CLASS_EVENTS, VERSION, Facts, Planner

_BATCH = 500
"""Events that are looked at in one go."""


@uncancelled
class Scheduling:
    """All writing of reminders that follows from events."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def catch_up(self, planner: Planner) -> int:
        """Take in what was recorded since; how many learners' reminders were looked at.

        Safe from any number of processes, and after a crash at any point: how far it got is
        written last, and looking at somebody twice changes nothing.
        """
        made_with = f"{VERSION} {' '.join(sorted(planner.types))}"
        async with self._database.read() as connection:
            row = (await connection.execute(select(scheduled))).one_or_none()
            newest = await log.horizon(connection)
        remade = row is not None and row.made_with != made_with
        after = row.upto if row and not remade else 0
        types, looked_at = planner.types | CLASS_EVENTS, 0
        while after < newest:
            async with self._database.read() as connection:
                batch = await log.some(
                    connection, types=types, after=after, upto=newest, limit=_BATCH
                )
                courses = {
                    str(getattr(each.event, "course", ""))
                    for each in batch.events
                    if each.event.type in CLASS_EVENTS
                }
                whose = {each.learner_id for each in batch.events}
                whose |= {
                    each.event.other
                    for each in batch.events
                    if isinstance(each.event, IdentitiesLinked | IdentitiesUnlinked)
                }
                whose |= await _class_of(connection, courses)
            # By new rules everything was planned before, too, and nothing is late.
            since = None if remade else min((each.at for each in batch.events), default=None)
            for learner_id in sorted(whose):
                await self.refresh(learner_id, planner, since=since)
            looked_at, after = looked_at + len(whose), batch.upto
            await self._remember(after, made_with)
        return looked_at

    async def _remember(self, upto: int, made_with: str) -> None:
        async with self._database.write() as connection:
            new = self._database.insert(scheduled).values(id=1, upto=upto, made_with=made_with)
            further = (scheduled.c.made_with != made_with) | (scheduled.c.upto < upto)
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=["id"],
                    set_={"upto": upto, "made_with": made_with},
                    where=further,
                )
            )

    async def refresh(
        self, learner_id: str, planner: Planner, *, since: datetime | None = None
    ) -> None:
        """Make one learner's reminders fit what happened; what is under way is left alone.

        Args:
            since: nobody has planned for them since then.
        """
        async with self._database.write() as connection:
            # One at a time for one learner: who read the log earlier mustn't write later. Others
            # may go on referring to the learner.
            me = select(learners.c.id).where(learners.c.id == learner_id)
            await connection.execute(me.with_for_update(key_share=True))
            facts = await _facts(connection, learner_id, planner)
            if facts is None:
                c = reminders.c
                theirs = delete(reminders).where(c.learner_id == learner_id, c.status == "open")
                await connection.execute(theirs)
                return
            now = self._clock()
            plan = planner.plan(facts, now, since=since)
            stale, there = await self._compared(connection, facts, plan, now)
            if stale:
                await connection.execute(delete(reminders).where(reminders.c.id.in_(stale)))
            missing = [each for name, each in plan.items() if each and name not in there]
            await insert(self._database, connection, missing)

    async def _compared(
        self,
        connection: AsyncConnection,
        facts: Facts,
        plan: dict[str, Coming | None],
        now: datetime,
    ) -> tuple[list[int], set[str]]:
        """Ids of the rows that don't fit any more, and the names of those that do."""
        c = reminders.c
        rows = await connection.execute(
            select(c.id, c.name, c.person, c.due_at, c.wanted, c.local, c.reply)
            .where(c.learner_id == facts.learner_id, c.status == "open")
            .order_by(c.id)
            .with_for_update()
        )
        stale, there = [], set()
        for row in rows:
            if row.name in plan and _fits(row, plan[row.name], now):
                there.add(row.name)
            else:
                stale.append(row.id)
        return stale, there


def _fits(row: Any, new: Coming | None, now: datetime) -> bool:
    if row.due_at <= now:  # it is being sent, or will be
        return True
    return (
        new is not None
        and row.due_at == new.at
        and row.person == new.person
        and row.wanted == new.wanted.model_dump(mode="json")
        and row.local == new.local.model_dump(mode="json")
    )


async def _class_of(connection: AsyncConnection, courses: Collection[str]) -> set[str]:
    """Who was ever in these courses."""
    if not courses:
        return set()
    types = ("course_chosen", "role_granted")
    return {
        each.learner_id
        async for each in log.stream_now(connection, types=types)
        if isinstance(each.event, CourseChosen | RoleGranted) and each.event.course in courses
    }


async def _facts(connection: AsyncConnection, learner_id: str, planner: Planner) -> Facts | None:
    """None for somebody who never wrote to us, or has become one with another: there is nowhere to
    write to."""
    last = await newest_from(connection, learner_id)
    if last is None:
        return None
    c = reminders.c
    done: dict[str, list[date]] = {}
    theirs = c.learner_id.in_(merged.ids(learner_id))
    settled = select(c.name, c.day).where(theirs, c.status != "open")
    for name, day in await connection.execute(settled):
        done.setdefault(name, []).append(day)
    events: Sequence[log.StoredEvent] = await log.read(connection, learner_id, types=planner.types)
    class_events = [each async for each in log.stream(connection, types=CLASS_EVENTS)]
    return Facts(learner_id, last.person, last.timezone, events, class_events, done)
