"""What was given in a course, and who has done it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from bot.learner.events import Logged, WorkAssigned
from bot.learner.membership import ClassList, Member
from bot.learner.work import DOING, Standing, done
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.tutor.assigned import words as work_words
from bot.tutor.assigned import work_in
from knowledge.course import Course

_SHOWN = 5
"""Pieces of work in one message, the newest."""
_NAMES = 12


async def listed(turn: Turn, course: Course, lead: str = "") -> AsyncIterator[Part]:
    """For who may see the class."""
    standing = [each for each in await work_in(turn, course.id) if not each.over(turn.now)]
    if not standing:
        said = turn._(
            "No work is given in {course}. For example: “/assign quiz on chapter 6 to group A by "
            "Friday”.",
            course=course.title,
        )
        yield Text(markdown="\n\n".join(filter(None, [lead, said])))
        return
    people = await turn.classroom.people(course.id)
    doing = await _doing(turn, course)
    if lead:
        yield Text(markdown=lead)
    for work in list(reversed(standing))[:_SHOWN]:
        for part in _one(turn, course, people, work, doing):
            yield part


def _one(
    turn: Turn,
    course: Course,
    people: ClassList,
    work: Standing,
    doing: Mapping[str, Sequence[Logged]],
) -> list[Part]:
    every = [each for each in people.students if work.is_for(each.learner, each.group)]
    at = {each.learner: done(doing.get(each.learner, ()), work.event) for each in every}
    late = [
        each
        for each in every
        if (when := at[each.learner]) and work.event.until and when >= work.event.until
    ]
    left = [each for each in every if at[each.learner] is None]
    said = turn._(
        "**{what}**, {whom}: {done} of {all} done.",
        what=work_words(turn, course, work.event),
        whom=said_whom(turn, people, work.event),
        done=len(every) - len(left),
        all=len(every),
    )
    lines = [said]
    if late:
        lines.append(turn._("Late: {names}.", names=_names(turn, late)))
    if left:
        lines.append(turn._("Not yet: {names}.", names=_names(turn, left)))
    args = {"id": work.id, "course": course.id}
    options = []
    if turn.may(course.id, "steer"):
        if left:
            remind = Action(name="assign.remind", args=args)
            options.append(Option(label=turn._("Remind the rest"), action=remind))
        back = Action(name="assign.back", args=args)
        options.append(Option(label=turn._("Take it back"), action=back))
    shown: list[Part] = [Text(markdown="\n".join(lines))]
    return [*shown, Buttons(options=tuple(options))] if options else shown


async def rest_of(turn: Turn, course: Course, work: Standing) -> list[Member]:
    """Who hasn't done it."""
    people = await turn.classroom.people(course.id)
    doing = await _doing(turn, course)
    every = [each for each in people.students if work.is_for(each.learner, each.group)]
    return [each for each in every if done(doing.get(each.learner, ()), work.event) is None]


async def _doing(turn: Turn, course: Course) -> dict[str, list[Logged]]:
    found: dict[str, list[Logged]] = {}
    for each in await turn.class_record(course.id, DOING):
        found.setdefault(each.learner_id, []).append(each)
    return found


def said_whom(turn: Turn, people: ClassList, event: WorkAssigned) -> str:
    if event.group:
        count = len(people.group(event.group))
        return turn.n(
            "{group} ({count} student)", "{group} ({count} students)", count, group=event.group
        )
    if event.learners:
        named = [each for each in people.members if each.learner in event.learners]
        return _names(turn, named) or turn._("somebody who left")
    return turn._("everybody")


def _names(turn: Turn, members: Sequence[Member]) -> str:
    names = [each.label for each in members[:_NAMES]]
    if len(members) > _NAMES:
        names.append(turn._("{count} more", count=len(members) - _NAMES))
    return turn.translator.listed(names)
