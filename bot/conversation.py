"""The whole life of a message: stored, answered once, in order, and never lost.

An adapter calls `Conversation.accept` before it acknowledges a delivery to its platform, then
iterates over `Conversation.handle` and sends each reply. Every step is stored before the next
one begins, so a crash at any point leaves something that `recover` can go on with.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from time import monotonic

import structlog

from bot.errors import StoreError, StudylampError
from bot.i18n import SOURCE_LANGUAGE, Translator, supported
from bot.learner.events import LearnerJoined
from bot.learner.store import LEASE, Claim, Delivery, LeaseLost, Store
from bot.messages import Audience, Draft, Incoming, Part, Reply, Text
from bot.turns import Prepared, Turns
from knowledge.problems import SourceError

_MOST_ATTEMPTS = 3
"""A message that brought the program down this often is not tried again."""

_LOOK_AGAIN = 0.5
"""Seconds until we look whether another process has finished the message before."""

log = structlog.get_logger()


class Conversation:
    """Handles messages from any platform."""

    def __init__(
        self, store: Store, turns: Turns, *, translators: Callable[[str], Translator]
    ) -> None:
        self._deliveries = store.deliveries
        self._turns = turns
        self._translators = translators
        self._accepted: set[str] = set()
        self._at_work: set[str] = set()
        self._bells: dict[str, asyncio.Event] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._closing = False

    async def accept(self, incoming: Incoming) -> bool:
        """Store a delivery. From here on it is answered, whatever happens.

        Returns:
            False when it was answered before, or somebody is at it: nothing is left to do.

        Raises:
            StoreError: it could not be stored; don't acknowledge it.
        """
        if incoming.delivery_id in self._accepted | self._at_work:
            return False
        if not await self._deliveries.accept(incoming):
            return False
        self._accepted.add(incoming.delivery_id)
        return True

    async def handle(self, incoming: Incoming) -> AsyncGenerator[Reply, None]:
        """Answer one delivery.

        Yields transient replies (`Reply.transient`) while the answer is being made, then the
        answer, which is stored by then. When the generator is resumed after it, the reply counts
        as delivered; until then a retry or the next start sends it again. Yields nothing for a
        delivery that was answered before. Raises nothing but cancellation.

        Cancelling it (or closing it) while a skill is at work stops the answer for good: the
        learner did not want it any more.
        """
        try:
            if incoming.delivery_id not in self._accepted and not await self.accept(incoming):
                return
        except StoreError as error:
            log.error("not stored", delivery=incoming.delivery_id, exc_info=error)
            yield _apology(self._translators(_platform_language(incoming)), incoming, error)
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
        self._closing = True
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
        delivered = False
        try:
            delivery = await self._claimed(incoming)
            if delivery is None:
                delivered = True
                return
            async with aclosing(self._replies(delivery)) as replies:
                async for reply in replies:
                    yield reply
            await self._deliveries.delivered(name)
            delivered = True
        except LeaseLost:
            log.warning("another process took over", delivery=name)
        except StoreError as error:
            log.error("answer not stored", delivery=name, exc_info=error)
            yield _apology(self._translators(_platform_language(incoming)), incoming, error)
        finally:
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
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), _LOOK_AGAIN)

    async def _let_go(self, incoming: Incoming, *, delivered: bool) -> None:
        self._at_work.discard(incoming.delivery_id)
        if not delivered:
            try:
                await self._deliveries.release(incoming.delivery_id)
            except StoreError as error:  # the lease runs out by itself
                log.error("not released", delivery=incoming.delivery_id, exc_info=error)
        bell = self._bells.pop(incoming.conversation, None)
        if bell:
            bell.set()

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

    # ---- one answer ------------------------------------------------------------------------

    async def _replies(self, delivery: Delivery) -> AsyncGenerator[Reply, None]:
        if delivery.replies is not None:  # answered, but never taken
            for reply in delivery.replies:
                yield reply
            return
        incoming = delivery.incoming
        if delivery.attempts > _MOST_ATTEMPTS:
            log.error("given up", delivery=incoming.delivery_id, attempts=delivery.attempts)
            translator = self._translators(_platform_language(incoming))
            yield await self._store_failure(incoming, _unexpected(translator, incoming))
            return
        started = monotonic()
        try:
            prepared = await self._turns.prepare(incoming)
        except StoreError:
            raise
        except Exception as error:
            log.error("turn failed", exc_info=error)
            translator = self._translators(_platform_language(incoming))
            yield await self._store_failure(incoming, _unexpected(translator, incoming))
            return
        async with aclosing(self._run(prepared)) as replies:
            async for reply in replies:
                yield reply
        log.info(
            "answered",
            skill=prepared.skill,
            seconds=round(monotonic() - started, 3),
            text=incoming.text,
        )

    async def _run(self, prepared: Prepared) -> AsyncGenerator[Reply, None]:
        """Run the skill; store what it did; yield its reply."""
        turn, parts, drafts = prepared.turn, list[Part](), list[str]()
        try:
            async with aclosing(prepared.parts) as made:
                async for part in made:
                    if part.type not in ("draft", "status"):
                        parts.append(part)
                        continue
                    if isinstance(part, Draft):
                        drafts.append(part.delta)
                    yield Reply(parts=(part,), audience=prepared.audience)
            if not parts:
                raise RuntimeError(f"{prepared.skill} said nothing")
            json.dumps(turn.state)
        except (asyncio.CancelledError, GeneratorExit):
            if not self._closing:
                await asyncio.shield(self._stop(prepared, parts, drafts))
            raise
        except Exception as error:
            reply = self._failed(prepared, parts, error)
            await self._store(prepared, reply, completed=False)
            yield reply
            return
        reply = Reply(parts=tuple(parts), audience=prepared.audience)
        await self._store(prepared, reply, completed=True)
        yield reply

    async def _stop(self, prepared: Prepared, parts: list[Part], drafts: list[str]) -> None:
        """The learner stopped the answer: close the turn with what they saw of it."""
        turn = prepared.turn
        log.info("stopped", skill=prepared.skill)
        seen = "".join(drafts) or turn._("Stopped.")
        reply = Reply(parts=(*parts, Text(markdown=seen)), audience=prepared.audience)
        with suppress(StoreError, LeaseLost):
            await self._store(prepared, reply, completed=False, taken=True)

    def _failed(self, prepared: Prepared, parts: list[Part], error: Exception) -> Reply:
        turn = prepared.turn
        if isinstance(error, StudylampError):
            log.warning("told the learner", skill=prepared.skill, exc_info=error)
            text = turn._(error.template, **error.fields)
        elif isinstance(error, SourceError):
            log.warning("course not readable", skill=prepared.skill, exc_info=error)
            text = turn._("I can't open this course right now: {reason}", reason=str(error))
        else:
            log.error("turn failed", skill=prepared.skill, exc_info=error)
            return _unexpected(turn.translator, turn.incoming)
        return Reply(parts=(*parts, Text(markdown=text)), audience=prepared.audience)

    async def _store(
        self, prepared: Prepared, reply: Reply, *, completed: bool, taken: bool = False
    ) -> None:
        """All or nothing: the reply and, when the skill came to its end, what it did."""
        turn = prepared.turn
        joined = [LearnerJoined()] if turn.learner.new else []
        await self._deliveries.answer(
            turn.incoming.delivery_id,
            [reply],
            state=turn.state if completed else prepared.state_before,
            events=[*joined, *(turn.events if completed else ())],
            learner_id=turn.learner.id,
            at=turn.now,
            taken=taken,
        )

    async def _store_failure(self, incoming: Incoming, reply: Reply) -> Reply:
        await self._deliveries.answer(incoming.delivery_id, [reply], state={}, at=incoming.at)
        return reply


def _platform_language(incoming: Incoming) -> str:
    return supported(incoming.locale) or SOURCE_LANGUAGE


def _unexpected(translator: Translator, incoming: Incoming) -> Reply:
    """For an error that nobody foresaw; the reference is the turn's id in the log."""
    text = translator.gettext(
        "Something went wrong on my side, and it isn't your fault. Please try again. "
        "If it keeps happening, give this reference to whoever runs me: {reference}.",
        reference=structlog.contextvars.get_contextvars().get("turn", "–"),
    )
    return Reply(parts=(Text(markdown=text),), audience=_private(incoming))


def _apology(translator: Translator, incoming: Incoming, error: StudylampError) -> Reply:
    text = translator.gettext(error.template, **error.fields)
    return Reply(parts=(Text(markdown=text),), audience=_private(incoming))


def _private(incoming: Incoming) -> Audience:
    return "you" if incoming.place.public else "everyone"
