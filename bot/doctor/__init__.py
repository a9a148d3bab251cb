"""Looks at an installation: what works, what doesn't, and what to do about it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from bot.doctor import checks
from bot.doctor.discord import discord
from bot.doctor.finding import Finding
from bot.doctor.mail import mail
from bot.doctor.model import models
from bot.doctor.slack import slack
from bot.errors import StudylampError
from bot.settings import Settings

__all__ = ["Finding", "examine"]

Check = Callable[[Settings], AsyncIterator[Finding]]

CHECKS: dict[str, Check] = {
    "Python": checks.python,
    "settings": checks.settings_in_force,
    "data folder": checks.data_folder,
    "store": checks.store,
    "courses": checks.courses,
    "embedder": checks.embedder,
    "Chroma": checks.chroma,
    "model": models,
    "Slack": slack,
    "Discord": discord,
    "mail": mail,
}
_NEEDED = {"store", "courses"}


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Everything about an installation, as it is found out. Never raises."""
    for area, check in CHECKS.items():
        try:
            async for finding in check(settings):
                yield finding
        except StudylampError as error:
            yield Finding(area, "problem", str(error), needed=area in _NEEDED)
        except Exception as error:  # whatever it is, the other checks still tell something
            says = f"could not be checked: {type(error).__name__}: {error}".rstrip(": ")
            yield Finding(area, "problem", says, needed=area in _NEEDED)
