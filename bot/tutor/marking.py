"""Marking an answer and recording it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.learner.events import AttemptMade, MarkSettled, Mode
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.course import AlgebraItem, ClozeItem, Course, Item, NumericItem, ShortAnswerItem
from knowledge.grading.mark import Mark
from knowledge.grading.steps.result import StepCheck

if TYPE_CHECKING:
    from knowledge.grading.short_answer import GradedAnswer

_LONGEST_ANSWER = 500


def get_ready(turn: Turn, item: Item) -> None:
    """The item is going to be answered."""
    if isinstance(item, NumericItem | AlgebraItem):
        turn.grader.warm_up()


async def marked(turn: Turn, exercise: Exercise, text: str) -> Mark | None:
    """The mark of an answer; None when it isn't one."""
    item = exercise.item
    if isinstance(item, ShortAnswerItem):
        graded = await _graded(turn, exercise)
        language = exercise.course.language
        return await asyncio.to_thread(
            turn.grader.mark, item, text, language=language, graded=graded
        )
    terms = _terms(exercise.course) if isinstance(item, ClozeItem) else ()
    return await asyncio.to_thread(
        turn.grader.mark, item, text, language=turn.translator.language, vocabulary=terms
    )


async def _graded(turn: Turn, exercise: Exercise) -> list[GradedAnswer]:
    """What teachers said about others' answers to the same item."""
    from knowledge.grading.short_answer import GradedAnswer  # numpy

    verdicts = await turn.orders(exercise.course.id, "mark_settled")
    return [
        GradedAnswer(event.answer, event.credit)
        for event in verdicts
        if isinstance(event, MarkSettled)
        and event.item == exercise.item.id
        and event.answer
        and event.credit is not None
    ]


async def is_same(turn: Turn, text: str, accepted: Sequence[str]) -> bool:
    """A smaller question was answered with one of its own answers."""
    language = turn.translator.language
    return await asyncio.to_thread(turn.grader.same, text, accepted, language=language)


async def followed(turn: Turn, exercise: Exercise, work: str) -> StepCheck:
    """The learner's own work, step by step."""
    language = turn.translator.language
    return await asyncio.to_thread(turn.grader.check_steps, work, exercise.item, language=language)


def _terms(course: Course) -> list[str]:
    return [term.name for section in course.sections() for term in section.terms]


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
