"""Studylamp on Discord: events in, replies out (docs/discord.md)."""

from bot.adapters.discord.client import StudylampClient
from bot.adapters.discord.ports import PLATFORM, Command, Ports, Suggests
from bot.adapters.discord.running import run

__all__ = ["PLATFORM", "Command", "Ports", "StudylampClient", "Suggests", "run"]
