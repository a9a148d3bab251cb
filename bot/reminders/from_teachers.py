"""What a learner is to hear because of something their teacher did: an answer, work. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.learner import work
from bot.learner.events import Logged, QuestionAnswered
from bot.learner.model import Learner
from bot.learner.questions import OWN_EVENTS, answers_to
from bot.messages import Action
from bot.reminders.times import Local, next_allowed
from bot.reminders.wanted import Wanted

OWN = (*OWN_EVENTS, *work.OWN)
"""Types of the learner's own events that this is made from …"""
TEACHERS = ("question_answered", *work.TEACHERS)
"""… and of their teachers'."""

_SOON = timedelta(minutes=3)
"""Long enough for who is talking to us anyway to hear it there."""
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


def wanted(all_: Heard) -> Iterator[Wanted]:
    """What they have heard meanwhile is wanted, too: that they hear it is recorded before it is
    sent, and must not take it back. Their turn finds that nothing is left to say."""
    for what in _answers(all_), _work(all_):
        for name, happened, action in what:
            yield Wanted(
                name=name,
                once=next_allowed(happened + _SOON, all_.local),
                action=action,
                useful_for=_USEFUL,
            )


def _answers(all_: Heard) -> Iterator[tuple[str, datetime, Action]]:
    given = {e.event.id: e for e in all_.teachers if isinstance(e.event, QuestionAnswered)}
    for answer in answers_to(all_.own, [each.event for each in given.values()]):
        yield f"answer:{answer.id}", given[answer.id].at, Action(name="teacher.answered")


def _work(all_: Heard) -> Iterator[tuple[str, datetime, Action]]:
    mine = [each.event for each in all_.own]
    for course, role in all_.learner.roles.items():
        group = work.group_of(mine, course)
        given = work.standing([e.event for e in all_.teachers], course) if role == "student" else []
        for each in given:
            if each.is_for(all_.learner.id, group) and not work.done(all_.own, each.event):
                newest = each.reminders[-1] if each.reminders else each.event.at
                action = Action(name="assign.due", args={"id": each.id})
                yield f"work:{each.newest}", newest, action
