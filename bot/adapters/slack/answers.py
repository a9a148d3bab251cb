"""Has what arrived answered, and brings the answers: what is under way, what was left open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field

import structlog

from bot.adapters.slack.api import TROUBLE, Undeliverable, code
from bot.adapters.slack.incoming import HOME, team_and_user
from bot.adapters.slack.live import Live, Target
from bot.adapters.slack.ports import PLATFORM, Ports
from bot.adapters.slack.words import short
from bot.adapters.slack.workspace import Workspace, Workspaces
from bot.messages import Incoming, Reply

_AT_ONCE = 64
"""Answers in the making side by side."""
_MOST_TRIES = 5
"""A reply that Slack failed to take this often is given up."""

log = structlog.get_logger()


@dataclass(slots=True)
class Work:
    """One message that is being answered."""

    incoming: Incoming
    workspace: Workspace
    again: bool = False
    """Slack has delivered it before."""
    refused: list[str] = field(default_factory=list)
    """What to tell about files that could not be taken."""
    final: bool = False
    """The answer is made and stored; what is left is sending it."""
    unwanted: bool = False
    """Its author changed it or took it back: nothing of this answer is to be seen."""
    dropped: bool = False
    """It was stopped before anything of its answer was made."""
    task: asyncio.Task[None] = field(init=False)


@dataclass(slots=True)
class Answers:
    """Answers side by side; the conversation keeps their order."""

    ports: Ports
    workspaces: Workspaces
    answered: Callable[[Work], None]
    """Told when an answer was brought."""
    clock: Callable[[], float] = time.monotonic
    ending: bool = False
    """The program ends: what is cut off now is left for the next start."""
    _works: dict[str, Work] = field(default_factory=dict)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _failures: dict[str, int] = field(default_factory=dict)

    @property
    def under_way(self) -> list[Work]:
        return list(self._works.values())

    def to(self, message: str) -> Work | None:
        """The answer to a message, until it is made.

        Args:
            message: its own delivery id; changes of it have ids that begin so.
        """
        for name, work in self._works.items():
            same = name == message or name.startswith(f"{message}:")
            if same and not work.final and not work.unwanted:
                return work
        return None

    async def end(self, work: Work) -> None:
        """Nobody wants this answer any more. Returns when it is over."""
        work.dropped = await self.ports.withdraw(work.incoming.delivery_id)
        work.task.cancel()
        await asyncio.wait([work.task])

    def begin(self, work: Work, response_url: str = "") -> None:
        """Answer what was stored.

        Args:
            response_url: where the person alone can be answered for half an hour.
        """
        name = work.incoming.delivery_id
        if response_url:
            work.workspace.courier.response_urls[name] = response_url
        work.task = asyncio.create_task(self._answer(work))
        self._works[name] = work
        work.task.add_done_callback(lambda task: self._over(work, task))

    def _over(self, work: Work, task: asyncio.Task[None]) -> None:
        name = work.incoming.delivery_id
        self._works.pop(name, None)
        work.workspace.courier.response_urls.pop(name, None)
        if task.cancelled():
            return
        if error := task.exception():
            log.error("not answered", delivery=name, exc_info=error)
        else:
            self.answered(work)

    # ---- one answer ----

    async def _answer(self, work: Work) -> None:
        said = work.incoming
        live = await self._live(said, work.workspace)
        try:
            say = self.ports.translate(said.locale)
            await live.status(say("is thinking…"))
            async with self._slots:
                await self._bring(work, live)
            if work.refused:
                await self.refuse(work)
        except asyncio.CancelledError:
            if not self.ending:
                await asyncio.shield(self._stopped(work, live))
            raise

    async def _bring(self, work: Work, live: Live) -> None:
        async with aclosing(self.ports.handle(work.incoming)) as replies:
            async for reply in replies:
                work.final = work.final or not reply.transient
                if not await self._show(work, reply, live):
                    return

    async def _stopped(self, work: Work, live: Live) -> None:
        say = self.ports.translate(work.incoming.locale)
        if not work.unwanted and not work.dropped:
            await live.settle(say("Stopped."))
            return
        if work.unwanted:
            await live.discard()
        elif text := work.incoming.text:
            left = say("You pressed stop, so I left “{text}” unanswered.", text=short(text, 60))
            await self._tell(work, left)
        place = work.incoming.place
        if not any(each is not work and each.incoming.place == place for each in self.under_way):
            await live.status("")

    async def _show(self, work: Work, reply: Reply, live: Live) -> bool:
        """Bring one reply; False when it has to be tried again later."""
        said, workspace = work.incoming, work.workspace
        if said.place == HOME:
            if not reply.transient:
                await workspace.asides.publish(said, reply, self.ports.commands)
            return True
        if reply.transient:
            if reply.audience == "everyone":  # nothing grows before one person's eyes alone
                await live.show(reply)
            return True
        try:
            await workspace.courier.send(said, reply, live, again=work.again)
        except Undeliverable as error:
            log.error("can't be delivered", delivery=said.delivery_id, reason=str(error))
        except Exception as error:  # a fault of ours must not take the answer with it, either
            return self._gave_up(said, error)
        self._failures.pop(said.delivery_id, None)
        return True

    def _gave_up(self, said: Incoming, error: Exception) -> bool:
        """False when it is worth another try later."""
        tries = self._failures.pop(said.delivery_id, 0) + 1
        log.error(
            "not delivered",
            delivery=said.delivery_id,
            error=code(error),
            tries=tries,
            exc_info=None if isinstance(error, TROUBLE) else error,
        )
        if tries < _MOST_TRIES:
            self._failures[said.delivery_id] = tries
            return False
        return True

    async def _live(self, said: Incoming, workspace: Workspace) -> Live:
        team, user = team_and_user(said.person)
        target = Target("")
        try:
            if said.place != HOME:
                target = await workspace.courier.target(said, "everyone")
        except TROUBLE as error:
            log.warning("nothing to show it in", error=code(error))
        return Live(workspace.client, target, team, user, self.clock)

    async def refuse(self, work: Work) -> None:
        """Tell what could not be taken. Not stored: nothing was done."""
        for text in work.refused:
            await self._tell(work, text)

    async def _tell(self, work: Work, text: str) -> None:
        """A word beside the answer, for who asked."""
        try:
            target = await work.workspace.courier.target(work.incoming, "you")
            await work.workspace.courier.tell(work.incoming, target, text)
        except TROUBLE as error:
            log.warning("not told", error=code(error))

    # ---- what was left open ----

    async def recover(self) -> None:
        """Go on with what an earlier run or another process left open. One look."""
        work, live = None, None
        try:
            async with aclosing(self.ports.recover(PLATFORM)) as found:
                async for said, reply in found:
                    if live is None or work is None or said != work.incoming:
                        workspace = await self.workspaces.of(team_and_user(said.person)[0])
                        if workspace is None:  # it was uninstalled: nobody is there
                            continue
                        work = Work(said, workspace, again=True)
                        live = await self._live(said, workspace)
                    if not await self._show(work, reply, live):
                        return
        except Exception as error:  # the next look is in half a minute
            log.error("not recovered", exc_info=error)
