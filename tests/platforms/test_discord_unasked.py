"""What comes unasked on Discord: as a direct message, once; what Discord's errors mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.discord.unasked import DiscordPost
from bot.messages import Action, Buttons, Option, Place, Reply, Text
from bot.reminders.delivery import Closed, Gone, Sent
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import running
from tests.platforms.test_discord import echo

KEY = "0123456789abcdef0123"
REPLY = Reply(
    parts=(
        Text(markdown="How is chapter 6 going?"),
        Buttons(options=(Option(label="Done", action=Action(name="ask.go", args={"id": "1"})),)),
    )
)


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


async def test_it_arrives_once_and_its_buttons_work(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        ada = f"discord:{dc.user('Ada')['id']}"
        assert await post.send(ada, REPLY, KEY, again=False) == Sent()
        assert await post.send(ada, REPLY, KEY, again=True) == Sent()
        [message] = dc.sent(dc.dm("Ada"))
        assert message["content"] == "How is chapter 6 going?"
        await dc.click(message, label="Done")
        await dc.wait_for(lambda: len(dc.sent(dc.dm("Ada"))) == 2)
        assert "ask pressed" in dc.sent(dc.dm("Ada"))[1]["content"]


async def test_closed_or_gone(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        ada = f"discord:{dc.user('Ada')['id']}"
        dc.user("Ada")["_dms_closed"] = True
        assert await post.send(ada, REPLY, KEY, again=False) == Closed("403 (50007)")
        assert isinstance(await post.send("discord:404404", REPLY, KEY, again=False), Gone)


async def test_called_where_others_read_and_nobody_else_is(dc: FakeDiscord, tmp_path: Path) -> None:
    async with running(dc, tmp_path, [echo()]) as client:
        post = DiscordPost(client, client.ports)
        channel = next(name for name, each in dc.channels.items() if each["type"] == 0)
        number = dc.user("Ada")["id"]
        place = Place(kind="channel", name=str(channel))
        outcome = await post.mention(f"discord:{number}", place, "Write to me, @everyone.", KEY)
        assert outcome == Sent()
        [message] = dc.sent(dc.channels[channel])
        assert message["content"] == f"<@{number}> Write to me, @everyone."
        assert message["_pings"] == [number]
