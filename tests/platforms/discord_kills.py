"""kill -9 of `studylamp discord`, unmodified and as a process of its own, in the middle of turns.

    python -m tests.platforms.discord_kills 500 20      # deliveries, kills; prints what became of them

Every delivery can be told by its answer: in direct messages people use commands that don't exist,
which the answer names; a mention's answer is a reply to it; a slash command has its interaction.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.markdown.writer import write_course
from tests.fakes import tiny_course
from tests.platforms.discord_fake import LOADING, FakeDiscord, Interaction

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).parent / "studylamp"
PEOPLE = ("Ada", "Bob", "Cleo", "Dan", "Eve")
BATCH = 12


@dataclass
class Outcome:
    deliveries: int
    kills: int
    lost: int
    twice: int
    """Messages that got two answers."""
    repeated: int
    """Interactions that got two."""
    unseen: int
    """Interactions that the program hadn't acknowledged when it was killed: Discord tells the
    person so at once, and never repeats them."""
    unstored: int
    """Acknowledged, but killed before they were stored: the person sees "thinking…" until the
    token runs out."""


@asynccontextmanager
async def program(dc: FakeDiscord, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, connected. Killed at the end."""
    environment = os.environ | {
        "FAKE_DISCORD_API": dc.api_url,
        "FAKE_DISCORD_GATEWAY": dc.gateway_url,
        "DISCORD_TOKEN": dc.token,
        "STUDYLAMP_DATA_DIR": str(folder),
        "STUDYLAMP_COURSE": "tiny",
        "PYTHONPATH": str(HERE.parents[1]),
    }
    dc.sessions.clear()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "loopback.py"),
        str(PROGRAM),
        "discord",
        env=environment,
        cwd=folder,
    )
    try:
        await dc.wait_ready(1, 60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class Class:
    """People who write, and what they were answered."""

    def __init__(self, dc: FakeDiscord, rng: random.Random) -> None:
        self.dc, self.rng = dc, rng
        self.commands: list[str] = []
        self.mentions: list[str] = []
        self.slashes: list[Interaction] = []

    @property
    def sent(self) -> int:
        return len(self.commands) + len(self.mentions) + len(self.slashes)

    async def write(self) -> None:
        """One of them writes something."""
        user, kind = self.rng.choice(PEOPLE), self.rng.random()
        if kind < 0.6:
            command = f"zz{_letters(len(self.commands))}"
            self.commands.append(command)
            await self.dc.say(None, user, f"/{command}")
        elif kind < 0.85:
            message = await self.dc.say(self.dc.channel, user, "hello", mention=True)
            self.mentions.append(message["id"])
        else:
            self.slashes.append(await self.dc.slash("help", user=user))

    def answers(self) -> Counter[str]:
        """How often each delivery was answered."""
        found: Counter[str] = Counter()
        for message in self.dc.sent():
            if message["flags"] & LOADING or message["content"].endswith("…"):
                continue
            named = re.search(r"know /(zz[a-z]+)\.", message["content"])
            reference = message.get("message_reference")
            if named:
                found[named[1]] += 1
            elif reference:
                found[reference["message_id"]] += 1
        for it in self.slashes:
            late = [m for m in self.dc.sent(self.dc.channel) if m["_nonce"] == f"{it.id}.0"]
            found[it.id] += sum(not m["flags"] & LOADING for m in it.messages) + len(late)
        return found

    def open(self) -> list[str]:
        answered = self.answers()
        names = [*self.commands, *self.mentions, *(it.id for it in self.slashes if it.type)]
        return [name for name in names if not answered[name]]


def _letters(number: int) -> str:
    text = ""
    for _ in range(3):
        number, place = divmod(number, 26)
        text = chr(ord("a") + place) + text
    return text


async def survive(folder: Path, deliveries: int, kills: int, seed: int = 7) -> Outcome:
    """Let people write while the program is killed again and again; wait for what is left."""
    write_course(tiny_course(), folder / "courses" / "tiny")
    rng = random.Random(seed)
    async with FakeDiscord() as dc:
        people = Class(dc, rng)
        async with program(dc, folder):
            for user in PEOPLE:  # who is known is found again after a restart
                people.commands.append(f"zz{_letters(len(people.commands))}")
                await dc.say(None, user, f"/{people.commands[-1]}")
            people.mentions.append((await dc.say(dc.channel, "Ada", "hello", mention=True))["id"])
            await dc.wait_for(lambda: not people.open(), 60)
        rounds = kills - 1
        share = (deliveries - people.sent) / max(rounds, 1)
        for number in range(rounds):
            async with program(dc, folder):
                target = min(deliveries, people.sent + round(share))
                if number == rounds - 1:
                    target = deliveries
                while people.sent < target:
                    burst = min(BATCH, target - people.sent)
                    await asyncio.gather(*(people.write() for _ in range(burst)))
                    if people.sent < target:
                        await dc.wait_for(lambda: len(people.open()) < BATCH, 60)
                calls = len(dc.calls) + rng.randrange(2 * BATCH)
                await dc.wait_for(
                    lambda calls=calls: len(dc.calls) > calls or not people.open(), 60
                )
                # and here it is killed
        async with program(dc, folder):
            left = await _settled(dc, people)
        twice = {name for name, count in people.answers().items() if count > 1}
        slashes = {it.id for it in people.slashes}
        stuck = [it for it in people.slashes if it.id in left]
        return Outcome(
            deliveries=people.sent,
            kills=kills,
            lost=len(left) - len(stuck),
            twice=len(twice - slashes),
            repeated=len(twice & slashes),
            unseen=sum(it.type is None for it in people.slashes),
            unstored=len(stuck),
        )


async def _settled(dc: FakeDiscord, people: Class) -> list[str]:
    """What is still open when the program does nothing any more."""
    while people.open():
        before: Any = len(dc.calls)
        try:
            await dc.wait_for(lambda before=before: len(dc.calls) > before, 5)
        except TimeoutError:
            break
    return people.open()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(asyncio.run(survive(Path(name), int(sys.argv[1]), int(sys.argv[2]))))
