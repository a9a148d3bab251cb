"""`serve`: what is configured runs together, and ends together."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.commands import discord, serve, slack
from bot.errors import SettingsError
from bot.settings import load


async def test_nothing_configured_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        await serve._serve(load(data_dir=tmp_path))


async def test_what_is_configured_gets_the_same_studylamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, object]] = []
    both = asyncio.Barrier(3)

    async def in_slack(lamp: object, access: object, ended: asyncio.Event, **_more: Any) -> None:
        begun.append(("slack", lamp))
        await both.wait()
        await ended.wait()

    async def on_discord(lamp: object, token: str, ended: asyncio.Event) -> None:
        begun.append(("discord", lamp))
        await both.wait()
        await ended.wait()

    monkeypatch.setattr(slack, "answer", in_slack)
    monkeypatch.setattr(discord, "serve", on_discord)
    ended, lamp = asyncio.Event(), SimpleNamespace(store=SimpleNamespace(installations=None))
    chosen = load(data_dir=tmp_path).model_copy(
        update={
            "slack_bot_token": SecretStr("xoxb-1"),
            "slack_app_token": SecretStr("xapp-1"),
            "discord_token": SecretStr("abc"),
        }
    )
    ways = serve.ways_in(lamp, chosen, ended)  # type: ignore[arg-type]
    running = asyncio.create_task(serve.together(ways, ended))
    await both.wait()
    assert begun == [("slack", lamp), ("discord", lamp)]
    assert not running.done()
    ended.set()
    await running


async def test_when_one_cant_go_on_the_other_finishes() -> None:
    ended, finished = asyncio.Event(), []

    async def refused() -> None:
        raise SettingsError("The token is refused.")

    async def well() -> None:
        await ended.wait()
        finished.append(True)

    with pytest.raises(SettingsError, match="refused"):
        await serve.together([well(), refused()], ended)
    assert finished == [True]
