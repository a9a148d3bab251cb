"""What a pilot is, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.learner.events import Arm, Event, PilotDecided, PilotPlanned, Rule
from bot.policy import LOOSEST

ORDERS = ("pilot_planned", "pilot_decided")
"""The types that `pilots` needs."""
ARMS: tuple[Arm, ...] = ("full", "hints", "search")
"""Most help first."""
RULES: dict[Arm, Rule] = {"full": LOOSEST, "hints": "hints", "search": "search"}
"""The most help that an arm leaves; the teacher's rule may leave less."""

Phase = Literal["waiting", "declined", "coming", "help", "pause", "quiz", "over", "ended"]
"""Not approved; turned down; approved and not begun; help differs; between that and the quiz; the
delayed quiz; all of it is over; stopped before its time."""
UNDER_WAY: frozenset[Phase] = frozenset(("coming", "help", "pause", "quiz"))


@dataclass(frozen=True, slots=True)
class Pilot:
    """A plan and the teacher's word on it."""

    plan: PilotPlanned
    approved: datetime | None = None
    declined: bool = False
    ended: datetime | None = None

    @property
    def id(self) -> str:
        return self.plan.pilot

    @property
    def reference(self) -> Arm:
        """What the other arms are compared with."""
        return self.plan.arms[-1]

    def phase(self, now: datetime) -> Phase:
        plan = self.plan
        if self.declined:
            return "declined"
        if self.ended:
            return "ended"
        if self.approved is None:
            return "waiting"
        begins: tuple[tuple[datetime, Phase], ...] = (
            (plan.quiz_until, "over"),
            (plan.quiz_since, "quiz"),
            (plan.until, "pause"),
            (plan.since, "help"),
        )
        return next((phase for since, phase in begins if now >= since), "coming")

    def is_about(self, section: str) -> bool:
        return not self.plan.sections or section in self.plan.sections


def pilots(events: Iterable[Event]) -> list[Pilot]:
    """A course's pilots, oldest first.

    Args:
        events: its `ORDERS`, each type in the order of the log.
    """
    every = list(events)
    found = {e.pilot: Pilot(e) for e in every if isinstance(e, PilotPlanned)}
    for event in every:
        if isinstance(event, PilotDecided) and event.pilot in found:
            found[event.pilot] = _decided(found[event.pilot], event)
    return list(found.values())


def _decided(pilot: Pilot, event: PilotDecided) -> Pilot:
    approved, declined, ended = pilot.approved, pilot.declined, pilot.ended
    match event.decision:
        case "approved" if not declined:
            approved = approved or event.at
        case "declined" if approved is None:
            declined = True
        case "ended" if approved is not None:
            ended = ended or event.at
    return Pilot(pilot.plan, approved, declined, ended)


def current(found: Iterable[Pilot], now: datetime) -> Pilot | None:
    """The approved one that isn't over; at most one, because they may not overlap."""
    return next((pilot for pilot in found if pilot.phase(now) in UNDER_WAY), None)
