"""What happens beside the answers: forms that open, marks on what was picked, App Home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack import forms, home
from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.blocks import BESIDE, PICK
from bot.adapters.slack.controls import FillIn, Rate, Write
from bot.adapters.slack.incoming import Body, team_and_user
from bot.adapters.slack.people import People
from bot.adapters.slack.ports import Translate
from bot.adapters.slack.words import escaped
from bot.messages import Incoming, Reply

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asides:
    """Nothing here raises, and nothing is lost with it: what counts comes as an answer."""

    client: AsyncWebClient
    people: People
    translate: Callable[[str | None], Translate]

    async def open(self, what: FillIn | Write, body: Body) -> None:
        """Open a form; the trigger that comes with the click is good for three seconds."""
        user = str(body["user"]["id"])
        say = self.translate(self.people.known(user).locale)
        try:
            if isinstance(what, Write):
                view = forms.answer_sheet(what.place, say)
            else:
                view = forms.modal(what.form(), what.place, say)
            await self.client.views_open(trigger_id=body["trigger_id"], view=view)
        except (*TROUBLE, ValueError) as error:
            log.warning("form not opened", error=code(error))

    async def picked(self, body: Body, used: Body) -> None:
        """A question that is answered shows what was picked instead of its buttons."""
        message = body.get("message") or {}
        if not message.get("blocks"):  # one that only they see doesn't come with the click
            return
        picked = f"→ {(used.get('text') or {}).get('text')}"
        shown = {"type": "context", "elements": [{"type": "mrkdwn", "text": escaped(picked)}]}
        before = list(message["blocks"])
        place = next((n for n, block in enumerate(before) if _has_picks(block)), len(before))
        # A changed message wants block ids of its own.
        blocks = [
            {name: value for name, value in block.items() if name != "block_id"}
            for block in before
            if not _has_picks(block)
        ]
        arguments = {
            "channel": body["container"]["channel_id"],
            "ts": message["ts"],
            "text": message.get("text") or picked,
            "blocks": [*blocks[:place], shown, *blocks[place:]],
        }
        if message.get("metadata"):
            arguments["metadata"] = message["metadata"]
        try:
            await self.client.api_call("chat.update", json=arguments)
        except TROUBLE as error:
            log.info("pick not shown", error=code(error))

    async def rated(self, what: Rate, body: Body) -> None:
        """Noted in the log; who wasn't helped is asked to go on."""
        log.info("rated", good=what.good)
        if what.good:
            return
        container, user = body.get("container") or {}, str(body["user"]["id"])
        say = self.translate(self.people.known(user).locale)
        try:
            await self.client.chat_postEphemeral(
                channel=container["channel_id"],
                user=user,
                thread_ts=container.get("thread_ts"),
                text=say("Tell me what was wrong or missing, and I'll try it another way."),
            )
        except TROUBLE as error:
            log.info("not told", error=code(error))

    async def suggest(self, channel: str, user: str) -> None:
        """Say in an empty conversation what one can say there."""
        profile = await self.people.profile(user)
        say = self.translate(profile.locale)
        try:
            await self.client.api_call(
                "assistant.threads.setSuggestedPrompts",
                json={"channel_id": channel, "prompts": home.prompts(say)},
            )
        except TROUBLE as error:
            log.info("no prompts", error=code(error))

    async def publish(self, said: Incoming, reply: Reply, commands: Collection[str]) -> None:
        """Show the answer to what App Home asked."""
        _, user = team_and_user(said.person)
        say = self.translate(reply.language or said.locale)
        try:
            view = await asyncio.to_thread(home.view, reply.parts, say, commands)
            await self.client.views_publish(user_id=user, view=view)
        except TROUBLE as error:
            log.warning("home not shown", error=code(error))


def _has_picks(block: Body) -> bool:
    names = [str(each.get("action_id")) for each in block.get("elements") or ()]
    return any(name.startswith((PICK, BESIDE)) for name in names)
