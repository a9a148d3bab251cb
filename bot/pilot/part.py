"""What a pilot means for one learner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.learner.events import Event, PilotAssigned, PilotLeft, PilotTold, Rule
from bot.pilot.plan import RULES, Pilot
from bot.policy import LOOSEST

OWN = ("pilot_assigned", "pilot_told", "pilot_left")
"""The types of a learner's record that `part_of` needs."""


@dataclass(frozen=True, slots=True)
class PilotPart:
    """One learner's part in the pilot that is under way."""

    pilot: Pilot
    assigned: PilotAssigned | None = None
    told: frozenset[str] = frozenset()
    """What they were told about: the pilot, its quiz."""
    left: bool = False

    @property
    def takes_part(self) -> bool:
        """Nobody is tried out on who wasn't told or doesn't want it."""
        return self.assigned is not None and "pilot" in self.told and not self.left

    def limit(self, section: str, item: str, now: datetime) -> Rule:
        """The most help that they may get with an item: their arm's; none with what the delayed
        quiz asks, and none at all while it is open."""
        if self.assigned is None or not self.takes_part:
            return LOOSEST
        phase = self.pilot.phase(now)
        if phase in ("help", "pause", "quiz") and item in self.pilot.plan.quiz:
            return "exam"
        if not self.pilot.is_about(section):
            return LOOSEST
        return {"help": RULES[self.assigned.arm], "quiz": "exam"}.get(phase, LOOSEST)


def part_of(pilot: Pilot, own: Iterable[Event]) -> PilotPart:
    """
    Args:
        own: the learner's `OWN` events, oldest first.
    """
    mine = [event for event in own if getattr(event, "pilot", "") == pilot.id]
    return PilotPart(
        pilot,
        next((event for event in mine if isinstance(event, PilotAssigned)), None),
        frozenset(event.about for event in mine if isinstance(event, PilotTold)),
        any(isinstance(event, PilotLeft) for event in mine),
    )
