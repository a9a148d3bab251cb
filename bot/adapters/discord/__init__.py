"""Studylamp on Discord: events in, replies out (docs/discord.md)."""

from bot.adapters.discord.client import StudylampClient
from bot.adapters.discord.ports import PLATFORM, REMINDER, Command, Ports, Suggests
from bot.adapters.discord.running import run

__all__ = ["PLATFORM", "REMINDER", "Command", "Ports", "StudylampClient", "Suggests", "run"]
