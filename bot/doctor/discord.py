"""Discord: whether the token works, and the link by which a server gets the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.doctor.finding import SECONDS, Finding
from bot.errors import SettingsError
from bot.settings import Settings

AREA = "Discord"


async def discord(settings: Settings) -> AsyncIterator[Finding]:
    if settings.discord_token is None:
        yield Finding(AREA, "off", "not configured", "To use it, see docs/discord.md.")
        return
    from bot.adapters.discord import invite

    try:
        async with asyncio.timeout(SECONDS):
            found = await invite.look_up(settings.discord_token.get_secret_value())
    except (SettingsError, TimeoutError) as error:
        says = str(error) or "Discord doesn't answer"
        yield Finding(AREA, "problem", says, "The other ways to chat work without it.")
        return
    link = invite.link(found.id, threads=settings.discord_threads)
    servers = f"{found.servers} server{'' if found.servers == 1 else 's'}"
    says = f"the token works: “{found.name}”, in {servers}"
    yield Finding(AREA, "ok", says, f"Start it with: studylamp discord. Invite it with: {link}")
