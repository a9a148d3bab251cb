"""Marking an answer and recording it."""

from __future__ import annotations

import asyncio

from bot.learner.events import AttemptMade, Mode
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.grading.mark import Mark
from knowledge.grading.simple import mark

_LONGEST_ANSWER = 500


async def marked(turn: Turn, exercise: Exercise, text: str) -> Mark | None:
    """The mark of an answer; None when it isn't one."""
    return await asyncio.to_thread(mark, exercise.item, text)


def record(
    turn: Turn,
    exercise: Exercise,
    mark: Mark,
    said: str,
    *,
    mode: Mode,
    hints: int = 0,
    attempt: int = 1,
    confidence: float | None = None,
    quiz: str = "",
) -> AttemptMade:
    """Append the attempt to the learner's record.

    Args:
        said: what they typed, or the letter of the option they tapped.
        confidence: how sure they said they were.
        quiz: id of the quiz it belongs to.
    """
    made = AttemptMade(
        course=exercise.course.id,
        section=exercise.section.id,
        item=exercise.item.id,
        concepts=exercise.concepts,
        answer=(mark.picked[0].text if mark.picked else said)[:_LONGEST_ANSWER],
        credit=mark.credit,
        hints=hints,
        attempt=attempt,
        mode=mode,
        dont_know=mark.verdict == "dont_know",
        confidence=confidence,
        misconception=mark.picked[0].misconception if mark.picked else "",
        quiz=quiz,
    )
    turn.record(made)
    return made
