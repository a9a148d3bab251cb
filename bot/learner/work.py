"""Work that teachers gave, as the events tell it: what holds, for whom, who has done it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.learner.events import (
    Event,
    Grouped,
    Happened,
    QuizEnded,
    QuizStarted,
    WorkAssigned,
    WorkDone,
    WorkReminded,
    WorkTakenBack,
    WorkTold,
)
from knowledge.text import fold

TEACHERS = ("work_assigned", "work_taken_back", "work_reminded")
"""The types that `standing` needs, everybody's in a course."""
OWN = ("grouped", "quiz_started", "quiz_ended", "work_done", "work_told")
"""The types that the rest needs, a learner's own."""
DOING = ("quiz_started", "quiz_ended", "work_done")
"""Those of them that `done` needs."""

_LATE = timedelta(days=14)
_OPEN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Standing:
    """Work that holds."""

    event: WorkAssigned
    reminders: tuple[datetime, ...] = ()
    """When those who hadn't done it were to be reminded."""

    @property
    def id(self) -> str:
        return self.event.id

    @property
    def newest(self) -> str:
        """Name of the last thing that there is to hear about it."""
        return f"{self.id}~{len(self.reminders)}" if self.reminders else self.id

    def over(self, now: datetime) -> bool:
        """Long past: nobody is asked for it any more."""
        event = self.event
        return now > (event.until + _LATE if event.until else event.at + _OPEN)

    def late(self, now: datetime) -> bool:
        return self.event.until is not None and now >= self.event.until

    def is_for(self, learner: str, group: str) -> bool:
        """Whether a student has to do it.

        Args:
            group: theirs; empty for none.
        """
        event = self.event
        if event.group:
            return bool(group) and fold(event.group) == fold(group)
        return not event.learners or learner in event.learners


def standing(events: Iterable[Event], course: str) -> list[Standing]:
    """What was given in a course and not taken back, oldest first.

    Args:
        events: everybody's of `TEACHERS`, oldest first.
    """
    found: dict[str, Standing] = {}
    for event in events:
        match event:
            case WorkAssigned() if event.course == course:
                found[event.id] = Standing(event)
            case WorkTakenBack():
                found.pop(event.id, None)
            case WorkReminded() if before := found.get(event.id):
                found[event.id] = Standing(before.event, (*before.reminders, event.at))
    return list(found.values())


def group_of(own: Iterable[Event], course: str) -> str:
    """The group that a learner is in; empty for none."""
    groups = [e.group for e in own if isinstance(e, Grouped) and e.course == course]
    return groups[-1] if groups else ""


def done(own: Iterable[Happened], work: WorkAssigned) -> datetime | None:
    """When a learner did it; None when they haven't.

    A quiz counts that was finished and was mostly about the same, however it was begun.
    """
    started: dict[str, QuizStarted] = {}
    for each in own:
        if each.at < work.at:
            continue
        match each.event:
            case WorkDone(id=work.id) if work.what == "reading":
                return each.at
            case QuizStarted() as event if event.course == work.course:
                started[event.quiz] = event
            case QuizEnded(stopped=False) as event if work.what == "quiz":
                begun = started.get(event.quiz)
                if begun and begun.mode == "quiz" and _mostly(begun.concepts, work.concepts):
                    return each.at
    return None


def _mostly(concepts: Collection[str], of: Collection[str]) -> bool:
    return 2 * len(set(concepts) & set(of)) >= len(set(concepts))


def told(own: Iterable[Event]) -> set[str]:
    """Names of what a learner has heard of."""
    return {name for event in own if isinstance(event, WorkTold) for name in event.names}
