"""What a learner is to hear because of something their teacher did: an answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.learner.events import Logged, QuestionAnswered
from bot.learner.questions import OWN_EVENTS, untold
from bot.messages import Action
from bot.reminders.times import Local, next_allowed
from bot.reminders.wanted import Wanted

OWN = OWN_EVENTS
"""Types of the learner's own events that this is made from …"""
TEACHERS = ("question_answered",)
"""… and of their teachers'."""

_SOON = timedelta(minutes=1)
"""Long enough for who is talking to us anyway to hear it there."""
_USEFUL = timedelta(days=2)


def wanted(own: Sequence[Logged], teachers: Sequence[Logged], local: Local) -> Iterator[Wanted]:
    """
    Args:
        own: the learner's events, oldest first.
        teachers: everybody's of the types `TEACHERS`, oldest first.
    """
    given = {each.event.id: each for each in teachers if isinstance(each.event, QuestionAnswered)}
    for answer in untold(own, [each.event for each in given.values()]):
        yield Wanted(
            name=f"answer:{answer.id}",
            once=next_allowed(given[answer.id].at + _SOON, local),
            action=Action(name="teacher.answered"),
            useful_for=_USEFUL,
        )
