"""`assign`: a teacher gives a quiz or something to read, and sees who has done it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.messages import Choices, Part, Text
from bot.skill import Skill, Turn
from bot.skills.assign import giving, mine, show
from bot.tutor.class_meant import choose_class, class_meant
from bot.tutor.course import course_by_id
from knowledge.course import Course

_Args = Mapping[str, str]
_NAME = "assign"


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    said = text.strip()
    role = turn.learner.roles.get(turn.learner.course or "")
    meant = await class_meant(turn, said, _NAME) if said or role != "student" else None
    if isinstance(meant, Choices):
        yield meant
        return
    course = await course_by_id(turn, meant.id) if meant else None
    if course is None or meant is None:
        parts = _students(turn, said)
    elif not meant.text.strip():
        parts = show.listed(turn, course)
    elif not turn.may(course.id, "steer"):
        parts = _refused(turn, course)
    else:
        parts = giving.given(turn, course, meant.text)
    async for part in parts:
        yield part


async def _students(turn: Turn, said: str) -> AsyncIterator[Part]:
    if said:
        yield Text(
            markdown=turn._(
                "Giving work to a class is for who teaches it. For yourself: /quiz, or /goal."
            )
        )
    async for part in mine.show(turn, {}):
        yield part


async def _refused(turn: Turn, course: Course) -> AsyncIterator[Part]:
    yield Text(
        markdown=turn._("Only a teacher of {course} gives work to the class.", course=course.title)
    )


async def _in_class(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """They said which class."""
    choose_class(turn, args.get("course", ""))
    async for part in run(turn, args.get("text", "")):
        yield part


def _steering(
    react: Callable[[Turn, Course, _Args], AsyncIterator[Part]],
) -> Callable[[Turn, _Args], AsyncIterator[Part]]:
    """Only for who may steer the course."""

    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        course = await course_by_id(turn, args.get("course", ""))
        if course is None:
            yield Text(markdown=turn._("The course that you teach isn't here any more."))
        elif not turn.may(course.id, "steer"):
            async for part in _refused(turn, course):
                yield part
        else:
            async for part in react(turn, course, args):
                yield part

    return handle


SKILL = Skill(
    name=_NAME,
    summary="what your teacher gave you to do",
    usage="/assign",
    teaching="You give work in a line: “/assign quiz on chapter 6 to group A by Friday”, “/assign "
    "reading 6.3 to Ana”. “/assign” shows who has done it.",
    run=run,
    act={
        "in_class": _in_class,
        "mine": mine.show,
        "do": mine.do,
        "done": mine.read,
        "due": mine.due,
        "propose": _steering(giving.propose),
        "whom": _steering(giving.by_when),
        "give": _steering(giving.give),
        "back": _steering(giving.take_back),
        "remind": _steering(giving.remind),
    },
    audience="you",
    today=mine.today,
)
