"""Who somebody is when they write: on a roster, in a bound channel, in an open class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.fingerprint import fingerprint
from bot.learner.events import CourseBound, CourseChosen, Event, RoleGranted
from bot.learner.membership import WAYS_IN, bindings, is_open, roles
from bot.learner.model import Learner
from bot.learner.store import Store
from bot.messages import Incoming
from bot.names import clean_name


@dataclass(frozen=True, slots=True)
class Arrival:
    learner: Learner
    """With the classes that they belong to by now."""
    bound: str | None = None
    """Id of the course that the channel belongs to."""


async def arrived(
    store: Store, learner: Learner, incoming: Incoming, default_course: str | None, now: datetime
) -> Arrival:
    """See who it is. What is new about that is recorded at once, whatever becomes of the message.

    In a bound channel, its course is the one they work in, if they belong to its class.

    Raises:
        StoreError: it can't be read or written.
    """
    prints = [fingerprint(incoming.person), fingerprint(incoming.person.rpartition(":")[2])]
    if incoming.email_print:
        prints.append(incoming.email_print)
    if await store.classes.is_expected(prints):
        await store.classes.arrive(learner.id, prints)
        learner = await store.learner(incoming.person)
    here = learner.course or default_course
    bound: str | None = None
    if incoming.channel or incoming.workspace or (here and here not in learner.roles):
        ways = await store.classes.happened(WAYS_IN)
        held = bindings(ways)
        place = next((p for p in (incoming.channel, incoming.workspace) if p in held), "")
        new = []
        if place:
            new = _by_place(learner, held[place].event, held[place].learner_id)
        elif here and here not in learner.roles and is_open(here, [e.event for e in ways]):
            new = [RoleGranted(course=here, role="student", by="", way="open")]
        if new:
            await store.append(learner.id, new, at=now)
            learner = _with(learner, new)
        channel = held.get(incoming.channel)
        if channel is not None and isinstance(channel.event, CourseBound):
            bound = channel.event.course
            if learner.roles.get(bound):
                learner = learner.model_copy(update={"course": bound})
    name = clean_name(incoming.name or "")
    # What people are called is kept only where there is a teacher who has to know them.
    news = name and name != learner.name and not learner.on_roster
    if news and any(learner.roles.values()):
        await store.classes.call(learner.id, name)
    return Arrival(learner, bound)


def _by_place(learner: Learner, binding: Event, by: str) -> list[Event]:
    """Who is new where a course is bound joins its class, and starts in it."""
    assert isinstance(binding, CourseBound)
    if binding.course in learner.roles:
        return []
    new: list[Event] = [RoleGranted(course=binding.course, role="student", by=by, way="channel")]
    return new if learner.course else [*new, CourseChosen(course=binding.course)]


def _with(learner: Learner, new: list[Event]) -> Learner:
    chosen = [event.course for event in new if isinstance(event, CourseChosen)]
    started = [event.course for event in new if isinstance(event, RoleGranted)]
    course = learner.course or next(iter(chosen or started), None)
    return learner.model_copy(update={"roles": {**learner.roles, **roles(new)}, "course": course})
