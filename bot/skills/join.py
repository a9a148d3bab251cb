"""`join`: into a class, by a code that its teacher gave out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.learner.events import CourseChosen, JoinCodeMade, JoinFailed, RoleGranted
from bot.messages import Part, Text
from bot.skill import Skill, Turn

_TRIES, _WINDOW = 5, timedelta(hours=1)
_AROUND = re.compile(
    r"^(?:join|unirme|unir|entrar)\b\W*(?:with |con )?(?:the |el )?(?:(?:code|codigo|código) )?"
)


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    yield Text(markdown=await _joined(turn, text))


async def _joined(turn: Turn, text: str) -> str:
    code = "".join(char for char in _AROUND.sub("", text.casefold()) if char.isalnum())
    if not code:
        return turn._("Which code? Your teacher has it. For example: /join k7m2-9xqd")
    tried = await turn.past(("join_failed",), since=turn.now - _WINDOW)
    if len(tried) >= _TRIES:
        return turn._("These were too many codes that don't fit. Try again in an hour.")
    made = (await turn.classroom.codes()).get(code)
    if made is not None and isinstance(made.event, JoinCodeMade):
        return await _by_code(turn, made.event.course, made.learner_id)
    new = await turn.classroom.own_code(code)
    joined = [event.course for event in new if isinstance(event, RoleGranted)]
    if joined:
        return await _welcome(turn, joined[0])
    turn.record(JoinFailed())
    return turn._(
        "I don't know this code, or it has run out. Ask your teacher for the current one."
    )


async def _by_code(turn: Turn, course: str, by: str) -> str:
    if turn.learner.roles.get(course):
        return turn._("You're in {course} already.", course=await _title(turn, course))
    if course in turn.learner.roles:
        return turn._("Your teacher took you out of this class, and can let you in again.")
    turn.record(RoleGranted(course=course, role="student", by=by, way="code"))
    return await _welcome(turn, course)


async def _welcome(turn: Turn, course: str) -> str:
    await turn.classroom.introduce()
    turn.record(CourseChosen(course=course))
    turn.state.clear()
    return turn._(
        "Welcome to **{course}**. Ask me anything about it. Your teacher can see what you practise "
        "and how it goes; /class tells you more.",
        course=await _title(turn, course),
    )


async def _title(turn: Turn, course: str) -> str:
    infos = await asyncio.to_thread(turn.courses.list)
    return next((info.title for info in infos if info.id == course), course)


SKILL = Skill(
    name="join",
    summary="join a class with your teacher's code",
    usage="/join k7m2-9xqd",
    run=run,
    audience="you",
    always=True,
)
