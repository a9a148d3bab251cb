"""`queue`: what waits for a teacher's word: students' questions, disputed marks, answers nobody
could mark surely, hints that a model drafted, questions that were made from the course.

One at a time, with the question, the key, the answer and why; one tap decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from bot.learner.questions import Entry
from bot.learner.referrals import Case
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.skills.queue import drafted, items, questions, show, verdicts
from bot.skills.queue.waiting import cases, shown, waiting
from bot.tutor.course import course_of, no_course
from bot.tutor.exercise import in_course
from bot.tutor.teacher_answers import quotation
from knowledge.course import Course, TrueFalseItem

_Args = Mapping[str, str]
_NAME = "queue"


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    asked = turn.state.pop(_NAME, None)
    typed = text.strip() if not turn.text.startswith("/") else ""
    match asked:
        case str() if typed:
            parts = _on_case(_key_typed)(turn, {"case": asked, "answer": typed})
        case {"q": str() as entry} if typed:
            parts = _in_course(_answer_typed)(turn, {"q": entry, "text": typed})
        case _:
            parts = _in_course(lambda turn, course, _: _next(turn, course))(turn, {})
    async for part in parts:
        yield part


async def _next(
    turn: Turn, course: Course, lead: str = "", *, after: str = "", done: str = ""
) -> AsyncIterator[Part]:
    """The first that waits, or the one after another.

    Args:
        after: id of one that was looked at and left.
        done: id of one that was decided in this turn.
    """
    found = await waiting(turn, course, done)
    if not found:
        said = turn._("Nothing waits for you in {course}.", course=course.title)
        yield Text(markdown="\n\n".join(filter(None, [lead, said])))
        return
    ids = [each.id for each in found]
    place = (ids.index(after) + 1) % len(found) if after in ids else 0
    for part in shown(turn, found, place, lead):
        yield part


def _decided(turn: Turn, course: Course, case: Case, said: str) -> AsyncIterator[Part]:
    """The next one, or the same again when nothing was recorded about it."""
    return _next(turn, course, said, done=case.id if turn.others else "")


# ---- deciding ------------------------------------------------------------------------------


async def _verdict(turn: Turn, course: Course, case: Case, args: _Args) -> AsyncIterator[Part]:
    credit = {"right": 1.0, "partly": 0.5, "wrong": 0.0}.get(args.get("is", ""))
    if credit is None:
        return
    said = await verdicts.settle(turn, course, case, credit)
    async for part in _decided(turn, course, case, said):
        yield part


async def _key(turn: Turn, course: Course, case: Case, args: _Args) -> AsyncIterator[Part]:
    """The key is wrong: what is right? An option is tapped, anything else typed."""
    exercise = in_course(course, case.section, case.item)
    assert exercise
    if isinstance(exercise.item, TrueFalseItem):  # there is only one other key
        said = await verdicts.correct_key(
            turn, exercise, case, "false" if exercise.item.answer else "true"
        )
        async for part in _decided(turn, course, case, said):
            yield part
        return
    if "place" in args:
        answer = show.option(exercise.item, args["place"])
        said = await verdicts.correct_key(turn, exercise, case, answer) if answer else ""
        async for part in _decided(turn, course, case, said):
            yield part
        return
    for part in show.ask_key(turn, exercise.item, case):
        yield part
    if not show.options(exercise.item):
        turn.state["pending"], turn.state[_NAME] = _NAME, case.id


async def _key_typed(turn: Turn, course: Course, case: Case, args: _Args) -> AsyncIterator[Part]:
    exercise = in_course(course, case.section, case.item)
    assert exercise
    said = await verdicts.correct_key(turn, exercise, case, args["answer"])
    async for part in _decided(turn, course, case, said):
        yield part


async def _draft(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    said = await drafted.decide(turn, course, args)
    async for part in _next(turn, course, said):
        yield part


async def _item(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    said = await items.decide(turn, course, args)
    course = await asyncio.to_thread(turn.courses.get, course.id)
    async for part in _next(turn, course, said):
        yield part


async def _edited(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    said, again = await items.save(turn, course, args)
    if again:
        yield Text(markdown=said)
        yield again
        return
    course = await asyncio.to_thread(turn.courses.get, course.id)
    async for part in _next(turn, course, said):
        yield part


def _skip(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    return _next(turn, course, after=args.get("case", ""))


# ---- questions -----------------------------------------------------------------------------


async def _answer(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """They want to answer: the next message is the answer."""
    entry = await _entry(turn, course, args)
    if entry is None:
        async for part in _closed(turn, course, args):
            yield part
        return
    turn.state["pending"], turn.state[_NAME] = _NAME, {"q": entry.id}
    for part in questions.ask_answer(turn, entry):
        yield part


async def _answer_typed(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    entry = await _entry(turn, course, args)
    if not args.get("text", "").strip():
        yield Text(markdown=turn._("Nothing is sent. /queue shows the question again."))
        return
    if entry is None:  # another teacher was quicker: what was typed isn't lost
        yield Text(
            markdown=turn._(
                "{already}\n\nYours isn't sent:\n\n{mine}",
                already=await questions.already(turn, course, args.get("q", "")),
                mine=quotation(args["text"]),
            )
        )
        return
    given = questions.answer(turn, course, entry, args["text"].strip())
    for part in questions.passed_on(turn, course, given, len(entry.askers)):
        yield part
    async for part in _next_if_any(turn, course, entry):
        yield part


async def _oral(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    entry = await _entry(turn, course, args)
    if entry is None:
        async for part in _closed(turn, course, args):
            yield part
        return
    given = questions.answer(turn, course, entry, "")
    for part in questions.passed_on(turn, course, given, len(entry.askers)):
        yield part
    async for part in _next_if_any(turn, course, entry):
        yield part


async def _next_if_any(turn: Turn, course: Course, entry: Entry) -> AsyncIterator[Part]:
    if left := await waiting(turn, course, entry.id):
        for part in shown(turn, left, 0, ""):
            yield part


async def _entry(turn: Turn, course: Course, args: _Args) -> Entry | None:
    found = await questions.entries(turn, course)
    return next((each for each in found if args.get("q") in each.keys), None)


async def _closed(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    said = await questions.already(turn, course, args.get("q", ""))
    async for part in _next(turn, course, said):
        yield part


# ---- who may ---------------------------------------------------------------------------------

_Handler = Callable[[Turn, _Args], AsyncIterator[Part]]


def _in_course(react: Callable[[Turn, Course, _Args], AsyncIterator[Part]]) -> _Handler:
    """Only for who may settle marks in the course."""

    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        course = await course_of(turn)
        if course is None:
            yield no_course(turn)
        elif not turn.may(course.id, "settle"):
            yield Text(
                markdown=turn._(
                    "Only a teacher of {course} sees what waits for a verdict. If a mark of yours "
                    "looks wrong, tap “That should be right” under it.",
                    course=course.title,
                )
            )
        else:
            async for part in react(turn, course, args):
                yield part

    return handle


def _on_case(react: Callable[[Turn, Course, Case, _Args], AsyncIterator[Part]]) -> _Handler:
    async def handle(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
        case = next(
            (each for each in await cases(turn, course) if each.id == args.get("case")), None
        )
        if case is None:
            said = turn._("That one is decided already.")
            async for part in _next(turn, course, said):
                yield part
            return
        async for part in react(turn, course, case, args):
            yield part

    return _in_course(handle)


SKILL = Skill(
    name=_NAME,
    summary="students' questions, marks and drafts that wait for your word",
    usage="/queue",
    run=run,
    act={
        "verdict": _on_case(_verdict),
        "key": _on_case(_key),
        "skip": _in_course(_skip),
        "draft": _in_course(_draft),
        "item": _in_course(_item),
        "edit": _in_course(items.edit),
        "edited": _in_course(_edited),
        "answer": _in_course(_answer),
        "send": _in_course(_answer_typed),
        "oral": _in_course(_oral),
        "note": _in_course(questions.put_into_course),
    },
    audience="you",
    for_teachers=True,
)
