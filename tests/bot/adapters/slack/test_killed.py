"""The program itself, unmodified, as a process of its own: kill -9 in the middle of turns."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.platforms.slack_fake import FakeSlack

ROOT = Path(__file__).parents[4]
LOOPBACK = ROOT / "tests" / "platforms" / "loopback.py"
PROGRAM = Path(sys.executable).parent / "studylamp"


class Killed:
    """`studylamp slack`, started again each time it is killed."""

    def __init__(self, slack: FakeSlack, folder: Path) -> None:
        self.slack = slack
        self.environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "FAKE_SLACK_API": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "STUDYLAMP_DATA_DIR": str(folder),
            "STUDYLAMP_EMBEDDER": "embedded",
        }
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, str(LOOPBACK), str(PROGRAM), "slack",
            env=self.environment, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await self.slack.wait_connected(timeout=60)

    async def end(self) -> None:
        assert self.process
        await self.process.wait()
        await self.slack.wait_for(lambda: not self.slack.live)

    def kill(self) -> None:
        assert self.process
        self.process.kill()

    def at(self, method: str, *, first_done: bool = False, times: int = 1) -> None:
        """Die with the next call of a method.

        Args:
            first_done: Slack does what it is asked, but nobody is there to hear it.
        """

        def reply(args: dict[str, Any]) -> dict[str, Any]:
            done = (
                self.slack._handle(method, args, self.slack.bot_token, None) if first_done else {}
            )
            self.kill()
            return {"ok": True, **done}

        self.slack.respond(method, reply, times)


def answered(slack: FakeSlack, asked: list[str]) -> Counter[str]:
    """How many answers each thread got."""
    return Counter(
        message["thread_ts"]
        for message in slack.messages.values()
        if message["user"] == "U0BOT" and message.get("thread_ts") in asked
        and not message.get("_deleted")
    )  # fmt: skip


async def test_whoever_wrote_has_one_answer_wherever_the_program_was_killed(
    tmp_path: Path,
) -> None:
    async with FakeSlack() as slack:
        program = Killed(slack, tmp_path / "data")
        asked = []
        for method, done in (
            ("chat.postMessage", False),  # answered, not sent
            ("chat.postMessage", True),  # sent, not noted
        ):
            await program.start()
            program.at(method, first_done=done)
            ts, delivery = await slack.message("D1", "U1", "what can you do?")
            assert delivery.acked
            asked.append(ts)
            await program.end()
        await program.start()
        ts, _ = await slack.message("D1", "U1", "what can you do?")
        asked.append(ts)
        await slack.wait_for(lambda: len(answered(slack, asked)) == 3, 30)
        assert answered(slack, asked) == Counter(asked)
        program.kill()
        await program.end()
