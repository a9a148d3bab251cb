"""The class in Slack: each in the thread that their first message began."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from evals.load.classroom import Heard, react
from tests.platforms.slack_fake import Call, FakeSlack

_WRITES = ("chat.postMessage", "chat.stopStream", "chat.update")


class SlackRoom:
    def __init__(self) -> None:
        self.environment: dict[str, str] = {}
        self.heard: dict[int, Heard] = {}
        self._slack = FakeSlack()
        self._threads: dict[int, str] = {}

    async def __aenter__(self) -> Self:
        await self._slack.start()
        self._slack.patience = 60.0
        self._slack.watch = self._called
        self.environment |= {
            "FAKE_SLACK_API": self._slack.api_url,
            "SLACK_BOT_TOKEN": self._slack.bot_token,
            "SLACK_APP_TOKEN": self._slack.app_token,
        }
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._slack.stop()

    async def connected(self) -> None:
        await self._slack.wait_connected(timeout=60)

    async def say(self, person: int, text: str) -> None:
        ts, _ = await self._slack.message(
            f"D{person}", f"U{person}", text, thread_ts=self._threads.get(person), retries=3
        )
        self._threads.setdefault(person, ts)

    def _called(self, call: Call) -> None:
        args: dict[str, Any] = call.args
        channel = str(args.get("channel") or args.get("channel_id") or "")
        if call.response.get("ok") and channel.startswith("D") and channel[1:].isdigit():
            react(self.heard.get(int(channel[1:])), answer=call.method in _WRITES)
