"""`pilot`: trying out in a class which help works, by lot (bot/pilot, docs/pilot.md).

A teacher approves it, sees how far it is and what came out; a student hears what is done, takes the
delayed quiz, and may stay out of it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from bot.messages import Choices, Part, Text
from bot.skill import Skill, Turn
from bot.skills.pilot import quiz, student, teacher
from bot.skills.pilot.state import NAME, waits
from bot.tutor.class_meant import ClassMeant, choose_class, class_meant
from bot.tutor.course import course_of, no_course
from bot.tutor.words import flat
from knowledge.course import Course

_Args = Mapping[str, str]
_LEAVE = re.compile(r"(?:leave(?: me out)?|opt out|salir|dejar(?:lo)?|no participar)")
_QUIZ = re.compile(r"(?:(?:take )?(?:the )?quiz|(?:hacer )?(?:el )?cuestionario)")
_Order = Callable[[Turn, ClassMeant], Awaitable[list[Part]]]
_ORDERS: tuple[tuple[str, _Order], ...] = (
    (r"(?:status|estado)?", teacher.overview),
    (r"(?:approve|aprobar|aprueba)", teacher.approve),
    (r"(?:decline|reject|rechazar?)", teacher.decline),
    (r"(?:code|codigo)", teacher.code),
    (r"(?:end|stop|terminar?|acabar?)", teacher.ask_to_end),
    (r"(?:report|result|results|informe|resultados?)", teacher.report),
)


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    said = text.strip()
    if waits(turn) and said and not turn.text.startswith("/"):
        parts = quiz.answered(turn, said)
    elif _LEAVE.fullmatch(flat(said)):
        parts = _student(turn, student.leave)
    elif _QUIZ.fullmatch(flat(said)):
        parts = _student(turn, quiz.ask)
    elif turn.learner.teaches and turn.learner.roles.get(turn.learner.course or "") != "student":
        parts = _teacher(turn, said)
    else:
        parts = _student(turn, student.overview)
    async for part in parts:
        yield part


async def _student(
    turn: Turn, do: Callable[[Turn, Course], AsyncIterator[Part]]
) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    async for part in do(turn, course):
        yield part


async def _teacher(turn: Turn, text: str) -> AsyncIterator[Part]:
    meant = await class_meant(turn, text, NAME)
    if meant is None:
        async for part in _student(turn, student.overview):
            yield part
        return
    if isinstance(meant, Choices):
        yield meant
        return
    if not turn.may(meant.id, "steer"):
        said = turn._("Only a teacher of {course} decides about a pilot.", course=meant.title)
        yield Text(markdown=said)
        return
    said = flat(meant.text).strip(" .!?")
    order = next((do for pattern, do in _ORDERS if re.fullmatch(pattern, said)), None)
    for part in await (order or teacher.usage)(turn, meant):
        yield part


def _order(words: str) -> Callable[[Turn, _Args], AsyncIterator[Part]]:
    """A teacher's button that stands for words."""

    def act(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        choose_class(turn, args.get("course", ""))
        return _teacher(turn, words)

    return act


async def _in_class(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They said which class."""
    choose_class(turn, args.get("course", ""))
    async for part in _teacher(turn, args.get("text", "")):
        yield part


async def _end(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    choose_class(turn, args.get("course", ""))
    meant = await class_meant(turn, "", NAME)
    if isinstance(meant, ClassMeant) and turn.may(meant.id, "steer"):
        for part in await teacher.end(turn, meant):
            yield part
    else:
        async for part in _teacher(turn, ""):
            yield part


SKILL = Skill(
    name=NAME,
    summary="a trial in your class of which help works best",
    usage="/pilot",
    run=run,
    act={
        "in_class": _in_class,
        "approve": _order("approve"),
        "decline": _order("decline"),
        "code": _order("code"),
        "report": _order("report"),
        "end_asked": _order("end"),
        "end": _end,
        "leave": lambda turn, _args: _student(turn, student.leave),
        "quiz": lambda turn, _args: _student(turn, quiz.ask),
        "answer": quiz.tapped,
    },
    audience="you",
    always=True,
    for_teachers=True,
)
