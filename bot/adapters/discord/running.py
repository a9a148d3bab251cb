"""Runs the client until it is told to stop."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp
import discord

from bot.adapters.discord.client import StudylampClient
from bot.adapters.discord.invite import REFUSED
from bot.adapters.discord.ports import Ports
from bot.errors import SettingsError

_LAST_WORDS = 10.0
"""Seconds that answers under way get when the program ends. What takes longer is taken up again
by the next start."""


async def run(ports: Ports, token: str, *, stop: asyncio.Event, threads: bool = False) -> None:
    """Answer until ``stop`` is set; then finish what has begun.

    Raises:
        SettingsError: Discord refuses the token, or can't be reached at the start.
    """
    async with StudylampClient(ports, threads=threads) as client:
        running = asyncio.create_task(client.start(token))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                with suppress(TimeoutError):
                    await asyncio.wait_for(client.desk.finish(), _LAST_WORDS)
            else:
                _explained(running)
        finally:
            stopping.cancel()
            await client.close()
            running.cancel()
            await asyncio.wait([running])


def _explained(running: asyncio.Task[None]) -> None:
    """Raises why it ended by itself."""
    try:
        running.result()
    except discord.LoginFailure as error:
        raise SettingsError(REFUSED) from error
    except (aiohttp.ClientError, OSError) as error:
        raise SettingsError("Discord can't be reached: {error}.", error=error) from error
