"""Reminders that are due: each is taken up by one process at a time and settled once.

A process that takes some up holds a lease on them and gets each one's token, which grows. What it
does later counts only under that token. Leases go by the database's own clock (for a SQLite file,
the machine's), so processes whose clocks disagree don't take each other's away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.store import merged
from bot.learner.store.database import Database
from bot.learner.store.tables import UNASKED, asked, deliveries, identities, key, reminders
from bot.learner.store.uncancelled import uncancelled
from bot.messages import Incoming, Place, Reply
from bot.reminders.due import Coming, Due, Kept, Settled, key_of
from bot.reminders.times import Local
from bot.reminders.wanted import Wanted

LEASE = timedelta(seconds=30)
_LOOKED_BACK = 50
"""Things that a person said among which a place is looked for."""
_DUE = reminders.c


@uncancelled
class Reminders:
    """All access to the reminders table, but for making it from the log (`Scheduling`)."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # ---- taking up -------------------------------------------------------------------------

    async def claim(
        self, platform: str, *, limit: int, only: str | None = None, lease: timedelta = LEASE
    ) -> list[Due]:
        """Take up what is due, the oldest first, and whatever else is due for the same people.

        Args:
            platform: the first part of ``person``.
            only: nobody else's but this person's.
        """
        async with self._database.write() as connection:
            oldest = self._free(platform, only).order_by(_DUE.next_try).limit(limit)
            rows = (await connection.execute(oldest)).all()
            if not rows:
                return []
            theirs = self._free(platform, only).where(
                _DUE.learner_id.in_({row.learner_id for row in rows})
            )
            ids = {row.id for row in (*rows, *(await connection.execute(theirs)))}
            taken = await connection.execute(
                update(reminders)
                .where(_DUE.id.in_(ids))
                .values(
                    token=_DUE.token + 1,
                    attempts=_DUE.attempts + 1,
                    lease_until=self._leased(lease),
                )
                .returning(reminders)
            )
            return [_due(row) for row in taken]

    def _free(self, platform: str, only: str | None) -> Select[Any]:
        """What is due and nobody holds; others who look for the same at once pass it over."""
        found = select(_DUE.id, _DUE.learner_id).where(
            _DUE.platform == platform,
            _DUE.status == "open",
            _DUE.next_try <= self._clock(),
            self._unheld(),
        )
        if only is not None:
            found = found.where(_DUE.person == only)
        return found.with_for_update(skip_locked=True)

    async def next_at(self, platform: str, *, only: str | None = None) -> datetime | None:
        """When the next one is due that nobody holds; None when there is none."""
        found = select(_DUE.next_try).where(
            _DUE.platform == platform, _DUE.status == "open", self._unheld()
        )
        if only is not None:
            found = found.where(_DUE.person == only)
        async with self._database.read() as connection:
            moment: datetime | None = await connection.scalar(
                found.order_by(_DUE.next_try).limit(1)
            )
        return moment

    async def renew(self, held: Collection[Due], *, lease: timedelta = LEASE) -> None:
        """Still at work on these."""
        async with self._database.write() as connection:
            await connection.execute(
                update(reminders).where(_held(held)).values(lease_until=self._leased(lease))
            )

    # ---- what became of them ----------------------------------------------------------------

    async def worded(
        self, made: Sequence[tuple[Due, Reply]], merged: Sequence[Settled] = ()
    ) -> set[int]:
        """Store what is going to be sent, before it is: sent again, it is the same.

        Args:
            merged: what is said together with one of the others.

        Returns:
            Ids of those that this process still holds. Nobody may send the others.
        """
        async with self._database.write() as connection:
            await self._settle(connection, merged)
            if made:
                await connection.execute(
                    update(reminders)
                    .where(_DUE.id == bindparam("_id"), _DUE.token == bindparam("_token"))
                    .values(reply=bindparam("_reply")),
                    [
                        {
                            "_id": due.id,
                            "_token": due.token,
                            "_reply": reply.model_dump(mode="json"),
                        }
                        for due, reply in made
                    ],
                )
            held = select(_DUE.id).where(_held([due for due, _ in made]), _DUE.status == "open")
            return set(await connection.scalars(held))

    async def settle(self, settled: Sequence[Settled]) -> None:
        """Sent, dropped or kept; what another process took over meanwhile is left to it."""
        async with self._database.write() as connection:
            await self._settle(connection, settled)

    async def put_off(self, later: Sequence[tuple[Due, datetime, str]]) -> None:
        """Try these again at another time: with the time, and why."""
        async with self._database.write() as connection:
            for due, moment, why in later:
                await connection.execute(
                    update(reminders)
                    .where(_held([due]))
                    .values(next_try=moment, why=why, lease_until=None)
                )

    async def _settle(self, connection: AsyncConnection, settled: Sequence[Settled]) -> None:
        if not settled:
            return
        await connection.execute(
            update(reminders)
            .where(_DUE.id == bindparam("_id"), _DUE.token == bindparam("_token"))
            .values(status=bindparam("_status"), why=bindparam("_why"), lease_until=None),
            [
                {
                    "_id": each.due.id,
                    "_token": each.due.token,
                    "_status": each.status,
                    "_why": each.why,
                }
                for each in sorted(settled, key=lambda each: each.due.id)
            ],
        )
        await insert(self._database, connection, [each.then for each in settled if each.then])

    # ---- at the next contact -----------------------------------------------------------------

    async def kept(self, learner_id: str) -> Kept:
        """What couldn't be sent."""
        found = select(_DUE.id, _DUE.name, _DUE.reply).where(
            _DUE.learner_id.in_(merged.ids(learner_id)), _DUE.status == "kept"
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(found.order_by(_DUE.due_at))).all()
        newest = {row.name: row.reply for row in rows}
        return Kept(
            tuple(row.id for row in rows),
            tuple(Reply.model_validate(reply) for reply in newest.values()),
        )

    async def said(self, key: str) -> tuple[Reply, ...]:
        """What was sent under a `Due.key`; empty when it isn't known."""
        turn = select(deliveries.c.person).where(deliveries.c.delivery_id == f"{UNASKED}{key}")
        theirs = select(_DUE.id, _DUE.learner_id, _DUE.name, _DUE.day).where(
            _DUE.person == turn.scalar_subquery(), _DUE.reply.is_not(None)
        )
        async with self._database.read() as connection:
            for row in await connection.execute(theirs):
                if key_of(row.learner_id, row.name, row.day) == key:
                    reply = await connection.scalar(select(_DUE.reply).where(_DUE.id == row.id))
                    return (Reply.model_validate(reply),)
        return ()

    async def last_contact(self, learner_id: str) -> Incoming | None:
        """The last thing that they said, on whatever platform; None when they never did."""
        async with self._database.read() as connection:
            return await newest_from(connection, learner_id)

    async def last_public_place(self, person: str) -> Place | None:
        """Where they wrote last of late so that others could read it; None for nowhere."""
        c = deliveries.c
        found = select(c.incoming).where(c.person == key(person), asked(c.delivery_id))
        async with self._database.read() as connection:
            rows = await connection.scalars(found.order_by(c.seq.desc()).limit(_LOOKED_BACK))
            places = [Incoming.model_validate(row).place for row in rows]
        return next((place for place in places if place.public), None)

    # ---- times ------------------------------------------------------------------------------

    def _leased(self, lease: timedelta) -> Any:
        if self._database.is_sqlite:
            return datetime.now(UTC) + lease
        return func.clock_timestamp() + literal(lease)

    def _unheld(self) -> ColumnElement[bool]:
        now = datetime.now(UTC) if self._database.is_sqlite else func.clock_timestamp()
        return or_(_DUE.lease_until.is_(None), _DUE.lease_until <= now)


async def insert(database: Database, connection: AsyncConnection, new: Sequence[Coming]) -> None:
    """Add these; what is there for the same day already stays as it is."""
    if not new:
        return
    await connection.execute(
        database.insert(reminders).on_conflict_do_nothing(
            index_elements=["learner_id", "name", "day"]
        ),
        [
            {
                "learner_id": each.learner_id,
                "name": each.wanted.name,
                "day": each.day,
                "platform": each.person.partition(":")[0],
                "person": each.person,
                "due_at": each.at,
                "next_try": each.try_at,
                "wanted": each.wanted.model_dump(mode="json"),
                "local": each.local.model_dump(mode="json"),
                "status": "open",
                "token": 0,
                "attempts": 0,
            }
            for each in new
        ],
    )


def _held(dues: Collection[Due]) -> ColumnElement[bool]:
    return tuple_(_DUE.id, _DUE.token).in_([(due.id, due.token) for due in dues])


def _due(row: Any) -> Due:
    return Due(
        id=row.id,
        learner_id=row.learner_id,
        person=row.person,
        wanted=Wanted.model_validate(row.wanted),
        local=Local.model_validate(row.local),
        day=row.day,
        at=row.due_at,
        try_at=row.next_try,
        token=row.token,
        attempts=row.attempts,
        reply=None if row.reply is None else Reply.model_validate(row.reply),
    )


async def newest_from(connection: AsyncConnection, learner_id: str) -> Incoming | None:
    """The last thing that a learner said, on whatever platform."""
    c = deliveries.c
    theirs = select(identities.c.person).where(identities.c.learner_id == learner_id)
    found = await connection.scalar(
        select(c.incoming)
        .where(c.person.in_(theirs), asked(c.delivery_id))
        .order_by(c.seq.desc())
        .limit(1)
    )
    return None if found is None else Incoming.model_validate(found)
