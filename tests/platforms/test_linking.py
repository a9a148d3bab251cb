"""One person in Slack and in Discord: both real adapters on one store, both stand-ins."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.http_retry import builtin_async_handlers

from bot.adapters.slack import Access, manifest
from bot.app import Studylamp, build
from bot.commands import discord as discord_command
from bot.commands import slack as slack_command
from bot.settings import Settings
from tests.dialogs.courses import LIGHT
from tests.fakes import FakeLibrary, words_only
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_running import Quick, connected
from tests.platforms.discord_screen import labels, screen
from tests.platforms.slack_fake import FakeSlack

CODE = re.compile(r"\b[B-Z]{4}-[B-Z]{4}\b")


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    made = manifest()
    scopes = set(made["oauth_config"]["scopes"]["bot"])
    events = set(made["settings"]["event_subscriptions"]["bot_events"])
    async with FakeSlack(scopes=scopes, bot_events=events) as fake:
        yield fake


@pytest.fixture
async def dc() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
async def lamp(
    tmp_path: Path, slack: FakeSlack, dc: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Studylamp]:
    """Answers in both at once, as `studylamp serve` does."""
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
    async with build(settings, library=library, retriever=retriever, model=None) as made:
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


async def in_slack(slack: FakeSlack, text: str) -> str:
    """Says it in direct messages; what is in its thread then."""
    asked = len(slack.calls_to("chat.postMessage"))
    ts, _ = await slack.message("D1", "U1", text)
    await slack.wait_call("chat.postMessage", count=asked + 1)
    return slack.screen("D1", "U1", ts)


async def press(slack: FakeSlack, label: str) -> None:
    """Presses the button that says so, and waits for the answer."""
    message, button = next(
        (message, element["action_id"])
        for message in slack.seen("D1", "U1")
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element["type"] == "button" and element["text"]["text"] == label
    )
    answered = len(slack.calls_to("chat.postMessage"))
    await slack.click(message, button)
    await slack.wait_call("chat.postMessage", count=answered + 1)


async def in_discord(dc: FakeDiscord, text: str, answer: str) -> dict[str, Any]:
    await dc.say(None, "Ada", text)
    found: dict[str, Any] = await dc.wait_message(
        dc.dm("Ada"), lambda message: answer in message["content"]
    )
    return found


async def test_from_slack_to_discord(lamp: Studylamp, slack: FakeSlack, dc: FakeDiscord) -> None:
    await in_slack(slack, "what is a lens?")
    await in_discord(dc, "what is a ray?", "ray")
    told = await in_slack(slack, "link my Discord")
    (code,) = set(CODE.findall(told))
    assert "in a direct message on Discord" in told
    await in_discord(dc, f"link {code[:-1]}{'B' if code[-1] != 'B' else 'C'}", "I don't know this")
    offered = await in_discord(dc, f"link {code.lower()}", "with the one on **Slack**")
    assert labels(offered) == ["Link them", "Don't link"]
    await dc.click(offered, label="Link them")
    await dc.wait_message(dc.dm("Ada"), lambda m: "Discord and Slack are linked" in m["content"])
    seen = await in_discord(dc, "what did I ask today?", "2 questions")
    assert "what is a lens?" in seen["content"]
    assert "what is a ray?" in await in_slack(slack, "what did I ask today?")
    assert await lamp.store.projections.differences() == []
    assert not dc.sent(dc.channel)


async def test_from_discord_to_slack_and_apart_again(
    lamp: Studylamp, slack: FakeSlack, dc: FakeDiscord
) -> None:
    told = await in_discord(dc, "vincular mi cuenta de Slack", "Tu código es")
    (code,) = set(CODE.findall(told["content"]))
    assert "with the one on **Discord**" in await in_slack(slack, f"link {code}")
    await press(slack, "Link them")
    assert "Discord and Slack are linked" in slack.screen("D1", "U1")
    ada = f"discord:{dc.user('Ada')['id']}"
    (discord, person) = await lamp.store.linking.identities(ada)
    assert (discord, person.rpartition(":")[2]) == (ada, "U1")
    asked = await in_discord(dc, "desvincular", "se queda en Slack")
    await dc.click(asked, label="Desvincular Discord")
    await dc.wait_message(dc.dm("Ada"), lambda m: "empezamos de cero" in m["content"])
    assert "isn't linked with any other" in await in_slack(slack, "unlink")


async def test_a_code_in_a_channel_is_burned_and_a_command_is_not_read_by_others(
    lamp: Studylamp, slack: FakeSlack, dc: FakeDiscord
) -> None:
    (code,) = set(CODE.findall(await in_slack(slack, "link my Discord")))
    await dc.say(dc.channel, "Ada", f"link {code}", mention=True)
    await dc.wait_message(dc.dm("Ada"), lambda m: "Others can read this channel" in m["content"])
    assert not [m for m in dc.sent(dc.channel) if code in m["content"]]
    await in_discord(dc, f"link {code}", "doesn't hold any more")
    delivery = await slack.command("/studylamp", "link my Discord", user="U1", channel="C1")
    assert delivery.acked
    shown = await slack.wait_for(lambda: CODE.findall(slack.screen("C1", "U1")))
    assert CODE.findall(slack.screen("C1", "U2")) == []
    asked = await dc.slash("link", {"text": shown[0]})
    offer = await asked.settled()
    assert "with the one on **Slack**" in offer["content"]
    assert "Slack" not in screen(dc, dc.channel, user="Bob")
