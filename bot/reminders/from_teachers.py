"""What a learner is to hear because of something their teacher did: an answer, work. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.learner import work
from bot.learner.events import Logged, QuestionAnswered
from bot.learner.model import Learner
from bot.learner.questions import OWN_EVENTS, untold
from bot.messages import Action
from bot.reminders.times import Local, next_allowed
from bot.reminders.wanted import Wanted

OWN = (*OWN_EVENTS, *work.OWN)
"""Types of the learner's own events that this is made from …"""
TEACHERS = ("question_answered", *work.TEACHERS)
"""… and of their teachers'."""

_SOON = timedelta(minutes=1)
"""Long enough for who is talking to us anyway to hear it there."""
_ONE = timedelta(seconds=1)
_USEFUL = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Heard:
    """One learner, and what they and their teachers did, oldest first."""

    learner: Learner
    own: Sequence[Logged]
    """Of the types `OWN`."""
    teachers: Sequence[Logged]
    """Everybody's, of the types `TEACHERS`."""
    local: Local
    now: datetime


def wanted(all_: Heard) -> Iterator[Wanted]:
    for what in _answers(all_), _work(all_):
        for name, happened, action in what:
            if happened + _USEFUL > all_.now:
                # What is planned late, after an outage, still comes.
                soon = max(happened, all_.now - _SOON) + _SOON + _ONE
                yield Wanted(
                    name=name,
                    once=next_allowed(soon, all_.local),
                    action=action,
                    useful_for=_USEFUL,
                )


def _answers(all_: Heard) -> Iterator[tuple[str, datetime, Action]]:
    given = {e.event.id: e for e in all_.teachers if isinstance(e.event, QuestionAnswered)}
    for answer in untold(all_.own, [each.event for each in given.values()]):
        yield f"answer:{answer.id}", given[answer.id].at, Action(name="teacher.answered")


def _work(all_: Heard) -> Iterator[tuple[str, datetime, Action]]:
    mine = [each.event for each in all_.own]
    heard = work.told(mine)
    for course, role in all_.learner.roles.items():
        group = work.group_of(mine, course)
        given = work.standing([e.event for e in all_.teachers], course) if role == "student" else []
        for each in given:
            theirs = each.is_for(all_.learner.id, group) and each.newest not in heard
            if theirs and not work.done(all_.own, each.event):
                newest = each.reminders[-1] if each.reminders else each.event.at
                action = Action(name="assign.due", args={"id": each.id})
                yield f"work:{each.newest}", newest, action
