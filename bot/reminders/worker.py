"""Sends what is due: takes it up, has it put into words, stores the words, sends them, settles it.

Any number of processes may do this for one platform. Killed at any point, nothing is lost: the
lease runs out and another one goes on; what was sent already is sent again under the same key,
by which the platform, or the adapter that looks it up there, knows it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from bot.errors import StoreError
from bot.messages import Reply
from bot.reminders.delivery import Closed, Gone, NotNow, Outcome, Over, Post, Sent
from bot.reminders.due import Due, Settled, by_person, pause, successor, waits_until
from bot.reminders.ports import Failed, Held, Words

LOOK_AGAIN = timedelta(seconds=15)
"""What other processes made is found after this time."""
LATE = timedelta(minutes=30)
"""From then on, what comes late says so."""
_BATCH, _AT_ONCE = 100, 50
_RENEW_EVERY = 10.0
"""Seconds; well below the lease."""
_JITTER = 0.2
"""Share by which a wait is made longer, so that not all come back at once."""

log = structlog.get_logger()


_Later = tuple[Due, datetime, str]
_T = TypeVar("_T")


@dataclass(slots=True)
class _Batch:
    """What becomes of what was taken up, before it is sent."""

    made: list[tuple[Due, Reply]] = field(default_factory=list)
    merged: list[Settled] = field(default_factory=list)
    dropped: list[Settled] = field(default_factory=list)
    later: list[_Later] = field(default_factory=list)


class Worker:
    """Sends one platform's reminders."""

    def __init__(
        self,
        held: Held,
        words: Words,
        platform: str,
        post: Post,
        *,
        clock: Callable[[], datetime],
        only: str | None = None,
        batch: int = _BATCH,
    ) -> None:
        """
        Args:
            only: to nobody but this person, where they alone can be reached.
            batch: taken up in one go.
        """
        self._held, self._words, self._post = held, words, post
        self._platform, self._only, self._size = platform, only, batch
        self._clock = clock
        self._woken = asyncio.Event()
        self._resting: datetime | None = None
        """The platform asked us to wait until then."""

    def wake(self) -> None:
        """There may be new ones."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is due, whenever it is, until it is cancelled."""
        while True:
            self._woken.clear()
            try:
                wait = await self._until_next()
                if wait <= timedelta(0):
                    await self.round()
                    continue
            except StoreError as error:  # a database that is being restarted comes back
                log.error("reminders not sent", platform=self._platform, exc_info=error)
                wait = pause(1)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait.total_seconds())

    async def _until_next(self) -> timedelta:
        now = self._clock()
        if self._resting and self._resting > now:
            return min(self._resting - now, LOOK_AGAIN)
        at = await self._held.next_at(self._platform, only=self._only)
        return min(at - now, LOOK_AGAIN) if at else LOOK_AGAIN

    async def round(self) -> int:
        """Send what is due now, a batch of it at the most; how many that were.

        Raises:
            StoreError: what wasn't settled is taken up again when its lease is over.
        """
        dues = await self._held.claim(self._platform, limit=self._size, only=self._only)
        if dues:
            async with self._renewing(dues):
                for some in _pieces(await self._ready(dues), _AT_ONCE):
                    await self._send(some)
        return len(dues)

    @asynccontextmanager
    async def _renewing(self, dues: Sequence[Due]) -> AsyncIterator[None]:
        async def renew() -> None:
            while True:
                await asyncio.sleep(_RENEW_EVERY)
                with suppress(StoreError):
                    await self._held.renew(dues)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    # ---- words -----------------------------------------------------------------------------

    async def _ready(self, dues: Sequence[Due]) -> list[tuple[Due, Reply]]:
        """Put into words and stored: what is to be sent now."""
        batch, now, timely = _Batch(), self._clock(), list[Due]()
        for due in dues:
            waits = waits_until(due, now)
            if max(now, waits or now) > due.expires:
                batch.dropped.append(Settled(due, "dropped", "too late", successor(due, now)))
            elif waits:
                batch.later.append((due, waits, "quiet hours"))
            else:
                timely.append(due)
        for some in _pieces(by_person(timely), _AT_ONCE):
            await asyncio.gather(*(self._word(group, batch, now) for group in some))
        if batch.dropped:
            await self._held.settle(batch.dropped)
        if batch.later:
            await self._held.put_off(batch.later)
        for each in batch.dropped:
            if each.then is None:
                await self._words.changed(each.due.learner_id)
        if not batch.made:
            return []
        held = await self._held.worded(batch.made, batch.merged)
        return [(due, reply) for due, reply in batch.made if due.id in held]

    async def _word(self, group: Sequence[Due], batch: _Batch, now: datetime) -> None:
        """One person's reminders as one message."""
        said = list[tuple[Due, Reply]]()
        for due in group:
            try:
                reply = due.reply or await self._words.compose(due)
            except (Failed, StoreError) as error:
                log.warning("reminder not worded", key=due.key, why=str(error))
                batch.later.append((due, self._after(due, now), "not worded"))
                continue
            if reply is None:
                batch.dropped.append(Settled(due, "dropped", "obsolete"))
            else:
                said.append((due, reply))
        if not said:
            return
        lead, reply = said[0]
        if len(said) > 1:
            late = any(now - due.at > LATE for due, _ in said)
            reply = self._words.merged([each for _, each in said], late=late)
            batch.merged += [
                Settled(due, "merged", lead.key, successor(due, now)) for due, _ in said[1:]
            ]
        batch.made.append((lead, reply))

    # ---- sending ---------------------------------------------------------------------------

    async def _send(self, ready: Sequence[tuple[Due, Reply]]) -> None:
        settled, later = list[Settled](), list[_Later]()
        outcomes = await asyncio.gather(*(self._deliver(due, reply) for due, reply in ready))
        now = self._clock()
        for (due, _), outcome in zip(ready, outcomes, strict=True):
            match outcome:
                case Sent():
                    settled.append(Settled(due, "sent", "", successor(due, now)))
                case Gone(why):
                    settled.append(Settled(due, "kept", why))
                case Over(why):
                    settled.append(Settled(due, "dropped", why))
                case Closed(why):
                    settled.append(await self._call(due, why, now))
                case NotNow(why, retry_after):
                    later.append((due, self._after(due, now, retry_after), why))
        if settled:
            await self._held.settle(settled)
        if later:
            await self._held.put_off(later)

    async def _deliver(self, due: Due, reply: Reply) -> Outcome:
        if self._resting and self._resting > self._clock():
            return NotNow("the platform asked us to wait", self._resting - self._clock())
        sending = self._post.send(due.person, reply, due.key, again=due.attempts > 1)
        outcome = await self._safely(sending, due)
        if isinstance(outcome, NotNow) and outcome.retry_after:
            self._resting = self._clock() + outcome.retry_after
        return outcome

    async def _call(self, due: Due, why: str, now: datetime) -> Settled:
        """Their direct messages are closed: it is kept, and they are called if they want that.
        Where nothing of it reaches them, there is no next one until they come back."""
        mention = await self._words.mention(due)
        if mention is None:
            return Settled(due, "kept", why)
        call = self._post.mention(due.person, mention.place, mention.text, due.key)
        called = isinstance(await self._safely(call, due), Sent)
        return Settled(due, "kept", why, successor(due, now) if called else None)

    async def _safely(self, sending: Coroutine[Any, Any, Outcome], due: Due) -> Outcome:
        try:
            return await sending
        except Exception as error:  # a bug in an adapter must not keep everybody else waiting
            log.error("reminder not sent", key=due.key, exc_info=error)
            return NotNow(type(error).__name__)

    def _after(self, due: Due, now: datetime, least: timedelta | None = None) -> datetime:
        wait = max(pause(due.attempts), least or timedelta(0))
        return now + wait * (1 + random.random() * _JITTER)  # noqa: S311


def _pieces(whole: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
