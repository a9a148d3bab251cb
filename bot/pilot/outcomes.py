"""What became of everybody in a pilot, from the event log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean

from bot.learner.events import (
    Arm,
    AttemptMade,
    HintGiven,
    Level,
    Logged,
    PilotAssigned,
    PilotLeft,
    PilotTold,
)
from bot.pilot.plan import Pilot
from knowledge.course import Course

EVENTS = ("hint_given", "attempt_made", "pilot_assigned", "pilot_told", "pilot_left")
"""The types that `outcomes` needs; `mark_settled` corrects the attempts on the way."""


@dataclass(slots=True)
class Outcome:
    """One learner. No name and no id: it can't be told whose it is."""

    arm: Arm
    level: Level
    cluster: str
    stratum: str
    late: bool
    told: bool = False
    left: bool = False
    quiz: dict[str, bool] = field(default_factory=dict)
    """Whether each item of the delayed quiz that they answered was right."""
    next_items: list[bool] = field(default_factory=list)
    """Whether the next item of a concept was right, without hints, after help with that concept."""
    helped: int = 0
    """Next items that were answered with hints: they say nothing, and are only counted."""

    def quiz_share(self, asked: int) -> float | None:
        """Share of right answers of those given; None unless they gave at least half of them."""
        return fmean(self.quiz.values()) if self.quiz and 2 * len(self.quiz) >= asked else None

    @property
    def next_share(self) -> float | None:
        return fmean(self.next_items) if self.next_items else None


def outcomes(
    pilot: Pilot, events: Iterable[Logged], concepts: Mapping[str, tuple[str, ...]]
) -> list[Outcome]:
    """Everybody who was assigned.

    Args:
        events: everybody's `EVENTS` in the course, oldest first, with the marks that count now.
        concepts: of each of the course's items, by id.
    """
    by_learner: defaultdict[str, list[Logged]] = defaultdict(list)
    for each in events:
        by_learner[each.learner_id].append(each)
    found = (_outcome(pilot, own, concepts) for own in by_learner.values())
    return [outcome for outcome in found if outcome]


def concepts_of(course: Course) -> dict[str, tuple[str, ...]]:
    """The concepts of each of a course's items, by the item's id."""
    return {item.id: section.concept_ids(item) for section, item in course.items()}


def _outcome(
    pilot: Pilot, events: Sequence[Logged], concepts: Mapping[str, tuple[str, ...]]
) -> Outcome | None:
    result: Outcome | None = None
    for each in events:
        match each.event:
            case PilotAssigned() as event if event.pilot == pilot.id:
                result = result or Outcome(
                    event.arm, event.level, event.cluster, event.stratum, event.late
                )
            case PilotTold() as event if result and event.pilot == pilot.id:
                result.told = True
            case PilotLeft() as event if result and event.pilot == pilot.id:
                result.left = True
            case AttemptMade() as event if result and event.quiz == pilot.id:
                if event.credit is not None or event.dont_know:
                    result.quiz.setdefault(event.item, event.credit == 1)
    if result:
        result.next_items, result.helped = _after_help(pilot, events, concepts)
    return result


def _after_help(
    pilot: Pilot, events: Sequence[Logged], concepts: Mapping[str, tuple[str, ...]]
) -> tuple[list[bool], int]:
    """The next item of each concept after help with it, first answers only.

    Help ends with the first answer to another item of the concept: when that one was answered with
    hints, it is help again and not an outcome.
    """
    waiting: dict[str, str] = {}
    right: list[bool] = []
    helped = 0
    for each in events:
        event = each.event
        if not _counts(pilot, each.at) or not pilot.is_about(getattr(event, "section", "")):
            continue
        if isinstance(event, HintGiven):
            for concept in concepts.get(event.item, ()):
                if concept not in waiting:
                    waiting[concept] = event.item
        elif isinstance(event, AttemptMade) and event.mode != "silent" and event.attempt == 1:
            mine = [c for c in event.concepts if waiting.get(c, event.item) != event.item]
            if not mine or not (event.credit is not None or event.dont_know):
                continue
            for concept in mine:
                del waiting[concept]
                if event.hints:
                    waiting[concept] = event.item
            if event.hints:
                helped += 1
            else:
                right.append(event.credit == 1)
    return right, helped


def _counts(pilot: Pilot, at: datetime) -> bool:
    """It happened while help differed."""
    return pilot.plan.since <= at < min(pilot.plan.until, pilot.ended or pilot.plan.until)
