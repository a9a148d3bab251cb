"""When a learner is to hear of their goals: what `bot.reminders` asks of this package. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.goals.model import EVENTS, Goal, goals_of
from bot.learner.events import Happened
from bot.messages import Action
from bot.reminders.wanted import Source, Wanted

_USEFUL_NOW = timedelta(hours=4)
"""A reminder to begin is of no use in the middle of the night."""
_USEFUL = timedelta(hours=20)


def wanted(events: Sequence[Happened]) -> list[Wanted]:
    """The check-ins of goals that haven't ended, and those that were put off."""
    return [each for goal in goals_of(events) if goal.open for each in _of(goal)]


def _of(goal: Goal) -> Iterator[Wanted]:
    rhythm = goal.terms.rhythm
    action = Action(name="goal.check_in", args={"goal": goal.id})
    useful = _USEFUL_NOW if goal.terms.kind == "habit" or goal.terms.one_day else _USEFUL
    if goal.snoozed_until:
        yield Wanted(
            name=f"goal:{goal.id}~{goal.sent}",
            once=goal.snoozed_until,
            action=action,
            useful_for=useful,
        )
    if rhythm is None or (goal.paused and goal.paused_until is None):
        return
    if goal.paused_until and goal.paused_until > rhythm.starts:
        if rhythm.until and rhythm.until < goal.paused_until:
            return
        rhythm = rhythm.model_copy(update={"starts": goal.paused_until})
    yield Wanted(
        name=f"goal:{goal.id}",
        rhythm=rhythm,
        action=action,
        useful_for=useful,
        course=goal.course,
    )


SOURCE = Source(frozenset(EVENTS), wanted)
