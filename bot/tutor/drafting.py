"""A ladder of hints that a language model drafts, once for an item that has none.

The model sees the exercise and the course, never a learner's words. What it drafts is checked for
the answer like any other text, stored for everybody, and marked until a teacher approves it.
"""

from __future__ import annotations

import structlog
from babel import Locale
from pydantic import BaseModel, ConfigDict, Field

import prompts
from bot.adding import with_additions
from bot.errors import ModelError
from bot.guard import reveals
from bot.learner.additions import Addition
from bot.skill import Turn
from bot.tutor.exercise import Exercise, in_course, key_text, question_text
from bot.tutor.rules import recall

_LONGEST, _FEWEST, _MOST = 400, 2, 4

log = structlog.get_logger()


class Ladder(BaseModel):
    """What `prompts/draft_ladder.md` asks for."""

    model_config = ConfigDict(extra="ignore")

    hints: list[str] = Field(max_length=10)


def wants_ladder(turn: Turn, exercise: Exercise) -> bool:
    """Nobody wrote one, none was drafted before, and there is somebody to ask."""
    item = exercise.item
    wanted = turn.model is not None and not item.hints and not item.solution
    return wanted and not turn.courses.has_ladder(exercise.course.id, item.id)


async def with_ladder(turn: Turn, exercise: Exercise) -> Exercise:
    """The exercise with a drafted ladder; the same one when no usable ladder came."""
    assert turn.model is not None
    course, section, item = exercise.course, exercise.section, exercise.item
    prompt = prompts.render(
        "draft_ladder",
        course=course.title,
        section=section.label,
        language=Locale.parse(course.language, sep="-").get_display_name("en"),
        question=question_text(item),
        key=key_text(turn, item),
        solution=item.solution,
        text="\n".join(await recall(turn, exercise)),
    )
    try:
        drafted = await turn.model.structured(prompt, Ladder, max_tokens=prompt.max_tokens)
    except ModelError as error:
        log.info("no ladder drafted", item=item.id, error=type(error).__name__)
        return exercise
    hints = _usable(drafted, exercise)
    if len(hints) < _FEWEST:
        log.info("drafted ladder turned down", item=item.id, usable=len(hints))
        return exercise
    addition = Addition(
        course=course.id,
        section=section.id,
        kind="ladder",
        item=item.id,
        data={"hints": [{"id": f"h{n}", "text": text} for n, text in enumerate(hints, 1)]},
        made_at=turn.now,
    )
    await turn.courses.keep(addition)
    return in_course(with_additions(course, [addition]), section.id, item.id) or exercise


def _usable(drafted: Ladder, exercise: Exercise) -> list[str]:
    """The hints that give nothing away, alone or with those before them."""
    kept: list[str] = []
    for hint in drafted.hints[:_MOST]:
        text = " ".join(hint.split())
        so_far = "\n".join([*kept, text])
        if not text or len(text) > _LONGEST or text in kept:
            continue
        if reveals(so_far, exercise.item, exercise.course.language):
            break  # what comes after it builds on it
        kept.append(text)
    return kept
