"""The whole life of a message: stored, answered once, in order, and never lost.

An adapter calls `Conversation.accept` before it acknowledges a delivery to its platform, then
iterates over `Conversation.handle` and sends each reply. Every step is stored before the next
one begins, so a crash at any point leaves something that `recover` can go on with.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

import structlog

from bot.errors import StoreError
from bot.i18n import Translator
from bot.learner.store import LEASE, Claim, Delivery, LeaseLost, Store
from bot.messages import Incoming, Reply
from bot.runner import Runner
from bot.skill import Turn
from bot.turns import Turns

_LOOK_AGAIN = 0.5
"""Seconds until we look whether another process has finished the message before."""

log = structlog.get_logger()


class Conversation:
    """Handles messages from any platform."""

    def __init__(
        self,
        store: Store,
        turns: Turns,
        *,
        translators: Callable[[str], Translator],
        turned: Callable[[Turn, bool], None] = lambda _turn, _recorded: None,
        at_once: int = 64,
    ) -> None:
        """
        Args:
            turned: told that a turn is over and stored, and whether it recorded events.
            at_once: turns that are made side by side in this process.
        """
        self._deliveries = store.deliveries
        self._runner = Runner(store.deliveries, turns, translators, turned, at_once)
        self._accepted: set[str] = set()
        self._at_work: set[str] = set()
        self._busy: Counter[str] = Counter()
        """Conversations with an answer under way in this process."""
        self._bells: dict[str, asyncio.Event] = {}
        """Rung when an answer in that conversation is over."""
        self._keeper: asyncio.Task[None] | None = None

    async def accept(self, incoming: Incoming) -> bool:
        """Store a delivery. From here on it is answered, whatever happens.

        Returns:
            False when it was answered before, or somebody is at it: nothing is left to do.

        Raises:
            StoreError: it could not be stored; don't acknowledge it.
        """
        if incoming.delivery_id in self._accepted or incoming.delivery_id in self._at_work:
            return False
        try:
            if not await self._deliveries.accept(incoming):
                return False
        except asyncio.CancelledError:  # stored, but nobody here is going to answer it
            await asyncio.shield(self._release(incoming))
            raise
        self._accepted.add(incoming.delivery_id)
        return True

    async def amend(self, incoming: Incoming) -> bool:
        """Its author changed an accepted message: from now on it says this.

        Returns:
            False when it is too late, because the answer is being made.

        Raises:
            StoreError: it could not be stored.
        """
        return await self._deliveries.amend(incoming)

    async def withdraw(self, delivery_id: str) -> bool:
        """Its author took an accepted message back: it isn't answered.

        Returns:
            False when it is too late, because the answer is being made: cancel that.

        Raises:
            StoreError: it could not be stored.
        """
        return await self._deliveries.withdraw(delivery_id)

    async def handle(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        """Answer one delivery.

        Yields transient replies (`Reply.transient`) while the answer is being made, then the
        answer, which is stored by then. When the generator is resumed after it, the reply counts
        as delivered; until then a retry or the next start sends it again. Yields nothing for a
        delivery that was answered before. Raises nothing but cancellation.

        Cancelling the task that iterates, before it has the answer, stops it for good: the learner
        did not want it any more. Closing the generator otherwise leaves the delivery open.
        """
        try:
            if incoming.delivery_id not in self._accepted and not await self.accept(incoming):
                return
        except StoreError as error:
            log.error("not stored", delivery=incoming.delivery_id, exc_info=error)
            yield self._runner.apology(incoming, error)
            return
        async with aclosing(self._work(incoming)) as replies:
            async for reply in replies:
                yield reply

    async def recover(self, platform: str) -> AsyncGenerator[tuple[Incoming, Reply], None]:
        """Answer what a crash left open and send again what was never taken.

        To be run by a platform's adapter at its start and every `LEASE` while it runs.

        Args:
            platform: the first part of `Incoming.person` (``slack``).
        """
        for incoming in await self._deliveries.left_open(platform):
            log.info("taken up again", delivery=incoming.delivery_id)
            async with aclosing(self.handle(incoming)) as replies:
                async for reply in replies:
                    yield incoming, reply

    async def close(self) -> None:
        """From now on, a cancelled turn is left for the next start instead of being dropped."""
        self._runner.closing = True
        if self._keeper:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper

    # ---- one delivery at a time ------------------------------------------------------------

    async def _work(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        name = incoming.delivery_id
        self._at_work.add(name)
        self._accepted.discard(name)
        self._keep_leases()
        structlog.contextvars.bind_contextvars(turn=secrets.token_hex(4))
        delivery, delivered, answered = None, False, False
        try:
            delivery = await self._claimed(incoming)
            if delivery is None:
                return
            self._busy[incoming.conversation] += 1
            async with aclosing(self._runner.replies(delivery)) as replies:
                async for reply in replies:
                    answered = answered or not reply.transient
                    yield reply
            await self._deliveries.delivered(name)
            delivered = True
        except asyncio.CancelledError:
            if not answered and self._runner.stopped_by_learner():
                await asyncio.shield(self._drop(name))
            raise
        except LeaseLost:
            log.warning("another process took over", delivery=name)
        except StoreError as error:
            log.error("answer not stored", delivery=name, exc_info=error)
            yield self._runner.apology(incoming, error)
        finally:
            if delivery:
                self._busy -= Counter([incoming.conversation])
            await asyncio.shield(self._let_go(incoming, delivered=delivered))
            structlog.contextvars.unbind_contextvars("turn")

    async def _claimed(self, incoming: Incoming) -> Delivery | None:
        """Wait for this delivery's turn; None when another process has it."""
        while True:
            bell = self._bells.setdefault(incoming.conversation, asyncio.Event())
            claim = await self._deliveries.claim(incoming.delivery_id)
            if isinstance(claim, Delivery):
                return claim
            if claim is Claim.TAKEN:
                return None
            here = self._busy[incoming.conversation] > 0  # then the bell is certain to ring
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), None if here else _LOOK_AGAIN)

    async def _let_go(self, incoming: Incoming, *, delivered: bool) -> None:
        self._at_work.discard(incoming.delivery_id)
        if not delivered:
            await self._release(incoming)
        bell = self._bells.pop(incoming.conversation, None)
        if bell:
            bell.set()

    async def _drop(self, delivery_id: str) -> None:
        """It was stopped while it waited or before the skill had anything to say."""
        with suppress(StoreError):  # then it is answered after all, later
            await self._deliveries.withdraw(delivery_id, begun=True)

    async def _release(self, incoming: Incoming) -> None:
        try:
            await self._deliveries.release(incoming.delivery_id)
        except StoreError as error:  # the lease runs out by itself
            log.error("not released", delivery=incoming.delivery_id, exc_info=error)

    def _keep_leases(self) -> None:
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._renew_leases())

    async def _renew_leases(self) -> None:
        while self._at_work:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                await self._deliveries.renew(tuple(self._at_work))
            except StoreError as error:
                log.error("leases not renewed", exc_info=error)
