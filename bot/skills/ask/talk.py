"""Small talk: short, warm, and back to the course."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.answering.smalltalk import Kind
from bot.messages import Action, Choices, Option, Part, Text
from bot.skill import Turn
from knowledge.course import Course


async def small_talk(turn: Turn, kind: Kind, course: Course | None) -> AsyncIterator[Part]:
    yield Text(markdown=_words(turn, kind, course))
    if kind == "greeting" and course is None:
        async for part in ask_which_course(turn):
            yield part


async def ask_which_course(turn: Turn) -> AsyncIterator[Part]:
    infos = await asyncio.to_thread(turn.courses.list)
    yield Choices(
        prompt=turn._("Which course are you in?"),
        options=tuple(
            Option(label=info.title, action=Action(name="course.choose", args={"id": info.id}))
            for info in infos
        ),
    )


def _words(turn: Turn, kind: Kind, course: Course | None) -> str:
    title = course.title if course else ""
    match kind:
        case "greeting" if course and not turn.learner.new:
            return turn._("Hi again. What are you working on in {course}?", course=title)
        case "greeting":
            return turn._(
                "Hi. I'm Studylamp. Ask me anything from your course, or paste an exercise "
                "you're stuck on, with what you have so far."
            )
        case "how_are_you":
            return turn._("All good here, thanks. What are you working on?")
        case "thanks":
            return turn.rng.choice(
                (
                    turn._("You're welcome. I'm here when the next question comes up."),
                    turn._("Glad it helped. Good questions do most of the work."),
                )
            )
        case "bye":
            return turn._("See you. What you asked about today is a good place to start next time.")
        case "who_are_you":
            return turn._(
                "I'm Studylamp, a program that helps you learn from your own course. I look "
                "things up in it and say where they stand; I'm not a person, and I can be wrong."
            )
        case "ack":
            return turn._("Good. Say when you want to go on.")
        case "laugh":
            return turn._("Ready when you are.")
        case "upset":
            return turn._(
                "That's a hard spot, and being stuck is part of learning it. Let's make it "
                "smaller: which word or step is the first one that doesn't make sense?"
            )
