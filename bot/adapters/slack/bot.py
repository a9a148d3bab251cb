"""The bot in Slack: every workspace's deliveries in, answers out, from its start to its end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.adapters.slack.answers import Answers, Work
from bot.adapters.slack.desk import Desk
from bot.adapters.slack.homes import Homes
from bot.adapters.slack.incoming import HOME, Body, home
from bot.adapters.slack.ports import Ports
from bot.adapters.slack.unasked import SlackPost
from bot.adapters.slack.workspace import Workspace, Workspaces

_RECOVER_EVERY = 30.0
_RECOVER_FIRST = 3.0
"""Seconds that new messages wait for what an earlier run left open."""
_FINISH = 5.0
"""Seconds for what is under way when the program is told to end."""


@dataclass(slots=True)
class SlackBot:
    """Everything that happens between Slack and the conversation."""

    ports: Ports
    workspaces: Workspaces
    clock: Callable[[], float] = time.monotonic
    answers: Answers = field(init=False)
    homes: Homes = field(init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.answers = Answers(self.ports, self.workspaces, self._answered, self.clock)
        self.homes = Homes(self._show_home, self.clock)

    async def receive(
        self, body: Body, team: str, workspace: Workspace, *, again: bool = False
    ) -> None:
        """Take a delivery. When this returns, it may be acknowledged.

        Args:
            team: the workspace in which the app is installed, whosever message it is.
            again: Slack has delivered it before.

        Raises:
            StudylampError: it could not be stored; Slack should deliver it again.
        """
        desk = Desk(self.ports, self.answers, team, workspace, self.homes, self._begin)
        await desk.receive(body, again=again)

    async def removed(self, body: Body, team: str) -> None:
        """The app was removed from a workspace, or its token taken away.

        Raises:
            StudylampError: it could not be stored; Slack should deliver it again.
        """
        event = body["event"]
        if event["type"] == "app_uninstalled" or (event.get("tokens") or {}).get("bot"):
            at = datetime.fromtimestamp(float(body.get("event_time") or time.time()), UTC)
            await self.workspaces.gone(team, at)

    # ---- App Home ----

    def _answered(self, work: Work) -> None:
        if work.incoming.place != HOME:
            self._begin(self.homes.changed(work.incoming.person, work.workspace))

    async def _show_home(self, person: str, workspace: Workspace) -> None:
        said = await workspace.people.with_profile(home(person, datetime.now(UTC)))
        if await self.ports.accept(said):
            self.answers.begin(Work(said, workspace))

    # ---- its life ----

    async def start(self) -> None:
        """Go on with what an earlier run left open, and keep looking for more of it."""
        first = asyncio.create_task(self.answers.recover())
        await asyncio.wait({first}, timeout=_RECOVER_FIRST)
        self._begin(self._keep_recovering(first))
        self._begin(self.ports.remind(SlackPost(self.workspaces)))

    async def stop(self) -> None:
        """Finish what is nearly done; leave the rest to the next start."""
        tasks = {work.task for work in self.answers.under_way}
        if tasks:
            await asyncio.wait(tasks, timeout=_FINISH)
        self.answers.ending = True
        await self.ports.closing()
        left = [*self._tasks, *(work.task for work in self.answers.under_way)]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _keep_recovering(self, first: asyncio.Task[None]) -> None:
        await asyncio.wait({first})
        while True:
            await asyncio.sleep(_RECOVER_EVERY)
            await self.answers.recover()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nothing waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
