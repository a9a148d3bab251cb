"""`studylamp slack`, unmodified, killed again and again: who wrote, and who was answered how often.

    python -m tests.platforms.slack_kills 500 20

500 messages of 50 people in direct messages and a channel; 20 times kill -9 at a call to Slack,
before or after Slack did what it was asked. Prints what was lost and what was answered twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.platforms.slack_fake import FakeSlack

ROOT = Path(__file__).parents[2]
LOOPBACK = Path(__file__).with_name("loopback.py")
PROGRAM = Path(sys.executable).parent / "studylamp"
ASKED = "what can you do?"
PEOPLE = 50
METHODS = ("chat.postMessage", "chat.postMessage", "assistant.threads.setStatus", "users.info")


class Program:
    """The program, started again each time it is killed."""

    def __init__(self, slack: FakeSlack, folder: Path) -> None:
        self.slack = slack
        self.environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "FAKE_SLACK_API": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "STUDYLAMP_DATA_DIR": str(folder),
        }
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, str(LOOPBACK), str(PROGRAM), "slack",
            env=self.environment, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await self.slack.wait_connected(timeout=60)

    def kill(self) -> None:
        assert self.process
        if self.process.returncode is None:
            self.process.kill()

    async def ended(self) -> None:
        assert self.process
        await self.process.wait()
        await self.slack.wait_for(lambda: not self.slack.live)

    def die_at(self, method: str, *, call: int = 1, done: bool = False) -> None:
        """kill -9 at a call of a method.

        Args:
            call: which call from now on.
            done: Slack does what it is asked, but nobody is there to hear it.
        """

        def does(args: dict[str, Any]) -> dict[str, Any]:
            return {"ok": True, **self.slack._handle(method, args, self.slack.bot_token, None)}

        def dies(args: dict[str, Any]) -> dict[str, Any]:
            reply = does(args) if done else {"ok": False, "error": "nobody_hears_this"}
            self.kill()
            return reply

        self.slack.respond(method, does, call - 1)
        self.slack.respond(method, dies)


def answers(slack: FakeSlack, asked: list[str]) -> Counter[str]:
    """How many answers each message got in its thread."""
    return Counter(
        message["thread_ts"]
        for message in slack.messages.values()
        if message["user"] == slack.bot_user_id
        and message.get("thread_ts") in asked
        and not message.get("_deleted")
    )


async def ask(slack: FakeSlack, number: int) -> str:
    """A message of one of the people; every third in a channel. Its ts."""
    user = number % PEOPLE
    if number % 3:
        ts, _ = await slack.message(f"D{user}", f"U{user}", ASKED, retries=9)
    else:
        mention = f"<@{slack.bot_user_id}> {ASKED}"
        ts, _ = await slack.message("C1", f"U{user}", mention, mention=True, retries=9)
    return str(ts)


async def main(messages: int, kills: int) -> Counter[str]:
    """Ask, kill, start again; how many answers each message got."""
    chance = random.Random(5)
    async with FakeSlack() as slack:
        slack.patience = 120.0
        slack.retry_delays = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)
        with tempfile.TemporaryDirectory() as folder:
            program = Program(slack, Path(folder))
            await program.start()
            asking: list[asyncio.Task[str]] = []
            each = messages // kills
            for kill in range(kills):
                asking += [asyncio.create_task(ask(slack, kill * each + n)) for n in range(each)]
                call = chance.randrange(1, each // 2)
                done = chance.random() < 0.5
                program.die_at(chance.choice(METHODS), call=call, done=done)
                await _within(20, program.ended)
                program.kill()  # that call never came
                await program.ended()
                slack._overrides.clear()
                await program.start()
            asked = list(await asyncio.gather(*asking))
            await _within(
                120, lambda: slack.wait_for(lambda: len(answers(slack, asked)) == messages, 120)
            )
            await ask(slack, 1)  # what comes late, and twice, comes before this is answered
            found = answers(slack, asked)
            program.kill()
            await program.ended()
    return Counter({ts: found[ts] for ts in asked})


async def _within(seconds: float, wait: Callable[[], Any]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(wait(), seconds)


if __name__ == "__main__":
    told = asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
    lost, twice = sum(not n for n in told.values()), sum(n > 1 for n in told.values())
    print(f"{len(told)} messages, {sys.argv[2]} kills: {lost} lost, {twice} answered twice")
