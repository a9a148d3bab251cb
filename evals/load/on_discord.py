"""The class in Discord: each in their direct messages."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

from evals.load.classroom import Heard, react
from tests.platforms.discord_fake import Call, FakeDiscord

_SEEN = re.compile(r"channels/(\d+)/(messages|typing)")


class DiscordRoom:
    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self.heard: dict[int, Heard] = {}
        self._discord = FakeDiscord()
        self._person: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        await self._discord.start()
        self._discord.watch = self._called
        self.environment |= {
            "FAKE_DISCORD_API": self._discord.api_url,
            "FAKE_DISCORD_GATEWAY": self._discord.gateway_url,
            "DISCORD_TOKEN": self._discord.token,
        }
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._discord.stop()

    async def connected(self) -> None:
        await self._discord.wait_ready(1, 60)

    async def say(self, person: int, text: str) -> None:
        name = f"P{person}"
        self._person[self._discord.dm(self._discord.user(name))["id"]] = person
        await self._discord.say(None, name, text)

    def _called(self, call: Call) -> None:
        seen = _SEEN.match(call.path)
        if seen and call.method != "GET" and call.status < 300 and seen[1] in self._person:
            heard = self.heard.get(self._person[seen[1]])
            react(heard, answer=seen[2] == "messages")
