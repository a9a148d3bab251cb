"""What a learner's events add up to: their goals, each as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.learner.events import (
    CheckedIn,
    CheckInSent,
    Event,
    GoalChanged,
    GoalEnd,
    GoalEnded,
    GoalPaused,
    GoalResumed,
    GoalSet,
    GoalTerms,
    Happened,
    ObstacleNamed,
    Snoozed,
)
from bot.learner.events.goals import Answer, Obstacle

EVENTS = (
    "goal_set", "goal_changed", "goal_paused", "goal_resumed", "goal_ended", "check_in_sent",
    "checked_in", "obstacle_named", "snoozed",
)  # fmt: skip
"""The types that goals are made of."""

_GRACE, _GRACE_ONCE = timedelta(days=7), timedelta(days=2)
"""So long a goal whose day has passed can still be answered or moved."""

State = Literal["active", "paused", "reached", "stopped", "expired", "unanswered"]


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal as it stands after the events that were folded."""

    id: str
    course: str
    terms: GoalTerms
    set_at: datetime
    suggestion: str = ""
    """The teacher's suggestion that it comes from; empty for the learner's own."""
    ended: GoalEnd | None = None
    ended_at: datetime | None = None
    evidence: str = ""
    """What the record said when it ended."""
    paused: bool = False
    paused_until: date | None = None
    """None while paused: until the learner says so."""
    snoozed_until: datetime | None = None
    """A check-in is to come again at this moment; None once it came or was answered."""
    sent: int = 0
    """Check-ins so far."""
    sent_at: datetime | None = None
    """The newest one."""
    unanswered: int = 0
    """Check-ins in a row that nobody answered, the newest included."""
    asked_to_stop: bool = False
    """The newest one asked whether to stop."""
    wordings: tuple[str, ...] = ()
    """The templates of all check-ins, oldest first."""
    answers: tuple[tuple[datetime, Answer], ...] = field(default=())
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def open(self) -> bool:
        """It hasn't ended; it may be paused."""
        return self.ended is None

    @property
    def last_day(self) -> date | None:
        """After this one it is over, whatever came of it; None: open-ended."""
        if self.terms.one_day and self.terms.rhythm:
            return self.terms.rhythm.starts + _GRACE_ONCE
        return self.terms.due + _GRACE if self.terms.due else None

    def state(self, today: date) -> State:
        """
        Args:
            today: the learner's own day.
        """
        if self.ended:
            return self.ended
        if self.last_day and self.last_day < today:
            return "expired"
        over = self.paused_until is not None and self.paused_until <= today
        return "paused" if self.paused and not over else "active"


def goals_of(events: Iterable[Happened]) -> tuple[Goal, ...]:
    """A learner's goals, in the order in which they were set; those that ended, too.

    Args:
        events: one learner's, in the order of the log; those of other types are passed over.
    """
    found: dict[str, Goal] = {}
    for each in events:
        match each.event:
            case GoalSet() as event:
                new = Goal(event.goal, event.course, event.terms, each.at, event.suggestion)
                found.setdefault(event.goal, new)
            case event if (goal := found.get(getattr(event, "goal", ""))) and goal.open:
                found[goal.id] = _after(goal, event, each.at)
    return tuple(found.values())


def going(goals: Iterable[Goal], today: date) -> tuple[Goal, ...]:
    """Those that are active or paused."""
    return tuple(goal for goal in goals if goal.state(today) in ("active", "paused"))


def active(goals: Iterable[Goal], today: date) -> tuple[Goal, ...]:
    """Those for which check-ins may come on this day."""
    return tuple(goal for goal in goals if goal.state(today) == "active")


def _after(goal: Goal, event: Event, at: datetime) -> Goal:
    match event:
        case GoalChanged():
            return _alive(replace(goal, terms=event.terms))
        case GoalPaused():
            return replace(goal, paused=True, paused_until=event.until, snoozed_until=None)
        case GoalResumed():
            return _alive(replace(goal, paused=False, paused_until=None))
        case GoalEnded():
            return replace(goal, ended=event.how, ended_at=at, evidence=event.evidence)
        case CheckInSent():
            # One that the learner came for is answered by their being there.
            missed = 0 if event.asked_for else goal.unanswered + 1
            return replace(
                goal, sent=goal.sent + 1, sent_at=at, unanswered=missed, snoozed_until=None,
                asked_to_stop=event.last, wordings=(*goal.wordings, event.wording),
            )  # fmt: skip
        case CheckedIn():
            return _alive(replace(goal, answers=(*goal.answers, (at, event.answer))))
        case ObstacleNamed():
            return replace(goal, obstacles=(*goal.obstacles, event.obstacle))
        case Snoozed():
            return replace(_alive(goal), snoozed_until=event.until)
        case _:
            return goal


def _alive(goal: Goal) -> Goal:
    """Somebody reacted."""
    return replace(goal, unanswered=0, asked_to_stop=False, snoozed_until=None)
