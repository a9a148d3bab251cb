"""The delayed quiz: the same questions for everybody, and nothing said about the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.learner.events import ItemOpened
from bot.messages import Action, Option, Part, Text
from bot.pilot.part import PilotPart
from bot.pilot.words import last_day
from bot.skill import Turn
from bot.skills.pilot import state
from bot.tutor import asked
from bot.tutor.course import course_of
from bot.tutor.exercise import Exercise, controls, in_course, presented
from bot.tutor.feedback import undecided
from bot.tutor.marking import get_ready, marked, record
from bot.tutor.pilots import part_in, questions_left
from bot.tutor.words import skips, stops
from knowledge.course import Course
from knowledge.grading.mark import Mark


async def ask(turn: Turn, course: Course) -> AsyncIterator[Part]:
    """The next question, or thanks."""
    part = await part_in(turn, course.id)
    if part is None or not part.takes_part or part.pilot.phase(turn.now) != "quiz":
        state.drop(turn)
        yield Text(markdown=_no_quiz(turn))
        return
    left = await questions_left(turn, part.pilot)
    exercises = [found for item in left if (found := in_course(course, "", item))]
    if not exercises:
        state.drop(turn)
        asked.drop(turn, state.NAME)
        yield Text(
            markdown=turn._(
                "That's all of it, thank you. Nothing is said about these answers before the quiz "
                "is over for everybody."
            )
        )
        return
    exercise = exercises[0]
    get_ready(turn, exercise.item)
    opened = ItemOpened(course=course.id, section=exercise.section.id, item=exercise.item.id)
    turn.record(opened)
    state.keep(turn, exercise.item.id)
    asked.put(turn, state.NAME, course.id, exercise.section.id, exercise.item.id)
    for shown in _shown(turn, part, exercise, len(left)):
        yield shown


def _shown(turn: Turn, part: PilotPart, exercise: Exercise, left: int) -> list[Part]:
    count = len(part.pilot.plan.quiz)
    place = turn._("{place} of {count}", place=count - left + 1, count=count)
    item = exercise.item.id

    def answer(letter: str) -> Action:
        return Action(name="pilot.answer", args={"item": item, "choice": letter})

    unknown = Option(
        label=turn._("I don't know"), action=Action(name="pilot.answer", args={"item": item})
    )
    return [
        Text(markdown=f"**{place}**\n\n{presented(turn, exercise.item)}"),
        controls(turn, exercise.item, answer, (unknown,)),
    ]


async def answered(turn: Turn, text: str) -> AsyncIterator[Part]:
    """They wrote something while a question was on the table."""
    course, item = await course_of(turn), state.waits(turn)
    exercise = in_course(course, "", item) if course else None
    if course is None or exercise is None:
        state.drop(turn)
        yield Text(markdown=_no_quiz(turn))
        return
    if stops(text):
        state.drop(turn)
        yield Text(markdown=await _later(turn, course))
        return
    mark = Mark("dont_know") if skips(text) else await marked(turn, exercise, text)
    if mark is None or (mark.verdict == "unsure" and mark.remark):
        state.keep(turn, item)
        said = undecided(turn, mark) if mark else _silent(turn)
        yield Text(markdown=said)
        return
    async for part in _taken(turn, exercise, mark, text):
        yield part


async def tapped(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """An option, or that they don't know."""
    course = await course_of(turn)
    exercise = in_course(course, "", args.get("item", "")) if course else None
    if exercise is None:
        yield Text(markdown=_no_quiz(turn))
        return
    choice = args.get("choice", "")
    mark = await marked(turn, exercise, choice) if choice else Mark("dont_know")
    async for part in _taken(turn, exercise, mark or Mark("unsure"), choice):
        yield part


async def _taken(turn: Turn, exercise: Exercise, mark: Mark, said: str) -> AsyncIterator[Part]:
    """Recorded, and nothing said about it. The first answer to each question counts."""
    part = await part_in(turn, exercise.course.id)
    open_ = part is not None and part.takes_part and part.pilot.phase(turn.now) == "quiz"
    if part and open_ and exercise.item.id in await questions_left(turn, part.pilot):
        record(turn, exercise, mark, said, mode="silent", quiz=part.pilot.id)
    async for shown in ask(turn, exercise.course):
        yield shown


def _no_quiz(turn: Turn) -> str:
    return turn._("There is no quiz of a pilot for you right now.")


def _silent(turn: Turn) -> str:
    return turn._(
        "I can't read that as an answer, and in this quiz I don't help. Answer as well as you can, "
        "say “I don't know”, or “later” to go on another time."
    )


async def _later(turn: Turn, course: Course) -> str:
    part = await part_in(turn, course.id)
    if part is None:
        return _no_quiz(turn)
    return turn._(
        "It waits for you until {day}: /pilot quiz goes on.",
        day=turn.translator.day(last_day(part.pilot.plan.quiz_until, turn.zone).date()),
    )
