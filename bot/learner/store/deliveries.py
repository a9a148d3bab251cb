"""Deliveries: each message is stored before it is acknowledged and answered once.

A delivery goes ``received -> running -> answered -> delivered``. While a process works on one it
holds a lease on it; within a conversation one delivery is worked on at a time, in the order they
were accepted. What a dead process left open can be claimed by any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.events import Event
from bot.learner.store.database import Database
from bot.learner.store.log import append
from bot.learner.store.presence import Presence
from bot.learner.store.tables import REPLIES, asked, deliveries, key, reminders
from bot.learner.store.uncancelled import uncancelled
from bot.messages import Incoming, Reply

LEASE = timedelta(seconds=30)
"""How long a process may be silent before another takes over."""


class Claim(Enum):
    """Why a delivery can't be worked on now."""

    BUSY = "another delivery of the conversation comes first"
    TAKEN = "somebody else works on it, or it is done"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that this process holds."""

    incoming: Incoming
    attempts: int
    """How often work on it was begun, this time included."""
    replies: tuple[Reply, ...] | None
    """What was answered; None as long as nothing was."""


class LeaseLost(Exception):
    """This process was silent for too long: another one answers. Not for a person."""


@uncancelled
class Deliveries:
    """All access to the deliveries table."""

    def __init__(
        self, database: Database, presence: Presence, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._presence = presence
        self._clock = clock

    async def accept(self, incoming: Incoming) -> bool:
        """Store it for this process to answer; False when it is answered or taken already."""
        async with self._database.write() as connection:
            await self._one_at_a_time(connection, key(incoming.conversation))
            now = self._clock()
            stored = await connection.execute(
                self._database.insert(deliveries)
                .values(
                    delivery_id=key(incoming.delivery_id),
                    conversation=key(incoming.conversation),
                    person=key(incoming.person),
                    received_at=now,
                    status="received",
                    attempts=0,
                    lease_owner=self._presence.owner,
                    lease_until=now + LEASE,
                    incoming=incoming.model_dump(mode="json"),
                )
                .on_conflict_do_nothing(index_elements=["delivery_id"])
            )
        return bool(stored.rowcount) or await self._accept_again(incoming.delivery_id)

    async def amend(self, incoming: Incoming) -> bool:
        """Replace what a delivery says; False when work on it has begun, or it isn't known."""
        async with self._database.write() as connection:
            changed = await connection.execute(
                update(deliveries)
                .where(
                    deliveries.c.delivery_id == key(incoming.delivery_id),
                    deliveries.c.status == "received",
                )
                .values(incoming=incoming.model_dump(mode="json"))
            )
        return bool(changed.rowcount)

    async def withdraw(self, delivery_id: str, *, begun: bool = False) -> bool:
        """Nobody waits for an answer any more: it counts as delivered, and leaves no trace in the
        conversation. False when it is too late, or it isn't known.

        Args:
            begun: though this process has begun to answer it.
        """
        waits = deliveries.c.status == "received"
        if begun:
            waits = and_(deliveries.c.status != "delivered", self._held(delivery_id))
        async with self._database.write() as connection:
            done = await connection.execute(
                update(deliveries)
                .where(deliveries.c.delivery_id == key(delivery_id), waits)
                .values(status="delivered", lease_owner=None, lease_until=None)
            )
        return bool(done.rowcount)

    async def _accept_again(self, delivery_id: str) -> bool:
        """Take over what nobody works on."""
        await self._free_dead()
        now = self._clock()
        async with self._database.write() as connection:
            taken = await connection.execute(
                update(deliveries)
                .where(deliveries.c.delivery_id == key(delivery_id))
                .where(deliveries.c.status != "delivered", self._free(now))
                .values(
                    status="received",
                    lease_owner=self._presence.owner,
                    lease_until=now + LEASE,
                )
            )
        return bool(taken.rowcount)

    async def claim(self, delivery_id: str) -> Delivery | Claim:
        """Begin work on an accepted delivery, when it is its turn."""
        async with self._database.write() as connection:
            claim = await self._claim(connection, delivery_id)
        if claim is Claim.BUSY:
            await self._free_dead()
        return claim

    async def _claim(self, connection: AsyncConnection, delivery_id: str) -> Delivery | Claim:
        c = deliveries.c
        conversation = await connection.scalar(
            select(c.conversation).where(c.delivery_id == key(delivery_id))
        )
        await self._one_at_a_time(connection, conversation or "")
        now = self._clock()
        rows = await connection.execute(
            select(deliveries).where(self._held(delivery_id), c.status == "received")
        )
        row = rows.one_or_none()
        if row is None:
            return Claim.TAKEN
        if await self._must_wait(connection, row.conversation, row.seq, now):
            return Claim.BUSY
        await connection.execute(
            update(deliveries)
            .where(c.seq == row.seq)
            .values(
                status="running" if row.replies is None else "answered",
                attempts=c.attempts + 1,
                lease_until=now + LEASE,
            )
        )
        return Delivery(
            incoming=Incoming.model_validate(row.incoming),
            attempts=row.attempts + 1,
            replies=None if row.replies is None else REPLIES.validate_python(row.replies),
        )

    async def _must_wait(
        self, connection: AsyncConnection, conversation: str, seq: int, now: datetime
    ) -> bool:
        """True while an earlier delivery is still open, or any other one is being worked on."""
        c = deliveries.c
        waiting = and_(c.status == "received", c.seq < seq)
        at_work = and_(c.status.in_(("running", "answered")), c.seq != seq)
        first = await connection.execute(
            select(c.seq)
            .where(c.conversation == conversation, or_(waiting, at_work), ~self._free(now))
            .limit(1)
        )
        return first.first() is not None

    async def answer(
        self,
        delivery_id: str,
        replies: Sequence[Reply],
        *,
        state: dict[str, Any],
        events: Sequence[Event] = (),
        learner_id: str = "",
        others: Sequence[tuple[str, Event]] = (),
        shown: Collection[int] = (),
        at: datetime,
        taken: bool = False,
        incoming: Incoming | None = None,
    ) -> None:
        """Store the reply, the new state and the events, all or nothing.

        Args:
            incoming: what remains of the message from now on; None: all of it.
            others: events of other learners, with whose they are.
            shown: ids of reminders that couldn't be sent and are a part of the reply.
            taken: nobody waits for the reply any more: it counts as delivered.

        Raises:
            LeaseLost: another process took over; nothing was stored.
        """
        c = deliveries.c
        left = {} if incoming is None else {"incoming": incoming.model_dump(mode="json")}
        async with self._database.write() as connection:
            stored = await connection.execute(
                update(deliveries)
                .where(self._held(delivery_id), c.status == "running")
                .values(
                    status="delivered" if taken else "answered",
                    replies=[reply.model_dump(mode="json") for reply in replies],
                    state=state,
                    **left,
                )
            )
            if not stored.rowcount:
                raise LeaseLost(delivery_id)
            if events:
                await append(connection, learner_id, events, at=at, recorded_at=self._clock())
            if shown:
                await connection.execute(
                    update(reminders).where(reminders.c.id.in_(shown)).values(status="shown")
                )
            for whose, event in others:
                await append(connection, whose, [event], at=at, recorded_at=self._clock())

    async def delivered(self, delivery_id: str) -> None:
        """The platform has the reply."""
        async with self._database.write() as connection:
            await connection.execute(
                update(deliveries)
                .where(self._held(delivery_id))
                .values(status="delivered", lease_owner=None, lease_until=None)
            )

    async def release(self, delivery_id: str) -> None:
        """Leave it to whoever comes next: a retry, another process, the next start."""
        async with self._database.write() as connection:
            await connection.execute(
                update(deliveries)
                .where(self._held(delivery_id), deliveries.c.status != "delivered")
                .values(lease_owner=None, lease_until=None)
            )

    async def renew(self, delivery_ids: Collection[str]) -> None:
        """Still at work on these."""
        async with self._database.write() as connection:
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.delivery_id.in_([key(name) for name in delivery_ids]))
                .where(deliveries.c.lease_owner == self._presence.owner)
                .values(lease_until=self._clock() + LEASE)
            )

    async def left_open(self, platform: str) -> list[Incoming]:
        """What somebody asked, nobody works on and isn't delivered, oldest first.

        Args:
            platform: ``slack``.
        """
        await self._free_dead()
        c = deliveries.c
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(c.incoming)
                .where(c.status.in_(("received", "running", "answered")))
                .where(c.person.startswith(f"{platform}:", autoescape=True), asked(c.delivery_id))
                .where(self._free(self._clock()))
                .order_by(c.seq)
            )
            return [Incoming.model_validate(row.incoming) for row in rows]

    def _held(self, delivery_id: str) -> ColumnElement[bool]:
        c = deliveries.c
        return and_(c.delivery_id == key(delivery_id), c.lease_owner == self._presence.owner)

    @staticmethod
    def _free(now: datetime) -> ColumnElement[bool]:
        return or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)

    async def _one_at_a_time(self, connection: AsyncConnection, conversation: str) -> None:
        """Holds off others who accept or claim in this conversation until the transaction ends."""
        if not self._database.is_sqlite:  # a SQLite transaction that writes is alone anyway
            await connection.execute(
                select(func.pg_advisory_xact_lock(func.hashtextextended(conversation, 0)))
            )

    async def _free_dead(self) -> None:
        """End the leases of processes that died."""
        if not self._presence.can_tell:
            return
        c = deliveries.c
        async with self._database.read() as connection:
            owners = await connection.scalars(
                select(c.lease_owner)
                .where(c.status.in_(("received", "running", "answered")))
                .where(c.lease_owner.is_not(None), c.lease_owner != self._presence.owner)
                .distinct()
            )
            dead = [owner for owner in owners if self._presence.is_dead(owner)]
        if dead:
            async with self._database.write() as connection:
                await connection.execute(
                    update(deliveries)
                    .where(c.lease_owner.in_(dead))
                    .values(lease_owner=None, lease_until=None)
                )
