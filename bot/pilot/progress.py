"""How far a pilot is: how many there are of each arm, and nothing about how they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.learner.events import Arm, Logged, PilotAssigned, PilotLeft, PilotTold
from bot.pilot.plan import Pilot


@dataclass(slots=True)
class Counts:
    """People of one arm."""

    drawn: int = 0
    told: int = 0
    opted_out: int = 0


def progress(pilot: Pilot, events: Iterable[Logged]) -> dict[Arm, Counts]:
    """
    Args:
        events: everybody's `bot.pilot.part.OWN` in the course, oldest first.
    """
    mine = [each for each in events if getattr(each.event, "pilot", "") == pilot.id]
    arms: dict[str, Arm] = {}
    for each in mine:
        if isinstance(each.event, PilotAssigned):
            arms.setdefault(each.learner_id, each.event.arm)
    told = {each.learner_id for each in mine if isinstance(each.event, PilotTold)}
    left = {each.learner_id for each in mine if isinstance(each.event, PilotLeft)}
    counts = {arm: Counts() for arm in pilot.plan.arms}
    for learner, arm in arms.items():
        counts[arm].drawn += 1
        counts[arm].told += learner in told
        counts[arm].opted_out += learner in left
    return counts


def as_json(pilot: Pilot, counts: dict[Arm, Counts], now: datetime) -> dict[str, Any]:
    plan = pilot.plan
    return {
        "pilot": pilot.id,
        "phase": pilot.phase(now),
        "unit": plan.unit,
        "seed": plan.seed,
        "since": plan.since.isoformat(),
        "until": plan.until.isoformat(),
        "quiz_since": plan.quiz_since.isoformat(),
        "quiz_until": plan.quiz_until.isoformat(),
        "arms": {arm: asdict(each) for arm, each in counts.items()},
    }
