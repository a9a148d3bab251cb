"""What a guardian is told of a week. Pure.

Everything in it is counted: the only words come from the course, the name is handed in. Nothing
that the learner wrote or that a goal calls itself has a way in (a property test holds that).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.goals import goals_of, going
from bot.goals.evidence import LEARNING, Record, begin_of_week, evidence, record
from bot.goals.model import EVENTS as GOAL_EVENTS
from bot.learner.activity import minutes_by_day
from bot.learner.events import AttemptMade, GoalKind, GoalTerms, Happened
from bot.learner.known import Known
from bot.planning import make as make_plan
from bot.planning import mastered
from knowledge.concepts import ConceptGraph

EVENTS = (*LEARNING, *GOAL_EVENTS)
"""The types that it is made of."""
DAYS = 7
_NAMED, _NEXT = 3, 2


@dataclass(frozen=True, slots=True)
class UnitPart:
    """How much of a unit is solid."""

    label: str
    solid: int
    practised: int
    concepts: int


@dataclass(frozen=True, slots=True)
class CoursePart:
    title: str
    units: tuple[UnitPart, ...]
    """Those with anything practised, in reading order."""
    next: tuple[str, ...]
    """What comes next, in the course's words."""


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal in its own measure, without the words that it was set in."""

    kind: GoalKind
    about: tuple[str, ...]
    """Labels of its units and sections."""
    course: str
    target: int
    due: date | None
    done: int
    of: int
    """0 when only the learner can tell."""


@dataclass(frozen=True, slots=True)
class WeekDigest:
    student: str
    """May be empty."""
    first: date
    last: date
    """The days it is about, both included."""
    days: int
    """On which something was practised."""
    minutes: int
    answers: int
    courses: tuple[CoursePart, ...]
    reached: tuple[GoalPart, ...]
    going: tuple[GoalPart, ...]


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course, and what is known about the learner in it (`Known.in_course`)."""

    graph: ConceptGraph
    known: Known


def make(
    student: str,
    events: Sequence[Happened],
    views: Sequence[CourseView],
    *,
    now: datetime,
    zone: tzinfo,
) -> WeekDigest:
    """The last seven days, today included.

    Args:
        student: what the student is called.
        events: theirs of the types `EVENTS`, oldest first.
        views: the courses they practised in.
        zone: where they are.
    """
    today = now.astimezone(zone).date()
    first = today - timedelta(days=DAYS - 1)
    week = [e for e in events if e.event.type in LEARNING and _day(e, zone) >= first]
    minutes = minutes_by_day((each.at for each in week), zone)
    goals = goals_of(events)
    ended = [g for g in goals if g.ended == "reached" and g.ended_at]
    lately = [g for g in ended if g.ended_at and g.ended_at.astimezone(zone).date() >= first]
    by_course = {view.graph.course.id: view for view in views}

    def part(course: str, terms: GoalTerms) -> GoalPart:
        return _goal(by_course.get(course), course, terms, events, now=now, zone=zone)

    return WeekDigest(
        student=student,
        first=first,
        last=today,
        days=len(minutes),
        minutes=round(sum(minutes.values())),
        answers=sum(isinstance(e.event, AttemptMade) and not e.event.dont_know for e in week),
        courses=tuple(found for view in views if (found := _course(view, now)).units),
        reached=tuple(part(goal.course, goal.terms) for goal in lately),
        going=tuple(part(goal.course, goal.terms) for goal in going(goals, today)),
    )


def _day(each: Happened, zone: tzinfo) -> date:
    return each.at.astimezone(zone).date()


def _course(view: CourseView, now: datetime) -> CoursePart:
    course = view.graph.course
    beliefs = {
        node.id: view.known.belief(course.id, node.id, now) for node in view.graph.nodes.values()
    }
    units = []
    for unit in course.units:
        nodes = [n for n in view.graph.nodes.values() if n.unit.id == unit.id and n.items]
        practised = sum(beliefs[node.id].n > 0 for node in nodes)
        solid = sum(mastered(beliefs[node.id]) for node in nodes)
        if practised:
            label = f"{unit.number} {unit.title}".strip()
            units.append(UnitPart(label, solid, practised, len(nodes)))
    steps = make_plan(view.graph, view.known, now).steps if units else ()
    return CoursePart(course.title, tuple(units), tuple(s.node.title for s in steps[:_NEXT]))


def _goal(
    view: CourseView | None,
    course: str,
    terms: GoalTerms,
    events: Sequence[Happened],
    *,
    now: datetime,
    zone: tzinfo,
) -> GoalPart:
    today = now.astimezone(zone).date()
    monday = begin_of_week(today)
    week: Record = record(
        [e for e in events if e.event.type in LEARNING and _day(e, zone) >= monday], course, zone
    )

    def solid(concept: str) -> bool:
        return view is not None and mastered(view.known.belief(course, concept, now))

    found = evidence(terms, view.graph if view else None, solid, week, today)
    return GoalPart(
        kind=terms.kind,
        about=_labels(view.graph, terms.sections) if view else (),
        course=view.graph.course.title if view else "",
        target=terms.target,
        due=terms.due,
        done=found.done,
        of=found.of,
    )


def _labels(graph: ConceptGraph, sections: Collection[str]) -> tuple[str, ...]:
    """A unit whose sections are all meant by its own name."""
    found = []
    for unit in graph.course.units:
        meant = [section for section in unit.sections if section.id in sections]
        if meant and len(meant) == len(unit.sections):
            found.append(f"{unit.number} {unit.title}".strip())
        else:
            found += [section.label for section in meant]
    return tuple(found[:_NAMED])
