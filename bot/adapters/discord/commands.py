"""Slash commands and the context menu: one command a skill, its argument with suggestions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

from bot.adapters.discord.faults import Closed, NotNow, explained
from bot.adapters.discord.ports import PLATFORM, Command, Ports, Say
from bot.adapters.discord.sheet import menu_label

_DESCRIPTION = 100
_LONGEST_ARGUMENT = 4_000

log = structlog.get_logger()


def say(text: str) -> str:
    """Marks a text that `Listing` translates when Discord is told about it."""
    return text


HELP_WITH = say("Help me with this")
AppCommand = app_commands.Command[Any, ..., Any]


class Commanded(Protocol):
    """The client, as a command sees it."""

    ports: Ports

    async def commanded(
        self, interaction: discord.Interaction[Any], command: Command, argument: str
    ) -> None: ...

    async def asked_about(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None: ...


def slash_command(client: Commanded, command: Command) -> AppCommand:
    """``/quiz [topic]`` for a skill."""

    async def optional(
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, _LONGEST_ARGUMENT] = "",
    ) -> None:
        await client.commanded(interaction, command, text)

    async def required(
        interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, _LONGEST_ARGUMENT]
    ) -> None:
        await client.commanded(interaction, command, text)

    callback: Any = required if command.required else optional
    app_commands.describe(text=_about_argument(command))(callback)
    app_commands.rename(text=command.suggests or ("question" if command.required else "text"))(
        callback
    )
    if command.suggests:
        app_commands.autocomplete(text=_suggestions(client, command))(callback)
    made: AppCommand = app_commands.Command(
        name=command.name,
        description=command.summary[:_DESCRIPTION],
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )
    return made


def context_menu(client: Commanded) -> app_commands.ContextMenu:
    """ "Help me with this" on any message: the answer is for who asks alone."""

    async def help_with(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await client.asked_about(interaction, message)

    return app_commands.ContextMenu(
        name=HELP_WITH,
        callback=help_with,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )


def _about_argument(command: Command) -> str:
    if command.suggests == "course":
        return say("the course to study")
    if command.suggests == "topic":
        return say("a topic of your course, or anything you'd type after the command")
    return say("what you would type after the command")


def _suggestions(client: Commanded, command: Command) -> Callable[..., Any]:
    async def suggest(
        interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        try:
            found = await client.ports.suggest(
                f"{PLATFORM}:{interaction.user.id}", command.suggests, current
            )
        except Exception as error:  # no suggestions are better than an error while they type
            log.warning("no suggestions", exc_info=error)
            return []
        return [
            app_commands.Choice(name=menu_label(label), value=value[:100])
            for label, value in found[:25]
        ]

    return suggest


class Commands(app_commands.CommandTree[Any]):
    """Says so when Discord offers what isn't there any more."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        log.error("command failed", interaction=interaction.id, exc_info=error)
        if not interaction.response.is_done():
            say: Any = interaction.client.ports.say(interaction.locale.value)
            text = say("This command has changed. Restart Discord, or just write to me.")
            with suppress(Closed, NotNow), explained():
                await interaction.response.send_message(text, ephemeral=True)


class Listing(app_commands.Translator):
    """The descriptions of the commands in the languages that Studylamp speaks."""

    def __init__(self, say: Callable[[str | None], Say]) -> None:
        self._for = say

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        where = app_commands.TranslationContextLocation
        described = context.location in (
            where.command_description,
            where.parameter_description,
        )
        menu = context.location is where.command_name and isinstance(
            context.data, app_commands.ContextMenu
        )
        if not (described or menu):
            return None  # a command is called the same everywhere: /help lists them so
        translated = self._for(locale.value)(string.message)[:_DESCRIPTION]
        return translated if translated != string.message else None
