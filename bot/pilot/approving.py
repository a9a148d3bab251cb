"""A teacher approves a pilot: the lot falls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.learner.events import Decision, Event, Logged, PilotDecided
from bot.learner.membership import ClassList
from bot.pilot.assignment import assign, prior_levels
from bot.pilot.check import Fault, lot_fault, plan_fault
from bot.pilot.plan import Pilot

ATTEMPTS = ("attempt_made", "mark_settled")
"""The types of everybody's events from which prior levels are read."""


def approved(
    pilot: Pilot,
    others: Iterable[Pilot],
    people: ClassList,
    attempts: Iterable[Logged],
    *,
    teacher: str,
    now: datetime,
) -> Sequence[tuple[str, Event]] | Fault:
    """What to record, with whose it is; or why it can't be approved.

    Args:
        attempts: everybody's in the course, with the marks that count now.
        teacher: id of the learner who approves.
    """
    if fault := plan_fault(pilot.plan, others, now):
        return fault
    assigned = assign(pilot.plan, people.students, prior_levels(attempts))
    if fault := lot_fault(pilot.plan, [event for _, event in assigned]):
        return fault
    return [(teacher, decided(pilot, "approved", now)), *assigned]


def decided(pilot: Pilot, decision: Decision, now: datetime) -> PilotDecided:
    """The teacher's word."""
    return PilotDecided(course=pilot.plan.course, pilot=pilot.id, decision=decision, at=now)
