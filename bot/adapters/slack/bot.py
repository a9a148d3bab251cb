"""The bot in a workspace: takes what Slack delivers, has it answered, brings the answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack import forms, home, incoming
from bot.adapters.slack.api import TROUBLE, Undeliverable, code
from bot.adapters.slack.asides import Asides
from bot.adapters.slack.blocks import PICK
from bot.adapters.slack.controls import Do, FillIn, Rate, Say, Write, control
from bot.adapters.slack.courier import Courier, Translate
from bot.adapters.slack.files import fetch
from bot.adapters.slack.incoming import Arrival, Body, team_and_user
from bot.adapters.slack.live import Live, Target
from bot.adapters.slack.people import People
from bot.adapters.slack.traces import Traces, mark
from bot.adapters.slack.words import escaped
from bot.messages import Incoming, Place, Reply

PLATFORM = "slack"
_AT_ONCE = 64
"""Answers in the making side by side."""
_RECOVER_EVERY = 30.0
_RECOVER_FIRST = 3.0
"""Seconds that new messages wait for what an earlier run left open."""
_MOST_TRIES = 5
"""A reply that Slack failed to take this often is given up."""
_FINISH = 5.0
"""Seconds for what is under way when the program is told to end."""
_HOME = "home"

Handle = Callable[[Incoming], AsyncGenerator[Reply, None]]
Accept = Callable[[Incoming], Awaitable[bool]]
Recover = Callable[[str], AsyncGenerator[tuple[Incoming, Reply], None]]

log = structlog.get_logger()


@dataclass(slots=True)
class _Work:
    """One message that is being answered."""

    incoming: Incoming
    task: asyncio.Task[None]
    superseded: bool = False
    """Its author has changed it: the answer to the new text counts."""


@dataclass(slots=True)
class SlackBot:
    """Everything that happens between Slack and the conversation."""

    handle: Handle
    accept: Accept
    recover: Recover
    closing: Callable[[], Awaitable[None]]
    """Tells the conversation that the program ends."""
    client: AsyncWebClient
    user: str
    """The bot's own user id."""
    translate: Callable[[str | None], Translate]
    commands: Collection[str]
    """The skills' names."""
    clock: Callable[[], float] = time.monotonic
    people: People = field(init=False)
    courier: Courier = field(init=False)
    asides: Asides = field(init=False)
    _works: dict[str, _Work] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    _failures: dict[str, int] = field(default_factory=dict)
    _ending: bool = False

    def __post_init__(self) -> None:
        self.people = People(self.client)
        traces = Traces(self.client, self.user)
        self.courier = Courier(self.client, self.people, self.translate, traces, self.commands)
        self.asides = Asides(self.client, self.people, self.translate)

    # ---- what Slack delivers ----

    async def receive(self, body: Body, *, again: bool = False) -> None:
        """Take a delivery. When this returns, it may be acknowledged.

        Args:
            again: Slack has delivered it before.

        Raises:
            StudylampError: it could not be stored; Slack should deliver it again.
        """
        match body.get("type"):
            case "event_callback":
                await self._event(body["event"], str(body.get("team_id")), again=again)
            case "block_actions":
                await self._pressed(body)
            case "view_submission":
                what = forms.submitted(body["view"])
                if what:
                    await self._take(incoming.sent(body, what))
            case "message_action" if body.get("callback_id") == incoming.SHORTCUT:
                await self._take(incoming.shortcut(body, bot=self.user))
            case None if body.get("command"):
                await self._take(await self._rooted(incoming.command(body, self.commands)))
            case _:
                pass  # nothing that we asked for

    async def _event(self, event: Body, team: str, *, again: bool) -> None:
        match event.get("type"):
            case "message" if event.get("subtype") == "message_changed":
                await self._edited(event, team)
            case "message" | "app_mention":
                arrival = incoming.message(event, team=team, bot=self.user)
                if arrival:
                    await self._take(arrival, again=again)
            case "app_home_opened":
                await self._opened(event, team)
            case "agent_session_stopped":
                self._stop(event, team)
            case "app_uninstalled" | "tokens_revoked":
                log.warning("uninstalled", team=team)

    async def _pressed(self, body: Body) -> None:
        for used in body.get("actions") or ():
            match control(used.get("value")):
                case Do() | Say() as what:
                    await self._take(await self._rooted(incoming.pressed(body, what)))
                    if str(used.get("action_id")).startswith(PICK) and not what.place.public:
                        self._begin(self.asides.picked(body, used))
                case FillIn() | Write() as what:
                    self._begin(self.asides.open(what, body))
                case Rate() as what:
                    self._begin(self.asides.rated(what, body))
                case None:
                    log.info("a button that isn't ours", name=used.get("action_id"))

    async def _take(self, arrival: Arrival, *, again: bool = False) -> None:
        """Store a message, and begin to answer it."""
        said = arrival.incoming
        _, user = team_and_user(said.person)
        profile = await self.people.profile(user)
        said = said.model_copy(update={"locale": profile.locale, "timezone": profile.timezone})
        refused: list[str] = []
        if arrival.files:
            say = self.translate(said.locale)
            files, refused = await fetch(arrival.files, self.client, say)
            said = said.model_copy(update={"files": files})
        if refused and not said.files and not said.text:
            self._begin(self._refuse(said, refused))
            return
        if not await self.accept(said):
            return
        if arrival.response_url:
            self.courier.response_urls[said.delivery_id] = arrival.response_url
        task = asyncio.create_task(self._answer(said, refused, again=again))
        self._works[said.delivery_id] = _Work(said, task)
        task.add_done_callback(partial(self._answered, said.delivery_id))

    def _answered(self, delivery: str, task: asyncio.Task[None]) -> None:
        self._works.pop(delivery, None)
        self.courier.response_urls.pop(delivery, None)
        if not task.cancelled() and (error := task.exception()):
            log.error("not answered", delivery=delivery, exc_info=error)

    async def _rooted(self, arrival: Arrival) -> Arrival:
        """A command or button outside of any thread begins one, for the answer to stand in."""
        said = arrival.incoming
        if said.place != Place():
            return arrival
        team, user = team_and_user(said.person)
        words = arrival.label or said.text or "…"
        try:
            async with asyncio.timeout(1.0):
                posted = await self.client.chat_postMessage(
                    channel=await self.people.dm(user),
                    text=f"> {escaped(words)}",
                    metadata=mark(said.delivery_id, -1),
                )
        except TROUBLE as error:
            log.warning("no thread begun", team=team, error=code(error))
            return arrival
        place = Place(thread=str(posted["ts"]))
        return Arrival(said.model_copy(update={"place": place}), response_url=arrival.response_url)

    async def _edited(self, event: Body, team: str) -> None:
        edit = incoming.edit(event, team=team, bot=self.user)
        work = self._works.get(edit.of) if edit else None
        if edit is None or work is None:
            return  # answered already: the answer was to what stood there
        work.superseded = True
        await self._take(edit.arrival)

    def _stop(self, event: Body, team: str) -> None:
        """Only who asked may stop an answer: in a channel others have the button, too."""
        person, thread = incoming.person(team, str(event.get("user"))), event.get("thread_ts")
        for work in list(self._works.values()):
            if work.incoming.person == person and work.incoming.place.thread == thread:
                work.task.cancel()

    # ---- answers ----

    async def _answer(self, said: Incoming, refused: list[str], *, again: bool) -> None:
        live = await self._live(said)
        try:
            say = self.translate(said.locale)
            await live.status(say("is thinking…"))
            async with self._slots:
                await self._bring(said, live, again=again)
            if refused:
                await self._refuse(said, refused)
        except asyncio.CancelledError:
            if not self._ending:
                await asyncio.shield(self._stopped(said, live))
            raise

    async def _bring(self, said: Incoming, live: Live, *, again: bool) -> None:
        async with aclosing(self.handle(said)) as replies:
            async for reply in replies:
                work = self._works.get(said.delivery_id)
                if work and work.superseded:
                    await live.discard()
                    if reply.transient:  # else it is over, and counts as answered
                        work.task.cancel()
                        await asyncio.sleep(0)
                elif not await self._show(said, reply, live, again=again):
                    return

    async def _stopped(self, said: Incoming, live: Live) -> None:
        work = self._works.get(said.delivery_id)
        if work and work.superseded:
            await live.discard()
        else:
            say = self.translate(said.locale)
            await live.settle(say("Stopped."))

    async def _show(self, said: Incoming, reply: Reply, live: Live, *, again: bool) -> bool:
        """Bring one reply; False when it has to be tried again later."""
        if said.place.thread == _HOME and said.place.kind == "dm":
            if not reply.transient:
                await self.asides.publish(said, reply, self.commands)
            return True
        if reply.transient:
            if reply.audience == "everyone":  # nothing grows before one person's eyes alone
                await live.show(reply)
            return True
        try:
            await self.courier.send(said, reply, live, again=again)
        except Undeliverable as error:
            log.error("can't be delivered", delivery=said.delivery_id, reason=str(error))
        except Exception as error:  # a fault of ours must not take the answer with it, either
            tries = self._failures.get(said.delivery_id, 0) + 1
            log.error(
                "not delivered",
                delivery=said.delivery_id,
                error=code(error),
                tries=tries,
                exc_info=None if isinstance(error, TROUBLE) else error,
            )
            self._failures[said.delivery_id] = tries
            if tries < _MOST_TRIES:
                return False
        self._failures.pop(said.delivery_id, None)
        return True

    async def _live(self, said: Incoming) -> Live:
        team, user = team_and_user(said.person)
        target = Target("")
        try:
            if said.place.thread != _HOME:
                target = await self.courier.target(said, "everyone")
        except TROUBLE as error:
            log.warning("nothing to show it in", error=code(error))
        return Live(self.client, target, team, user, self.clock)

    async def _refuse(self, said: Incoming, refused: list[str]) -> None:
        """Tell what could not be taken. Not stored: nothing was done."""
        for text in refused:
            try:
                target = await self.courier.target(said, "you")
                await self.courier.tell(said, target, text)
            except TROUBLE as error:
                log.warning("not told", error=code(error))

    # ---- App Home ----

    async def _opened(self, event: Body, team: str) -> None:
        user = str(event["user"])
        if event.get("tab") == "messages":
            self._begin(self.asides.suggest(str(event.get("channel")), user))
            return
        profile = await self.people.profile(user)
        said = incoming.home(event, team=team, text=home.ASKS)
        said = said.model_copy(update={"locale": profile.locale, "timezone": profile.timezone})
        if await self.accept(said):
            self._begin(self._answer(said, [], again=False))

    # ---- its life ----

    async def start(self) -> None:
        """Go on with what an earlier run left open, and keep looking for more of it."""
        first = asyncio.create_task(self._recover())
        await asyncio.wait({first}, timeout=_RECOVER_FIRST)
        self._begin(self._keep_recovering(first))

    async def stop(self) -> None:
        """Finish what is nearly done; leave the rest to the next start."""
        tasks = {work.task for work in self._works.values()}
        if tasks:
            await asyncio.wait(tasks, timeout=_FINISH)
        self._ending = True
        await self.closing()
        left = [*self._tasks, *(work.task for work in self._works.values())]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _keep_recovering(self, first: asyncio.Task[None]) -> None:
        await asyncio.wait({first})
        while True:
            await asyncio.sleep(_RECOVER_EVERY)
            await self._recover()

    async def _recover(self) -> None:
        lives: dict[str, Live] = {}
        try:
            async with aclosing(self.recover(PLATFORM)) as found:
                async for said, reply in found:
                    if said.delivery_id not in lives:
                        lives[said.delivery_id] = await self._live(said)
                    live = lives[said.delivery_id]
                    if not await self._show(said, reply, live, again=True):
                        return
        except Exception as error:  # the next look is in half a minute
            log.error("not recovered", exc_info=error)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nothing waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
