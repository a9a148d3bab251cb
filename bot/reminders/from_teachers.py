"""What a learner is to hear because of something their teacher did: an answer, work. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

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
_USEFUL = timedelta(days=2)


def wanted(
    learner: Learner, own: Sequence[Logged], teachers: Sequence[Logged], local: Local
) -> Iterator[Wanted]:
    """
    Args:
        own: the learner's events, oldest first.
        teachers: everybody's of the types `TEACHERS`, oldest first.
    """
    yield from _answers(own, teachers, local)
    for course, role in learner.roles.items():
        if role == "student":
            yield from _work(learner.id, course, own, teachers, local)


def _answers(own: Sequence[Logged], teachers: Sequence[Logged], local: Local) -> Iterator[Wanted]:
    given = {each.event.id: each for each in teachers if isinstance(each.event, QuestionAnswered)}
    for answer in untold(own, [each.event for each in given.values()]):
        yield Wanted(
            name=f"answer:{answer.id}",
            once=next_allowed(given[answer.id].at + _SOON, local),
            action=Action(name="teacher.answered"),
            useful_for=_USEFUL,
        )


def _work(
    learner: str, course: str, own: Sequence[Logged], teachers: Sequence[Logged], local: Local
) -> Iterator[Wanted]:
    mine = [each.event for each in own]
    group, heard = work.group_of(mine, course), work.told(mine)
    for each in work.standing([event.event for event in teachers], course):
        if not each.is_for(learner, group) or each.newest in heard or work.done(own, each.event):
            continue
        newest = each.reminders[-1] if each.reminders else each.event.at
        yield Wanted(
            name=f"work:{each.newest}",
            once=next_allowed(newest + _SOON, local),
            action=Action(name="assign.due", args={"id": each.id}),
            useful_for=_USEFUL,
            course=course,
        )
