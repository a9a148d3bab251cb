"""`ask`: answers from the learner's own course, with sources; hints for its exercises.

The order of the checks in `run` is the policy: small talk is not looked up, an exercise is never
answered, a question the course doesn't cover is said to be one, and only then is an answer put
together (by a model when there is one, from the course's own sentences otherwise).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping

from bot.answering.exercise import Match
from bot.answering.followup import FollowUp, Move, follow_up
from bot.answering.prepared import exercises_of
from bot.answering.smalltalk import Kind, kind_of
from bot.learner.events import CourseChosen
from bot.messages import Action, Part, Text
from bot.skill import Skill, Turn
from bot.skills.ask import own_exercise, practice, state
from bot.skills.ask.answer import answer, not_covered
from bot.skills.ask.find import elsewhere, go_on, look_up
from bot.skills.ask.talk import ask_which_course, small_talk
from bot.tutor import attempts, open_item
from bot.tutor.course import course_of
from bot.tutor.exercise import Exercise
from bot.tutor.helping import begin, help_with
from bot.tutor.pilots import only_searches
from bot.tutor.words import is_bare_why
from knowledge.course import Course
from knowledge.sentences import split

_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|y|sure|ok(?:ay)?|please|go ahead|do it|of course|why not|"
    r"s[ií]|claro|dale|vale|por favor|bueno)(?:[ ,]+(?:please|sure|thanks|por favor|gracias))?\W*$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:no|nope|nah|not now|later|n|ahora no|luego)(?:[ ,]+(?:thanks|thank you|gracias))?\W*$",
    re.IGNORECASE,
)

_TITLE = re.compile(r"^\*\*[^*]{1,80}\*\*\s*")


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    offered = state.take_offer(turn)
    async for part in _respond(turn, text.strip(), offered):
        yield part


async def _respond(turn: Turn, text: str, offered: Action | None) -> AsyncIterator[Part]:
    course = await course_of(turn)
    about_item = await attempts.about_open_item(turn, text)
    kind = _small_talk_kind(turn, text, course)
    if about_item is not None:
        parts = about_item
    elif offered and _YES.match(text):
        parts = ACTIONS[offered.name.partition(".")[2]](turn, offered.args)
    elif offered and _NO.match(text):
        parts = _say(turn._("Fine. Ask whenever something comes up."))
    elif kind:
        parts = small_talk(turn, kind, course)
    elif not text:
        parts = _say(turn._("Write me a question about your course, in your own words."))
    elif course is None:
        parts = _without_course(turn, text)
    elif (about := practice.asks_for_practice(text)) is not None:
        parts = practice.practise_on(turn, course, about)
    else:
        parts = _in_course(turn, text, course)
    async for part in parts:
        yield part


def _small_talk_kind(turn: Turn, text: str, course: Course | None) -> Kind | None:
    """ "I don't get it" after an answer asks for a simpler one."""
    kind = kind_of(text)
    topic = state.topic(turn)
    if kind == "upset" and topic and course and follow_up(text, topic.question, course.language):
        return None
    return kind


async def _without_course(turn: Turn, text: str) -> AsyncIterator[Part]:
    """The question itself tells the course, if one covers it."""
    found = await elsewhere(turn, text)
    if found is None:
        yield Text(
            markdown=turn._("None of the courses here covers that, so I'd only be guessing.")
        )
        async for part in ask_which_course(turn):
            yield part
        return
    turn.record(CourseChosen(course=found.course.id))
    yield Text(
        markdown=turn._(
            "I'm looking in **{course}**; /course changes that.", course=found.course.title
        )
    )
    async for part in _in_course(turn, text, found.course):
        yield part


async def _in_course(turn: Turn, text: str, course: Course) -> AsyncIterator[Part]:
    match = await asyncio.to_thread(_exercise_in, text, course)
    if match:
        parts = begin(turn, Exercise(course, match.section, match.item), pasted=True)
    elif (
        own_exercise.is_one(turn, text)
        and open_item.current(turn) is None
        and not await only_searches(turn, course.id)
    ):
        parts = own_exercise.follow(turn, course, text)
    elif is_bare_why(text) and (hint := await attempts.last_hint(turn)):
        parts = _about_hint(turn, hint, course)
    else:
        found = await look_up(turn, text, course, state.topic(turn))
        parts = answer(turn, found) if found.covered else not_covered(turn, found)
    async for part in parts:
        yield part


async def _about_hint(turn: Turn, hint: str, course: Course) -> AsyncIterator[Part]:
    """ "Why?" after a hint: what else the course says about it, or the next hint."""
    said = _TITLE.sub("", hint)
    found = await look_up(turn, said, course, None)
    if not found.covered:
        async for part in help_with(turn, "stuck"):
            yield part
        return
    async for part in answer(turn, found, told=[sentence.text for sentence in split(said)]):
        yield part


def _exercise_in(text: str, course: Course) -> Match | None:
    return exercises_of(course).find(text)


async def _button(turn: Turn, move: Move) -> AsyncIterator[Part]:
    """A button that stands for a follow-up."""
    topic, course = state.topic(turn), await course_of(turn)
    if topic is None or course is None or topic.course != course.id:
        yield Text(markdown=turn._("Ask me something first, then I can go on from there."))
        return
    found = await go_on(turn, FollowUp(topic.question, move), course, topic)
    async for part in answer(turn, found):
        yield part


async def more(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    async for part in _button(turn, "more"):
        yield part


async def example(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    async for part in _button(turn, "example"):
        yield part


async def switch(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """Answer the question that another course covers, there."""
    question = str(turn.state.get("waiting", ""))
    course = await asyncio.to_thread(turn.courses.get, args.get("id", ""))
    turn.record(CourseChosen(course=course.id))
    turn.learner = turn.learner.model_copy(update={"course": course.id})
    turn.state.clear()
    yield Text(markdown=turn._("You're in **{course}** now.", course=course.title))
    if question:
        async for part in _in_course(turn, question, course):
            yield part


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)


ACTIONS = {
    "more": more,
    "example": example,
    "practise": practice.practise,
    "read": practice.read,
    "switch": switch,
}

SKILL = Skill(
    name="ask",
    summary="answers from your course, and hints for its exercises",
    usage="what's the difference between a hint and an answer?",
    run=run,
    act=ACTIONS,
)
