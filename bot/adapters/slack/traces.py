"""What earlier runs left in Slack: answers that were sent, texts that were half written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import code
from bot.adapters.slack.live import Live, Target
from bot.messages import Incoming

EVENT = "studylamp_answer"
"""Type of the metadata of all messages that are complete."""
_LOOKED_AT = 100
"""Messages of a thread that are looked through for an answer that was sent before a crash."""

log = structlog.get_logger()


def mark(delivery: str, number: int) -> dict[str, Any]:
    """Says in a message which answer's it is, so that no restart sends it twice."""
    return {"event_type": EVENT, "event_payload": {"delivery": delivery, "number": number}}


@dataclass(frozen=True, slots=True)
class Traces:
    client: AsyncWebClient
    bot: str
    """The bot's own user id."""

    async def of(self, incoming: Incoming, target: Target, live: Live) -> set[int]:
        """Which messages of an answer an earlier run has sent; what it left half written goes."""
        if target.only:
            return set()  # what one person alone sees can't be read back
        try:
            messages = await self._looked_through(target)
        except SlackApiError as error:
            log.warning("can't see what was sent", reason=code(error))
            return set()
        sent = set()
        for message in messages:
            number = _number(message, incoming.delivery_id)
            if number is not None:
                sent.add(number)
            elif (
                not message.get("metadata")
                and message["ts"] not in live.streams
                and self._half_written(message, target, incoming)
            ):
                with suppress(SlackApiError):  # it may still be growing, for all Slack knows
                    await self.client.chat_stopStream(channel=target.channel, ts=message["ts"])
                await self.delete(target, message["ts"])
        return sent

    async def sent(self, target: Target, delivery: str) -> set[int]:
        """Which messages of an answer are there; none when that can't be seen."""
        try:
            messages = await self._looked_through(target)
        except SlackApiError as error:
            log.warning("can't see what was sent", reason=code(error))
            return set()
        return {
            number for message in messages if (number := _number(message, delivery)) is not None
        }

    async def _looked_through(self, target: Target) -> list[dict[str, Any]]:
        if target.thread:
            found = await self.client.conversations_replies(
                channel=target.channel,
                ts=target.thread,
                include_all_metadata=True,
                limit=_LOOKED_AT,
            )
        else:
            found = await self.client.conversations_history(
                channel=target.channel, include_all_metadata=True, limit=15
            )
        return list(found["messages"])

    def _half_written(self, message: Mapping[str, Any], target: Target, said: Incoming) -> bool:
        """A text that was growing when the program ended: ours, and not marked as an answer."""
        return bool(
            target.thread
            and message.get("user") == self.bot
            and message["ts"] != target.thread
            and float(message["ts"]) > said.at.timestamp()
            and not message.get("files")
        )

    async def delete(self, target: Target, ts: str) -> None:
        try:
            await self.client.chat_delete(channel=target.channel, ts=ts)
        except SlackApiError as error:
            log.info("not deleted", reason=code(error))


def _number(message: Mapping[str, Any], delivery: str) -> int | None:
    """Which message of this answer it is; None when it is none."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    ours = metadata.get("event_type") == EVENT and payload.get("delivery") == delivery
    return int(payload.get("number", 0)) if ours else None
