"""Everybody who knows what a learner is to hear. Adding one is adding it here."""

from __future__ import annotations

from bot.goals import wanted as goals
from bot.guardians import wanted as guardians
from bot.reminders.wanted import Source

SOURCES: tuple[Source, ...] = (goals.SOURCE, guardians.SOURCE)
