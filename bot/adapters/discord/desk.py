"""Where answers are made: what is under way, what changes meanwhile, what was left open."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import discord
import structlog

from bot.adapters.discord import incoming as told
from bot.adapters.discord.answer import SLOW, Answer
from bot.adapters.discord.faults import NotNow
from bot.adapters.discord.ports import PLATFORM, Ports
from bot.adapters.discord.wires import InteractionWire
from bot.errors import StudylampError
from bot.messages import Incoming
from bot.reminders.delivery import Post

_RECOVER_EVERY = 30.0
"""Seconds between looks for what was left open, here or by another process."""

log = structlog.get_logger()


@dataclass(slots=True)
class _UnderWay:
    """A message that is being answered."""

    incoming: Incoming
    answer: Answer
    task: asyncio.Task[None]
    accepted: asyncio.Event = field(default_factory=asyncio.Event)


class Desk:
    """Answers deliveries side by side; the conversation keeps their order."""

    def __init__(self, client: discord.Client, ports: Ports) -> None:
        self._client = client
        self._ports = ports
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: dict[int, _UnderWay] = {}
        """By the message's id."""
        self._sending: dict[str, tuple[asyncio.Task[None] | None, Answer]] = {}
        """By the delivery's short id."""
        self._always: list[asyncio.Task[None]] = []
        """What goes on until the end."""

    # ---- messages --------------------------------------------------------------------------

    def take(self, incoming: Incoming) -> None:
        """Begin to answer a message. Until the answer is made, its author may change it."""
        number = told.snowflake(incoming)
        answer = self._answer(incoming)
        task = self.begin(self._answer_message(number))
        work = self._under_way[number] = _UnderWay(incoming, answer, task)
        task.add_done_callback(lambda _: self._over(number, work))

    def _over(self, number: int, work: _UnderWay) -> None:
        if self._under_way.get(number) is work:
            del self._under_way[number]

    async def _answer_message(self, number: int) -> None:
        work = self._under_way[number]
        try:
            fresh = await self._accepted(work.incoming)
        finally:
            work.accepted.set()
        if fresh:
            self.begin(work.answer.busy())
            await self._send(work.incoming, work.answer)

    async def edited(self, number: int, text: str, at: datetime) -> None:
        """The author changed a message: if its answer isn't made yet, the new text is answered."""
        work = self._under_way.get(number)
        if work is None or text == work.incoming.text:
            return
        await work.accepted.wait()
        changed = work.incoming.model_copy(update={"text": text})
        if await self._ports.amend(changed):
            work.incoming = changed
        elif not work.answer.final:
            await self._stop(work)
            self.take(told.edited(work.incoming, text, at))

    async def deleted(self, number: int) -> None:
        """The author took a message back: nobody waits for the answer any more."""
        work = self._under_way.get(number)
        if work and not work.answer.final:
            await work.accepted.wait()
            await self._stop(work)
            await work.answer.take_back()

    async def _stop(self, work: _UnderWay) -> None:
        work.task.cancel()
        await asyncio.wait([work.task])

    # ---- any delivery ----------------------------------------------------------------------

    async def answer(
        self,
        incoming: Incoming,
        acknowledged: Awaitable[InteractionWire | None],
        *,
        shareable: bool = False,
    ) -> None:
        """Answer an interaction.

        Args:
            acknowledged: acknowledges it, while it is being stored: a program that dies meanwhile
                leaves as little as possible that was acknowledged and isn't stored. Gives None
                when it came too late.
        """
        fresh, wire = await asyncio.gather(self._accepted(incoming), acknowledged)
        if not fresh:
            return
        answer = self._answer(incoming, wire, shareable=shareable)
        self.begin(answer.busy())
        await self._send(incoming, answer)

    def _answer(
        self,
        incoming: Incoming,
        wire: InteractionWire | None = None,
        *,
        shareable: bool = False,
    ) -> Answer:
        say = self._ports.say
        return Answer(self._client, incoming, say, interaction=wire, shareable=shareable)

    async def _accepted(self, incoming: Incoming) -> bool:
        """Stored for us to answer; False when another delivery or process has it."""
        try:
            return await self._ports.accept(incoming)
        except StudylampError as error:
            log.error("not stored", delivery=incoming.delivery_id, exc_info=error)
            return True  # handling it tries once more, and apologises

    async def stop(self, delivery: str) -> bool:
        """Who asked doesn't want the answer any more.

        Args:
            delivery: its short id.

        Returns:
            False when it isn't made here, or is made already.
        """
        task, answer = self._sending.get(delivery, (None, None))
        if task is None or answer is None or answer.final:
            return False
        task.cancel()
        await asyncio.wait([task])
        await answer.stopped()
        return True

    async def _send(self, incoming: Incoming, answer: Answer) -> None:
        name = told.short_id(incoming.delivery_id)
        self._sending[name] = (asyncio.current_task(), answer)
        slow = asyncio.create_task(_after(SLOW, answer.wait_in_line))
        try:
            async with aclosing(self._ports.handle(incoming)) as replies:
                async for reply in replies:
                    await _over(slow)
                    await answer.show(reply)
        except NotNow as error:  # it stays open: it is sent when we look for such
            log.warning("sent later", delivery=incoming.delivery_id, why=str(error))
        finally:
            slow.cancel()
            self._sending.pop(name, None)

    # ---- what was left open ----------------------------------------------------------------

    def start_recovering(self) -> None:
        """Send what earlier runs or other processes didn't, now and again and again."""
        self._always.append(asyncio.create_task(self._keep_recovering()))

    def start_reminding(self, post: Post) -> None:
        """Send what people wanted to hear."""
        self._always.append(asyncio.create_task(self._ports.remind(post)))

    async def _keep_recovering(self) -> None:
        while True:
            try:
                await self.recover()
            except Exception as error:  # a store that is busy now may be free the next time
                log.error("not recovered", exc_info=error)
            await asyncio.sleep(_RECOVER_EVERY)

    async def recover(self) -> None:
        """One look."""
        answer, name = None, ""
        try:
            async with aclosing(self._ports.recover(PLATFORM)) as found:
                async for incoming, reply in found:
                    if answer is None or incoming.delivery_id != name:
                        answer, name = self._answer(incoming), incoming.delivery_id
                    await answer.show(reply)
        except NotNow as error:
            log.warning("sent later", delivery=name, why=str(error))

    # ---- tasks -----------------------------------------------------------------------------

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something beside the events; `finish` waits for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("failed", exc_info=error)

    async def finish(self) -> None:
        """Let what has begun come to its end; look for nothing more."""
        for task in self._always:
            task.cancel()
        if self._always:
            await asyncio.wait(self._always)
        while self._tasks:
            await asyncio.wait(self._tasks)


async def _after(seconds: float, say: Callable[[], Awaitable[None]]) -> None:
    await asyncio.sleep(seconds)
    await say()


async def _over(waiting: asyncio.Task[None]) -> None:
    """Nothing more comes from it. What it was just saying has the answer's key: Discord gives it
    back when the answer is sent."""
    if not waiting.done():
        waiting.cancel()
        await asyncio.wait([waiting])
