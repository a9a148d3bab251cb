"""Why an answer is right: the author's explanation, or what the section says about it."""

from __future__ import annotations

import asyncio

from bot.answering.extract import Source, Wanted, extract
from bot.guard import keys
from bot.skill import Turn
from bot.tutor.exercise import Exercise, question_text
from knowledge.course import AlgebraItem, NumericItem, TrueFalseItem

_PASSAGES = 12


async def why(turn: Turn, exercise: Exercise) -> str:
    """One or two sentences; empty when neither the author nor the section says anything.

    Only for an item whose answer may be seen.
    """
    item = exercise.item
    if item.explanation or item.solution:
        return item.explanation or item.solution
    if isinstance(item, NumericItem | AlgebraItem):
        return ""  # sentences around a number explain nothing
    return await asyncio.to_thread(_from_section, turn, exercise)


def _from_section(turn: Turn, exercise: Exercise) -> str:
    """The sentences of the item's own section that are nearest to its question and answer."""
    answer = "" if isinstance(exercise.item, TrueFalseItem) else keys(exercise.item)[0]
    asked = f"{question_text(exercise.item)} {answer}"
    course = exercise.course
    hits = turn.retrieval.search(asked, courses=[course.id], limit=_PASSAGES)
    sources = [
        Source(exercise.section.id, hit.passage.text, course.language, hit.score)
        for hit in hits
        if hit.passage.section_id == exercise.section.id and hit.passage.kind == "text"
    ]
    wanted = Wanted(sentences=2, words=60)
    picked = extract(asked, sources, turn.retrieval.similarities, wanted=wanted)
    return " ".join(pick.text for pick in picked)
