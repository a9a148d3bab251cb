"""Discord's events as `Incoming`.

A delivery's id says how it can be answered when the interaction itself is gone (a restart, a token
older than 15 minutes): ``discord:m:…`` a message, ``discord:i:…`` an interaction that everybody in
the place may see, ``discord:p:…`` one whose answer is private.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord

from bot.adapters.discord.ports import PLATFORM
from bot.messages import Action, Attachment, Incoming, Place

_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


def in_server(channel: Any) -> bool:
    """Others may read there. A channel of a server that Discord hasn't told us about yet (an
    outage, the first second) knows the server's id at least."""
    return bool(getattr(channel, "guild", None) or getattr(channel, "guild_id", None))


def place_of(channel: Any) -> Place:
    """Where something was said; the channel may be a DM, a channel or a thread."""
    if not in_server(channel):
        return Place()
    if isinstance(channel, discord.Thread):
        return Place(kind="channel", name=str(channel.parent_id), thread=str(channel.id))
    return Place(kind="channel", name=str(channel.id))


def concerns(message: discord.Message, me: discord.abc.Snowflake) -> bool:
    """A person speaks to the bot: in a DM, or with a mention. What people say to each other is
    theirs, and bots are never answered."""
    if message.author.bot or message.webhook_id or message.type not in _SPOKEN:
        return False
    named = any(user.id == me.id for user in message.mentions)
    return named or not in_server(message.channel)


def said_in(message: discord.Message, me: discord.abc.Snowflake) -> str:
    """The words without the mention that called us."""
    text = message.content
    for mention in (f"<@{me.id}>", f"<@!{me.id}>"):
        text = text.replace(mention, " ")
    return text.strip()


def from_message(
    message: discord.Message,
    me: discord.abc.Snowflake,
    *,
    files: tuple[Attachment, ...] = (),
    threads: bool = False,
) -> Incoming:
    """
    Args:
        threads: a question in a channel gets a thread of its own, whose id is the message's.
    """
    place = place_of(message.channel)
    if threads and isinstance(message.channel, discord.TextChannel):
        place = place.model_copy(update={"thread": str(message.id)})
    return Incoming(
        delivery_id=f"{PLATFORM}:m:{message.id}",
        person=f"{PLATFORM}:{message.author.id}",
        place=place,
        text=said_in(message, me),
        files=files,
        at=message.created_at,
        name=message.author.display_name,
        channel=_channel(place),
        workspace=_server(getattr(message.guild, "id", None)),
    )


def from_interaction(
    interaction: discord.Interaction[Any],
    *,
    private: bool,
    text: str | None = None,
    action: Action | None = None,
    files: tuple[Attachment, ...] = (),
) -> Incoming:
    place = _place_of_interaction(interaction)
    return Incoming(
        delivery_id=f"{PLATFORM}:{'p' if private else 'i'}:{interaction.id}",
        person=f"{PLATFORM}:{interaction.user.id}",
        place=place,
        text=text,
        action=action,
        files=files,
        at=interaction.created_at,
        locale=interaction.locale.value,
        unseen=private,
        name=interaction.user.display_name,
        channel=_channel(place),
        workspace=_server(interaction.guild_id),
    )


def _place_of_interaction(interaction: discord.Interaction[Any]) -> Place:
    place = place_of(interaction.channel)
    if interaction.guild_id is not None and not place.public:
        return Place(kind="channel", name=str(interaction.channel_id))
    return place


def _channel(place: Place) -> str:
    return f"{PLATFORM}:{place.name}" if place.public else ""


def _server(guild: int | None) -> str:
    return f"{PLATFORM}:{guild}" if guild else ""


def edited(incoming: Incoming, text: str, at: datetime) -> Incoming:
    """The same message after its author changed it, as a delivery of its own."""
    name = f"{incoming.delivery_id}:{int(at.timestamp() * 1000)}"
    return incoming.model_copy(update={"delivery_id": name, "text": text})


def short_id(delivery_id: str) -> str:
    """A delivery's id without the platform: ``m:123``."""
    return delivery_id.removeprefix(f"{PLATFORM}:")


def owned(incoming: Incoming) -> str:
    """A delivery's short id with whose it is; see `owner`."""
    return f"{short_id(incoming.delivery_id)}:u{user_id(incoming)}"


def owner(owned_id: str) -> tuple[str, int]:
    """What `owned` put together: the short id and the person's id on Discord."""
    delivery, _, user = owned_id.rpartition(":u")
    return delivery, int(user)


def snowflake(incoming: Incoming) -> int:
    """The id of the message or interaction."""
    return int(short_id(incoming.delivery_id).split(":")[1])


def is_message(incoming: Incoming) -> bool:
    return short_id(incoming.delivery_id).startswith("m:")


def asked_in_private(incoming: Incoming) -> bool:
    """It was promised that only they see the answer."""
    return short_id(incoming.delivery_id).startswith("p:")


def user_id(incoming: Incoming) -> int:
    return int(incoming.person.removeprefix(f"{PLATFORM}:"))


def asked_in(place: Place) -> int:
    """The channel or thread to point to; a thread of the question's own may not be there."""
    return int(place.name or place.thread)


def channel_id(place: Place) -> int:
    return int(place.thread or place.name)
