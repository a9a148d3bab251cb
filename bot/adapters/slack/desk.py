"""What one workspace delivers: taken in, stored, and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from bot.adapters.slack import forms, incoming
from bot.adapters.slack.answers import Answers, Work
from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.blocks import PICK
from bot.adapters.slack.controls import Do, FillIn, Rate, Say, Share, Write, control
from bot.adapters.slack.files import fetch
from bot.adapters.slack.homes import Homes
from bot.adapters.slack.incoming import Arrival, Body, Edit, channel_of, team_and_user
from bot.adapters.slack.ports import Ports
from bot.adapters.slack.sharing import share
from bot.adapters.slack.traces import mark
from bot.adapters.slack.words import as_typed, escaped
from bot.adapters.slack.workspace import Workspace
from bot.messages import Incoming, Place

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    ports: Ports
    answers: Answers
    team: str
    """The workspace in which the app is installed, whosever message it is."""
    workspace: Workspace
    homes: Homes
    begin: Callable[[Coroutine[Any, Any, None]], None]
    """Does something that nothing waits for."""

    async def receive(self, body: Body, *, again: bool) -> None:
        """Take a delivery; see `SlackBot.receive`."""
        match body.get("type"):
            case "event_callback":
                await self._event(body["event"], again=again)
            case "block_actions":
                await self._pressed(body)
            case "view_submission":
                if what := forms.submitted(body["view"]):
                    await self._take(incoming.sent(body, what, team=self.team))
            case "message_action" if body.get("callback_id") == incoming.SHORTCUT:
                said = incoming.shortcut(body, team=self.team, bot=self.workspace.user)
                await self._take(said)
            case None if body.get("command"):
                said = incoming.command(body, self.ports.commands, team=self.team)
                await self._take(await self._rooted(said))
            case _:
                pass  # nothing that we asked for

    async def _event(self, event: Body, *, again: bool) -> None:
        match event.get("type"):
            case "message" if event.get("subtype") == "message_deleted":
                await self._deleted(incoming.deleted(event, team=self.team))
            case "message" | "app_mention" if event.get("edited") or event.get("message"):
                edit = incoming.edit(event, team=self.team, bot=self.workspace.user)
                if edit:
                    await self._edited(edit)
            case "message" | "app_mention":
                arrival = incoming.message(event, team=self.team, bot=self.workspace.user)
                if arrival:
                    await self._take(arrival, again=again)
            case "app_home_opened":
                await self._opened(event)
            case "agent_session_stopped":
                self.begin(self._stop(event))

    async def _pressed(self, body: Body) -> None:
        for used in body.get("actions") or ():
            match control(used.get("value")):
                case Do() | Say() as what:
                    said = incoming.pressed(body, what, team=self.team)
                    await self._take(await self._rooted(said))
                    if str(used.get("action_id")).startswith(PICK) and not what.place.public:
                        self.begin(self.workspace.asides.picked(body, used))
                case FillIn() | Write() as what:
                    self.begin(self.workspace.asides.open(what, body))
                case Rate() as what:
                    self.begin(self.workspace.asides.rated(what, body))
                case Share() as what:
                    user, url = str(body["user"]["id"]), str(body.get("response_url") or "")
                    self.begin(share(self.workspace, what, user, url))
                case None:
                    log.info("a button that isn't ours", name=used.get("action_id"))

    async def _take(self, arrival: Arrival, *, again: bool = False) -> None:
        """Store a message, and begin to answer it."""
        said = await self._placed(arrival.incoming)
        work = Work(said, self.workspace, again=again)
        if arrival.files:
            say = self.ports.translate(said.locale)
            files, work.refused = await fetch(arrival.files, self.workspace.client, say)
            work.incoming = said.model_copy(update={"files": files})
        if work.refused and not work.incoming.files and not said.text:
            self.begin(self.answers.refuse(work))
        elif await self.ports.accept(work.incoming):
            self.answers.begin(work, arrival.response_url)

    async def _placed(self, said: Incoming) -> Incoming:
        """With what Slack knows of the person, and the channel and the workspace that a class may
        be bound to."""
        said = await self.workspace.people.with_profile(said)
        known = self.workspace.people.known(team_and_user(said.person)[1])
        channel = channel_of(said.place)
        return said.model_copy(
            update={
                "channel": f"slack:{self.team}:{channel}" if channel else "",
                "workspace": f"slack:{self.team}" if self.team in known.teams else "",
            }
        )

    async def _rooted(self, arrival: Arrival) -> Arrival:
        """A command or button outside of any thread begins one, for the answer to stand in."""
        said = arrival.incoming
        if said.place != Place():
            return arrival
        _, user = team_and_user(said.person)
        words = arrival.label or as_typed(said.text or "…", self.ports.commands)
        try:
            async with asyncio.timeout(1.0):
                posted = await self.workspace.client.chat_postMessage(
                    channel=await self.workspace.people.dm(user),
                    text=f"> {escaped(words)}",
                    metadata=mark(said.delivery_id, -1),
                )
        except TROUBLE as error:
            log.warning("no thread begun", team=self.team, error=code(error))
            return arrival
        place = Place(thread=str(posted["ts"]))
        return Arrival(said.model_copy(update={"place": place}), response_url=arrival.response_url)

    # ---- changes of mind ----

    async def _edited(self, edit: Edit) -> None:
        """Until its answer is made, the new text is answered; then it is too late.

        A message that we never had (the mention was added, or we were away) is one like any other.
        """
        new = edit.arrival.incoming
        work = self.answers.to(new.delivery_id)
        if work is None:
            said = await self._placed(new)
            # It may wait in another process, which has its files.
            if edit.arrival.files or not await self.ports.amend(said):
                await self._take(edit.arrival)
        elif work.incoming.text != new.text:
            changed = work.incoming.model_copy(update={"text": new.text})
            if await self.ports.amend(changed):
                work.incoming = changed
                return
            name = f"{new.delivery_id}:{edit.stamp}"
            again = Work(changed.model_copy(update={"delivery_id": name}), self.workspace)
            if await self.ports.accept(again.incoming):
                work.unwanted = True
                self.answers.begin(again)
                self.begin(self.answers.end(work))

    async def _deleted(self, message: str) -> None:
        """Nothing is said to what was taken back before it was answered."""
        work = self.answers.to(message)
        if work is None:
            await self.ports.withdraw(message)  # it may wait in another process
            return
        work.unwanted = True
        self.begin(self.answers.end(work))

    async def _stop(self, event: Body) -> None:
        """Only who asked may stop an answer: in a channel others have the button, too."""
        person, thread = incoming.person(self.team, str(event.get("user"))), event.get("thread_ts")
        for work in reversed(self.answers.under_way):  # or the next in line would begin
            mine = work.incoming.person == person and work.incoming.place.thread == thread
            if mine and not work.final:
                await self.answers.end(work)

    # ---- App Home ----

    async def _opened(self, event: Body) -> None:
        user = str(event["user"])
        if event.get("tab") == "messages":
            self.begin(self.workspace.asides.suggest(str(event.get("channel")), user))
        else:
            await self.homes.open(incoming.person(self.team, user), self.workspace)
