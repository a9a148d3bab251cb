"""How far a goal is, computed from the record and from nothing else. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from bot.learner.activity import minutes_by_day
from bot.learner.events import AttemptMade, GoalTerms, Happened
from bot.learner.rhythm import Rhythm
from knowledge.concepts import ConceptGraph, Node

LEARNING = (
    "question_asked", "item_opened", "hint_given", "attempt_made", "reviewed", "path_chosen",
    "quiz_started",
)  # fmt: skip
"""Events by whose times minutes of practice are told."""
Mastered = Callable[[str], bool]
"""Whether a concept counts as mastered."""
_SLACK = 0.8
"""Minutes are told by when things happened, which misses some: this much of a habit's time counts
as all of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a learner did since the week began, in one course."""

    answers: int
    minutes: dict[date, float]
    """By local day, whatever the course."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``done`` of ``of``, in the goal's own measure; `of` is 0 when only the learner can tell."""

    done: int
    of: int
    left: tuple[Node, ...] = ()
    """Concepts that are still to be mastered, in reading order."""
    minutes: int = 0
    """Of practice since the week began."""
    answers: int = 0

    @property
    def measured(self) -> bool:
        return self.of > 0

    @property
    def reached(self) -> bool:
        """The record says that it is done; of a goal that comes again: done for this week."""
        return self.measured and self.done >= self.of


def begin_of_week(today: date) -> date:
    """Its Monday."""
    return today - timedelta(days=today.weekday())


def record(events: Iterable[Happened], course: str, zone: tzinfo) -> Record:
    """
    Args:
        events: the learner's of the types `LEARNING` since the week began.
    """
    events = list(events)
    answered = sum(
        isinstance(each.event, AttemptMade)
        and each.event.course == course
        and not each.event.dont_know
        for each in events
    )
    return Record(answered, minutes_by_day([each.at for each in events], zone))


def evidence(
    terms: GoalTerms, graph: ConceptGraph | None, mastered: Mastered, week: Record, today: date
) -> Evidence:
    """
    Args:
        graph: of the goal's course; None when that is gone.
    """
    minutes, answers = round(sum(week.minutes.values())), week.answers
    match terms.kind:
        case "minutes":
            return Evidence(minutes, terms.target, minutes=minutes, answers=answers)
        case "items":
            return Evidence(answers, terms.target, minutes=minutes, answers=answers)
        case "habit":
            wanted = habit_days(terms.rhythm, today)
            enough = terms.target * _SLACK
            done = sum(week.minutes.get(day, 0.0) >= enough for day in wanted)
            return Evidence(done, len(wanted), minutes=minutes, answers=answers)
        case "sections":
            return _sections(terms, graph, mastered, minutes, answers)
        case "mastery" | "exam":
            nodes = [node for node in _nodes(terms, graph) if node.items]
            left = tuple(node for node in nodes if not mastered(node.id))
            return Evidence(len(nodes) - len(left), len(nodes), left, minutes, answers)
        case "own":
            return Evidence(0, 0, minutes=minutes, answers=answers)


def habit_days(rhythm: Rhythm | None, today: date) -> list[date]:
    """The days of this week on which a habit is to be kept, from the day on that it began."""
    monday = begin_of_week(today)
    week = [monday + timedelta(days=n) for n in range(7)]
    if rhythm is None:
        return [day for day in week if day <= today]
    return [day for day in week if on_day(rhythm, day)]


def comes(rhythm: Rhythm, today: date) -> bool:
    """Whether it comes on any day from today on."""
    first = max(today, rhythm.starts)
    if rhythm.until is None:
        return True
    days = (rhythm.until - first).days
    return any(
        on_day(rhythm, first + timedelta(days=n))
        for n in range(min(days + 1, 7 * rhythm.every_weeks))
    )


def on_day(rhythm: Rhythm, day: date) -> bool:
    """Whether it comes on that day."""
    weeks = (begin_of_week(day) - begin_of_week(rhythm.starts)).days // 7
    return (
        (not rhythm.days or day.weekday() in rhythm.days)
        and weeks % rhythm.every_weeks == 0
        and rhythm.starts <= day <= (rhythm.until or day)
    )


def _nodes(terms: GoalTerms, graph: ConceptGraph | None) -> list[Node]:
    """The concepts that it is measured by, as the course has them now."""
    if graph is None:
        return []
    named = [node for node in graph.nodes.values() if node.id in terms.concepts]
    if named or not terms.sections:
        return named or list(graph.nodes.values())
    return list(graph.in_sections(terms.sections))


def _sections(
    terms: GoalTerms, graph: ConceptGraph | None, mastered: Mastered, minutes: int, answers: int
) -> Evidence:
    """A section is finished when all that it practises is mastered; one without exercises tells
    nothing."""
    by_section: dict[str, list[Node]] = {}
    wanted: Collection[str] = terms.sections
    for node in graph.in_sections(list(wanted)) if graph else ():
        if node.items:
            by_section.setdefault(node.section.id, []).append(node)
    left = tuple(n for nodes in by_section.values() for n in nodes if not mastered(n.id))
    open_ = {node.section.id for node in left}
    return Evidence(len(by_section) - len(open_), len(by_section), left, minutes, answers)
