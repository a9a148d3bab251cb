"""What is seen of an answer while it is made: a status, then a text that grows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.api import TROUBLE, code
from bot.adapters.slack.words import harmless
from bot.messages import Draft, Reply, Status
from bot.rendering import readable

_EVERY = 1.0
"""Seconds between two pieces of a growing text: Slack takes about a hundred calls a minute."""
_REOPEN_AFTER = 240.0
"""Seconds. Slack ends a stream after five minutes; one that is closed in time stays whole."""
_PATIENCE = 3.0
"""Seconds for one call: an answer doesn't wait for what is only shown meanwhile."""
_LONGEST = 9_000
"""Characters of a growing text; the rest comes with the whole answer."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes."""

    channel: str
    thread: str = ""
    only: str = ""
    """The one person who sees it; empty: everybody there."""


@dataclass(slots=True)
class Live:
    """One answer in the making. Nothing here raises: the answer itself comes in any case."""

    client: AsyncWebClient
    target: Target
    team: str
    user: str
    clock: Callable[[], float]
    """Seconds that only go up."""
    streams: list[str] = field(default_factory=list)
    """The messages that grew, the newest last."""
    _open: bool = False
    _failed: bool = False
    _opened_at: float = 0.0
    _shown_at: float = 0.0
    _waiting: str = ""
    _shown: str = ""
    _status: str = ""

    async def status(self, text: str) -> None:
        """Say what goes on; empty: nothing any more."""
        if text == self._status or not self.target.thread:
            return
        self._status = text
        await self._call(
            "assistant.threads.setStatus",
            channel_id=self.target.channel,
            thread_ts=self.target.thread,
            status=text,
        )

    async def show(self, reply: Reply) -> None:
        """Show a transient reply, as far as this place can."""
        for part in reply.parts:
            if isinstance(part, Status) and not self.target.only:
                await self.status(part.text)
            elif isinstance(part, Draft):
                self._waiting += part.delta
        now = self.clock()
        if not self._can_grow() or now - self._shown_at < _EVERY:
            return
        ready = self._ready()
        if not ready:
            return
        self._shown_at = now
        if self._open and now - self._opened_at > _REOPEN_AFTER:
            await self._close(fence=True)
        await self._grow(harmless(readable(ready)), now)

    async def close(self) -> None:
        """Nothing grows any more."""
        if self._open:
            await self._close(fence=False)

    async def discard(self) -> None:
        """Take back what was shown."""
        await self.close()
        for ts in self.streams:
            await self._call("chat.delete", channel=self.target.channel, ts=ts)
        self.streams.clear()

    async def settle(self, note: str) -> None:
        """Leave what was shown as it is, for good: the person stopped the answer."""
        await self.close()
        if self.streams:
            text = f"{self._shown}{_end(self._shown)}\n\n_{note}_"
            await self._call(
                "chat.update",
                channel=self.target.channel,
                ts=self.streams[-1],
                text=note,
                blocks=[{"type": "markdown", "text": text}],
                metadata={"event_type": "studylamp_stopped", "event_payload": {}},
            )
        await self.status("")

    # ---- the stream ----

    def _can_grow(self) -> bool:
        return bool(
            self.target.thread
            and not self.target.only
            and not self._failed
            and len(self._shown) < _LONGEST
        )

    def _ready(self) -> str:
        """What can be shown of what waits: whole words, no half formula."""
        cut = max(self._waiting.rfind(" "), self._waiting.rfind("\n")) + 1
        while cut and self._waiting[:cut].count("$") % 2:
            cut = self._waiting.rfind("$", 0, cut)
        ready, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return ready

    async def _grow(self, text: str, now: float) -> None:
        if self._open:
            done = await self._call(
                "chat.appendStream",
                channel=self.target.channel,
                ts=self.streams[-1],
                markdown_text=text,
            )
            if done is None:  # expired, or stopped: the whole answer takes its place
                self._open, self._failed = False, True
                return
        else:
            start = "```\n" if _end(self._shown) else ""
            done = await self._call(
                "chat.startStream",
                channel=self.target.channel,
                thread_ts=self.target.thread,
                recipient_team_id=self.team,
                recipient_user_id=self.user,
                markdown_text=start + text,
            )
            if done is None:
                self._failed = True
                return
            self._open, self._opened_at = True, now
            if not self.streams and self.target.channel.startswith("D"):
                await self._session("processing")  # shows the button that stops it
            self.streams.append(str(done["ts"]))
        self._shown += text

    async def _close(self, *, fence: bool) -> None:
        self._open = False
        end = _end(self._shown) if fence else ""
        await self._call(
            "chat.stopStream",
            channel=self.target.channel,
            ts=self.streams[-1],
            **({"markdown_text": end} if end else {}),
            **({"session_status": "active"} if not fence else {}),
        )

    async def _session(self, status: str) -> None:
        await self._call(
            "agents.sessions.setStatus",
            channel_id=self.target.channel,
            thread_ts=self.target.thread,
            status=status,
        )

    async def _call(self, method: str, **arguments: Any) -> Any:
        """The response; None when it failed, or when the answer would have to wait for it."""
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.client.api_call(method, json=arguments)
        except TROUBLE as error:
            log.info("not shown", method=method, error=code(error))
            return None


def _end(text: str) -> str:
    """What closes a block of code that is open at the end of a text."""
    fences = [line for line in text.splitlines() if line.lstrip().startswith("```")]
    return "\n```" if len(fences) % 2 else ""
