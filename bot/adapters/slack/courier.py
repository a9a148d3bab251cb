"""Brings answers to Slack: to the right place, once, in another form or place if need be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.api import (
    CANT_POST_HERE,
    CANT_READ,
    GONE,
    TROUBLE,
    Undeliverable,
    code,
)
from bot.adapters.slack.blocks import Post, Upload, ending_in, render, share_row
from bot.adapters.slack.incoming import channel_beside, team_and_user
from bot.adapters.slack.live import Live, Target
from bot.adapters.slack.people import People
from bot.adapters.slack.ports import Translate
from bot.adapters.slack.traces import Traces, mark
from bot.adapters.slack.words import escaped, short
from bot.messages import Audience, Incoming, Place, Reply
from bot.rendering import split

_LONGEST_PLAIN = 3_500

log = structlog.get_logger()


@dataclass(slots=True)
class Courier:
    client: AsyncWebClient
    people: People
    translate: Callable[[str | None], Translate]
    """Gives the fixed texts in a language."""
    traces: Traces
    commands: Collection[str] = ()
    """The skills' names."""
    response_urls: dict[str, str] = field(default_factory=dict)
    """Delivery id -> where the person alone can be answered, even in a channel we aren't in."""

    async def target(self, incoming: Incoming, audience: Audience) -> Target:
        """Where a reply goes: the person's place decides who sees it."""
        place = incoming.place
        _, user = team_and_user(incoming.person)
        if near := channel_beside(place):
            return Target(*near, only=user) if audience != "dm" else await self._direct(user)
        if place.kind == "dm":
            return await self._direct(user, place.thread)
        if audience == "dm":
            return await self._direct(user)
        return Target(place.name, place.thread, only=user if audience == "you" else "")

    async def _direct(self, user: str, thread: str = "") -> Target:
        return Target(await self.people.dm(user), thread)

    async def send(self, incoming: Incoming, reply: Reply, live: Live, *, again: bool) -> None:
        """Send an answer.

        Args:
            live: what was shown of it so far; its text becomes the answer's.
            again: an earlier run may have sent some of it.

        Raises:
            Undeliverable: it can't be sent.
            SlackClientError, ClientError, TimeoutError, OSError: not now; try again later.
        """
        say = self.translate(reply.language or incoming.locale)
        target = await self.target(incoming, reply.audience)
        place = Place() if reply.audience == "dm" else incoming.place
        messages = await asyncio.to_thread(render, reply.parts, place, say, self.commands)
        if reply.shareable and channel_beside(place):
            messages = ending_in(messages, *share_row(incoming.delivery_id, place, say))
        await live.close()
        sent = await self.traces.of(incoming, target, live) if again else set()
        for number, message in enumerate(messages):
            if number in sent:
                continue
            if isinstance(message, Upload):
                await self._send_file(incoming, target, message, say)
                continue
            marked = mark(incoming.delivery_id, number)
            if number == 0 and live.streams and await self._took_over(live, message, marked):
                continue
            await self._post(incoming, target, message, marked)
        for ts in live.streams[1:]:
            await self.traces.delete(target, ts)
        if target.only:
            await live.status("")  # only a message that all can see ends it by itself

    # ---- messages ----

    async def _post(
        self,
        incoming: Incoming,
        target: Target,
        post: Post,
        marked: Mapping[str, Any],
    ) -> None:
        try:
            await self.put(target, post, marked)
            return
        except SlackApiError as error:
            reason = code(error)
            if reason in CANT_READ:
                log.error("sent as plain text", reason=reason, details=_details(error))
                await self._post_plain(target, post, marked)
                return
            if reason in GONE and reason not in CANT_POST_HERE:
                raise Undeliverable(reason) from error
            if reason not in CANT_POST_HERE:
                raise
        log.warning("can't post there", channel=target.channel, reason=reason)
        url = self.response_urls.get(incoming.delivery_id)
        if url and target.only and await self.respond(url, post):
            return
        await self._post_directly(incoming, target, post, reason)

    async def put(self, target: Target, post: Post, marked: Mapping[str, Any]) -> None:
        """One message, in that place and form or not at all.

        Raises:
            SlackClientError, ClientError, TimeoutError, OSError
        """
        where = {"channel": target.channel, "unfurl_links": False, "unfurl_media": False}
        what = {"text": post.text, "blocks": list(post.blocks)}
        thread = {"thread_ts": target.thread} if target.thread else {}
        if target.only:
            del where["unfurl_links"], where["unfurl_media"]
            await self.client.api_call(
                "chat.postEphemeral", json={**where, **what, **thread, "user": target.only}
            )
        else:
            await self.client.api_call(
                "chat.postMessage", json={**where, **what, **thread, "metadata": marked}
            )

    async def _post_plain(self, target: Target, post: Post, marked: Mapping[str, Any]) -> None:
        """Without blocks: better without buttons than not at all."""
        markdown = "\n\n".join(b["text"] for b in post.blocks if b["type"] == "markdown")
        for part in split(escaped(markdown) or post.text, _LONGEST_PLAIN):
            text = part.markdown if part.type == "text" else part.data.decode()[:_LONGEST_PLAIN]
            try:
                await self.put(target, Post((), text), marked)
            except SlackApiError as error:
                if code(error) in CANT_POST_HERE | CANT_READ | GONE:
                    raise Undeliverable(code(error)) from error
                raise

    async def _post_directly(
        self,
        incoming: Incoming,
        tried: Target,
        post: Post,
        reason: str,
    ) -> None:
        """To the person themselves, with the reason."""
        _, user = team_and_user(incoming.person)
        say = self.translate(incoming.locale)
        why = say(
            "I couldn't answer where you wrote to me (Slack says: {reason}), so I do it here.",
            reason=reason,
        )
        note = {"type": "context", "elements": [{"type": "mrkdwn", "text": escaped(why)}]}
        try:
            target = await self._direct(user)
            if tried == target:
                raise Undeliverable(reason)
            await self.put(
                target, Post((note, *post.blocks), post.text), mark(incoming.delivery_id, -1)
            )
        except SlackApiError as error:
            if code(error) in CANT_POST_HERE | GONE:
                raise Undeliverable(code(error)) from error
            raise

    async def respond(self, url: str, post: Post, *, instead: bool = False) -> bool:
        """Answer through the address that came with a command or a button; False when it won't.

        Args:
            instead: in the place of the message whose button was pressed.
        """
        try:
            response = await AsyncWebhookClient(url).send(
                text=post.text,
                blocks=list(post.blocks),
                response_type=None if instead else "ephemeral",
                replace_original=instead,
            )
        except TROUBLE as error:
            log.info("no response taken", error=code(error))
            return False
        return response.status_code == 200

    # ---- files ----

    async def _send_file(
        self, incoming: Incoming, target: Target, upload: Upload, say: Translate
    ) -> None:
        """A file can't be shown to one person of a channel: theirs goes to their DM."""
        _, user = team_and_user(incoming.person)
        private = bool(target.only)
        where = await self._direct(user) if private else target
        try:
            await self.upload(where, upload)
            if private:
                text = (
                    say("The picture is in our direct messages: {alt}", alt=upload.alt)
                    if upload.alt
                    else say("“{name}” is in our direct messages.", name=upload.name)
                )
                await self.tell(incoming, target, text)
        except SlackApiError as error:
            if code(error) not in CANT_POST_HERE | GONE | CANT_READ:
                raise
            log.warning("file not sent", reason=code(error))
            text = say(
                "I couldn't send “{name}” (Slack says: {reason}).",
                name=upload.alt or upload.name,
                reason=code(error),
            )
            await self.tell(incoming, target, text)

    async def upload(self, target: Target, upload: Upload) -> None:
        """A message with the file. Raises as `put` does."""
        await self.client.files_upload_v2(
            channel=target.channel,
            thread_ts=target.thread or None,
            filename=upload.name,
            title=short(upload.alt or upload.name, 200),
            alt_txt=upload.alt or None,
            content=upload.data,
        )

    async def tell(self, incoming: Incoming, target: Target, text: str) -> None:
        """A word beside an answer."""
        block = {"type": "context", "elements": [{"type": "mrkdwn", "text": escaped(text)}]}
        try:
            await self.put(target, Post((block,), escaped(text)), mark(incoming.delivery_id, -1))
        except SlackApiError as error:
            log.warning("not told", reason=code(error))

    # ---- the text that grew ----

    async def _took_over(self, live: Live, post: Post, marked: Mapping[str, Any]) -> bool:
        """Put the answer in the place of the text that grew."""
        try:
            await self.client.api_call(
                "chat.update",
                json={
                    "channel": live.target.channel,
                    "ts": live.streams[0],
                    "text": post.text,
                    "blocks": list(post.blocks),
                    "metadata": marked,
                },
            )
        except SlackApiError as error:
            log.warning("not updated", reason=code(error))
            await self.traces.delete(live.target, live.streams[0])
            return False
        return True


def _details(error: SlackApiError) -> str:
    data = getattr(error.response, "data", error.response)
    found = data.get("response_metadata") if isinstance(data, dict) else None
    return str(found or "")[:300]
