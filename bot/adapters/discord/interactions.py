"""Commands, buttons, menus and forms: acknowledged at once, then handed to the desk."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import discord
import structlog

from bot.adapters.discord import custom_id as ids
from bot.adapters.discord import forms
from bot.adapters.discord import incoming as told
from bot.adapters.discord.attachments import receive
from bot.adapters.discord.controls import with_pick
from bot.adapters.discord.custom_id import CustomId, Reference
from bot.adapters.discord.desk import Desk
from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.adapters.discord.ports import PLATFORM, Command, Ports, Say
from bot.adapters.discord.sheet import Sheet
from bot.adapters.discord.sheets import lay_out
from bot.adapters.discord.wires import InteractionWire, in_place
from bot.messages import Action, Form, Reply
from bot.rendering import for_others

_ACKNOWLEDGED = 40060
"""Another process with our token was quicker: its acknowledgement is as good as ours."""

Interaction = discord.Interaction[Any]

log = structlog.get_logger()


class Interactions:
    """What people do without writing a message."""

    def __init__(self, client: discord.Client, ports: Ports, desk: Desk) -> None:
        self._client, self._ports, self._desk = client, ports, desk

    async def commanded(self, interaction: Interaction, command: Command, argument: str) -> None:
        """A slash command: the same as typing it."""
        private = command.private and _in_public(interaction)
        acknowledged = self._acknowledge(interaction, thinking=True, private=private)
        text = f"/{command.name} {argument}".strip()
        incoming = told.from_interaction(interaction, private=private, text=text)
        await self._desk.answer(incoming, acknowledged)

    async def asked_about(self, interaction: Interaction, message: discord.Message) -> None:
        """ "Help me with this" on a message."""
        private = _in_public(interaction)
        wire = await self._acknowledge(interaction, thinking=True, private=private)
        say = self._say(interaction)
        received = await receive(message.attachments, say)
        if wire and received.refusals:
            await _tell(interaction, "\n".join(received.refusals))
        text = told.said_in(message, self._client.user) if self._client.user else message.content
        incoming = told.from_interaction(
            interaction, private=private, text=text, files=received.files
        )
        await self._desk.answer(incoming, _already(wire), shareable=True)

    async def pressed(self, interaction: Interaction, custom_id: str) -> None:
        """A button, or an entry of a menu."""
        pressed = ids.decode(custom_id)
        if pressed is None:
            await _respond(interaction, _gone(self._say(interaction)))
        elif pressed.kind == "form":
            await self._open_form(interaction, pressed)
        elif pressed.kind == "write":
            delivery = pressed.means.delivery if isinstance(pressed.means, Reference) else ""
            await _respond(interaction, forms.answer_modal(delivery, self._say(interaction)))
        elif pressed.kind == "share":
            await self._share(interaction, pressed)
        elif pressed.kind == "show":
            await self._show(interaction, pressed)
        elif pressed.kind == "stop":
            await self._stop(interaction, pressed)
        else:
            await self._act(interaction, custom_id, pressed)

    async def submitted(self, interaction: Interaction, custom_id: str) -> None:
        """A form was sent."""
        sent = ids.decode(custom_id)
        if sent is None or not isinstance(sent.means, Reference):
            return
        private = _in_public(interaction)
        wire = await self._acknowledge(interaction, thinking=True, private=private)
        values = forms.submitted(interaction)
        if sent.kind == "write":
            text = values.get(forms.ANSWER, "")
            incoming = told.from_interaction(interaction, private=private, text=text)
        else:
            form = await self._form(sent.means)
            if form is None:
                await _tell(interaction, _gone(self._say(interaction)))
                return
            action = forms.action_of(form, values)
            incoming = told.from_interaction(interaction, private=private, action=action)
        await self._desk.answer(incoming, _already(wire))

    # ---- each kind of button ---------------------------------------------------------------

    async def _act(self, interaction: Interaction, custom_id: str, pressed: CustomId) -> None:
        # In a place that others read, what a press brings is for who pressed: it may be a mark.
        private = _in_public(interaction)
        acknowledging = asyncio.ensure_future(
            self._acknowledge(interaction, thinking=False, private=private)
        )
        action = await self._action(pressed.means)
        if action is None:
            await acknowledging
            await _tell(interaction, _gone(self._say(interaction)))
            return

        async def acknowledged() -> InteractionWire | None:
            wire = await acknowledging
            if pressed.kind == "answer" and wire and _own(interaction):
                self._desk.begin(_mark(interaction, custom_id))
            return wire

        incoming = told.from_interaction(interaction, private=private, action=action)
        await self._desk.answer(incoming, acknowledged(), shareable=True)

    async def _open_form(self, interaction: Interaction, pressed: CustomId) -> None:
        assert isinstance(pressed.means, Reference)
        form = await self._form(pressed.means)
        if form is None:
            await _respond(interaction, _gone(self._say(interaction)))
        else:
            shown = forms.modal(form, pressed.means.number, pressed.means.delivery)
            await _respond(interaction, shown)

    async def _show(self, interaction: Interaction, pressed: CustomId) -> None:
        """Show who asked aloud the answer that went to their direct messages."""
        assert isinstance(pressed.means, Reference)
        say = self._say(interaction)
        delivery, asked_by = told.owner(pressed.means.delivery)
        if asked_by != interaction.user.id:
            await _respond(interaction, say("That is for who asked. Ask me, and I answer you."))
            return
        wire = await self._acknowledge(interaction, thinking=True, private=True)
        replies = await self._ports.replies(f"{PLATFORM}:{delivery}")
        if wire is None:
            return
        if not replies:
            await _tell(interaction, _gone(say))
            return
        try:
            for reply in replies:
                laid_out = partial(lay_out, reply, delivery=delivery, say=say, alone=True)
                for sheet in await asyncio.to_thread(laid_out):
                    await wire.post(sheet, "")
        except (Closed, NotNow) as error:  # they press again
            log.warning("not shown", interaction=interaction.id, why=str(error))

    async def _stop(self, interaction: Interaction, pressed: CustomId) -> None:
        """Who asked doesn't want the answer any more."""
        assert isinstance(pressed.means, Reference)
        say = self._say(interaction)
        delivery, asked_by = told.owner(pressed.means.delivery)
        if asked_by != interaction.user.id:
            await _respond(interaction, say("Only who asked can stop the answer."))
            return
        await self._acknowledge(interaction, thinking=False, private=_in_public(interaction))
        if not await self._desk.stop(delivery):
            await _tell(interaction, say("It's too late to stop that."))

    async def _share(self, interaction: Interaction, pressed: CustomId) -> None:
        """Show everybody what only they saw; nothing that comes from their record."""
        assert isinstance(pressed.means, Reference)
        await self._acknowledge(interaction, thinking=False, private=True)
        say = self._say(interaction)
        name = f"{PLATFORM}:{pressed.means.delivery}"
        parts = for_others(await self._ports.replies(name))
        if not parts:
            await _tell(interaction, _gone(say))
            return
        incoming = told.from_interaction(interaction, private=False, text="")
        lead = Sheet(say("{person} shares an answer:", person=interaction.user.mention))
        shown = partial(
            lay_out, Reply(parts=tuple(parts)), delivery=pressed.means.delivery, say=say
        )
        sheets = await asyncio.to_thread(shown)
        asked = pressed.means.delivery.split(":")[1]
        try:
            for number, sheet in enumerate([lead, *sheets]):
                # The same key for the same answer: pressing twice shares it once.
                await in_place(self._client, incoming).post(sheet, f"{asked}.s{number}")
        except (Closed, NotNow) as error:
            log.warning("not shared", exc_info=error)
            await _tell(
                interaction, say("I may not write in this channel, so I couldn't share it.")
            )

    # ---- what they all need ----------------------------------------------------------------

    async def _acknowledge(
        self, interaction: Interaction, *, thinking: bool, private: bool
    ) -> InteractionWire | None:
        """At once: Discord waits 3 s. None when it was too late; the answer takes another way."""
        wire = InteractionWire(interaction, private=private, waiting=thinking)
        try:
            with explained():
                await interaction.response.defer(thinking=thinking, ephemeral=private)
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED:
                raise
        except (Closed, NotNow) as error:
            log.warning("acknowledged too late", interaction=interaction.id, why=str(error))
            return None
        return wire

    async def _action(self, means: Action | Reference) -> Action | None:
        if isinstance(means, Action):
            return means
        options = ids.options(await self._ports.replies(f"{PLATFORM}:{means.delivery}"))
        return options[means.number].action if means.number < len(options) else None

    async def _form(self, means: Reference) -> Form | None:
        found = ids.forms(await self._ports.replies(f"{PLATFORM}:{means.delivery}"))
        number = means.number // 10
        return found[number] if number < len(found) else None

    def _say(self, interaction: Interaction) -> Say:
        return self._ports.say(interaction.locale.value)


async def _already(wire: InteractionWire | None) -> InteractionWire | None:
    return wire


def _in_public(interaction: Interaction) -> bool:
    return interaction.guild_id is not None


def _own(interaction: Interaction) -> bool:
    """Nobody else sees the message that the button is on."""
    message = interaction.message
    return message is not None and (interaction.guild_id is None or message.flags.ephemeral)


def _gone(say: Say) -> str:
    return say("That button doesn't work any more. Write to me, and we'll go on from here.")


async def _mark(interaction: Interaction, custom_id: str) -> None:
    """Show which answer was picked. Not worth a second try."""
    assert interaction.message is not None
    try:
        with explained():
            await interaction.edit_original_response(view=with_pick(interaction.message, custom_id))
    except (Closed, NotNow, discord.HTTPException) as error:
        log.warning("pick not marked", exc_info=error)


async def _respond(interaction: Interaction, what: str | discord.ui.Modal) -> None:
    """The first and only response. Not worth a second try: they press again."""
    try:
        with explained():
            if isinstance(what, str):
                await interaction.response.send_message(what, ephemeral=_in_public(interaction))
            else:
                await interaction.response.send_modal(what)
    except (Closed, NotNow) as error:
        log.warning("not responded", interaction=interaction.id, why=str(error))


async def _tell(interaction: Interaction, text: str) -> None:
    """A word beside the answer. Not worth a second try."""
    try:
        with explained():
            await interaction.followup.send(text, ephemeral=_in_public(interaction))
    except (Closed, NotNow) as error:
        log.warning("not told", interaction=interaction.id, why=str(error))
