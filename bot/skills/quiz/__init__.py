"""`quiz`: questions chosen for what somebody doesn't know yet, one at a time.

Which one comes next is decided after each answer (bot/selection.py). A message that is no answer
is a question like any other; the quiz waits, on any device, for two weeks.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping

from bot.answering.prepared import graph_of
from bot.answering.smalltalk import kind_of
from bot.learner.events import Mode
from bot.messages import Action, Buttons, Option, Part, Text
from bot.selection import Difficulty
from bot.skill import Skill, Turn
from bot.skills.quiz import answers, flow, result, state
from bot.skills.quiz.begin import begin, of_unit, start
from bot.skills.quiz.flow import OnTable
from bot.skills.quiz.state import LASTS, Quiz
from bot.skills.quiz.wishes import MOST, USUAL, Wish, asks_for_quiz, understood
from bot.tutor import dispute
from bot.tutor.course import course_of, no_course
from bot.tutor.marking import marked
from bot.tutor.words import disputes, flat, is_question, skips, stops, wants_hint
from knowledge.course import Course
from knowledge.grading.mark import Mark

_Args = Mapping[str, str]

_DONT_KNOW = re.compile(
    r"\W*(?:(?:i )?(?:really |still )?(?:don'?t|do not) (?:know|remember)(?: (?:it|this|that))?|"
    r"idk|no idea|(?:i )?forgot(?: it)?|dunno|no (?:lo )?se|ni idea|no me acuerdo)\W*"
)
_SHORT_ANSWER = re.compile(r"\W*(?:[a-e]|[-+]?\d[\d.,/%]*)\W*", re.IGNORECASE)
_CHECKS, _SKIPPING = 2, 5
"""Questions after "that's not right", and for skipping a section."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    quiz = await state.current(turn)
    command = turn.text.startswith("/")
    if quiz and not command and not asks_for_quiz(text):
        parts = _to_question(turn, course, quiz, text.strip())
    else:
        parts = _wanted(turn, course, quiz, text.strip())
    async for part in parts:
        yield part


async def _wanted(turn: Turn, course: Course, quiz: Quiz | None, text: str) -> AsyncIterator[Part]:
    """ "/quiz", "quiz me on memory": a new one, or the one that was left."""
    wish = understood(text)
    here = quiz and quiz.course == course.id
    open_ = quiz if here else state.left_open(await state.past(turn), course.id)
    if stops(text):
        parts = _stop(turn, course, open_)
    elif open_ and wish == Wish():
        parts = _take_up(turn, course, open_)
    else:
        parts = begin(turn, course, wish)
    async for part in parts:
        yield part


async def _to_question(turn: Turn, course: Course, quiz: Quiz, text: str) -> AsyncIterator[Part]:
    """A message while a question is on the table."""
    table = flow.on_table(course, quiz)
    if stops(text):
        parts = _stop(turn, course, quiz)
    elif table is None:
        parts = _gone(turn, course, quiz) if quiz.item else _take_up(turn, course, quiz)
    elif disputes(text) and dispute.is_possible(turn):
        parts = dispute.refer(turn, "quiz")
    elif quiz.aside and not _says_answer(text):
        parts = _aside(turn, quiz, text)
    elif quiz.stage == "confidence":
        how = answers.how_sure(text)
        parts = _sure(turn, table, {"how": how}) if how else _aside(turn, quiz, text)
    elif skips(text):
        parts = answers.given(turn, table, Mark("dont_know"), "")
    elif _DONT_KNOW.fullmatch(flat(text)):
        parts = answers.unknown(turn, table)
    elif wants_hint(text):
        parts = answers.hint(turn, table)
    else:
        talk = is_question(text) or kind_of(text)
        answered = None if talk else await answers.to_question(turn, table, text)
        parts = answered or _aside(turn, quiz, text)
    async for part in parts:
        yield part


def _says_answer(text: str) -> bool:
    """After something else was talked about, only a letter or a number is surely an answer."""
    return (
        re.fullmatch(r"\W*(?:[a-e]|[-+]?\d[\d.,/%]*)\W*", text.strip(), re.IGNORECASE) is not None
    )


async def _aside(turn: Turn, quiz: Quiz, text: str) -> AsyncIterator[Part]:
    """Something else than the quiz: `ask` answers it, and the question waits."""
    async for part in turn.skill("ask").run(turn, text):
        yield part
    state.keep(turn, quiz, aside=True)
    yield flow.back(turn)


async def _gone(turn: Turn, course: Course, quiz: Quiz) -> AsyncIterator[Part]:
    """The course lost the question while it was on the table."""
    lead = turn._("That question isn't in the course any more; it doesn't count.")
    async for part in flow.ask(turn, course, quiz, lead):
        yield part


async def _stop(turn: Turn, course: Course, quiz: Quiz | None) -> AsyncIterator[Part]:
    if quiz is None:
        yield Text(markdown=turn._("No quiz is running. /quiz starts one."))
        return
    async for part in result.end(turn, course, quiz, stopped=True):
        yield part


async def _take_up(turn: Turn, course: Course, quiz: Quiz) -> AsyncIterator[Part]:
    """Where it was left: perhaps days ago, perhaps on another device."""
    table = flow.on_table(course, quiz)
    left = quiz.questions - len(quiz.done)
    lead = turn.n("{count} question is left.", "{count} questions are left.", left)
    if table is None:
        async for part in flow.ask(turn, course, quiz, lead):
            yield part
    elif quiz.stage == "confidence":
        state.keep(turn, quiz)
        yield flow.confidence(turn, quiz)
    else:
        for part in flow.show(turn, table, lead):
            yield part
    new = Option(label=turn._("A new quiz"), action=Action(name="quiz.new"))
    yield Buttons(options=(new,), beside_answer=True)


# ---- buttons -------------------------------------------------------------------------------

_Handler = Callable[[Turn, _Args], AsyncIterator[Part]]


def _in_course(react: Callable[[Turn, Course, _Args], AsyncIterator[Part]]) -> _Handler:
    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        course = await course_of(turn)
        if course is None:
            yield no_course(turn)
            return
        async for part in react(turn, course, args):
            yield part

    return handle


def _on_question(react: Callable[[Turn, OnTable, _Args], AsyncIterator[Part]]) -> _Handler:
    """A button of one question; it does nothing for any other."""

    async def handle(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
        quiz = await state.current(turn)
        if quiz is None or args.get("q") != quiz.token or quiz.course != course.id:
            yield Text(markdown=turn._("That question is over. /quiz goes on or starts a new one."))
            return
        table = flow.on_table(course, quiz)
        async for part in react(turn, table, args) if table else _gone(turn, course, quiz):
            yield part

    return _in_course(handle)


async def _answer(turn: Turn, table: OnTable, args: _Args) -> AsyncIterator[Part]:
    choice = args.get("choice", "")
    mark = await marked(turn, table.exercise, choice) or Mark("unsure")
    async for part in answers.given(turn, table, mark, choice):
        yield part


async def _sure(turn: Turn, table: OnTable, args: _Args) -> AsyncIterator[Part]:
    how = answers.CONFIDENCE.get(args.get("how", ""), answers.CONFIDENCE["fairly"])
    said = table.quiz.said
    mark = await marked(turn, table.exercise, said) or Mark("unsure")
    async for part in answers.given(turn, table, mark, said, how):
        yield part


async def _resume(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    async for part in _wanted(turn, course, await state.current(turn), ""):
        yield part


async def _stopped(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    async for part in _stop(turn, course, await state.current(turn)):
        yield part


async def _new(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    state.end(turn)
    async for part in begin(turn, course, Wish()):
        yield part


async def _weak(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    state.end(turn)
    async for part in begin(turn, course, Wish(weak=True)):
        yield part


async def _again(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """Another one on the same."""
    started = [
        each.event
        for each in await turn.past(("quiz_started",), since=turn.now - LASTS)
        if each.event.type == "quiz_started" and each.event.quiz == args.get("quiz")
    ]
    names = started[-1].concepts if started else ()
    nodes = [node for name in names if (node := graph_of(course).nodes.get(name))]
    difficulty: Difficulty = "hard" if args.get("difficulty") == "hard" else "fitting"
    again = start(turn, course, nodes, difficulty=difficulty)
    parts = again if nodes else begin(turn, course, Wish(difficulty=difficulty))
    async for part in parts:
        yield part


async def _check(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """Two questions on one concept, after "that's not right"."""
    async for part in _on_concepts(turn, course, args, questions=_CHECKS, mode="check"):
        yield part


async def _practise(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """A few questions on some concepts; ``questions`` says how many."""
    wanted = args.get("questions", "")
    questions = min(MOST, int(wanted)) if wanted.isdecimal() and int(wanted) else USUAL
    async for part in _on_concepts(turn, course, args, questions=questions, mode="quiz"):
        yield part


async def _on_concepts(
    turn: Turn, course: Course, args: _Args, *, questions: int, mode: Mode
) -> AsyncIterator[Part]:
    names = args.get("concept", "").split()
    nodes = [node for name in names if (node := graph_of(course).nodes.get(name))]
    if not nodes:
        yield Text(markdown=turn._("That's no longer in your course."))
        return
    async for part in start(turn, course, nodes, questions=questions, mode=mode):
        yield part


async def _test_out(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    nodes = list(graph_of(course).in_sections([args.get("section", "")]))
    async for part in start(turn, course, nodes, questions=_SKIPPING, mode="test_out"):
        yield part


SKILL = Skill(
    name="quiz",
    summary="a few questions, chosen for what you don't know yet",
    usage="quiz me on what I'm weak at",
    run=run,
    act={
        "answer": _on_question(_answer),
        "sure": _on_question(_sure),
        "hint": _on_question(lambda turn, table, _args: answers.hint(turn, table)),
        "stop": _in_course(_stopped),
        "resume": _in_course(_resume),
        "new": _in_course(_new),
        "weak": _in_course(_weak),
        "again": _in_course(_again),
        "unit": _in_course(lambda turn, course, args: of_unit(turn, course, args.get("unit", ""))),
        "practise": _in_course(_practise),
        "check": _in_course(_check),
        "test_out": _in_course(_test_out),
    },
    audience="you",
)
