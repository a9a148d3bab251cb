"""A plan and a log, for tests of pilots."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.learner.events import AttemptMade, Event, HintGiven, PilotPlanned
from bot.learner.store import StoredEvent
from tests.fakes import NOON

CONCEPTS = {f"i{n}": ("shaping",) for n in range(9)} | {"other": ("bells",)}


def day(n: float) -> datetime:
    return NOON + timedelta(days=n)


def planned(**changes: Any) -> PilotPlanned:
    """Days 1 to 8, the quiz on days 15 to 20."""
    usual: dict[str, Any] = {
        "course": "psych",
        "pilot": "p1",
        "arms": ("full", "search"),
        "unit": "student",
        "seed": 7,
        "quiz": ("q1", "q2", "q3", "q4"),
        "since": day(1),
        "until": day(8),
        "quiz_since": day(15),
        "quiz_until": day(20),
    }
    return PilotPlanned(**usual | changes)


def answer(item: str, *, right: bool, **more: Any) -> AttemptMade:
    return AttemptMade(
        course="psych",
        section="s",
        item=item,
        concepts=CONCEPTS.get(item, ()),
        answer="x",
        credit=float(right),
        **more,
    )


def hint(item: str) -> HintGiven:
    return HintGiven(course="psych", section="s", item=item, hint="h", level=0)


def logged(*events: tuple[str, Event], at: datetime = NOON) -> list[StoredEvent]:
    """A minute between two of them."""
    return [
        StoredEvent(n, learner, at + timedelta(minutes=n), event)
        for n, (learner, event) in enumerate(events)
    ]
