"""What a student hears of a pilot, and the way out of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.learner.events import PilotLeft
from bot.messages import Part, Text
from bot.pilot.part import PilotPart
from bot.pilot.words import last_day
from bot.skill import Turn
from bot.skills.pilot import state
from bot.tutor.pilots import (
    joining,
    leave_button,
    notice,
    part_in,
    questions_left,
    quiz_button,
)
from knowledge.course import Course


async def overview(turn: Turn, course: Course) -> AsyncIterator[Part]:
    """What is going on, and what they can do about it."""
    part = await part_in(turn, course.id)
    if part is None or turn.learner.roles.get(course.id) != "student":
        yield Text(markdown=_none(turn, course))
        return
    phase = part.pilot.phase(turn.now)
    if part.left:
        yield Text(markdown=_is_out(turn))
        return
    if phase in ("coming", "help") and not part.takes_part:
        part = await joining(turn, part)
    if not part.takes_part:
        yield Text(markdown=_not_in(turn, course))
        return
    if phase == "quiz" and await questions_left(turn, part.pilot):
        yield Text(markdown=_open(turn, part))
        yield quiz_button(turn)
    else:
        yield Text(markdown=_details(turn, part))
    yield leave_button(turn, part.pilot)


async def leave(turn: Turn, course: Course) -> AsyncIterator[Part]:
    """They don't want to be in it."""
    part = await part_in(turn, course.id)
    if part is None:
        yield Text(markdown=_none(turn, course))
        return
    if not part.left:
        turn.record(PilotLeft(course=course.id, pilot=part.pilot.id))
    state.drop(turn)
    yield Text(markdown=_is_out(turn))


def _none(turn: Turn, course: Course) -> str:
    return turn._("No pilot is running in {course}.", course=course.title)


def _is_out(turn: Turn) -> str:
    return turn._(
        "You're out of the pilot: nothing of yours is counted in it, and I help you as usual."
    )


def _not_in(turn: Turn, course: Course) -> str:
    return turn._(
        "A pilot is running in {course}, and you have no part in it: I help you as usual.",
        course=course.title,
    )


def _details(turn: Turn, part: PilotPart) -> str:
    said = notice(turn, part.pilot.plan)
    more = turn._(
        "Which one you got isn't said, so that nobody tries harder or less because of it. Your "
        "teacher sees how many there are of each, not a list of who got what."
    )
    return f"{said}\n\n{more}"


def _open(turn: Turn, part: PilotPart) -> str:
    return turn._(
        "The pilot's quiz is open until {day}.",
        day=turn.translator.day(last_day(part.pilot.plan.quiz_until, turn.zone).date()),
    )
