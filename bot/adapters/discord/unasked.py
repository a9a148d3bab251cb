"""Sends what nobody asked for: reminders, to people's direct messages."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.adapters.discord import faults
from bot.adapters.discord.faults import explained
from bot.adapters.discord.ports import PLATFORM, REMINDER, Ports
from bot.adapters.discord.sheets import lay_out
from bot.adapters.discord.wires import ChannelWire
from bot.messages import Place, Reply
from bot.reminders.delivery import Closed, Gone, NotNow, Outcome, Sent

_NOBODY = ("10013", "404")
"""In what Discord says of somebody whose account is gone."""


class DiscordPost:
    def __init__(self, client: discord.Client, ports: Ports) -> None:
        self._client, self._ports = client, ports

    async def send(self, person: str, reply: Reply, key: str, *, again: bool) -> Outcome:
        """Discord knows a key for some minutes, so that what is sent again soon isn't doubled."""
        del again

        async def open_() -> discord.abc.Messageable:
            return await self._client.create_dm(discord.Object(_user_id(person)))

        say = self._ports.say(reply.language or None)
        sheets = await asyncio.to_thread(lay_out, reply, delivery=f"{REMINDER}{key}", say=say)
        wire = ChannelWire(open_, private=True)
        try:
            for number, sheet in enumerate(sheets):
                await wire.post(sheet, f"{key}.{number}")
        except (faults.Closed, faults.NotNow) as error:
            return _outcome(error)
        return Sent()

    async def mention(self, person: str, place: Place, text: str, key: str) -> Outcome:
        user = discord.Object(_user_id(person))
        channel: Any = self._client.get_partial_messageable(int(place.thread or place.name))
        try:
            with explained():
                await channel.send(
                    f"<@{user.id}> {text}",
                    nonce=f"{key}.m",
                    allowed_mentions=discord.AllowedMentions(users=[user]),
                )
        except (faults.Closed, faults.NotNow) as error:
            return _outcome(error)
        return Sent()


def _user_id(person: str) -> int:
    return int(person.removeprefix(f"{PLATFORM}:"))


def _outcome(error: faults.Closed | faults.NotNow) -> Outcome:
    why = str(error)
    if isinstance(error, faults.NotNow):
        return NotNow(why)
    return Gone(why) if any(sign in why for sign in _NOBODY) else Closed(why)
