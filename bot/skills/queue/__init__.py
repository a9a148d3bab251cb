"""`queue`: what waits for a teacher's word: disputed marks, answers nobody could mark surely, and
hints that a model drafted.

One at a time, with the question, the key, the answer and why; one tap decides.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.learner.referrals import EVENTS, Case, open_cases
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.skills.queue import drafted, show, verdicts
from bot.tutor.course import course_of, no_course
from bot.tutor.exercise import in_course
from knowledge.course import Course, TrueFalseItem

_Args = Mapping[str, str]
_NAME = "queue"


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    waiting = turn.state.pop(_NAME, None)
    if isinstance(waiting, str) and text.strip() and not turn.text.startswith("/"):
        parts = _on_case(_key_typed)(turn, {"case": waiting, "answer": text.strip()})
    else:
        parts = _in_course(lambda turn, course, _: _next(turn, course))(turn, {})
    async for part in parts:
        yield part


async def _next(
    turn: Turn, course: Course, lead: str = "", *, after: str = "", done: str = ""
) -> AsyncIterator[Part]:
    """The first case, or the one after another.

    Args:
        after: id of a case that was looked at and left.
        done: id of one that was decided in this turn.
    """
    cases = [case for case in await _cases(turn, course) if case.id != done]
    names = [case.id for case in cases]
    drafts = drafted.open_drafts(turn, course)
    if not cases and drafts:
        for part in drafted.show(turn, course, drafts[0], len(drafts), lead):
            yield part
        return
    if not cases:
        said = turn._("Nothing waits for you in {course}.", course=course.title)
        yield Text(markdown="\n\n".join(filter(None, [lead, said])))
        return
    place = (names.index(after) + 1) % len(cases) if after in names else 0
    for part in show.case(turn, course, cases[place], len(cases), lead):
        yield part


def _decided(turn: Turn, course: Course, case: Case, said: str) -> AsyncIterator[Part]:
    """The next one, or the same again when nothing was recorded about it."""
    return _next(turn, course, said, done=case.id if turn.others else "")


async def _cases(turn: Turn, course: Course) -> list[Case]:
    """Open ones about items that the course still has."""
    referred = await turn.class_record(course.id, ("mark_referred",))
    # Who never referred anything has no case: a class answers much more than it disputes.
    whose = {each.learner_id for each in referred}
    cases = open_cases(await turn.class_record(course.id, EVENTS, whose)) if whose else []
    return [case for case in cases if in_course(course, case.section, case.item)]


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


def _skip(turn: Turn, course: Course, case: Case, _args: _Args) -> AsyncIterator[Part]:
    return _next(turn, course, after=case.id)


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
        cases = await _cases(turn, course)
        case = next((each for each in cases if each.id == args.get("case")), None)
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
    summary="marks that wait for your verdict",
    usage="/queue",
    run=run,
    act={
        "verdict": _on_case(_verdict),
        "key": _on_case(_key),
        "skip": _on_case(_skip),
        "draft": _in_course(_draft),
    },
    audience="you",
    for_teachers=True,
)
