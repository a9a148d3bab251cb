"""Who is in a class, as the events tell it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.learner.events import (
    CourseBound,
    Event,
    Grouped,
    JoinCodeMade,
    JoinCodeRevoked,
    Logged,
    RoleGranted,
    RosterImported,
)
from bot.learner.events.classes import Way
from bot.learner.roles import Role
from knowledge.text import fold

EVENTS = ("role_granted", "grouped")
"""The types that `class_list` needs."""
WAYS_IN = ("join_code_made", "join_code_revoked", "course_bound", "roster_imported")
"""The types that `is_open`, `codes` and `bindings` need."""

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What join codes are made of: nothing that looks like something else."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a class."""

    learner: str
    """Their id."""
    role: Role
    name: str
    """As the roster or their platform calls them; empty when neither says."""
    group: str
    since: datetime
    way: Way

    @property
    def label(self) -> str:
        """To tell them apart for their teacher, whatever is known."""
        return self.name or f"#{self.learner[:6]}"


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on the roster who hasn't written yet."""

    name: str
    role: Role
    group: str
    code: str
    """Their own join code."""


@dataclass(frozen=True, slots=True)
class ClassList:
    """Who is in a course's class, sorted by name."""

    course: str
    members: tuple[Member, ...]
    expected: tuple[Expected, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """By learner's id, of those as well who don't belong to it any more."""

    @property
    def students(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.role == "student")

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the students' groups, sorted."""
        found = {fold(each.group): each.group for each in self.students if each.group}
        return tuple(sorted(found.values()))

    def group(self, name: str) -> tuple[Member, ...]:
        """The students of a group."""
        return tuple(each for each in self.students if fold(each.group) == fold(name))

    @property
    def simulated(self) -> bool:
        """True for a class that `studylamp demo` made up."""
        return any(member.way == "simulated" for member in self.members)


@dataclass(frozen=True, slots=True)
class ClassFace:
    """What everybody may know of a class."""

    teachers: Mapping[str, str]
    """Names by learner's id; a name is empty where it isn't known."""
    crowd: bool
    """It has so many students that one of them isn't told by elimination."""


CROWD = 5
"""Students from which on that holds."""


def face(people: ClassList) -> ClassFace:
    teachers = {each.learner: each.name for each in people.members if each.role == "teacher"}
    return ClassFace(teachers, len(people.students) >= CROWD)


def class_list(
    course: str,
    events: Iterable[Logged],
    names: Mapping[str, str],
    expected: Iterable[Expected] = (),
) -> ClassList:
    """
    Args:
        events: everybody's `EVENTS`, oldest first.
        names: by learner's id.
    """
    granted: dict[str, tuple[RoleGranted, datetime]] = {}
    groups: dict[str, str] = {}
    for each in events:
        match each.event:
            case RoleGranted() as event if event.course == course:
                before = granted.get(each.learner_id)
                same = before is not None and before[0].role == event.role
                granted[each.learner_id] = (event, before[1] if same and before else each.at)
            case Grouped() as event if event.course == course:
                groups[each.learner_id] = event.group
    members = [
        Member(
            learner=learner,
            role=event.role,
            name=names.get(learner, ""),
            group=groups.get(learner, ""),
            since=since,
            way=event.way,
        )
        for learner, (event, since) in granted.items()
        if event.role != "none"
    ]
    return ClassList(
        course,
        tuple(sorted(members, key=lambda member: (fold(member.name), member.learner))),
        tuple(sorted(expected, key=lambda each: fold(each.name))),
        {learner: names[learner] for learner in granted if learner in names},
    )


def roles(events: Iterable[Event]) -> dict[str, Role | None]:
    """What one person is in each course, from their `RoleGranted`s, oldest first; None in a class
    that they don't belong to any more."""
    newest = {event.course: event.role for event in events if isinstance(event, RoleGranted)}
    return {course: None if role == "none" else role for course, role in newest.items()}


def codes(events: Iterable[Logged], now: datetime) -> dict[str, Logged]:
    """The `JoinCodeMade` of each code that lets people in now, the newest last."""
    valid: dict[str, Logged] = {}
    for each in events:
        if isinstance(each.event, JoinCodeMade) and each.event.until > now:
            valid[each.event.code] = each
        elif isinstance(each.event, JoinCodeRevoked):
            valid.pop(each.event.code, None)
    return valid


def find(members: Iterable[Member], name: str) -> list[Member]:
    """Those whom a teacher can mean by a name: all of it, else its words' beginnings."""
    wanted = fold(name).split()
    found = [member for member in members if fold(member.label).split() == wanted]
    if found or not wanted:
        return found

    def fits(member: Member) -> bool:
        words = fold(member.label).split()
        return all(any(word.startswith(part) for word in words) for part in wanted)

    return [member for member in members if fits(member)]


def bindings(events: Iterable[Logged]) -> dict[str, Logged]:
    """The `CourseBound` that holds for each place."""
    bound: dict[str, Logged] = {}
    for each in events:
        if isinstance(each.event, CourseBound):
            if each.event.bound:
                bound[each.event.place] = each
            else:
                bound.pop(each.event.place, None)
    return bound


def is_open(course: str, events: Iterable[Event]) -> bool:
    """Everybody who learns in a course belongs to its class, as long as no teacher has set up a way
    to join it.

    Args:
        events: `WAYS_IN`.
    """
    ways = (JoinCodeMade, CourseBound, RosterImported)
    return not any(isinstance(event, ways) and event.course == course for event in events)
