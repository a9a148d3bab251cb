"""The whole way on a stand-in, with the real skills: a goal is set in chat, time passes, the
check-in arrives, is tapped, recorded, and seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.learner.store import Store
from bot.reminders import worker
from bot.reminders.planner import Planner
from bot.reminders.sources import SOURCES
from tests.dialogs.courses import LIGHT
from tests.fakes import FakeClock
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.discord_screen import labels


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests jumps; a worker that sleeps by the real one has to look."""
    monkeypatch.setattr(worker, "LOOK_AGAIN", timedelta(seconds=0.05))


async def test_a_goal_is_checked_on_discord(dc: FakeDiscord, tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(dc, tmp_path, course=LIGHT, clock=clock):

        async def said(n: int) -> dict[str, Any]:
            await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) >= n, 20)
            return dc.sent(dc.dm("Ada"))[n - 1]

        await dc.say(None, "Ada", "I want to master chapter 1")
        n, screen = 1, await said(1)
        await dc.click(screen, label="Yes, that's it")
        while True:
            n += 1
            screen = await said(n)
            if "Skip" not in labels(screen):
                break
            await dc.click(screen, label="Skip")
        store = await Store.open(f"sqlite:///{tmp_path / 'studylamp.db'}", clock=clock)
        await store.scheduling.catch_up(Planner(SOURCES))  # as the bot does in the background
        clock.pass_(days=7, hours=5, minutes=3)  # the next Friday, 17:03

        reminder = await said(n + 1)
        assert "You asked for this on Fridays at 17:00" in reminder["content"]
        await dc.click(reminder, label="Done")
        answer = await said(n + 2)
        assert answer["content"]
        clock.pass_(minutes=5)
        await dc.say(None, "Ada", "my goals")
        goals = await said(n + 3)
        assert "chapter 1" in goals["content"]
    learner = await store.learner(f"discord:{dc.user('Ada')['id']}")
    recorded = [e.event.type for e in await store.events(learner.id)]
    await store.close()
    assert [t for t in recorded if t.startswith("check")] == ["check_in_sent", "checked_in"]
