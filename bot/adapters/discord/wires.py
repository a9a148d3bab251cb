"""Ways to get an answer to a person: an interaction's own, the place, their direct messages."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

import discord
from discord.utils import MISSING

from bot.adapters.discord import incoming as told
from bot.adapters.discord.controls import view_of
from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.adapters.discord.sheet import Sheet
from bot.messages import Incoming

_THREAD_EXISTS = 160004
_THREAD_NAME = 90
_LOOKED_BACK = 50
"""Messages after a command among which its answer is looked for."""


class Wire(Protocol):
    """One way."""

    private: bool
    """Only the person reads what is sent this way."""

    async def post(self, sheet: Sheet, key: str) -> discord.Message:
        """Send one message.

        Args:
            key: the same for the same message: where Discord can tell, it isn't sent twice.

        Raises:
            Closed, NotNow: it was not sent.
        """

    async def busy(self) -> None:
        """Show that an answer is being made. Raises nothing."""


async def edit(message: discord.Message, sheet: Sheet) -> None:
    """Change a message that was posted. Raises Closed, NotNow: it stays as it was."""
    with explained():
        await message.edit(
            content=sheet.content or None, attachments=_files(sheet), view=view_of(sheet)
        )


Open = Callable[[], Awaitable[discord.abc.Messageable]]


class ChannelWire:
    """A channel, a thread or a DM."""

    def __init__(
        self, open_: Open, *, private: bool, reply_to: discord.MessageReference | None = None
    ) -> None:
        self._open = open_
        self._reply_to = reply_to
        self.private = private

    async def post(self, sheet: Sheet, key: str) -> discord.Message:
        with explained():
            channel = await self._open()
            options = _options(sheet)
            if self._reply_to:
                options["reference"] = self._reply_to
            message = await channel.send(sheet.content or None, nonce=key, **options)
        if message.content != sheet.content:  # this key was used before: an earlier run's draft
            await edit(message, sheet)
        return message

    async def busy(self) -> None:
        with suppress(Closed, NotNow, discord.HTTPException), explained():
            await (await self._open()).typing()


def in_direct_messages(client: discord.Client, incoming: Incoming) -> ChannelWire:
    """The person's direct messages."""

    async def open_() -> discord.abc.Messageable:
        return await client.create_dm(discord.Object(told.user_id(incoming)))

    return ChannelWire(open_, private=True)


def in_place(client: discord.Client, incoming: Incoming) -> ChannelWire:
    """The channel or thread in which it was asked, as a reply to the question."""
    place, asked = incoming.place, told.snowflake(incoming)
    starts_thread = place.thread == str(asked)
    reply_to = None
    if told.is_message(incoming) and not starts_thread:
        channel = told.channel_id(place)
        # Without it, an answer to a message that was deleted meanwhile would be refused.
        reply_to = discord.MessageReference(
            message_id=asked, channel_id=channel, fail_if_not_exists=False
        )

    async def open_() -> discord.abc.Messageable:
        if starts_thread and not await _make_thread(client, incoming):
            return client.get_partial_messageable(int(place.name))
        return client.get_partial_messageable(told.channel_id(place))

    return ChannelWire(open_, private=False, reply_to=reply_to)


def typing_in(client: discord.Client, incoming: Incoming) -> ChannelWire:
    """The channel or thread in which it was asked; a thread of its own may not be there yet."""
    place = incoming.place
    own = place.thread == str(told.snowflake(incoming))

    async def open_() -> discord.abc.Messageable:
        return client.get_partial_messageable(
            int(place.name if own else place.thread or place.name)
        )

    return ChannelWire(open_, private=False)


async def _make_thread(client: discord.Client, incoming: Incoming) -> bool:
    """A thread on the question, which may be there already; False when we may not make one."""
    number = int(incoming.place.name)
    channel: Any = client.get_channel(number) or await client.fetch_channel(number)
    name = " ".join((incoming.text or "").split())[:_THREAD_NAME] or "?"
    try:
        await channel.get_partial_message(told.snowflake(incoming)).create_thread(name=name)
    except discord.Forbidden:
        return False
    except discord.HTTPException as error:
        if error.code != _THREAD_EXISTS:
            raise
    return True


async def earlier_responses(client: discord.Client, incoming: Incoming) -> list[discord.Message]:
    """What an interaction was answered with before the program died, oldest first.

    An answer to an interaction carries no nonce, but it says which one it belongs to. Private
    answers can't be read back, except in direct messages. Raises Closed, NotNow.
    """
    me, asked = client.user, discord.Object(told.snowflake(incoming))
    with explained():
        if incoming.place.public:
            number = told.channel_id(incoming.place)
            channel: Any = client.get_partial_messageable(number)
        else:
            channel = await client.create_dm(discord.Object(told.user_id(incoming)))
        found = []
        async for message in channel.history(after=asked, limit=_LOOKED_BACK, oldest_first=True):
            belongs = message.interaction_metadata
            if me and message.author.id == me.id and belongs and belongs.id == asked.id:
                if message.flags.loading:
                    await message.delete()  # "thinking…", which nobody does any more
                else:
                    found.append(message)
        return found


class InteractionWire:
    """What a command, button or form was acknowledged with, for 15 minutes."""

    def __init__(
        self, interaction: discord.Interaction[Any], *, private: bool, waiting: bool
    ) -> None:
        """
        Args:
            private: only the person sees what is sent.
            waiting: they see "thinking…", which the first message takes the place of.
        """
        self._interaction = interaction
        self.waiting = waiting
        self.private = private

    async def post(self, sheet: Sheet, key: str) -> discord.Message:
        if self._interaction.is_expired():
            raise Closed("expired")
        with explained():
            if self.waiting:
                message: discord.Message = await self._interaction.edit_original_response(
                    content=sheet.content or None, attachments=_files(sheet), view=view_of(sheet)
                )
                self.waiting = False
                return message
            return await self._interaction.followup.send(
                sheet.content or MISSING,
                **_options(sheet),
                ephemeral=self.private and self._interaction.guild_id is not None,
                wait=True,
            )

    async def make_private(self) -> None:
        """The answer turned out to be for this person only: take "thinking…" back."""
        if self.waiting:
            with explained():
                await self._interaction.delete_original_response()
            self.waiting = False
        self.private = True

    async def busy(self) -> None:
        pass  # they see "thinking…" already


def _options(sheet: Sheet) -> dict[str, Any]:
    """What goes with the text; discord.py wants absent things left out."""
    view = view_of(sheet)
    return {"files": _files(sheet)} | ({"view": view} if view else {})


def _files(sheet: Sheet) -> list[discord.File]:
    return [
        discord.File(io.BytesIO(each.data), filename=each.name, description=each.alt[:1024] or None)
        for each in sheet.files
    ]
