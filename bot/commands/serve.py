"""`studylamp serve`: every platform that is configured, in one process on one store, with the pages
for guardians."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from bot.commands import discord, slack
from bot.commands.guardians import to_guardians
from bot.commands.shared import settings
from bot.commands.standing import standing
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.app import Studylamp
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve() -> None:
    """Answer on every platform that is configured, until it is stopped."""
    asyncio.run(_serve(settings()))


async def _serve(chosen: Settings) -> None:

    if not (_in_slack(chosen) or chosen.discord_token):
        raise SettingsError(
            "Nothing is configured: set SLACK_BOT_TOKEN (docs/slack.md) or DISCORD_TOKEN "
            "(docs/discord.md). `studylamp doctor` shows what is there."
        )
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends it without this
            loop.add_signal_handler(sign, ended.set)
    async with standing(chosen) as lamp, to_guardians(lamp, pages=True):
        await together(ways_in(lamp, chosen, ended), ended)


def ways_in(
    lamp: Studylamp, chosen: Settings, ended: asyncio.Event
) -> list[Coroutine[Any, Any, None]]:
    """One for each platform that is configured.

    Raises:
        SettingsError: what is configured for one isn't enough.
    """
    found: list[Coroutine[Any, Any, None]] = []
    if _in_slack(chosen):
        access = slack.access_of(chosen, lamp.store.installations)
        said = slack.greeting(access)
        found.append(slack.answer(lamp, access, ended, ready=lambda: print(said)))
    if chosen.discord_token:
        found.append(discord.serve(lamp, chosen.discord_token.get_secret_value(), ended))
    return found


def _in_slack(chosen: Settings) -> bool:
    return bool(chosen.slack_bot_token or chosen.slack_client_id)


async def together(ways: list[Coroutine[Any, Any, None]], ended: asyncio.Event) -> None:
    """Until all have ended. When one can't go on, the others finish what they have begun."""
    tasks = [asyncio.create_task(way) for way in ways]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    ended.set()
    await asyncio.wait(tasks)
    for task in tasks:
        task.result()
