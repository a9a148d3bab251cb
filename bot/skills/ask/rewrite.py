"""A follow-up as a question of its own, in a model's words."""

from __future__ import annotations

import structlog
from pydantic import BaseModel

import prompts
from bot.errors import ModelError
from bot.skill import Turn
from knowledge.course import Course

_EXCHANGES = 3

log = structlog.get_logger()


class _StandAlone(BaseModel):
    """What `prompts/rewrite_followup.md` asks for."""

    question: str


async def stand_alone(turn: Turn, text: str, course: Course) -> str | None:
    """A follow-up as a question of its own; None when the model can't say."""
    if turn.model is None:
        return None
    exchanges = turn.history[-_EXCHANGES:]
    prompt = prompts.render(
        "rewrite_followup", course=course.title, exchanges=exchanges, question=text
    )
    try:
        said = await turn.model.structured(prompt, _StandAlone, max_tokens=prompt.max_tokens)
    except ModelError as error:
        log.info("follow-up completed without the model", error=type(error).__name__)
        return None
    return said.question.strip()[:500] or None
