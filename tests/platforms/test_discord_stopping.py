"""A learner calls their question off: while it is answered, and while it waits in line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.discord import answer, desk
from bot.messages import Part, Status, Text
from bot.skill import Skill, Turn
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import idle, running
from tests.platforms.discord_screen import labels, screen, seen


@pytest.fixture
async def dc(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """With answers that are slow from the start."""
    monkeypatch.setattr(answer, "SLOW", 0.0)
    monkeypatch.setattr(desk, "SLOW", 0.0)
    monkeypatch.setattr(answer, "_EDIT_EVERY", 0.0)
    async with FakeDiscord() as fake:
        yield fake
        refused = [(c.method, c.path, c.response) for c in fake.calls if c.status == 400]
        assert not refused, refused


class Slow:
    """A skill that goes on until it is let go."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.asked: list[str] = []

    def skill(self) -> Skill:
        async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
            self.asked.append(text)
            yield Status(text="reading page 3 of 9")
            await self.go.wait()
            yield Text(markdown=f"answer to {text}")

        return Skill(name="ask", summary="ask", usage="ask", run=run)


async def test_what_is_going_on_is_told_and_can_be_stopped(dc: FakeDiscord, tmp_path: Path) -> None:
    slow = Slow()
    async with running(dc, tmp_path, [slow.skill()]) as client:
        await dc.say(dc.channel, "Ada", "hi", mention=True)
        live = await dc.wait_message(dc.channel, lambda m: "page 3" in m["content"])
        assert seen(live) == "Tutor (reply): -# reading page 3 of 9\n  [Stop]"
        pressed = await dc.click(live, label="Stop", user="Ben")
        await pressed.answered()
        assert "Only who asked can stop" in screen(dc, dc.channel, user="Ben")
        await dc.click(live, label="Stop", user="Ada")
        await dc.wait_for(lambda: live["content"] == "Stopped.")
        await idle(client)
        await client.desk.recover()
        assert labels(live) == []
    assert slow.asked == ["hi"]
    assert len(dc.sent(dc.channel)) == 2  # with the word to Ben


async def test_an_answer_takes_the_place_of_what_was_told(dc: FakeDiscord, tmp_path: Path) -> None:
    slow = Slow()
    async with running(dc, tmp_path, [slow.skill()]):
        await dc.say(None, "Ada", "hi")
        live = await dc.wait_message(dc.dm("Ada"), lambda m: "page 3" in m["content"])
        slow.go.set()
        await dc.wait_for(lambda: live["content"] == "answer to hi")
        assert labels(live) == []
    assert len(dc.sent(dc.dm("Ada"))) == 1


async def test_what_waits_in_line_can_be_stopped(dc: FakeDiscord, tmp_path: Path) -> None:
    slow = Slow()
    home = dc.dm("Ada")
    async with running(dc, tmp_path, [slow.skill()]) as client:
        await dc.say(None, "Ada", "first")
        await dc.wait_message(home, lambda m: "page 3" in m["content"])
        await dc.say(None, "Ada", "second")
        waits = await dc.wait_message(home, lambda m: "One moment" in m["content"])
        deleted = await dc.say(None, "Ada", "third")
        third = await dc.wait_message(
            home, lambda m: "One moment" in m["content"] and m is not waits
        )
        await dc.click(waits, label="Stop", user="Ada")
        await dc.wait_for(lambda: waits["content"] == "Stopped.")
        await dc.delete_own(deleted)
        await dc.wait_for(lambda: third.get("_deleted"))
        slow.go.set()
        await idle(client)
        await client.desk.recover()
    assert slow.asked == ["first"]
    assert screen(dc, home).count("answer to") == 1
