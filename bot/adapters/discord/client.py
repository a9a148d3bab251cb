"""The client: Discord's events in, each to who deals with it."""

from __future__ import annotations

from typing import Any

import discord
import structlog

from bot.adapters.discord import incoming as told
from bot.adapters.discord.attachments import receive
from bot.adapters.discord.catching_up import missed
from bot.adapters.discord.commands import Commands, Listing, context_menu, slash_command
from bot.adapters.discord.controls import Pick, Press
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.faults import Closed, NotNow
from bot.adapters.discord.interactions import Interactions
from bot.adapters.discord.ports import Command, Ports
from bot.adapters.discord.sheet import Sheet
from bot.adapters.discord.unasked import DiscordPost
from bot.adapters.discord.wires import in_direct_messages, in_place

Interaction = discord.Interaction[Any]

log = structlog.get_logger()

# We speak in no voice channel: its missing libraries are no news.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class StudylampClient(discord.AutoShardedClient):
    """Studylamp on Discord, on as many shards as Discord asks for."""

    def __init__(self, ports: Ports, *, threads: bool = False, **options: Any) -> None:
        """
        Args:
            threads: a question in a channel gets a thread of its own.
            options: of discord.py's client.
        """
        super().__init__(
            # No privileged intents: without them we read direct messages and what mentions us.
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            **options,
        )
        self.ports = ports
        self.tree = Commands(self)
        self.desk = Desk(self, ports)
        self._interactions = Interactions(self, ports, self.desk)
        self._threads = threads

    async def setup_hook(self) -> None:
        """Once, before the first event: commands, buttons of earlier runs, what was left open."""
        self.add_dynamic_items(Press, Pick)
        for command in self.ports.commands:
            self.tree.add_command(slash_command(self, command))
        self.tree.add_command(context_menu(self))
        await self.tree.set_translator(Listing(self.ports.say))
        await self.tree.sync()
        self.desk.start_recovering()
        self.desk.start_reminding(DiscordPost(self, self.ports))

    async def on_ready(self) -> None:
        """A new session, which may have missed something: the first one, and after a long cut."""
        async for message in missed(self, await self.ports.latest()):
            await self.on_message(message)

    # ---- messages --------------------------------------------------------------------------

    async def on_message(self, message: discord.Message) -> None:
        if self.user is None or not told.concerns(message, self.user):
            return
        received = await receive(message.attachments, self.ports.say(None))
        incoming = told.from_message(
            message, self.user, files=received.files, threads=self._threads
        )
        if received.refusals:
            wire = in_place if incoming.place.public else in_direct_messages
            try:
                sheet = Sheet("\n".join(received.refusals))
                await wire(self, incoming).post(sheet, f"{message.id}.f")
            except (Closed, NotNow) as error:
                log.warning("not told about files", exc_info=error)
            if not incoming.text and not incoming.files:
                return
        self.desk.take(incoming)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        if self.user and message.edited_at:  # else Discord added a link's preview
            text = told.said_in(message, self.user)
            await self.desk.edited(payload.message_id, text, message.edited_at)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.desk.deleted(payload.message_id)

    # ---- interactions ----------------------------------------------------------------------

    async def commanded(self, interaction: Interaction, command: Command, argument: str) -> None:
        await self._interactions.commanded(interaction, command, argument)

    async def asked_about(self, interaction: Interaction, message: discord.Message) -> None:
        await self._interactions.asked_about(interaction, message)

    async def pressed(self, interaction: Interaction, custom_id: str) -> None:
        await self._interactions.pressed(interaction, custom_id)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms only: discord.py finds commands and buttons itself, but drops a form that an
        earlier run opened."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: Any = interaction.data
            await self._interactions.submitted(interaction, str(data["custom_id"]))
