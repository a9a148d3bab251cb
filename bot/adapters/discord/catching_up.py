"""What was written while nobody was connected.

Discord's gateway repeats events only to a session that is resumed. After a restart, or a session
that Discord gave up, messages are read back from the places in which we were spoken to lately.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any

import discord

from bot.adapters.discord import incoming as told
from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.messages import Incoming

_MOST = 50
"""Messages of one place that are looked at."""


async def missed(
    client: discord.Client, latest: Sequence[Incoming]
) -> AsyncIterator[discord.Message]:
    """Messages that came after these, place by place, oldest first. Raises nothing of Discord's.

    Some may be known already: whoever takes them stores each once.

    Args:
        latest: the newest delivery of each conversation.
    """
    for incoming in latest:
        with suppress(Closed, NotNow, discord.HTTPException), explained():
            channel = await _channel(client, incoming)
            after = discord.Object(told.snowflake(incoming))
            async for message in channel.history(after=after, limit=_MOST, oldest_first=True):
                yield message


async def _channel(client: discord.Client, incoming: Incoming) -> Any:
    if not incoming.place.public:
        return await client.create_dm(discord.Object(told.user_id(incoming)))
    number = told.channel_id(incoming.place)
    return client.get_channel(number) or await client.fetch_channel(number)
