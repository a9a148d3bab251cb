"""From what happened to what has to be said, and when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.learner import schedules
from bot.learner.events import (
    CourseChosen,
    Logged,
    MessageScheduled,
    PreferencesChanged,
    ReminderDeclined,
)
from bot.learner.membership import roles
from bot.learner.model import Learner, Preferences
from bot.messages import Action
from bot.reminders import from_teachers
from bot.reminders.due import Coming, coming
from bot.reminders.times import Local
from bot.reminders.wanted import Source, Wanted
from bot.zones import zone_of

VERSION = 1
"""Of these rules: with another one, everybody's reminders are made anew."""

CLASS_EVENTS = frozenset((*schedules.EVENTS, *from_teachers.TEACHERS))
"""Events of a course's teachers that change what its whole class is to hear."""
_OWN = frozenset(
    "preferences_changed course_chosen role_granted reminder_declined identities_linked "
    "identities_unlinked".split()
).union(from_teachers.OWN)
_CLASS_SPREAD = timedelta(minutes=5)
_CLASS_QUIZ = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about one learner."""

    learner_id: str
    person: str
    """Where they wrote last: ``platform:id``."""
    timezone: str | None
    """As their platform knew it then."""
    events: Sequence[Logged]
    """Their own, of `Planner.types`, oldest first."""
    class_events: Sequence[Logged]
    """Everybody's, of `CLASS_EVENTS`, oldest first."""
    done: Mapping[str, Collection[date]] = field(default_factory=dict)
    """By a reminder's name, the local days on which it came already."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Knows everybody who wants something said."""

    sources: tuple[Source, ...] = ()

    @property
    def types(self) -> frozenset[str]:
        """Events of a learner's own that change what they are to hear, or when."""
        return _OWN.union(*(source.types for source in self.sources))

    def plan(
        self, facts: Facts, now: datetime, *, since: datetime | None = None
    ) -> dict[str, Coming | None]:
        """The next time of everything that a learner is to hear, by its name; None for what they
        still want, but which doesn't come any more.

        Args:
            since: nobody has planned since then: what was to come meanwhile and is still of use
                comes late.
        """
        since = min(since or now, now)
        learner = _learner(facts)
        local = Local(
            zone=zone_of(learner.preferences.timezone, facts.timezone).key,
            quiet=learner.preferences.quiet,
        )
        return {
            wanted.name: coming(
                facts.learner_id,
                wanted.to or facts.person,
                wanted,
                _with_days_off(local, wanted, facts),
                after=max(since, now - wanted.useful_for),
                without=facts.done.get(wanted.name, ()),
            )
            for wanted in self._wanted(facts, learner, local)
        }

    def _wanted(self, facts: Facts, learner: Learner, local: Local) -> list[Wanted]:
        own = [
            wanted
            for source in self.sources
            for wanted in source.wanted([e for e in facts.events if e.event.type in source.types])
        ]
        heard = from_teachers.Heard(learner, facts.events, facts.class_events, local)
        own += from_teachers.wanted(heard)
        declined = {e.event.name for e in facts.events if isinstance(e.event, ReminderDeclined)}
        return [*own, *(each for each in _of_class(facts, learner) if each.name not in declined)]


def _learner(facts: Facts) -> Learner:
    learner = Learner(id=facts.learner_id, roles=roles(each.event for each in facts.events))
    preferences, course = Preferences(), None
    for each in facts.events:
        match each.event:
            case PreferencesChanged() as event:
                preferences = event.preferences
            case CourseChosen() as event:
                course = event.course
    return learner.model_copy(update={"preferences": preferences, "course": course})


def _of_class(facts: Facts, learner: Learner) -> list[Wanted]:
    """What teachers scheduled for this learner: as their student, or for themselves."""
    courses = {name for name, role in learner.roles.items() if role} | {learner.course or ""}
    by = {
        each.event.id: each.learner_id
        for each in facts.class_events
        if isinstance(each.event, MessageScheduled)
    }
    return [
        _scheduled(event)
        for course in sorted(courses)
        for event in schedules.standing([each.event for each in facts.class_events], course)
        if (by[event.id] == learner.id if event.what == "summary" else True)
        and (course in learner.teaches) == (event.what == "summary")
    ]


def _scheduled(event: MessageScheduled) -> Wanted:
    name, course = f"schedule:{event.id}", event.course
    if event.what == "summary":
        action = Action(name="summary.weekly", args={"course": course})
        return Wanted(name=name, rhythm=event.rhythm, action=action, course=course)
    return Wanted(
        name=name,
        rhythm=event.rhythm,
        action=Action(name="schedule.due", args={"id": event.id, "course": course}),
        useful_for=_CLASS_QUIZ,
        spread=_CLASS_SPREAD,
        course=course,
    )


def _with_days_off(local: Local, wanted: Wanted, facts: Facts) -> Local:
    if wanted.to:
        return local.model_copy(update={"quiet": None})
    if not wanted.course:
        return local
    off = schedules.days_off([each.event for each in facts.class_events], wanted.course)
    return local.model_copy(update={"off": off}) if off else local
