"""The goals in a message: by rules, and by a model where there is one.

A model only points at the learner's own words; days, times and parts of the course are read from
these by the same code. A reading that holds other words is thrown away.
"""

from __future__ import annotations

import structlog
from pydantic import BaseModel, Field

import prompts
from bot.errors import ModelError
from bot.goals.wishes import MOST, Wish, pointed_at, understood
from bot.learner.events import GoalKind
from bot.skill import Turn
from knowledge.course import Course

log = structlog.get_logger()


class _Goal(BaseModel):
    words: str
    kind: GoalKind
    about: str = ""
    day: str = ""
    when: str = ""


class _Goals(BaseModel):
    """What `prompts/read_goal.md` asks for."""

    goals: list[_Goal] = Field(min_length=1, max_length=MOST)


async def wishes_in(turn: Turn, course: Course, text: str) -> list[Wish]:
    """The goals in a message; see `bot.goals.wishes.understood`."""
    by_rules = understood(text, turn.today, language=turn.translator.language)
    if turn.model is None or by_rules[0].problem:
        return by_rules  # what can't be isn't for a model to decide
    return await _by_model(turn, course, text) or by_rules


async def _by_model(turn: Turn, course: Course, text: str) -> list[Wish]:
    assert turn.model
    prompt = prompts.render("read_goal", course=course.title, text=text)
    try:
        read = await turn.model.structured(prompt, _Goals, max_tokens=prompt.max_tokens)
    except ModelError as error:
        log.info("goal read without the model", error=type(error).__name__)
        return []
    found = [
        pointed_at(
            text,
            turn.today,
            language=turn.translator.language,
            words=each.words,
            kind=each.kind,
            about=each.about,
            day=each.day,
            when=each.when,
        )
        for each in read.goals
    ]
    if any(wish is None or wish.problem for wish in found):
        log.info("the model's reading of a goal doesn't hold")
        return []
    return [wish for wish in found if wish]
