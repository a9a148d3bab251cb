"""`studylamp discord`: answer on Discord until it is stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import typer

from bot.commands.guardians import to_guardians
from bot.commands.shared import settings
from bot.commands.standing import standing
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.adapters.discord import Command, Ports, Suggests
    from bot.app import Studylamp
    from bot.messages import Incoming, Reply
    from bot.settings import Settings

_SUGGESTS: dict[str, Suggests] = {
    "course": "course",
    "quiz": "topic",
    "review": "topic",
    "plan": "topic",
    "progress": "topic",
}
"""What is proposed for a skill's argument."""

_LONGEST_AWAY = timedelta(days=2)
_MOST_CONVERSATIONS = 200
"""Where we look, at a start, for what was written meanwhile."""


def register(app: typer.Typer) -> None:
    app.command()(discord)


def discord() -> None:
    """Answer on Discord until it is stopped (docs/discord.md)."""
    asyncio.run(_serve(settings()))


async def _serve(found: Settings) -> None:

    if found.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set. docs/discord.md shows where to get one.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends it without this
            loop.add_signal_handler(sign, stop.set)
    async with standing(found) as lamp, to_guardians(lamp):
        await serve(lamp, found.discord_token.get_secret_value(), stop)


async def serve(lamp: Studylamp, token: str, stop: asyncio.Event) -> None:
    """Answer until ``stop`` is set; then finish what has begun.

    Raises:
        SettingsError: Discord refuses the token, or can't be reached.
    """
    from bot.adapters.discord import run

    await run(ports(lamp), token, threads=lamp.settings.discord_threads, stop=stop)


def ports(lamp: Studylamp) -> Ports:
    """What the adapter is handed."""
    from functools import partial

    from bot.adapters.discord import PLATFORM, REMINDER, Ports
    from bot.commands.suggest import Suggester
    from bot.i18n import translator_for
    from bot.learner.store import utc_now

    async def latest() -> Sequence[Incoming]:
        since = utc_now() - _LONGEST_AWAY
        return await lamp.newest(PLATFORM, since=since, limit=_MOST_CONVERSATIONS)

    async def replies(delivery: str) -> Sequence[Reply]:
        key = delivery.removeprefix(f"{PLATFORM}:{REMINDER}")
        return await (lamp.replies(delivery) if key == delivery else lamp.store.reminders.said(key))

    return Ports(
        accept=lamp.accept,
        handle=lamp.handle,
        recover=lamp.recover,
        amend=lamp.amend,
        replies=replies,
        latest=latest,
        suggest=Suggester(lamp).suggest,
        say=lambda locale: translator_for(locale).gettext,
        commands=commands(),
        remind=partial(lamp.remind, PLATFORM),
    )


def commands() -> Sequence[Command]:
    """A command for each skill."""
    from bot.adapters.discord import Command
    from bot.skills import SKILLS

    return [
        Command(
            name=skill.name,
            summary=skill.summary,
            private=skill.audience != "everyone",
            suggests=_SUGGESTS.get(skill.name, ""),
            required=skill.name == "ask",
        )
        for skill in SKILLS
    ]
