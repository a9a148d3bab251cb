"""A goal's whole way, through both real adapters and both stand-ins: set in chat, time moves on, the
check-in arrives once, is tapped, recorded, and seen in progress."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.http_retry import builtin_async_handlers

from bot.adapters.slack import Access
from bot.app import Studylamp, build
from bot.commands import discord as discord_command
from bot.commands import slack as slack_command
from bot.learner.events import CheckedIn, CheckInSent, Event
from bot.settings import Settings
from tests.dialogs.courses import LIGHT
from tests.fakes import FakeClock, FakeLibrary, words_only
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import Quick, connected
from tests.platforms.discord_screen import labels
from tests.platforms.slack_fake import FakeSlack
from tests.platforms.test_linking import dc, in_discord, in_slack, press, slack  # noqa: F401


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def lamp(
    tmp_path: Path,
    slack: FakeSlack,  # noqa: F811
    dc: FakeDiscord,  # noqa: F811
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Studylamp]:
    monkeypatch.setattr(builtin_async_handlers.random, "random", lambda: 0.0)
    library = FakeLibrary(LIGHT)
    settings = Settings(data_dir=tmp_path, course=LIGHT.id)
    access = Access(
        bot_token=slack.bot_token,
        app_token=slack.app_token,
        signing_secret=slack.signing_secret,
        base_url=slack.api_url,
    )
    retriever = words_only(library, tmp_path)
    async with build(
        settings, library=library, retriever=retriever, model=None, clock=clock
    ) as made:
        ended = asyncio.Event()
        answering = asyncio.create_task(
            slack_command.answer(made, access, ended, ready=lambda: None)
        )
        await slack.wait_connected()
        with dc.patched():
            async with connected(dc, Quick(discord_command.ports(made))):
                yield made
        ended.set()
        await answering


async def a_week_later(lamp: Studylamp, clock: FakeClock) -> None:
    """What was recorded is planned; then it is time for it, and everybody is woken."""
    await lamp.keeping_up.catch_up()
    clock.pass_(hours=7)
    clock.pass_(minutes=10)
    for wake in lamp.keeping_up.reminders_changed:
        wake()


async def events(lamp: Studylamp, person: str) -> list[Event]:
    learner = await lamp.store.learner(person)
    return [each.event for each in await lamp.store.events(learner.id)]


async def test_on_discord(lamp: Studylamp, dc: FakeDiscord, clock: FakeClock) -> None:  # noqa: F811
    offered = await in_discord(dc, "I want to master chapter 1 by 2026-11-20", "Does that fit?")
    assert labels(offered)[0] == "Yes, that's it"
    await dc.click(offered, label="Yes, that's it")
    await dc.wait_message(dc.dm("Ada"), lambda m: "which city" in m["content"])
    five = int(datetime(2026, 11, 20, 17, tzinfo=UTC).timestamp())
    reason = await in_discord(dc, "London", "why does this matter")
    await dc.click(reason, label="Skip")
    await dc.wait_message(dc.dm("Ada"), lambda m: "Fine without" in m["content"])
    again = await in_discord(dc, "/goal change 1", "Does that fit?")
    await dc.click(again, label="Yes, that's it")
    stamp = f"The first time: <t:{five}:f> (<t:{five}:R>)"
    await dc.wait_message(dc.dm("Ada"), lambda m: stamp in m["content"])
    await a_week_later(lamp, clock)
    arrived = await dc.wait_message(
        dc.dm("Ada"), lambda m: "You asked for this on Nov 20 at 17:00" in m["content"]
    )
    assert "0 of 2 concepts are solid" in arrived["content"]
    await dc.click(arrived, label="Not yet")
    asked = await dc.wait_message(dc.dm("Ada"), lambda m: "got in the way" in m["content"])
    await dc.click(asked, label="No time")
    await dc.wait_message(dc.dm("Ada"), lambda m: "three questions" in m["content"])
    seen = await in_discord(dc, "how am I doing?", "Your goals")
    assert "Master chapter 1" in seen["content"]
    person = f"discord:{dc.user('Ada')['id']}"
    kinds = [type(each) for each in await events(lamp, person)]
    assert kinds.count(CheckInSent) == kinds.count(CheckedIn) == 1
    assert not dc.sent(dc.channel)


async def test_in_slack(lamp: Studylamp, slack: FakeSlack, clock: FakeClock) -> None:  # noqa: F811
    assert "Does that fit?" in await in_slack(slack, "I want to master chapter 1 by 2026-11-20")
    await press(slack, "Yes, that's it")
    await a_week_later(lamp, clock)

    def check_in(args: Any) -> bool:
        return "You asked for this" in str(args)

    arrived = await slack.wait_call("chat.postMessage", check_in)
    assert "0 of 2 concepts are solid" in str(arrived.args)
    await press(slack, "Some of it")
    await slack.wait_for(lambda: "What got in the way?" in slack.screen("D1", "U1"), 5)
    await in_slack(slack, "how am I doing?")
    await slack.wait_for(lambda: "Your goals" in slack.screen("D1", "U1"), 5)
    person = f"slack:{slack.team_id}:U1"
    kinds = [type(each) for each in await events(lamp, person)]
    assert kinds.count(CheckInSent) == kinds.count(CheckedIn) == 1
