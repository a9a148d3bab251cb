"""The learners' record: the only place that speaks SQL."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import UTC, date, datetime
from typing import Self

from sqlalchemy import select

from bot.exports.record import Row
from bot.learner import corrections
from bot.learner.class_log import ClassLog
from bot.learner.events import AttemptMade, Event
from bot.learner.mastery import Parameters
from bot.learner.model import Learner
from bot.learner.store import class_log, log, merged, profile
from bot.learner.store.additions import Additions
from bot.learner.store.calendar_links import CalendarLinks
from bot.learner.store.classes import Classes, read_people
from bot.learner.store.database import Database
from bot.learner.store.deliveries import Deliveries
from bot.learner.store.guardians import Guardians
from bot.learner.store.installations import Installations
from bot.learner.store.linking import Linking
from bot.learner.store.migrate import migrate
from bot.learner.store.presence import Presence
from bot.learner.store.projections import Projections
from bot.learner.store.reminders import Reminders
from bot.learner.store.rosters import Rosters
from bot.learner.store.scheduling import Scheduling
from bot.learner.store.tables import identities, key, learners, token_usage
from bot.learner.store.thread import Thread
from bot.learner.store.uncancelled import uncancelled
from bot.learner.store.uploads import Uploads


def utc_now() -> datetime:
    return datetime.now(UTC)


@uncancelled
class Store:
    """Learners, their events, deliveries and token usage. Made by `Store.open`."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], params: Parameters
    ) -> None:
        self._database = database
        self._clock = clock
        self._presence = Presence(database.file)
        self.deliveries = Deliveries(database, self._presence, clock)
        self.thread = Thread(database)
        self.projections = Projections(database, params)
        self.additions = Additions(database, clock)
        self.classes = Classes(database, clock)
        self.reminders = Reminders(database, clock)
        self.scheduling = Scheduling(database, clock)
        self.guardians = Guardians(database, clock)
        self.calendar_links = CalendarLinks(database, clock)
        self.installations = Installations(database, clock)
        self.uploads = Uploads(database, clock)
        self.linking = Linking(database, clock)
        self.rosters = Rosters(database, clock)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        params: Parameters | None = None,
        busy_timeout: float = 10.0,
    ) -> Self:
        """Connect, and bring the schema up to date.

        Args:
            url: ``sqlite:///path``, ``postgresql://…`` or ``postgres://…``.
            clock: gives the time, with a zone.
            params: by which mastery is judged; default: the shipped ones.
            busy_timeout: seconds to wait for a SQLite file that another process is writing.

        Raises:
            SettingsError: the address is of no kind that we know.
            StoreTooNew: a newer Studylamp wrote it; nothing was changed.
            StoreError: it can't be read or written; says why and what to do.
        """
        store = cls(Database(url, busy_timeout=busy_timeout), clock, params or Parameters())
        try:
            await migrate(store._database)
            with store._database.explained():
                store._presence.enter()
        except BaseException:
            await store._database.close()
            raise
        return store

    async def close(self) -> None:
        self._presence.leave()
        await self._database.close()

    def now(self) -> datetime:
        """By the store's own clock."""
        return self._clock()

    async def learner(self, person: str) -> Learner:
        """The learner behind a platform's person; made at first contact.

        Args:
            person: ``platform:id``.
        """
        found = await self.known(person) or await self._meet(person)
        async with self._database.read() as connection:
            return await profile.read(connection, found)

    async def known(self, person: str) -> str | None:
        """The id of the learner behind a platform's person; None for a stranger."""
        async with self._database.read() as connection:
            found: str | None = await connection.scalar(
                select(identities.c.learner_id).where(identities.c.person == key(person))
            )
        return found

    async def _meet(self, person: str) -> str:
        new = secrets.token_hex(16)
        async with self._database.write() as connection:
            await connection.execute(learners.insert().values(id=new, created_at=self._clock()))
            await connection.execute(
                self._database.insert(identities)
                .values(person=key(person), learner_id=new)
                .on_conflict_do_nothing(index_elements=["person"])
            )
            known = await connection.scalar(
                select(identities.c.learner_id).where(identities.c.person == key(person))
            )
            if known != new:  # another process was quicker
                await connection.execute(learners.delete().where(learners.c.id == new))
        return str(known)

    async def append(self, learner_id: str, events: Sequence[Event], *, at: datetime) -> None:
        """Add events that belong to no reply."""
        async with self._database.write() as connection:
            await log.append(connection, learner_id, events, at=at, recorded_at=self._clock())

    async def events(
        self,
        learner_id: str,
        types: Collection[str] = (),
        *,
        since: datetime | None = None,
        newest: int | None = None,
    ) -> list[log.StoredEvent]:
        """A learner's events, oldest first; attempts with the mark that counts now.

        Args:
            types: all unless some are named.
            since: only what happened at that time or later.
            newest: at most so many, the newest.
        """
        async with self._database.read() as connection:
            found = await log.read(connection, learner_id, types=types, since=since, newest=newest)
            if any(isinstance(each.event, AttemptMade) for each in found):
                settled = await log.read(connection, learner_id, types=(corrections.EVENT,))
                found = corrections.corrected(found, settled)
        return found

    async def people(self, learner_id: str) -> list[str]:
        """The platforms' names of a learner, as ``platform:id``."""
        async with self._database.read() as connection:
            whose = merged.standing(learner_id)
            found = select(identities.c.person).where(identities.c.learner_id == whose)
            return sorted(await connection.scalars(found))

    async def rows(self, learner_id: str) -> list[Row]:
        """A learner's whole record as it is stored, what a newer program wrote included."""
        async with self._database.read() as connection:
            return await log.rows(connection, learner_id)

    async def take_over(self, learner_id: str, rows: Sequence[Row]) -> int:
        """Append events from elsewhere that the record doesn't have yet; how many these were."""
        async with self._database.write() as connection:
            return await log.take_over(connection, learner_id, rows, recorded_at=self._clock())

    async def everyones_events(
        self, *, types: Collection[str], learners: Collection[str] | None = None
    ) -> AsyncIterator[log.StoredEvent]:
        """All learners' events of these types, in the order of the log, a few at a time.

        Args:
            learners: only theirs.
        """
        async with self._database.read() as connection:
            async for stored in log.stream_now(connection, types=types, whose=learners):
                yield stored

    async def in_course(
        self, course: str, types: Collection[str], learners: Collection[str] | None = None
    ) -> list[log.StoredEvent]:
        """Everybody's events of these types in one course, oldest first; attempts with the mark
        that counts now, if ``types`` has what corrects them.

        Args:
            learners: only theirs.
        """
        found = [
            stored
            async for stored in self.everyones_events(types=types, learners=learners)
            if getattr(stored.event, "course", None) == course
        ]
        return corrections.corrected(found)

    async def class_log(self, course: str) -> ClassLog:
        """What the class of a course did, all of it as of one moment."""
        async with self._database.snapshot() as connection:
            people = await read_people(connection, course)
            members = {member.learner: member for member in people.students}
            whose = await class_log.whose(connection, members)
            with class_log.uncollected():
                return ClassLog(
                    members=members,
                    answers=await class_log.answers(connection, course, whose),
                    questions=await class_log.questions(connection, course, whose),
                    deeds=await class_log.deeds(connection, course, whose),
                    goals=await class_log.goals(connection, course, whose),
                    apart=await class_log.apart(connection, course),
                )

    async def orders(self, course: str, type_: str) -> list[Event]:
        """What anybody recorded of one type for a course: orders of its teachers, oldest first."""
        return [stored.event for stored in await self.in_course(course, (type_,))]

    async def times(self, learner_id: str, since: datetime) -> list[datetime]:
        """When a learner did something from then on, in the order of the log."""
        async with self._database.read() as connection:
            return await log.times(connection, learner_id, since)

    async def tokens_used(self, day: date) -> int:
        """Tokens of all models on that day (UTC), counted so far."""
        async with self._database.read() as connection:
            used = await connection.scalar(
                select(token_usage.c.tokens).where(token_usage.c.day == day)
            )
        return used or 0

    async def add_tokens(self, day: date, n: int) -> None:
        """Count ``n`` more tokens; safe from any number of processes."""
        new = self._database.insert(token_usage).values(day=day, tokens=n)
        async with self._database.write() as connection:
            await connection.execute(
                new.on_conflict_do_update(
                    index_elements=["day"],
                    set_={"tokens": token_usage.c.tokens + new.excluded.tokens},
                )
            )
