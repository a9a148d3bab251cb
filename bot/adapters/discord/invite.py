"""How a server gets the bot: what it may do there, and whether its token works."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
import discord

from bot.errors import SettingsError

REFUSED = (
    "Discord refuses DISCORD_TOKEN. Make a new one (Bot, Reset Token) and set it; "
    "see docs/discord.md."
)


@dataclass(frozen=True, slots=True)
class Application:
    """The bot as Discord knows it."""

    id: int
    name: str
    servers: int
    """In how many it is, about."""


def permissions(*, threads: bool) -> discord.Permissions:
    """The least it needs; docs/discord.md says what for."""
    return discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
        create_public_threads=threads,
    )


def link(application: int, *, threads: bool) -> str:
    """Where somebody who manages a server lets the bot in."""
    return discord.utils.oauth_url(
        application,
        permissions=permissions(threads=threads),
        scopes=("bot", "applications.commands"),
    )


async def look_up(token: str) -> Application:
    """Log in, without opening a connection to the gateway.

    Raises:
        SettingsError: Discord refuses the token, or can't be reached.
    """
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(token)
            info = await client.application_info()
        except discord.LoginFailure as error:
            raise SettingsError(REFUSED) from error
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            raise SettingsError("Discord can't be reached: {error}.", error=error) from error
        return Application(info.id, info.name, info.approximate_guild_count)
