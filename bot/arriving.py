"""Who somebody is when they write: on a roster, in a bound channel, in an open class."""

from __future__ import annotations

from datetime import datetime

from bot.fingerprint import fingerprint
from bot.hygiene import quoted
from bot.learner.events import CourseBound, CourseChosen, Event, RoleGranted
from bot.learner.membership import WAYS_IN, bindings, is_open, roles
from bot.learner.model import Learner
from bot.learner.store import Store
from bot.messages import Incoming

_LONGEST_NAME = 80


async def arrived(
    store: Store, learner: Learner, incoming: Incoming, default_course: str | None, now: datetime
) -> Learner:
    """The learner with the classes that they belong to by now; what is new about that is recorded
    at once, whatever becomes of their message.

    Raises:
        StoreError: it can't be read or written.
    """
    prints = [fingerprint(incoming.person), fingerprint(incoming.person.rpartition(":")[2])]
    if incoming.email_print:
        prints.append(incoming.email_print)
    new: list[Event] = []
    if await store.classes.is_expected(prints):
        new += await store.classes.arrive(learner.id, prints)
        learner = _with(learner, new)
    new = await _joined(store, learner, incoming, default_course)
    if new:
        await store.append(learner.id, new, at=now)
        learner = _with(learner, new)
    name = quoted(incoming.name or "")[:_LONGEST_NAME]
    # What people are called is kept only where there is a teacher who has to know them.
    if name and name != learner.name and any(learner.roles.values()):
        await store.classes.call(learner.id, name)
    return learner


async def _joined(
    store: Store, learner: Learner, incoming: Incoming, default_course: str | None
) -> list[Event]:
    """What they join by where they write, or by the course that they learn in."""
    here = learner.course or default_course
    if not incoming.within and (here is None or here in learner.roles):
        return []
    ways = await store.classes.happened(WAYS_IN)
    bound = bindings(ways)
    new: list[Event] = []
    for place in incoming.within:
        if place not in bound:
            continue
        binding = bound[place].event
        assert isinstance(binding, CourseBound)
        if binding.course not in learner.roles:
            by = bound[place].learner_id
            new.append(RoleGranted(course=binding.course, role="student", by=by, way="channel"))
            if learner.course is None:
                new.append(CourseChosen(course=binding.course))
        return new  # the narrowest place decides
    if here and here not in learner.roles and is_open(here, [each.event for each in ways]):
        new.append(RoleGranted(course=here, role="student", by="", way="open"))
    return new


def _with(learner: Learner, new: list[Event]) -> Learner:
    chosen = [event.course for event in new if isinstance(event, CourseChosen)]
    started = [event.course for event in new if isinstance(event, RoleGranted)]
    course = learner.course or next(iter(chosen or started), None)
    return learner.model_copy(update={"roles": {**learner.roles, **roles(new)}, "course": course})
