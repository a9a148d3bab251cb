"""What teachers scheduled for a course, and its days off, as the events tell it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.learner.events import DaysOff, Happened, Logged, MessageScheduled, MessageUnscheduled

EVENTS = ("message_scheduled", "message_unscheduled", "days_off")
"""Types of the events that this is made from: teachers', about a course."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that a teacher scheduled and nobody took back."""

    teacher: str
    """Id of the learner who did."""
    event: MessageScheduled


def scheduled(events: Iterable[Logged], course: str) -> list[Standing]:
    """What is scheduled in a course, in the order in which it was."""
    found: dict[str, Standing] = {}
    for each in events:
        match each.event:
            case MessageScheduled() as event if event.course == course:
                found[event.id] = Standing(each.learner_id, event)
            case MessageUnscheduled() as event if event.course == course:
                found.pop(event.id, None)
    return list(found.values())


def days_off(events: Iterable[Happened], course: str) -> tuple[tuple[date, date], ...]:
    """Stretches of days without school in a course: the first and the last day of each, sorted."""
    off: list[tuple[date, date]] = []
    for each in events:
        if isinstance(each.event, DaysOff) and each.event.course == course:
            first, last = each.event.first, each.event.last
            off = [part for stretch in off for part in _without(stretch, first, last)]
            if each.event.off:
                off.append((first, last))
    return tuple(sorted(off))


def _without(stretch: tuple[date, date], first: date, last: date) -> list[tuple[date, date]]:
    """What is left of a stretch when these days are taken out of it."""
    begins, ends = stretch
    if last < begins or ends < first:
        return [stretch]
    left = [(begins, first - _DAY)] if begins < first else []
    return left + ([(last + _DAY, ends)] if last < ends else [])
