"""What teachers scheduled for a course, and its days off, as the events tell it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bot.learner.events import DaysOff, Event, MessageScheduled, MessageUnscheduled

EVENTS = ("message_scheduled", "message_unscheduled", "days_off")
"""Types of the events that this is made from: teachers', about a course."""

_DAY = timedelta(days=1)


def standing(events: Iterable[Event], course: str) -> list[MessageScheduled]:
    """What is scheduled in a course and wasn't taken back, in the order in which it was.

    Args:
        events: of the types in `EVENTS`, each type oldest first.
    """
    events = list(events)
    over = {event.id for event in events if isinstance(event, MessageUnscheduled)}
    return [
        event
        for event in events
        if isinstance(event, MessageScheduled) and event.course == course and event.id not in over
    ]


def days_off(events: Iterable[Event], course: str) -> tuple[tuple[date, date], ...]:
    """Stretches of days without school in a course: the first and the last day of each, sorted."""
    off: list[tuple[date, date]] = []
    for event in events:
        if isinstance(event, DaysOff) and event.course == course:
            first, last = event.first, event.last
            off = [part for stretch in off for part in _without(stretch, first, last)]
            if event.off:
                off.append((first, last))
    return tuple(sorted(off))


def _without(stretch: tuple[date, date], first: date, last: date) -> list[tuple[date, date]]:
    """What is left of a stretch when these days are taken out of it."""
    begins, ends = stretch
    if last < begins or ends < first:
        return [stretch]
    left = [(begins, first - _DAY)] if begins < first else []
    return left + ([(last + _DAY, ends)] if last < ends else [])
