"""What teachers answered to a learner's questions, told once: at the next contact, or unasked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from bot.learner.events import AnswersTold, Event, QuestionAnswered, QuestionPassedOn
from bot.learner.questions import OWN_EVENTS, untold
from bot.messages import Part, Text
from bot.skill import Turn

_LONGEST = 160


async def with_answers(turn: Turn, parts: AsyncGenerator[Part, None]) -> AsyncGenerator[Part, None]:
    """The parts of a reply, after answers that came meanwhile. Never where others read."""
    if not turn.incoming.place.public:
        for part in await news(turn):
            yield part
    async with aclosing(parts):
        async for part in parts:
            yield part


async def news(turn: Turn) -> list[Part]:
    """The answers that the learner hasn't heard; that they hear them now is recorded."""
    own = await turn.past(OWN_EVENTS)
    courses = {each.event.course for each in own if isinstance(each.event, QuestionPassedOn)}
    given: list[Event] = []
    for course in sorted(courses):
        given += await turn.orders(course, "question_answered")
    found = untold(own, given)
    if not found:
        return []
    turn.record(AnswersTold(answers=tuple(each.id for each in found)))
    return [Text(markdown=words(turn, found))]


def words(turn: Turn, found: Sequence[QuestionAnswered]) -> str:
    return "\n\n".join(_one(turn, each) for each in found)


def _one(turn: Turn, given: QuestionAnswered) -> str:
    asked = shortened(given.question)
    if not given.answer:
        return turn._(
            "About your question “{question}”: your teacher takes it up in class.", question=asked
        )
    lead = turn._("Your teacher answered your question “{question}”:", question=asked)
    return f"{lead}\n\n{quotation(given.answer)}"


def quotation(text: str) -> str:
    """As a block that is somebody else's words."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def shortened(question: str) -> str:
    one_line = " ".join(question.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST].rstrip()} …"
