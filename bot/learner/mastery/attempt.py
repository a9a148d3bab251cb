"""One marked answer, as mastery sees it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.learner.events import AttemptMade


class Attempt(NamedTuple):
    """What counts of an `AttemptMade`."""

    ref: int
    """Id of the event: every belief can be traced to it."""
    at: float
    """Seconds since 1970."""
    item: str
    """``course/item``."""
    concepts: tuple[str, ...]
    """``course/concept`` of each concept that the item practises, each once."""
    credit: float | None
    hints: int = 0
    attempt: int = 1


def key(course: str, name: str) -> str:
    """Ids of items and concepts are unique within a course only."""
    return f"{course}/{name}"


def from_event(ref: int, at: datetime, event: AttemptMade) -> Attempt:
    """The attempt that event ``ref`` of the log records."""
    concepts = tuple(dict.fromkeys([key(event.course, name) for name in event.concepts]))
    item = key(event.course, event.item)
    return Attempt(ref, at.timestamp(), item, concepts, event.credit, event.hints, event.attempt)
